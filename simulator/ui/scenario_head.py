"""The head of the pages about the open scenario: which one it is, and whether it is shown as it was saved."""

from __future__ import annotations

import streamlit as st

from simulator.texts import text
from simulator.ui.details_html import marked, say
from simulator.ui.details_runs import is_changed
from simulator.ui.pickers import choose


def scenario_head(page: str, language: str) -> None:
    """Draw the pickers and the sentence below them. Raises SimulatorError where no scenario can be opened."""
    with st.container(key=f"{page}_head"):
        choose(language, page)
        state_line(language)


def state_line(language: str) -> None:
    """Draw the sentence alone: as saved, or with what is set among the sliders and not saved yet."""
    st.html(f"<p class='details-state'>{_state(language)}</p>")


def _state(language: str) -> str:
    if is_changed():
        return marked("state.changed", language, ("word",), word=text("explore.unsaved", language))
    return say("state.saved", language)
