"""How every page looks: the font, a thin bar of pages, and no room lost, so that a page fits 1280x720."""

from __future__ import annotations

import json

import streamlit as st

from simulator.report.palette import palette
from simulator.texts import text
from simulator.ui.document import document_script
from simulator.ui.fonts import font_face_css
from simulator.ui.styles import EXPLORE, PAGE

BAR_HEIGHT = 46  # pixels of the bar of pages
PANEL_WIDTH = 292  # pixels of the left column


def apply_theme(language: str, *, is_explore: bool = False) -> None:
    """Put the style of all pages into this page; call it once per full run, before anything else is drawn."""
    sheet = style_sheet(language, is_dark=is_dark(), is_explore=is_explore)
    st.html(f"<style>{sheet}</style>{document_script(language)}", unsafe_allow_javascript=True)


def is_dark() -> bool:
    """Whether the reader's browser shows the dark theme."""
    return st.context.theme.type == "dark"


def style_sheet(language: str, *, is_dark: bool, is_explore: bool) -> str:
    """Return the whole style sheet, the font included."""
    colors = palette(is_dark)
    variables = {
        "bar-height": f"{BAR_HEIGHT}px",
        "panel-width": f"{PANEL_WIDTH}px",
        "page-accent": colors.accent,
        "page-chosen": colors.nested,
        "page-on-accent": colors.paper,
        "page-warn": colors.event,
        "page-panel": colors.panel,
        "page-band": f"color-mix(in srgb, {colors.accent} 26%, transparent)",
        "page-browse": json.dumps(text("files.browse", language), ensure_ascii=False),
        "page-brand": json.dumps(text("explore.brand", language), ensure_ascii=False),
    }
    root = ":root{" + ";".join(f"--{name}:{value}" for name, value in variables.items()) + "}"
    return "\n".join((font_face_css(), root, PAGE, EXPLORE if is_explore else ""))
