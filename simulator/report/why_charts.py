"""The charts of an explanation: constant Vega-Lite specifications; the data travel apart (`report.why_lines`).

One row of a chart is one name on its left. The columns of a table, one row per mark:

=========  ==========================================================================================
kind       total, part, link, guide, room (unseen, keeps room for labels); dot; bar, end, base
name       the row that a mark belongs to; next: the row that a link leads to
tone       good, bad, unclear, none, recount (parts); plain, hollow (dots); low, high (bars)
series     which of two dots of a row
value      where a mark stands; start: the other end of a bar; low, high: the 90 % interval; edge: where the
           label begins
label      text at the mark; when: what the hover box calls it; tip: what it says
=========  ==========================================================================================
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from simulator.report import marks
from simulator.report.charts import poverty_spec
from simulator.report.palette import Palette, palette
from simulator.texts import text

PART_STEP, DOT_STEP, BAR_STEP = 33, 54, 34  # pixels of a row
AXIS = 34  # pixels of the axis below the rows
LINE = 14  # pixels of a line of a name
NAME_WIDTH = 190  # pixels that a name may take
TONES = ("good", "bad", "unclear", "none", "recount")
_PADDING = {"left": 2, "right": 6, "top": 4, "bottom": 2}
_TICK = 5  # half the height of the end of a whisker
Names = tuple[str, ...]


@lru_cache(maxsize=64)
def waterfall_spec(language: str, dark: bool, names: Names, *, share: bool) -> dict[str, Any]:
    """Return a change from one level to another, a row a part; parts that cannot be told from none are hollow."""
    colors = palette(dark)
    y = _rows(names)
    fills = alt.Scale(domain=list(TONES), range=[colors.accent, colors.event, colors.paper, colors.paper, colors.grid])
    edges = alt.Scale(domain=list(TONES), range=[colors.accent, colors.event, colors.muted, colors.muted, colors.muted])
    tips = _tips(language)
    layers = [
        marks.rows_of("guide")
        .mark_rule(color=colors.muted, strokeDash=[2, 3], strokeWidth=1, aria=False)
        .encode(x="value:Q"),
        marks.rows_of("link")
        .mark_rule(color=colors.muted, strokeWidth=1, aria=False)
        .encode(x="value:Q", y=y, y2="next:N"),
        marks.rows_of("part")
        .mark_bar(height=14, strokeWidth=1.6)
        .encode(
            x="start:Q",
            x2="value:Q",
            y=y,
            fill=alt.Fill("tone:N", scale=fills, legend=None),
            stroke=alt.Stroke("tone:N", scale=edges, legend=None),
            tooltip=tips,
        ),
        *_whiskers("part", colors.text, y),
        marks.rows_of("total")
        .mark_tick(color=colors.text, thickness=4, height=24, tooltip=True)
        .encode(x="value:Q", y=y, tooltip=tips),
        _label("part", colors.text, y, x="edge:Q", weight=600),
        _label("total", colors.text, y, x="value:Q", weight=700),
        marks.rows_of("room").mark_point(opacity=0, aria=False).encode(x="value:Q"),
    ]
    return _spec(layers, language, dark, _step(names, PART_STEP) * len(names), _values(share=share))


@lru_cache(maxsize=64)
def dots_spec(
    language: str, dark: bool, names: Names, series: tuple[str, ...], *, share: bool = False, with_zero: bool = True
) -> dict[str, Any]:
    """Return figures with their 90 % intervals, one or two in a row: the first a disc, the second a square.

    A figure that cannot be told from none is hollow (tone). series: what the two are called in the data.
    """
    colors = palette(dark)
    y = _rows(names)
    both = list(series)
    offset = alt.YOffset("series:N", scale=alt.Scale(domain=both, paddingOuter=0.3))
    shape = alt.Shape("series:N", scale=alt.Scale(domain=both, range=["circle", "square"][: len(both)]), legend=None)
    color = alt.Color(
        "series:N", scale=alt.Scale(domain=both, range=[colors.accent, colors.event][: len(both)]), legend=None
    )
    fill = alt.condition("datum.tone === 'hollow'", alt.value(colors.paper), color)
    dot = marks.rows_of("dot")
    layers = [
        dot.mark_rule(strokeWidth=2.2, aria=False).encode(x="low:Q", x2="high:Q", y=y, yOffset=offset, color=color),
        dot.mark_point(size=80, strokeWidth=2, opacity=1).encode(
            x="value:Q", y=y, yOffset=offset, shape=shape, stroke=color, fill=fill, tooltip=_tips(language)
        ),
        dot.mark_text(align="left", baseline="middle", dx=8, fontSize=12, fontWeight=600, color=colors.text).encode(
            x="high:Q", y=y, yOffset=offset, text="label:N"
        ),
        marks.rows_of("room").mark_point(opacity=0, aria=False).encode(x="value:Q"),
    ]
    if with_zero:
        layers.insert(0, alt.Chart().mark_rule(color=colors.muted, strokeDash=[3, 3]).encode(x=alt.datum(0)))
    height = _step(names, DOT_STEP if len(both) > 1 else BAR_STEP) * len(names)
    return _spec(layers, language, dark, height, _values(share=share, zero=with_zero))


@lru_cache(maxsize=64)
def tornado_spec(language: str, dark: bool, names: Names, *, share: bool) -> dict[str, Any]:
    """Return a tornado: from the mean outcome to that with one unknown low (hollow) and high (filled)."""
    colors = palette(dark)
    y = _rows(names)
    hollow = alt.condition("datum.tone === 'low'", alt.value(colors.paper), alt.value(colors.accent))
    layers = [
        marks.rows_of("bar")
        .mark_bar(height=14, stroke=colors.accent, strokeWidth=1.6)
        .encode(x="start:Q", x2="value:Q", y=y, fill=hollow, tooltip=_tips(language)),
        marks.rows_of("base").mark_rule(color=colors.text, strokeWidth=1.6).encode(x="value:Q"),
        *(_end(kind, colors, y) for kind in ("left", "right")),
        marks.rows_of("room").mark_point(opacity=0, aria=False).encode(x="value:Q"),
    ]
    return _spec(layers, language, dark, _step(names, BAR_STEP) * len(names), _values(share=share))


def _step(names: Names, least: int) -> int:
    """Pixels of a row: at least what the name with the most lines needs."""
    return max(least, LINE * max(name.count("\n") + 1 for name in names) + 6)


def _rows(names: Names) -> alt.Y:
    """Names on the left, in their order, each over as many lines as it has."""
    axis = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        grid=False,
        labelExpr="split(datum.label, '\\n')",
        labelLimit=NAME_WIDTH,
        labelLineHeight=LINE,
        labelPadding=8,
        labelOverlap=False,
    )
    return alt.Y("name:N", sort=list(names), axis=axis, scale=alt.Scale(domain=list(names)))


def _values(*, share: bool, zero: bool = False) -> alt.X:
    written = "format(datum.value, ',.3~f')"
    axis = alt.Axis(title=None, grid=True, tickCount=5, labelExpr=f"{written} + '%'" if share else written)
    return alt.X("value:Q", axis=axis, scale=alt.Scale(zero=zero, nice=False))


def _whiskers(kind: str, color: str, y: alt.Y) -> list[alt.Chart]:
    """The 90 % interval of a part, from where the part begins, with an upright at each end."""
    rows = marks.rows_of(kind)
    ends = [
        rows.mark_tick(color=color, thickness=1.4, height=2 * _TICK, aria=False).encode(x=f"{end}:Q", y=y)
        for end in ("low", "high")
    ]
    return [rows.mark_rule(color=color, strokeWidth=1.4, aria=False).encode(x="low:Q", x2="high:Q", y=y), *ends]


def _label(kind: str, color: str, y: alt.Y, *, x: str, weight: int) -> alt.Chart:
    style: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": 8, "fontSize": 12, "fontWeight": weight}
    layer: alt.Chart = marks.rows_of(kind).mark_text(color=color, **style).encode(x=x, y=y, text="label:N")
    return layer


def _end(kind: str, colors: Palette, y: alt.Y) -> alt.Chart:
    """What an unknown is at the outer end of a bar."""
    style: dict[str, Any] = {"align": "right" if kind == "left" else "left", "dx": -6 if kind == "left" else 6}
    layer: alt.Chart = (
        marks.rows_of(kind)
        .mark_text(color=colors.text, baseline="middle", fontSize=11.5, **style)
        .encode(x="value:Q", y=y, text="label:N")
    )
    return layer


def _tips(language: str) -> list[alt.Tooltip]:
    return [marks.tip("when", text("why.chart.row", language)), marks.tip("tip", text("why.chart.figure", language))]


def _spec(layers: list[alt.Chart], language: str, dark: bool, height: int, x: alt.X) -> dict[str, Any]:
    chart = alt.layer(*layers).encode(x=x).properties(height=height + AXIS, padding=_PADDING)
    spec: dict[str, Any] = chart.to_dict(validate=True)
    spec.pop("data", None)
    spec.pop("datasets", None)
    for layer in spec["layer"]:
        layer.pop("data", None)  # every layer reads the table that is passed with each run
    like = poverty_spec(language, dark)
    spec["config"] = {**like["config"], "axisX": {**like["config"]["axisX"], "gridColor": palette(dark).grid}}
    spec["usermeta"] = like["usermeta"]
    return spec
