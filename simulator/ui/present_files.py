"""Decks as files beside the scenarios: open one, save this one."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from simulator.errors import SimulatorError
from simulator.scenario.deck import Deck
from simulator.scenario.deck_file import DeckDocument, deck_files, deck_name, save_deck, save_deck_as
from simulator.scenario.names import locality_folder
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.messages import plain, tell, tell_faults, tell_later
from simulator.ui.present_kept import Prepared, deck_of, opened
from simulator.ui.present_screens import Show


def draw_files(show: Show, deck: Prepared) -> None:
    """The row of the deck's file."""
    language, locality = show.language, show.comparison.outcomes[0].scenario.locality
    files = deck_files(locality_folder(locality, resources.scenario_folder()))
    with st.container(key="present_files", horizontal=True, vertical_alignment="center"):
        if deck.document is not None:
            over = st.button(
                text("present.save_over", language, file=plain(deck.document.path.name)), key="present_over"
            )
        else:
            over = False
        new = st.button(text("present.save_new", language), key="present_new")
        if files:
            with st.popover(text("present.open", language, count=len(files)), key="present_open"):
                for place, path in enumerate(files):
                    name = plain(deck_name(path))
                    st.button(name, key=f"present_open_{place}", on_click=_open, args=(path, deck), width="stretch")
    if over or new:
        _save(show, deck, language, is_new=new)
    elif deck.document is not None:
        tell([text("present.address", language, address=f"present?deck={deck.document.name}&show=1")])


def _open(path: Path, deck: Prepared) -> None:
    """Before the page is drawn anew; what is wrong with the file is told there."""
    try:
        opened(path)
    except SimulatorError as error:
        deck.fault = error


def _save(show: Show, deck: Prepared, language: str, *, is_new: bool) -> None:
    """Write the deck; a title is asked for, since its file is named after it."""
    if not deck.title.strip():
        tell([text("present.title_blank", language)], "error")
        return
    try:
        reference, year = show.comparison.reference, show.comparison.year
        document = _written(deck, deck_of(deck, show.chosen, reference, year, show.names), is_new=is_new)
    except SimulatorError as error:
        tell_faults(error, language)
        return
    deck.document, deck.fault = document, None
    tell_later(text("present.saved", language, file=plain(document.path.name)))
    st.rerun()


def _written(kept: Prepared, deck: Deck, *, is_new: bool) -> DeckDocument:
    evidence = resources.evidence()
    if is_new or kept.document is None:
        return save_deck_as(deck, evidence, resources.scenario_folder())
    return save_deck(kept.document.path, deck, evidence, revision=kept.document.revision)
