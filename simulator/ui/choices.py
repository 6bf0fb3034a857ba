"""Pickers without a visible label that stand where the session left them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from simulator.texts import text

YEAR_WIDTH = 145  # pixels
Option = TypeVar("Option")


def choose_segment(label: str, names: Sequence[str], named: Callable[[str], str], key: str, wish: str = "") -> str:
    """Draw a row of names, the first one chosen, and return the one that is; wish: the one to go to now."""
    if wish:
        st.session_state[key] = wish
    chosen = st.segmented_control(
        label,
        names,
        default=None if wish else names[0],
        required=True,
        format_func=named,
        label_visibility="collapsed",
        key=key,
        persist_state="session",
    )
    return str(chosen)


def choose_option(
    label: str,
    options: Sequence[Option],
    named: Callable[[Option], str],
    key: str,
    *,
    first: tuple[object, Option],
    width: int,
) -> Option:
    """Draw a list and return what is chosen; another list needs another key.

    first: where a new list stands: what was chosen last where it is still there, else the usual option. width: pixels.
    """
    if key not in st.session_state:
        last, usual = first
        st.session_state[key] = last if last in options else usual
    return st.selectbox(label, options, format_func=named, label_visibility="collapsed", width=width, key=key)


def choose_year_of(years: Sequence[int], last: object, label: str, name: str, language: str) -> int:
    """Draw the picker of a year, the latest unless `last` is among them, and return it; name: begins its key."""
    return choose_option(
        label,
        years,
        lambda year: text("compare.at_end", language, year=year),
        f"{name}_{language}_{years[0]}_{years[-1]}",
        first=(last, years[-1]),
        width=YEAR_WIDTH,
    )
