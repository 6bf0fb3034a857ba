"""The small charts of the page of details: constant Vega-Lite specifications; the data travel apart.

The columns of a table (`simulator.report.detail_table`), one row per mark:

=========  ==========================================================================================
kind       projection, history, break, zone, start (an end of the axis of time), end, end below, bar, span
segment    the standard, territory, tier or row that a mark belongs to: a line never joins two
year       date as a decimal year (31/12/2024 is 2025.0); year2: the right end of a zone or a bar
value      median or reported figure; the bottom of a bar, value2 its top
p05, p95   bounds of the 90 % band; p05 of a bar is its own size
label      text at the mark, or a bar's name; note: the second line of a break, or a span's name
when       the date as text; source: where a reported figure is from (hover)
=========  ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import altair as alt

from simulator.report import marks
from simulator.report.charts import poverty_spec
from simulator.report.palette import Palette, palette
from simulator.texts import text

WHOLE = 1.15  # upper end of an axis of all: what is written at the top stands above 100 %
FIFTHS = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
PANEL_HEIGHT = 200
STACK_HEIGHT = 252
_X = "year:Q"
_ROOM = 36  # pixels of a year's name
_HALF_YEARS = "sequence(ceil(domain('x')[0] * 2) / 2, domain('x')[1] + 0.001, 0.5)"
_STEP = f"ceil({_ROOM} * (domain('x')[1] - domain('x')[0]) / width)"
_AT_TURN_OF_YEAR: Any = {"condition": {"test": "datum.value % 1 === 0", "value": 4}, "value": 0}
ROOM_FOR_LABELS = {"left": 2, "right": 2, "top": 4, "bottom": 2}


def tier_colors(dark: bool) -> dict[str, str]:
    """Fills of the exclusive tiers, from light to dark (on a dark page from dark to light)."""
    colors = palette(dark)
    light, deep = ("#8fbdec", "#083d80") if not dark else ("#2f5f94", "#c9e2ff")
    return {"below": colors.grid, "attained": light, "advanced": colors.accent, "model": deep}


@lru_cache(maxsize=64)
def panel_spec(
    language: str, dark: bool, *, share: bool, top: float | None = None, strong: bool = False
) -> dict[str, Any]:
    """Return a small chart of a band with its median, reported points and breaks.

    share: values are shares of one. top: the upper end of the axis, else the data decide. strong: the band of
    the planners' own lever.
    """
    colors = palette(dark)
    written = ".1%" if share else ",.1f"
    layers = [
        marks.zone(colors),
        marks.band(colors, "p05", "p95", 0.38 if strong else 0.24),
        marks.median(colors),
        marks.break_rule(colors),
        marks.hover(_projection_tips(language, written)),
        marks.history_points(colors, marks.Tips(language, written, ".2%" if share else ",.1f").history()),
        _end_label(colors, "end", -13),
        _end_label(colors, "end below", 14),
        _break_label(colors),
    ]
    scale = alt.Scale(zero=True, nice=True) if top is None else alt.Scale(domain=[0.0, top], nice=False)
    written = "~%" if share else ",.2~f"
    axis = alt.Axis(format=written, title=None, tickCount=4)
    if top == WHOLE:
        axis = alt.Axis(format=written, title=None, values=FIFTHS, tickCount=len(FIFTHS))
    chart = alt.layer(*layers).encode(x=_years(), y=alt.Y("value:Q", axis=axis, scale=scale))
    return embedded(chart.properties(height=PANEL_HEIGHT, padding=ROOM_FOR_LABELS), language, dark)


@lru_cache(maxsize=8)
def tiers_spec(language: str, dark: bool) -> dict[str, Any]:
    """Return stacked bars of communes (or villages) by exclusive tier, with the reported counts as points."""
    colors, fills = palette(dark), tier_colors(dark)
    tips = [
        marks.tip("when", text("explore.chart.date", language)),
        marks.tip("label", text("details.chart.tier", language)),
        marks.tip("p05", text("details.chart.count", language), ",.0f"),
    ]
    bars = (
        marks.rows_of("bar")
        .mark_bar(stroke=colors.paper, strokeWidth=1)
        .encode(
            x=_X,
            x2="year2:Q",
            y="value:Q",
            y2="value2:Q",
            color=alt.Color("segment:N", scale=alt.Scale(domain=list(fills), range=list(fills.values())), legend=None),
            tooltip=tips,
        )
    )
    layers = [
        marks.rows_of("start").mark_rule(opacity=0, aria=False).encode(x=_X),
        bars,
        marks.break_rule(colors),
        marks.history_points(colors, marks.Tips(language, ",.0f", ",.0f").history()),
        _break_label(colors),
    ]
    counts = alt.Axis(format=",.0f", title=None, tickCount=5, tickMinStep=1)
    y = alt.Y("value:Q", axis=counts, scale=alt.Scale(zero=True, nice=True))
    chart = alt.layer(*layers).encode(x=_years(), y=y)
    return embedded(chart.properties(height=STACK_HEIGHT, padding=ROOM_FOR_LABELS), language, dark)


def _years() -> alt.X:
    """The axis of time: ticks at the turn of the year, and as many years' names between them as there is room for."""
    axis = alt.Axis(
        values=alt.ExprRef(expr=_HALF_YEARS),
        labelExpr=f"datum.value % 1 && floor(datum.value) % {_STEP} === 0 ? '' + floor(datum.value) : ''",
        tickSize=_AT_TURN_OF_YEAR,
        labelOverlap=False,
        labelPadding=6,
        labelFlush=False,
        title=None,
    )
    return alt.X(_X, axis=axis, scale=alt.Scale(zero=False, nice=False))


def _projection_tips(language: str, written: str) -> list[alt.Tooltip]:
    fields: Sequence[tuple[str, str | None]] = (("when", None), ("value", written), ("p05", written), ("p95", written))
    names = {"when": "date", "value": "median", "p05": "p05", "p95": "p95"}
    return [marks.tip(field, text(f"explore.chart.{names[field]}", language), form) for field, form in fields]


def _end_label(colors: Palette, kind: str, down: int) -> alt.Chart:
    layer: alt.Chart = (
        marks.rows_of(kind)
        .mark_text(color=colors.accent, fontWeight=700, fontSize=13, align="right", dx=-2, dy=down, baseline="middle")
        .encode(x=_X, y="value:Q", text="label:N")
    )
    return layer


def _break_label(colors: Palette) -> alt.Chart:
    layer: alt.Chart = (
        marks.rows_of("break")
        .mark_text(color=colors.event, fontWeight=600, fontSize=11, align="left", dx=5, baseline="middle")
        .encode(x=_X, y=alt.value(7), text="label:N")
    )
    return layer


def embedded(chart: alt.LayerChart, language: str, dark: bool) -> dict[str, Any]:
    """Return a chart as the page embeds it: without data, in the look of all charts."""
    spec: dict[str, Any] = chart.to_dict(validate=True)
    spec.pop("data", None)
    spec.pop("datasets", None)
    for layer in spec["layer"]:
        layer.pop("data", None)  # every layer reads the table that is passed with each run
    spec["config"] = poverty_spec(language, dark)["config"]
    spec["usermeta"] = {"embedOptions": {"actions": False, "renderer": "svg"}}
    return spec
