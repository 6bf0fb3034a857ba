"""The controls of the part about several localities: one row, with the limits behind a button.

A widget is told what it shows as its default: what is set through the session's state alone does not reach one that
stands in a closed box.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TypeVar
from zlib import crc32

import streamlit as st

from simulator.analysis.optimise.defaults import OWN, split_by_default
from simulator.analysis.optimise.question import MONEY
from simulator.analysis.shareout.checks import MOST
from simulator.analysis.shareout.question import GOALS
from simulator.evidence import Locality
from simulator.report.optimise_table import money
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui.find_localities_wish import Wish, files_of, line_name, name_of, scenarios_of, today_of
from simulator.ui.find_numbers import field
from simulator.ui.pickers import ORDER

GOAL_WIDTH, YEAR_WIDTH, TOTAL_WIDTH = 220, 96, 180  # pixels
CUTS = (0, 10, 20, 30, 50, 75, 100)  # percent
T = TypeVar("T", str, int)


def draw_form(wish: Wish, localities: Mapping[str, Locality], language: str) -> dict[str, Scenario]:
    """Draw the controls inside the row that is open, keep what is set, and return the scenarios that are chosen.

    Raises SimulatorError for a scenario that cannot be read.
    """
    _places(wish, localities, language)
    scenarios = scenarios_of(wish)
    split = split_by_default(*scenarios.values())
    if wish.lines == list(OWN):
        wish.lines = list(split)
    words = {goal: text(f"shareout.goal.{goal}", language) for goal in GOALS}
    wish.goal = _select("goal", tuple(GOALS), wish.goal, language, words.__getitem__, GOAL_WIDTH)
    years = sorted({year for one in scenarios.values() for year in range(one.first_year, one.last_year + 1)})
    if years:
        wish.year = wish.year if wish.year in years else years[-1]
        wish.year = _select("year", years, wish.year, language, str, YEAR_WIDTH)
    _total(wish, scenarios, language)
    with st.popover(text("shareout.form.limits", language), key="find_places_limits"):
        _limits(wish, scenarios, localities, len(split), language)
    return scenarios


def _places(wish: Wish, localities: Mapping[str, Locality], language: str) -> None:
    known = [name for name in ORDER if name in localities] + [name for name in localities if name not in ORDER]
    key = f"find_places_{language}_{crc32(repr(known).encode('utf-8', 'replace'))}"
    wish.chosen = st.multiselect(
        text("shareout.form.places", language),
        known,
        wish.chosen,
        format_func=lambda name: name_of(localities[name], language),
        max_selections=MOST,
        placeholder=text("shareout.form.places_hint", language),
        width="stretch",
        key=key,
    )


def _select(
    name: str, options: Sequence[T], value: T, language: str, called: Callable[[T], str], width: int | None = None
) -> T:
    """A list to choose from; another list is another widget."""
    listed = list(options)
    key = f"find_places_{name}_{language}_{crc32(repr(listed).encode('utf-8', 'replace'))}"
    place, label = listed.index(value) if value in listed else 0, text(f"shareout.form.{name}", language)
    return st.selectbox(label, listed, place, format_func=called, width=width or "stretch", key=key)


def _total(wish: Wish, scenarios: Mapping[str, Scenario], language: str) -> None:
    """The total; empty, it is what the scenarios cost now."""
    now = sum(today_of(scenario, wish.lines) for scenario in scenarios.values())
    with st.container(width=TOTAL_WIDTH):
        hint = text("shareout.form.total_hint", language, total=money(now, language))
        field(text("shareout.form.total", language), wish.total, "find_places_total", language, placeholder=hint)


def _limits(
    wish: Wish, scenarios: Mapping[str, Scenario], localities: Mapping[str, Locality], split: int, language: str
) -> None:
    """The largest cut, which money (`split` lines by default), and for each locality its scenario, floor and cap."""
    st.html(f"<p class='find-note'>{escape(text('shareout.form.limits_note', language))}</p>")
    wish.most_cut = _select("cut", CUTS, wish.most_cut, language, lambda cut: f"{cut}%")
    key = f"find_places_lines_{split}_{language}"
    label = text("shareout.form.lines", language)
    wish.lines = st.multiselect(
        label, MONEY, wish.lines, format_func=lambda path: line_name(path, language), placeholder=label, key=key
    )
    st.html(f"<p class='find-note'>{escape(text('shareout.form.allotted_note', language))}</p>")
    with st.container(key="find_places_head", horizontal=True):
        for name in ("scenario", "floor", "cap"):
            st.html(f"<span>{escape(text(f'shareout.form.{name}', language))}</span>")
    for number, (name, scenario) in enumerate(scenarios.items()):
        _place(wish, number, localities[name], scenario, language)


def _place(wish: Wish, number: int, place: Locality, scenario: Scenario, language: str) -> None:
    """One locality: what it gets today, its scenario, its floor and its cap."""
    called, own = name_of(place, language), wish.place(place.id)
    today = text("shareout.form.now", language, amount=money(today_of(scenario, wish.lines), language))
    with st.container(key=f"find_place_{number}", horizontal=True, vertical_alignment="bottom"):
        titles = files_of(place.id)
        key = f"find_place_file_{place.id}_{language}_{crc32(repr(titles).encode('utf-8', 'replace'))}"
        place_of_file = list(titles).index(own.file) if own.file in titles else 0
        label = f"{called} · {today}"
        chosen = st.selectbox(label, list(titles), place_of_file, format_func=titles.__getitem__, key=key)
        if chosen != own.file:
            own.file = chosen
            st.rerun()
        for name, kept in (("floor", own.floor), ("cap", own.cap)):
            label = text(f"shareout.form.{name}_of", language, place=called)
            field(label, kept, f"find_place_{place.id}_{name}", language, hidden=True)
