"""Page "Tìm phương án / Find": the best split of a total, the least total for a target, outcome against total."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from simulator.ui import find_best, find_frontier, find_least, find_localities
from simulator.ui.find_style import style_sheet
from simulator.ui.frame import page_frame
from simulator.ui.parts import choose_part
from simulator.ui.pickers import choose
from simulator.ui.scenario_head import state_line

Part = Callable[[str, bool], None]
PARTS: Mapping[str, Part] = {
    "best": find_best.draw,
    "least": find_least.draw,
    "frontier": find_frontier.draw,
    "localities": find_localities.draw,
}
WITHOUT_OPEN = ("localities",)  # parts that take saved scenarios, not the one that is open


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    with page_frame(style_sheet) as (shown, dark):
        with st.container(key="details_head"):
            choose(shown, "find")
            part = choose_part("optimise", PARTS, shown)
        if part not in WITHOUT_OPEN:
            state_line(shown)
        PARTS[part](shown, dark)
