"""The language of the page: Vietnamese first, English one click away, kept in the address."""

from __future__ import annotations

import streamlit as st

from simulator.texts import LANGUAGES


def language() -> str:
    """`vi` unless the address says otherwise."""
    asked = st.query_params.get("lang", LANGUAGES[0])
    return asked if asked in LANGUAGES else LANGUAGES[0]


def switch() -> None:
    """Go to the other language; everything else stays."""
    st.query_params["lang"] = next(name for name in LANGUAGES if name != language())
