"""Page "So sánh / Compare": two to eight scenarios of a locality beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from simulator.analysis.comparison import FEWEST, check
from simulator.texts import text
from simulator.ui import opening
from simulator.ui.compare_choice import (
    Candidate,
    Found,
    choose_place,
    choose_reference_and_year,
    choose_scenarios,
)
from simulator.ui.compare_runs import compared
from simulator.ui.compare_style import style_sheet
from simulator.ui.compare_view import PARTS, View, draw_download, draw_headline, put
from simulator.ui.frame import page_frame
from simulator.ui.messages import tell
from simulator.ui.parts import choose_part


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    with page_frame(style_sheet, with_save=False) as (shown, dark):
        opening.begin()
        _draw(shown, dark)


def _draw(language: str, dark: bool) -> None:
    with st.container(key="compare_head", horizontal=True, vertical_alignment="center"):
        _, there, choice = choose_place(language)
        if len(there.candidates) < FEWEST:
            chosen: list[Candidate] = []
        else:
            chosen = choose_scenarios(there.candidates, choice, language)
        if len(chosen) >= FEWEST:
            check([(candidate.entry.name, candidate.scenario) for candidate in chosen])
            reference, year = choose_reference_and_year(chosen, choice, language)
            part = choose_part("compare", PARTS, language)
    _tell_faulty(there, language)
    if len(chosen) < FEWEST:
        put(_what_to_do(there, language))
        return
    comparison = compared(chosen, reference, year, language)
    view = View(comparison, [candidate.entry for candidate in chosen], language, dark)
    draw_headline(view)
    _tell_evidence(chosen, reference, language)
    _tell_years(view, language)
    PARTS[part](view)
    draw_download(view)


def _tell_faulty(there: Found, language: str) -> None:
    """Name the files that cannot be compared, and their faults; the others are compared all the same."""
    if there.faulty:
        lines = [fault.describe(language) for _, error in there.faulty for fault in error.faults]
        tell([text("compare.faulty", language, count=len(there.faulty)), *lines], "warning")


def _tell_evidence(chosen: Sequence[Candidate], reference: int, language: str) -> None:
    """Say which scenarios are run with another evidence set than their files name."""
    effects = chosen[reference].scenario.effects
    others = [f"“{candidate.entry.name}”" for candidate in chosen if candidate.scenario.effects != effects]
    if others:
        named = text(f"explore.effects.{effects}", language)
        tell([text("compare.effects", language, effects=named, titles=", ".join(others))], "warning")


def _tell_years(view: View, language: str) -> None:
    """Say so where some scenario has years that not all have."""
    spans = {(outcome.years[0], outcome.years[-1]) for outcome in view.comparison.outcomes}
    if len(spans) > 1:
        years = view.comparison.years
        tell([text("compare.common_years", language, first=years[0], last=years[-1])])


def _what_to_do(there: Found, language: str) -> str:
    """What the reader can do when there are too few scenarios, or too few are chosen."""
    key = "compare.too_few" if len(there.candidates) < FEWEST else "compare.too_few_chosen"
    return f"<h2>{escape(text(f'{key}_title', language))}</h2><p>{escape(text(key, language))}</p>"
