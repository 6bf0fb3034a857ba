"""Page "Số liệu / Evidence": every figure with its source, and why the projections may be believed, or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from simulator.errors import SimulatorError
from simulator.texts import text
from simulator.ui import (
    evidence_against_view,
    evidence_choice,
    evidence_figures_view,
    evidence_fit_view,
    evidence_learned_view,
    evidence_own_view,
    evidence_skill_view,
    opening,
    resources,
)
from simulator.ui.evidence_style import style_sheet
from simulator.ui.language import language
from simulator.ui.messages import tell
from simulator.ui.pickers import choose_locality
from simulator.ui.problems import show_faults
from simulator.ui.saving import tools
from simulator.ui.theme import apply_theme, is_dark

LOCALITY_WIDTH = 280  # pixels
Part = Callable[[str, bool], None]
PARTS: Mapping[str, Part] = {
    evidence_choice.FIGURES: evidence_figures_view.draw,
    "against": evidence_against_view.draw,
    "fit": evidence_fit_view.draw,
    "skill": evidence_skill_view.draw,
    "learned": evidence_learned_view.draw,
    "own": evidence_own_view.draw,
}


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    shown, dark = language(), is_dark()
    apply_theme(shown)
    st.html(f"<style>{style_sheet(dark)}</style>")
    try:
        opening.begin()
        unknown = evidence_choice.follow(resources.evidence(), shown)
        with st.container(key="evidence_head", horizontal=True, vertical_alignment="center"):
            choose_locality(shown, "evidence", "collapsed", LOCALITY_WIDTH)
            part = _part(shown)
        if unknown:
            tell([text("evidence.unknown", shown, id=unknown)], "warning")
        PARTS[part](shown, dark)
    except SimulatorError as error:
        show_faults(error, shown)
    tools(shown, with_save=False)


def _part(language: str) -> str:
    """The part that is open; only that one is computed."""
    names = list(PARTS)
    wish = st.session_state.pop(evidence_choice.WISH, None)
    if wish is not None:
        st.session_state[evidence_choice.PART] = wish
    chosen = st.segmented_control(
        text("evidence.parts", language),
        names,
        default=None if wish is not None else names[0],
        required=True,
        format_func=lambda name: text(f"evidence.part.{name}", language),
        label_visibility="collapsed",
        key=evidence_choice.PART,
        persist_state="session",
    )
    return str(chosen)
