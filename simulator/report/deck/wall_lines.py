"""Lines over time for a wall: bands, medians with a dash each, reported figures, target, named break."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from simulator.report import marks
from simulator.report.compare_charts import DASHES, scenario_colors
from simulator.report.compare_lines import NUMBERS
from simulator.report.palette import Palette, palette
from simulator.texts import text

TYPE = 20
STRONG, THIN = 3.6, 1.2
BAND = 0.22  # opacity of the bands of all lines together
_X = "year:Q"
_HALF_YEARS = "sequence(ceil(domain('x')[0] * 2) / 2, domain('x')[1] + 0.001, 0.5)"
_STEP = "ceil(58 * (domain('x')[1] - domain('x')[0]) / width)"  # years between two names
_NAMED = f"datum.value % 1 && floor(datum.value) % {_STEP} === 0 ? '' + floor(datum.value) : ''"
_AT_TURN: Any = {"condition": {"test": "datum.value % 1 === 0", "value": 6}, "value": 0}


@lru_cache(maxsize=64)
def lines_chart(
    language: str, dark: bool, *, share: bool, top: float, count: int, size: tuple[int, int]
) -> dict[str, Any]:
    """The specification without data. top: the upper end of the axis; count: how many lines share the ink of bands."""
    axis = alt.Axis(format="~%" if share else ",.0f", title=None, tickCount=5, domain=False, ticks=False,
                    labelPadding=8)  # fmt: skip
    y = alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=[0.0, top], nice=False))
    chart = alt.layer(*_layers(language, dark, share=share, count=count)).encode(x=_years(), y=y)
    spec: dict[str, Any] = chart.to_dict(validate=False)
    spec.pop("datasets", None)
    for layer in spec["layer"]:
        layer.pop("data", None)
    width, height = size
    return {
        **spec,
        "data": {"name": "rows"},
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 4, "right": 4, "top": 8, "bottom": 4},
    }


def _layers(language: str, dark: bool, *, share: bool, count: int) -> list[alt.Chart]:
    colors = palette(dark)
    color = alt.Color(
        "scenario:N", scale=alt.Scale(domain=list(NUMBERS), range=list(scenario_colors(dark))), legend=None
    )
    dash = alt.StrokeDash(
        "scenario:N", scale=alt.Scale(domain=list(NUMBERS), range=[list(one) for one in DASHES]), legend=None
    )
    return [
        marks.zone(colors),
        _rows("line").mark_area(opacity=max(BAND / count, 0.05)).encode(x=_X, y="p05:Q", y2="p95:Q",
                                                                        detail="segment:N", color=color),
        _rows("total").mark_line(color=colors.muted, strokeDash=[2, 5], strokeWidth=2)
        .encode(x=_X, y="value:Q", detail="segment:N"),
        _rows("history").mark_line(color=colors.text, strokeWidth=2.4).encode(x=_X, y="value:Q", detail="segment:N"),
        _rows("other").mark_line(color=colors.muted, strokeWidth=1.4, opacity=0.6)
        .encode(x=_X, y="value:Q", detail="segment:N"),
        _rows("line").mark_line(strokeWidth=STRONG).encode(
            x=_X, y="value:Q", detail="segment:N", color=color, strokeDash=dash),
        _rows("leader").mark_line(strokeWidth=THIN)
        .encode(x=_X, y="value:Q", color=color, detail="scenario:N"),
        _rows("target").mark_rule(color=colors.target, strokeWidth=2.6).encode(x=_X, x2="year2:Q", y="value:Q"),
        _rows("break").mark_rule(color=colors.event, strokeDash=[4, 4], strokeWidth=2.2)
        .encode(x=_X, y=alt.value(0), y2=alt.value("height")),
        _rows("history").mark_point(color=colors.text, fill=colors.paper, opacity=1, size=110, strokeWidth=2.6)
        .encode(x=_X, y="value:Q"),
        _rows("line").mark_point(opacity=0, size=300).encode(x=_X, y="value:Q", tooltip=_tips(language, share)),
        *_written(colors, share=share),
        _rows("tip").mark_text(align="left", baseline="middle", dx=5, fontWeight=700, fontSize=TYPE, limit=460)
        .encode(x=_X, y="value:Q", text="label:N", color=color),
        _rows("start").mark_point(opacity=0).encode(x=_X),
    ]  # fmt: skip


def _rows(*kinds: str) -> alt.Chart:
    return marks.rows_of(*kinds)


def _years() -> alt.X:
    """Ticks at the turn of the year, the year's name between them."""
    axis = alt.Axis(
        values=alt.ExprRef(expr=_HALF_YEARS), labelExpr=_NAMED, tickSize=_AT_TURN, labelOverlap=False, title=None,
        grid=False, labelPadding=6,
    )  # fmt: skip
    return alt.X(_X, axis=axis, scale=alt.Scale(zero=False, nice=False))


def _tips(language: str, share: bool) -> list[alt.Tooltip]:
    form = ".2%" if share else ",.1f"
    named = {"when": "date", "value": "median", "p05": "p05", "p95": "p95"}
    told = [
        marks.tip(field, text(f"explore.chart.{name}", language), None if field == "when" else form)
        for field, name in named.items()
    ]
    return [marks.tip("title", text("compare.csv.title", language)), *told]


def _written(colors: Palette, *, share: bool) -> list[alt.Chart]:
    """Names of breaks at the top, of targets and totals at their lines, and the reported figures."""
    at_break: dict[str, Any] = {"align": "left", "dx": 10, "baseline": "middle", "color": colors.event}
    beside: dict[str, Any] = {"align": "left", "dx": 6} if share else {"align": "right", "dx": -2}
    return [
        _rows("break").mark_text(fontWeight=700, fontSize=TYPE - 1, **at_break)
        .encode(x=_X, y=alt.value(12), text="label:N"),
        _rows("break").mark_text(fontSize=TYPE - 2, **at_break).encode(x=_X, y=alt.value(36), text="note:N"),
        _rows("target").mark_text(align="left", dx=8, dy=14, baseline="middle", color=colors.target, fontWeight=700,
                                  fontSize=TYPE - 1).encode(x=_X, y="value:Q", text="label:N"),
        _rows("total").mark_text(align="right", dx=-4, dy=-14, baseline="middle", color=colors.muted, fontSize=TYPE - 2)
        .encode(x=_X, y="value:Q", text="label:N"),
        _rows("history").mark_text(color=colors.text, dy=-18, fontWeight=600, fontSize=TYPE - 1, **beside)
        .encode(x=_X, y="value:Q", text="label:N"),
    ]  # fmt: skip
