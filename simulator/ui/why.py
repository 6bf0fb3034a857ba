"""Page "Vì sao / Why": why the open scenario differs, what it costs, what decides, and all of it in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from simulator.errors import SimulatorError
from simulator.texts import text
from simulator.ui import why_cost_view, why_shares_view, why_text_view, why_unknowns_view
from simulator.ui.details_html import marked
from simulator.ui.details_html import say as details_say
from simulator.ui.details_runs import is_changed
from simulator.ui.language import language
from simulator.ui.parts import choose_part
from simulator.ui.pickers import choose
from simulator.ui.problems import show_faults
from simulator.ui.saving import tools
from simulator.ui.theme import apply_theme, is_dark
from simulator.ui.why_style import style_sheet

Part = Callable[[str, bool], None]
PARTS: Mapping[str, Part] = {
    "shares": why_shares_view.draw,
    "cost": why_cost_view.draw,
    "unknowns": why_unknowns_view.draw,
    "text": why_text_view.draw,
}


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    shown, dark = language(), is_dark()
    apply_theme(shown)
    st.html(f"<style>{style_sheet(dark)}</style>")
    try:
        with st.container(key="why_head"):
            choose(shown, "why")
            st.html(f"<p class='details-state'>{_state(shown)}</p>")
        PARTS[choose_part("why", PARTS, shown)](shown, dark)
    except SimulatorError as error:
        show_faults(error, shown)
    tools(shown)


def _state(language: str) -> str:
    """Whether what is shown is the scenario as saved."""
    if is_changed():
        return marked("state.changed", language, ("word",), word=text("explore.unsaved", language))
    return details_say("state.saved", language)
