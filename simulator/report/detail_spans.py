"""The small charts of figures with their intervals, one under the other, on the page of details."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from simulator.report import marks
from simulator.report.detail_charts import ROOM_FOR_LABELS, embedded
from simulator.report.palette import Palette, palette
from simulator.texts import text

SPAN_STEP = 44  # pixels of a row
SPAN_AXIS = 30  # pixels of the axis below the rows
_LETTER = 3.4  # pixels of half a letter of a label
_INWARDS = f"clamp(scale('x', datum.value), {_LETTER} * length(datum.label), width - {_LETTER} * length(datum.label))"


@lru_cache(maxsize=64)
def span_spec(
    language: str, dark: bool, names: tuple[str, ...], *, share: bool, with_zero: bool = False
) -> dict[str, Any]:
    """Return figures with their intervals, one under the other in the order of `names`.

    with_zero: a line at zero, for differences; their axis is in percentage points where `share`.
    """
    colors = palette(dark)
    tips = [
        marks.tip("note", text("details.chart.set", language)),
        marks.tip("label", text("details.chart.figure", language)),
    ]
    y = alt.Y("note:N", sort=list(names), axis=None, scale=alt.Scale(domain=list(names), paddingOuter=0.25))
    shape = alt.Shape("segment:N", scale=alt.Scale(domain=["causal", "reported"], range=["circle", "square"]))
    color = alt.Color(
        "segment:N", scale=alt.Scale(domain=["causal", "reported"], range=[colors.accent, colors.event]), legend=None
    )
    layers = [
        marks.rows_of("span").mark_rule(strokeWidth=2.6, aria=False).encode(x="p05:Q", x2="p95:Q", y=y, color=color),
        marks.rows_of("span")
        .mark_point(filled=True, opacity=1, size=90)
        .encode(x="value:Q", y=y, color=color, shape=shape.legend(None), tooltip=tips),
    ]
    layers += _span_labels(colors, y)
    if with_zero:
        line = alt.Chart().transform_filter("datum.kind === 'span'")
        layers.insert(0, line.mark_rule(color=colors.muted, strokeDash=[3, 3]).encode(x=alt.datum(0)))
    scale = alt.Scale(zero=with_zero or share, nice=True)
    form = "~%" if share and not with_zero else ",.3~r"
    x = alt.X("value:Q", axis=alt.Axis(title=None, tickCount=4, format=form, grid=True), scale=scale)
    height = SPAN_STEP * len(names) + SPAN_AXIS
    chart = alt.layer(*layers).encode(x=x).properties(height=height, padding=ROOM_FOR_LABELS)
    return embedded(chart, language, dark)


def _span_labels(colors: Palette, y: alt.Y) -> list[alt.Chart]:
    """What is written above each span: moved inwards where it would be cut, on paper over the line of zero."""
    label: dict[str, Any] = {"fontSize": 12, "align": "center", "baseline": "middle", "dy": -14, "fontWeight": 600}
    paper: dict[str, Any] = {"stroke": colors.paper, "strokeWidth": 5, "strokeJoin": "round", "aria": False}
    return [
        marks.rows_of("span")
        .mark_text(color=colors.text, **label, **fill)
        .encode(x=alt.value(alt.ExprRef(_INWARDS)), y=y, text="label:N")
        for fill in (paper, {})
    ]
