"""Page "Số liệu / Evidence": every figure with its source, and why the projections may be believed, or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

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
from simulator.ui.frame import page_frame
from simulator.ui.messages import tell
from simulator.ui.parts import choose_part
from simulator.ui.pickers import choose_locality

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
    with page_frame(style_sheet, with_save=False) as (shown, dark):
        opening.begin()
        unknown = evidence_choice.follow(resources.evidence(), shown)
        with st.container(key="evidence_head", horizontal=True, vertical_alignment="center"):
            choose_locality(shown, "evidence", "collapsed", LOCALITY_WIDTH)
            wish = st.session_state.pop(evidence_choice.WISH, "")
            part = choose_part("evidence", PARTS, shown, wish)
        if unknown:
            tell([text("evidence.unknown", shown, id=unknown)], "warning")
        PARTS[part](shown, dark)
