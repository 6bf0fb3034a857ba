"""Page "Chi tiết / Details": what the page of sliders has no room for, for the scenario that is open there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.ui import (
    details_communes_view,
    details_context_view,
    details_credit_view,
    details_eras_view,
    details_sets_view,
)
from simulator.ui.details_style import style_sheet
from simulator.ui.frame import page_frame
from simulator.ui.parts import choose_part
from simulator.ui.scenario_head import scenario_head

Part = Callable[[str, bool], None]
PARTS: Mapping[str, Part] = {
    "communes": details_communes_view.draw,
    "credit": details_credit_view.draw,
    "context": details_context_view.draw,
    "sets": details_sets_view.draw,
    "eras": details_eras_view.draw,
}


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    with page_frame(style_sheet) as (shown, dark):
        scenario_head("details", shown)
        PARTS[choose_part("details", PARTS, shown)](shown, dark)
