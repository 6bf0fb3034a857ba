"""What pages begin and end with: how they look, faults as one message, the tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from simulator.errors import SimulatorError
from simulator.ui.language import language
from simulator.ui.problems import show_faults
from simulator.ui.saving import tools
from simulator.ui.theme import apply_theme, is_dark


@contextmanager
def page_frame(style_sheet: Callable[[bool], str], *, with_save: bool = True) -> Iterator[tuple[str, bool]]:
    """Draw what stands around a page; yield the language and whether the reader's theme is dark.

    style_sheet: the page's own, for a light or a dark theme. with_save: whether a scenario is open on the page.
    """
    shown, dark = language(), is_dark()
    apply_theme(shown)
    st.html(f"<style>{style_sheet(dark)}</style>")
    with faults_told(shown):
        yield shown, dark
    tools(shown, with_save=with_save)


@contextmanager
def faults_told(language: str) -> Iterator[None]:
    """Turn whatever the user can put right into one message; all else, Streamlit's rerun and stop too, goes on."""
    try:
        yield
    except SimulatorError as error:
        show_faults(error, language)
