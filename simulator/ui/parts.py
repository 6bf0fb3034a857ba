"""A page in parts: only the one that is open is computed."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from simulator.texts import text


def choose_part(page: str, names: Collection[str], language: str) -> str:
    """Draw the row of parts of a page, the first one open, and return the name of the one that is."""
    listed = list(names)
    chosen = st.segmented_control(
        text(f"{page}.parts", language),
        listed,
        default=listed[0],
        required=True,
        format_func=lambda name: text(f"{page}.part.{name}", language),
        label_visibility="collapsed",
        key=f"{page}_part",
        persist_state="session",
    )
    return str(chosen)
