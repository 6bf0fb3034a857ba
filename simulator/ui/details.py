"""Page "Chi tiết / Details": what the page of sliders has no room for, for the scenario that is open there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from simulator.errors import SimulatorError
from simulator.texts import text
from simulator.ui import (
    details_communes_view,
    details_context_view,
    details_credit_view,
    details_eras_view,
    details_sets_view,
)
from simulator.ui.details_html import marked, say
from simulator.ui.details_runs import is_changed
from simulator.ui.details_style import style_sheet
from simulator.ui.language import language
from simulator.ui.parts import choose_part
from simulator.ui.pickers import choose
from simulator.ui.problems import show_faults
from simulator.ui.saving import tools
from simulator.ui.theme import apply_theme, is_dark

Part = Callable[[str, bool], None]
PARTS: Mapping[str, Part] = {
    "communes": details_communes_view.draw,
    "credit": details_credit_view.draw,
    "context": details_context_view.draw,
    "sets": details_sets_view.draw,
    "eras": details_eras_view.draw,
}


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    shown, dark = language(), is_dark()
    apply_theme(shown)
    st.html(f"<style>{style_sheet(dark)}</style>")
    try:
        with st.container(key="details_head"):
            choose(shown, "details")
            state = _state(shown)
            st.html(f"<p class='details-state'>{state}</p>")
        PARTS[choose_part("details", PARTS, shown)](shown, dark)
    except SimulatorError as error:
        show_faults(error, shown)
    tools(shown)


def _state(language: str) -> str:
    """Whether what is shown is the scenario as saved."""
    if is_changed():
        return marked("state.changed", language, ("word",), word=text("explore.unsaved", language))
    return say("state.saved", language)
