"""Page "Tìm phương án / Find": the best split of a total, the least total for a target, outcome against total."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from simulator.errors import SimulatorError
from simulator.ui import find_best, find_frontier, find_least, find_localities
from simulator.ui.find_style import style_sheet
from simulator.ui.language import language
from simulator.ui.parts import choose_part
from simulator.ui.pickers import choose
from simulator.ui.problems import show_faults
from simulator.ui.saving import tools
from simulator.ui.theme import apply_theme, is_dark

Part = Callable[[str, bool], None]
PARTS: Mapping[str, Part] = {
    "best": find_best.draw,
    "least": find_least.draw,
    "frontier": find_frontier.draw,
    "localities": find_localities.draw,
}


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    shown, dark = language(), is_dark()
    apply_theme(shown)
    st.html(f"<style>{style_sheet(dark)}</style>")
    try:
        with st.container(key="details_head"):
            choose(shown, "find")
            part = choose_part("optimise", PARTS, shown)
        PARTS[part](shown, dark)
    except SimulatorError as error:
        show_faults(error, shown)
    tools(shown)
