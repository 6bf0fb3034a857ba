"""Which places the parts of the evidence page are about: the locality that is chosen, or all."""

from __future__ import annotations

import streamlit as st

from simulator.evidence import Evidence
from simulator.texts import text
from simulator.ui import session
from simulator.ui.details_html import place_name

EVERYWHERE = "evidence_everywhere"


def everywhere_switch(language: str) -> None:
    """Draw the switch between the chosen locality and all places."""
    st.toggle(text("evidence.everywhere", language), key=EVERYWHERE, persist_state="session")


def is_everywhere() -> bool:
    """Whether all places are shown."""
    return bool(st.session_state.get(EVERYWHERE, False))


def shown_places(evidence: Evidence, language: str) -> tuple[tuple[str, ...], str]:
    """The places that are shown, in the order of the data, and what they are called together."""
    if is_everywhere():
        return tuple(dict.fromkeys(row.locality for row in evidence.observations)), text(
            "evidence.everywhere", language
        )
    locality = str(session.get("locality"))
    return (locality,), place_name(evidence, locality, language)
