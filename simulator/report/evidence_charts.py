"""The charts of the evidence page: constant Vega-Lite specifications; the data travel apart.

The columns of a table (`simulator.report.evidence_table`), one row per mark:

========  ===========================================================================================
kind      projection, span (the model's figure for one period), history, period (the time that a figure is
          about, from year2 to year), chosen, break, miss, limit (where misses are ordinary)
segment   a stretch of the model that may be joined; of a figure how it is used; of a miss within or beyond
year      date as a decimal year (31/12/2024 is 2025.0)
value     median, reported figure, or residual in spreads
p05, p95  bounds of the model's 90 % band
name      the indicator of a residual
label     a reported value as text, or the name of a break; model: the model's figure as text
when      the date as text; source: where a figure is from; obs: its id, what a click chooses
========  ===========================================================================================
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from simulator.report import marks
from simulator.report.charts import ROWS, poverty_spec
from simulator.report.palette import Palette, palette
from simulator.texts import text

PICK = "pick"  # the selection that a click makes
PICKED = "obs"  # what it holds
USES = ("fitted", "shown", "doubtful", "target")
SIZES = [56, 120, 130, 90]  # of a point by use: a fitted one on top leaves the rim of another in sight
SERIES_HEIGHT = 176
MISS_STEP = 22  # pixels of a row of residuals
MISS_AXIS = 34
_X = "year:Q"
_SIGNED = "datum.value ? format(datum.value, '+d') : '0'"
PADDING = {"left": 2, "right": 8, "top": 8, "bottom": 2}


@lru_cache(maxsize=64)
def series_spec(language: str, dark: bool, kinds: frozenset[str], *, share: bool, top: float | None) -> dict[str, Any]:
    """Return the chart of one indicator under one standard: the model's band, every reported figure, the chosen one.

    kinds: of the rows that there are: a layer without rows has no place on the axes. share: values are shares of one.
    top: upper end of the axis, else the data decide.
    """
    colors = palette(dark)
    written = ".1%" if share else ",.1f"
    band_tips = [
        marks.tip("when", text("explore.chart.date", language)),
        marks.tip("value", text("explore.chart.median", language), written),
        marks.tip("p05", text("explore.chart.p05", language), written),
        marks.tip("p95", text("explore.chart.p95", language), written),
    ]
    of_kind = {
        "projection": [marks.band(colors, "p05", "p95", 0.22), marks.median(colors)],
        "span": [
            _rows("span").mark_rule(color=colors.accent, strokeWidth=7, opacity=0.3).encode(x=_X, y="p05:Q", y2="p95:Q")
        ],
        "period": [
            _rows("period").mark_rule(color=colors.muted, strokeWidth=1.3).encode(x=_X, x2="year2:Q", y="value:Q")
        ],
        "break": [marks.break_rule(colors), _break_name(colors)],
        "chosen": [
            _rows("chosen")
            .mark_point(shape="circle", size=330, stroke=colors.event, strokeWidth=2.4, opacity=1, filled=False)
            .encode(x=_X, y="value:Q")
        ],
    }
    layers = [layer for kind, found in of_kind.items() if kind in kinds for layer in found]
    layers += [marks.hover(band_tips)] if "projection" in kinds else []
    layers.append(_figures(language, colors))
    scale = alt.Scale(zero=True, nice=True) if top is None else alt.Scale(domain=[0.0, top], nice=False)
    axis = alt.Axis(format="~%" if share else ",.2~f", title=None, tickCount=4)
    chart = alt.layer(*layers).encode(x=marks.years(), y=alt.Y("value:Q", axis=axis, scale=scale))
    return finished(chart.properties(height=SERIES_HEIGHT, padding=PADDING), language, dark)


@lru_cache(maxsize=16)
def misses_spec(language: str, dark: bool, names: tuple[str, ...], reach: float) -> dict[str, Any]:
    """Return the residuals as dots, an indicator a row in the order of `names`, between minus and plus `reach`."""
    colors = palette(dark)
    y = alt.Y(
        "name:N",
        sort=list(names),
        scale=alt.Scale(domain=list(names)),
        axis=alt.Axis(title=None, labelLimit=230, grid=True, gridColor=colors.grid, domain=False, ticks=False),
    )
    layers = [
        _rows("limit")
        .mark_rect(color=colors.accent, opacity=0.12)
        .encode(x="p05:Q", x2="p95:Q", y=alt.value(0), y2=alt.value("height")),
        _rows("limit").mark_rule(color=colors.muted, strokeDash=[3, 3]).encode(x="value:Q"),
        _misses(language, colors, y),
    ]
    axis = alt.Axis(title=None, labelExpr=_SIGNED, tickMinStep=1, grid=False)
    x = alt.X("value:Q", axis=axis, scale=alt.Scale(domain=[-reach, reach], nice=False))
    height = MISS_STEP * len(names) + MISS_AXIS
    chart = alt.layer(*layers).encode(x=x).properties(height=height, padding=PADDING)
    return finished(chart, language, dark)


def _misses(language: str, colors: Palette, y: alt.Y) -> alt.Chart:
    """A dot for each figure that can be picked; its shape tells, too, whether it is within the limits."""
    tips = [
        marks.tip("name", text("evidence.column.indicator", language)),
        marks.tip("when", text("explore.chart.date", language)),
        marks.tip("label", text("explore.chart.reported", language)),
        marks.tip("model", text("evidence.chart.model", language)),
        marks.tip("source", text("explore.chart.source", language)),
    ]
    domain = ["within", "beyond"]
    color = alt.Scale(range=[colors.accent, colors.event], domain=domain)
    shape = alt.Scale(range=["circle", "diamond"], domain=domain)
    layer: alt.Chart = (
        _rows("miss")
        .mark_point(filled=True, opacity=0.85, size=78, cursor="pointer")
        .encode(
            x="value:Q",
            y=y,
            color=alt.Color("segment:N", scale=color, legend=None),
            shape=alt.Shape("segment:N", scale=shape, legend=None),
            tooltip=tips,
        )
        .add_params(_pick())
        .properties(name="figures")
    )
    return layer


def finished(chart: alt.LayerChart, language: str, dark: bool) -> dict[str, Any]:
    """Return a chart as the page takes it: without data, drawn in the page's colours and numbers."""
    spec: dict[str, Any] = chart.to_dict(validate=True)
    spec.pop("datasets", None)
    spec["data"] = {"name": ROWS}
    for layer in spec["layer"]:
        layer.pop("data", None)  # every layer reads the one table
    spec["config"] = poverty_spec(language, dark)["config"]
    spec["usermeta"] = {"embedOptions": {"actions": False, "renderer": "svg"}}
    return spec


