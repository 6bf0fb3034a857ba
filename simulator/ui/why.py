"""Page "Vì sao / Why": why the open scenario differs, what it costs, what decides, and all of it in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.ui import why_cost_view, why_shares_view, why_text_view, why_unknowns_view
from simulator.ui.frame import page_frame
from simulator.ui.parts import choose_part
from simulator.ui.scenario_head import scenario_head
from simulator.ui.why_style import style_sheet

Part = Callable[[str, bool], None]
PARTS: Mapping[str, Part] = {
    "shares": why_shares_view.draw,
    "cost": why_cost_view.draw,
    "unknowns": why_unknowns_view.draw,
    "text": why_text_view.draw,
}


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    with page_frame(style_sheet) as (shown, dark):
        scenario_head("why", shown)
        PARTS[choose_part("why", PARTS, shown)](shown, dark)
