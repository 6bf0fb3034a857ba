"""The deck on the wall: no chrome, one message a screen, levers on demand."""

from __future__ import annotations

import json

import streamlit as st

from simulator.ui.components import deck_on_wall
from simulator.ui.present_data import wall_message
from simulator.ui.present_kept import Prepared, left
from simulator.ui.present_live import draw_levers, tried
from simulator.ui.present_screens import Show, ordered

# The page itself is out of sight and out of the way of the keyboard while a deck is shown.
SHEET = """
[data-testid=stHeader], [data-testid=stSidebar], [data-testid=stToolbar] { display: none; }
[data-testid=stMainBlockContainer] { padding: 0; }
[data-testid=stMain] { overflow: hidden; }
"""


def draw_wall(show: Show, deck: Prepared) -> None:
    """All screens at once, so that a key shows the next without asking the server."""
    st.html(f"<style>{SHEET}</style>")
    message = wall_message(ordered(show, deck), tried(show, deck), show.language, show.dark, show.key)
    draw_levers(show, deck)
    content = json.dumps(message, ensure_ascii=False, allow_nan=False).encode()
    deck_on_wall(content, key="present_wall", on_left=left)