def _figures(language: str, colors: Palette) -> alt.Chart:
    tips = [
        marks.tip("when", text("explore.chart.date", language)),
        marks.tip("label", text("explore.chart.reported", language)),
        marks.tip("model", text("evidence.chart.model", language)),
        marks.tip("source", text("explore.chart.source", language)),
    ]
    domain = list(USES)
    strokes = [colors.text, colors.muted, colors.event, colors.target]
    fills = [colors.text, colors.paper, colors.paper, colors.paper]
    layer: alt.Chart = (
        _rows("history")
        .mark_point(opacity=1, strokeWidth=2, cursor="pointer")
        .encode(
            x=_X,
            y="value:Q",
            stroke=alt.Stroke("segment:N", scale=alt.Scale(range=strokes, domain=domain), legend=None),
            fill=alt.Fill("segment:N", scale=alt.Scale(range=fills, domain=domain), legend=None),
            shape=alt.Shape(
                "segment:N",
                scale=alt.Scale(range=["circle", "circle", "triangle-up", "square"], domain=domain),
                legend=None,
            ),
            size=alt.Size("segment:O", scale=alt.Scale(range=SIZES, domain=domain), legend=None),
            tooltip=tips,
        )
        .add_params(_pick())
        .properties(name="figures")
    )
    return layer


def _pick() -> alt.Parameter:
    return alt.selection_point(name=PICK, fields=[PICKED], toggle=False)


def _break_name(colors: Palette) -> alt.Chart:
    layer: alt.Chart = (
        _rows("break")
        .mark_text(color=colors.event, fontWeight=600, fontSize=11, align="right", dx=-5, baseline="middle")
        .encode(x=_X, y=alt.value(7), text="label:N")
    )
    return layer


def _rows(kind: str) -> alt.Chart:
    return alt.Chart().transform_filter(f"datum.kind === '{kind}'")
