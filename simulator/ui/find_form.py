"""The controls of the page: one row, with the rarer ones behind two buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from simulator.analysis.optimise.question import BETTER, DONG, allocated
from simulator.report.change_words import lever_name
from simulator.report.optimise_table import money
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui.find_numbers import field, seeded
from simulator.ui.find_wish import NO_RISE, NO_SECOND, Wish, rise_cap, target_label, years_of
from simulator.units import number

GOAL_WIDTH, YEAR_WIDTH, TOTAL_WIDTH, CHANCE_WIDTH, SHARE_WIDTH = 292, 142, 190, 150, 250  # pixels
T = TypeVar("T", str, int)
CUTS = (0, 10, 20, 30, 50, 75, 100)  # percent
RISES = (120, 150, 200, 300, 500, NO_RISE)  # percent
CHANCES = (50, 60, 70, 80, 90, 95)  # of a hundred
WEIGHT_STEP = 5  # percent


def draw_form(wish: Wish, scenario: Scenario, part: str, language: str) -> None:
    """Draw the controls of a part inside the row that is open, and keep what is set."""
    if part == "least":
        _targets(wish, language)
        wish.chance = _select("chance", wish, CHANCES, wish.chance, CHANCE_WIDTH, language)
    else:
        wish.goal = _select("goal", wish, tuple(BETTER), wish.goal, GOAL_WIDTH, language)
        wish.year = _select("year", wish, years_of(scenario), wish.year, YEAR_WIDTH, language)
    if part == "best":
        _total(wish, scenario, language)
    _limits(wish, scenario, language)
    if part != "least":
        _options(wish, language)


def _select(name: str, wish: Wish, options: Sequence[T], value: T, width: int, language: str, *, apart: str = "") -> T:
    """A list to choose from; apart: what makes it another list."""
    key = f"{wish.key}_{name}{apart}_{language}"
    first = seeded(key, value if value in options else options[0])
    return st.selectbox(
        text(f"optimise.{name}_label", language),
        list(options),
        index=list(options).index(first),
        format_func=lambda option: _option(name, option, language),
        width=width,
        key=key,
    )


def _option(name: str, option: str | int, language: str) -> str:
    if name in ("goal", "second"):
        return text(f"optimise.goal.{option or 'none'}", language)
    if name == "statistic":
        return text(f"optimise.statistic.{option}", language)
    if name == "rise":
        key = "optimise.rise_none" if option == NO_RISE else "optimise.rise_option"
        return text(key, language, value=number(int(option) / 100.0, language, 0 if int(option) % 100 == 0 else 1))
    return text(f"optimise.{name}_option", language, value=option)


def _total(wish: Wish, scenario: Scenario, language: str) -> None:
    """The total; empty, it is what the lines that are not fixed cost in the scenario."""
    free = tuple(path for path, line in wish.lines.items() if not line.fixed)
    own = allocated(scenario, free).total_dong / DONG if free else 0.0
    words = {"first": scenario.first_year, "last": scenario.last_year}
    with st.container(width=TOTAL_WIDTH):
        hint = text("optimise.total_hint", language, total=money(own, language))
        label = text("optimise.total_label", language, **words)
        field(label, wish.total, f"{wish.key}_total", language, placeholder=hint)


def _limits(wish: Wish, scenario: Scenario, language: str) -> None:
    """Floors and caps of the lines, and which stay as they are."""
    with st.popover(text("optimise.limits", language), key=f"find_limits_{wish.key}"):
        with st.container(key="find_shares", horizontal=True):
            wish.most_cut = _select("cut", wish, CUTS, wish.most_cut, SHARE_WIDTH, language)
            wish.most_rise = _select("rise", wish, RISES, wish.most_rise, SHARE_WIDTH, language)
        note(text("optimise.limits_note", language))
        note(text("optimise.allotted_note", language))
        with st.container(key="find_lines", gap=None):
            with st.container(key="find_line_head", horizontal=True):
                for name in ("line", "floor", "cap"):
                    st.html(f"<span>{text(f'optimise.column.{name}', language)}</span>")
            for place, path in enumerate(wish.lines):
                _limit(wish, scenario, place, path, language)
        wish.by_year = not _check("alike", wish, not wish.by_year, language)


def _limit(wish: Wish, scenario: Scenario, place: int, path: str, language: str) -> None:
    """The row of a line; what holds where nothing is typed stands in the fields."""
    line, name = wish.lines[path], lever_name(path, language)
    amounts = allocated(scenario, (path,)).amounts[0]
    low, high = float(amounts.min()), float(amounts.max())
    today = money(low, language) if low == high else f"{money(low, language)}–{money(high, language)}"
    least, most = low * (1.0 - wish.most_cut / 100.0), rise_cap(wish, high)
    key, off = f"{wish.key}_{place}", line.fixed
    hints = ("", "") if off else (f"≥ {money(least, language)}", f"≤ {money(most, language)}")
    with st.container(key=f"find_line_{place}", horizontal=True, vertical_alignment="center"):
        st.html(f"<span>{name} <small>{text('optimise.now', language, amount=today)}</small></span>")
        for side, kept, hint in (("floor", line.floor, hints[0]), ("cap", line.cap, hints[1])):
            label = text(f"optimise.{side}_of", language, lever=name)
            shown = hint.replace("≤ —", "")
            field(label, kept, f"{key}_{side}", language, placeholder=shown, hidden=True, off=off)
        box = f"{key}_fixed_{language}"
        line.fixed = st.checkbox(text("optimise.column.fixed", language), seeded(box, line.fixed), key=box)


def _options(wish: Wish, language: str) -> None:
    """A second goal with its weight, and over which draws."""
    with st.popover(text("optimise.options", language), key=f"find_options_{wish.key}"):
        others = (NO_SECOND, *(name for name in BETTER if name != wish.goal))
        wish.second = _select("second", wish, others, wish.second, GOAL_WIDTH, language, apart=wish.goal)
        if wish.second != NO_SECOND:
            key = f"{wish.key}_weight_{language}"
            label = text("optimise.weight_label", language, goal=text(f"optimise.goal.{wish.goal}", language))
            steps = range(WEIGHT_STEP, 100, WEIGHT_STEP)
            wish.weight = st.select_slider(
                label, list(steps), seeded(key, wish.weight), format_func=lambda share: f"{share}%", key=key
            )
            note(text("optimise.weight_note", language))
        wish.statistic = _select("statistic", wish, ("mean", "worst"), wish.statistic, GOAL_WIDTH, language)


def _targets(wish: Wish, language: str) -> None:
    """The targets to be met; those of the scenario are on."""
    count = sum(target.is_on for target in wish.targets)
    with st.popover(text("optimise.targets", language, count=count), key=f"find_targets_{wish.key}"):
        note(text("optimise.targets_note", language))
        for number, target in enumerate(wish.targets):
            name, key = target_label(target, language), f"{wish.key}_target_{number}"
            with st.container(key=f"find_target_{number}", horizontal=True, vertical_alignment="center"):
                box = f"{key}_on_{language}"
                target.is_on = st.checkbox(name, seeded(box, target.is_on), key=box)
                field(name, target.bound, key, language, hidden=True, off=not target.is_on)


def _check(name: str, wish: Wish, value: bool, language: str) -> bool:
    key = f"{wish.key}_{name}_{language}"
    return st.checkbox(text(f"optimise.{name}_label", language), seeded(key, value), key=key)


def note(content: str) -> None:
    """A remark in small letters."""
    st.html(f"<p class='find-note'>{content}</p>")
