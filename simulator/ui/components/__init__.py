"""The page's own components: the control panel, the key figures, the small charts and the tables.

Each is plain HTML, CSS and JavaScript beside this file, mounted in the page without a build step.
"""

from __future__ import annotations

from simulator.ui.components.mount import (
    control_panel,
    deck_levers,
    deck_on_wall,
    figures_table,
    page_tour,
    readout,
    sortable_table,
    sparks,
)
from simulator.ui.components.panel import PanelReading, panel_texts, read_panel, template, whole_percents

__all__ = [
    "PanelReading",
    "control_panel",
    "deck_levers",
    "deck_on_wall",
    "figures_table",
    "page_tour",
    "panel_texts",
    "read_panel",
    "readout",
    "sortable_table",
    "sparks",
    "template",
    "whole_percents",
]
