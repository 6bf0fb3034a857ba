"""Page "Trình bày / Present": a short deck of one to eight scenarios, prepared here and shown on the wall."""

from __future__ import annotations

import streamlit as st

from simulator.errors import SimulatorError
from simulator.texts import text
from simulator.ui import opening, session
from simulator.ui.compare_choice import (
    Candidate,
    choose_place,
    choose_reference_and_year,
    choose_scenarios,
    found,
    last_choice,
)
from simulator.ui.export_row import export_row
from simulator.ui.language import language
from simulator.ui.messages import tell, tell_faults
from simulator.ui.present_files import draw_files
from simulator.ui.present_kept import KEPT, Prepared, follow_address, is_showing, left, prepared, show
from simulator.ui.present_prepare import draw_screens, draw_words
from simulator.ui.present_screens import Show, ordered, remarks_of, shown
from simulator.ui.present_style import style_sheet
from simulator.ui.present_wall import draw_wall
from simulator.ui.problems import show_faults
from simulator.ui.saving import tools
from simulator.ui.theme import apply_theme, is_dark


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    here, dark = language(), is_dark()
    apply_theme(here)
    try:
        opening.begin()
        follow_address()
        if is_showing() and _show(here, dark):
            return
        left()
        st.html(f"<style>{style_sheet(dark)}</style>")
        _prepare(here, dark)
    except SimulatorError as error:
        left()
        show_faults(error, here)
    tools(here, with_save=False)


def _show(language: str, dark: bool) -> bool:
    """The deck on the wall, without any picker; return whether there is one."""
    locality = session.editing().locality or ""
    there, choice = found(locality, language), last_choice(locality)
    by_key = {candidate.key: candidate for candidate in there.candidates}
    chosen = [by_key[key] for key in by_key if key in (choice.chosen or ())]
    if not chosen:
        return False
    keys = [candidate.key for candidate in chosen]
    reference = keys.index(choice.reference) if choice.reference in keys else 0
    draw_wall(shown(chosen, reference, choice.year, language, dark), prepared(locality))
    return True


def _prepare(language: str, dark: bool) -> None:
    with st.container(key="present_head", horizontal=True, vertical_alignment="center"):
        locality, there, choice = choose_place(language, KEPT)
        chosen: list[Candidate] = choose_scenarios(there.candidates, choice, language, KEPT)
        if chosen:
            reference, year = choose_reference_and_year(chosen, choice, language, KEPT)
    deck = prepared(locality)
    if deck.fault is not None:
        tell_faults(deck.fault, language)
    if not chosen:
        tell([text("present.none_chosen", language)])
        return
    made = shown(chosen, reference, year, language, dark)
    draw_words(made, deck)
    _start(made, deck)
    draw_screens(made, deck)
    draw_files(made, deck)
    st.html(f"<h3 class='present-head'>{text('present.exports', language)}</h3>")
    export_row(
        made.comparison,
        made.entries,
        language,
        "present",
        deck=ordered(made, deck),
        remarks=remarks_of(made, deck),
    )


def _start(made: Show, deck: Prepared) -> None:
    """The button that puts the deck on the wall, and what keys do there."""
    name = deck.document.name if deck.document else ""
    with st.container(key="present_start", horizontal=True, vertical_alignment="center"):
        st.button(text("present.start", made.language), type="primary", on_click=show, args=(name,), key="present_go")
        st.html(f"<p class='present-keys'>{text('present.keys', made.language)}</p>")
