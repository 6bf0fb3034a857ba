"""The language of the page: Vietnamese first, English one click away, kept in the address and by the session."""

from __future__ import annotations

import streamlit as st

from simulator.texts import LANGUAGES

KEPT = "page_language_kept"  # the address loses its language when another page is opened


def language() -> str:
    """What the address says, else what the session spoke last, else Vietnamese."""
    asked = st.query_params.get("lang", st.session_state.get(KEPT, LANGUAGES[0]))
    chosen = asked if asked in LANGUAGES else LANGUAGES[0]
    st.session_state[KEPT] = chosen
    return chosen


def switch() -> None:
    """Go to the other language; everything else stays."""
    st.query_params["lang"] = next(name for name in LANGUAGES if name != language())
