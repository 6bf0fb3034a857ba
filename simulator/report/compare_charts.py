"""Charts of compared scenarios: all over each other, and one at a time before the others.

Each scenario has a number, a colour and a dash of its own, and its number stands at the end of its line: colour is
never the only sign. The specifications are constant for a language, a theme and an axis; the data travel apart
(`simulator.report.compare_lines`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from simulator.report import marks
from simulator.report.charts import poverty_spec
from simulator.report.compare_lines import HEIGHT, NUMBERS, PANEL_HEIGHT
from simulator.report.palette import palette
from simulator.texts import text

FEW = 4  # scenarios; with more, bands are fainter
LIGHT = ("#0B6BCB", "#B4500A", "#117A4B", "#8A3FA0", "#0F7F8C", "#B8286B", "#6B6100", "#4B5563")
DARK = ("#5AA9F5", "#F0A35E", "#4CC38A", "#C79BE8", "#5CC8D6", "#F28CB8", "#D6C64A", "#B4BECC")
DASHES = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3), (13, 3), (4, 2, 1, 2), (1, 3), (10, 2, 2, 2, 2, 2))
_X = "year:Q"
_HALF_YEARS = "sequence(ceil(domain('x')[0] * 2) / 2, domain('x')[1] + 0.001, 0.5)"
_STEP = "ceil(38 * (domain('x')[1] - domain('x')[0]) / width)"  # years between two names
_AT_TURN_OF_YEAR: Any = {"condition": {"test": "datum.value % 1 === 0", "value": 4}, "value": 0}


def scenario_colors(dark: bool) -> tuple[str, ...]:
    """The colours of the scenarios by their places."""
    return DARK if dark else LIGHT


@lru_cache(maxsize=64)
def lines_spec(
    language: str, dark: bool, *, share: bool, top: float, faint: bool, small: bool = False
) -> dict[str, Any]:
    """Return the chart of scenarios over each other, or (`small`) of one before the others; faint: their bands."""
    axis = alt.Axis(format="~%" if share else ",.0f", title=None, tickCount=3 if small else 5)
    y = alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=[0.0, top], nice=False))
    height = PANEL_HEIGHT if small else HEIGHT
    chart = (
        alt.layer(*_layers(language, dark, share=share, faint=faint, small=small))
        .encode(x=_years(), y=y)
        .properties(height=height, padding={"left": 2, "right": 2, "top": 6, "bottom": 2})
    )
    return _spec(chart, language, dark)


def _layers(language: str, dark: bool, *, share: bool, faint: bool, small: bool) -> list[alt.Chart]:
    colors = palette(dark)
    written = ".2%" if share else ",.1f"
    history = marks.Tips(language, written, ".2%" if share else ",.0f").history()
    opacity = 0.26 if small else 0.05 if faint else 0.08
    return [
        marks.zone(colors),
        marks.rows_of("line")
        .mark_area(opacity=opacity, aria=False)
        .encode(x=_X, y="p05:Q", y2="p95:Q", detail="segment:N", color=_color(dark)),
        marks.total_line(colors),
        marks.history_line(colors),
        marks.rows_of("other")
        .mark_line(color=colors.muted, strokeWidth=1, opacity=0.55, aria=False)
        .encode(x=_X, y="value:Q", detail="segment:N"),
        marks.rows_of("line")
        .mark_line(strokeWidth=2.4, aria=False)
        .encode(x=_X, y="value:Q", detail="segment:N", color=_color(dark), strokeDash=_dash()),
        marks.rows_of("leader").mark_line(strokeWidth=1, aria=False).encode(x=_X, y="value:Q", color=_color(dark)),
        marks.target(colors),
        marks.break_rule(colors),
        marks.rows_of("line")
        .mark_point(opacity=0, filled=True, size=200, aria=False)
        .encode(x=_X, y="value:Q", tooltip=_tips(language, written)),
        marks.history_points(colors, history) if not small else _small_points(colors.text, history),
        marks.rows_of("tip")
        .mark_text(align="left", baseline="middle", dx=3, fontWeight=700, fontSize=12.5)
        .encode(x=_X, y="value:Q", text="label:N", color=_color(dark)),
        _written_points(colors.text, share=share),
        _reserve(small=small),
        *_labels(colors.event, colors.target, colors.muted),
    ]


def _color(dark: bool) -> alt.Color:
    scale = alt.Scale(domain=list(NUMBERS), range=list(scenario_colors(dark)))
    return alt.Color("scenario:N", scale=scale, legend=None)


def _dash() -> alt.StrokeDash:
    scale = alt.Scale(domain=list(NUMBERS), range=[list(dash) for dash in DASHES])
    return alt.StrokeDash("scenario:N", scale=scale, legend=None)


def _tips(language: str, written: str) -> list[alt.Tooltip]:
    names = {"when": "date", "value": "median", "p05": "p05", "p95": "p95"}
    forms = {"value": written, "p05": written, "p95": written}
    told = [
        marks.tip(field, text(f"explore.chart.{name}", language), forms.get(field)) for field, name in names.items()
    ]
    return [marks.tip("title", text("compare.csv.title", language)), *told]


def _small_points(color: str, tooltip: list[alt.Tooltip]) -> alt.Chart:
    layer: alt.Chart = (
        marks.rows_of("history")
        .mark_point(color=color, filled=True, opacity=0.8, size=16)
        .encode(x=_X, y="value:Q", tooltip=tooltip)
    )
    return layer


def _labels(event: str, target: str, muted: str) -> list[alt.Chart]:
    """Names of breaks at the top, of targets and totals at their lines."""
    at_break: dict[str, Any] = {"align": "left", "dx": 7, "baseline": "middle", "color": event}
    return [
        marks.rows_of("break")
        .mark_text(fontWeight=600, fontSize=11.5, **at_break)
        .encode(x=_X, y=alt.value(8), text="label:N"),
        marks.rows_of("break").mark_text(fontSize=11, **at_break).encode(x=_X, y=alt.value(22), text="note:N"),
        marks.rows_of("target")
        .mark_text(align="left", dx=5, dy=9, baseline="middle", color=target, fontWeight=600, fontSize=11.5)
        .encode(x=_X, y="value:Q", text="label:N"),
        marks.rows_of("total")
        .mark_text(align="right", dx=-3, dy=-8, baseline="middle", color=muted, fontSize=11.5)
        .encode(x=_X, y="value:Q", text="label:N"),
    ]


def _written_points(color: str, *, share: bool) -> alt.Chart:
    """Reported figures, written where there is room: on the side where a falling rate, or a rising count, is not."""
    beside: dict[str, Any] = {"align": "left", "dx": 3} if share else {"align": "right", "dx": 0}
    above = {**beside, "dy": -11, "fontWeight": 600, "fontSize": 11.5}
    layer: alt.Chart = (
        marks.rows_of("history").mark_text(color=color, **above).encode(x=_X, y="value:Q", text="label:N")
    )
    return layer


def _years() -> alt.X:
    """The axis of time: ticks at the turn of the year, and as many years' names between them as there is room for."""
    axis = alt.Axis(
        values=alt.ExprRef(expr=_HALF_YEARS),
        labelExpr=f"datum.value % 1 && floor(datum.value) % {_STEP} === 0 ? '' + floor(datum.value) : ''",
        tickSize=_AT_TURN_OF_YEAR,
        labelOverlap=False,
        labelFlush=False,
        labelPadding=6,
        title=None,
    )
    return alt.X(_X, axis=axis, scale=alt.Scale(zero=False, nice=False))


def _reserve(*, small: bool) -> alt.Chart:
    """Unseen text that keeps room for the labels at the ends."""
    unseen = marks.rows_of("tip").mark_text(opacity=0, align="left", dx=3, fontWeight=700, fontSize=12.5, aria=False)
    layer: alt.Chart = unseen.encode(x=_X, y=alt.value(60), text=alt.value("00,0%" if small else "8 · 00,0%"))
    return layer


def _spec(chart: alt.LayerChart, language: str, dark: bool) -> dict[str, Any]:
    spec: dict[str, Any] = chart.to_dict(validate=True)
    spec.pop("datasets", None)
    like = poverty_spec(language, dark)
    spec["data"] = like["data"]
    for layer in spec["layer"]:
        layer.pop("data", None)  # every layer reads the one table
    spec["config"], spec["usermeta"] = like["config"], like["usermeta"]
    return spec
