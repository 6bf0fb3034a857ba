"""The two large charts of the page: constant Vega-Lite specifications, built once with Altair.

The data travel apart, as one table per chart (`simulator.report.chart_table`), so that a move of a slider
sends numbers and never a new drawing. The columns of the table, one row per mark:

=========  ==========================================================================================
kind       history, projection, target, break, zone, end, total, start (where the axis begins)
segment    the standard or the territory a row belongs to: a line never joins two of them
year       date as a decimal year (31/12/2024 is 2025.0); year2: the right end of a zone or a target
value      reported figure, median, target or total; a share of one for poverty, communes for NTM
p05 … p95  bounds of the 90 % and 50 % bands (kind projection)
baseline   median of the baseline at the same date (kind projection)
advanced   of which communes of the advanced tier (history and projection of the NTM chart)
rising     whether a reported figure is above the one before (its label stands on the other side)
label      text written at the mark; note: its second line (kind break)
when       the date as text; source: where a reported figure is from (hover)
=========  ==========================================================================================
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from simulator.report import marks, marks_text
from simulator.report.palette import palette
from simulator.texts import text
from simulator.units import separators

HEIGHT = 322
ROWS = "rows"  # the name by which a spec asks for its table


@lru_cache(maxsize=8)
def poverty_spec(language: str, dark: bool) -> dict[str, Any]:
    """Return the chart of the poverty rate: history, bands, median, baseline, target, breaks."""
    colors = palette(dark)
    tips = marks.Tips(language, value_format=".1%", reported_format=".2%")
    layers = [
        marks.zone(colors),
        marks.band(colors, "p05", "p95", 0.20),
        marks.band(colors, "p25", "p75", 0.28),
        marks.baseline(colors),
        marks.history_line(colors),
        marks.median(colors),
        marks.target(colors),
        marks.event_rule(colors),
        marks.break_rule(colors),
        marks.hover(tips.projection()),
        marks.history_points(colors, tips.history()),
        marks_text.event_label(colors),
        *marks_text.labels(colors),
    ]
    return _spec(layers, language, dark, value_format="~%")


@lru_cache(maxsize=8)
def ntm_spec(language: str, dark: bool) -> dict[str, Any]:
    """Return the chart of communes: attained, of which advanced (nested), bands, break at a merger."""
    colors = palette(dark)
    tips = marks.Tips(language, value_format=",.0f", reported_format=",.0f")
    advanced = marks.tip("advanced", text("explore.chart.advanced", language), ".0f")
    layers = [
        marks.zone(colors),
        marks.area(colors.accent, "value", 0.32, kinds=("history",)),
        marks.area(colors.nested, "advanced", 0.85, kinds=("history", "projection")),
        marks.band(colors, "p05", "p95", 0.20),
        marks.band(colors, "p25", "p75", 0.28),
        marks.total_line(colors),
        marks.baseline(colors),
        marks.history_line(colors),
        marks.median(colors),
        marks.target(colors),
        marks.event_rule(colors),
        marks.break_rule(colors),
        marks.hover([*tips.projection(), advanced]),
        marks.history_points(colors, [*tips.history(), advanced]),
        marks_text.event_label(colors),
        *marks_text.labels(colors),
        marks_text.total_label(colors),
    ]
    return _spec(layers, language, dark, value_format=",.0f")


def filled(spec: dict[str, Any], table: bytes) -> dict[str, Any]:
    """Return a spec with its packed table: named, so that the first drawing has its data and none is made without."""
    return {**spec, "datasets": {ROWS: table}}


def _spec(layers: list[alt.Chart], language: str, dark: bool, *, value_format: str) -> dict[str, Any]:
    chart = (
        alt.layer(*layers)
        .encode(x=marks.years(), y=marks.amounts(value_format))
        .properties(height=HEIGHT, padding={"left": 2, "right": 2, "top": 6, "bottom": 2})
    )
    spec: dict[str, Any] = chart.to_dict(validate=True)
    spec.pop("datasets", None)
    spec["data"] = {"name": ROWS}
    for layer in spec["layer"]:
        del layer["data"]  # every layer reads the one table
    spec["config"] = _config(language, dark)
    spec["usermeta"] = {"embedOptions": {"actions": False, "renderer": "svg"}}
    return spec


def _config(language: str, dark: bool) -> dict[str, Any]:
    colors = palette(dark)
    group, decimal = separators(language)
    return {
        "background": "transparent",
        "mark": {"aria": False},  # the page gives each chart its words and a table; a mark alone says nothing
        "font": "Be Vietnam Pro, sans-serif",
        "locale": {"number": {"decimal": decimal, "thousands": group, "grouping": [3], "currency": ["", ""]}},
        "view": {"stroke": None},
        "axis": {
            "labelColor": colors.muted,
            "labelFontSize": 12,
            "domainColor": colors.grid,
            "titleColor": colors.muted,
        },
        "axisY": {
            "gridColor": colors.grid,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
            "tickCount": 5,
        },
        "axisX": {"grid": False, "tickColor": colors.muted},
        "text": {"font": "Be Vietnam Pro, sans-serif", "fontSize": 12},
    }
