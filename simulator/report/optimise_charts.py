"""Charts of what was found: outcomes before and after, outcome against total, chance against total.

The specifications are constant for a language and a theme; the data travel apart. The columns of the tables, one row
per mark:

=========  ==========================================================================================
kind       line (a total that was tried), today, knee, found, wish (a level asked for); before, after (outcomes)
total      billion VND over all years
value      median outcome, a share of one for rates; or a chance, a share of one
p05, p95   bounds of the 90 % band (kind line)
label      text written at the mark; amount: the total, figure: the outcome as text (hover)
=========  ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from simulator.analysis.summary import Interval
from simulator.report import marks
from simulator.report.charts import poverty_spec
from simulator.report.palette import Palette, palette
from simulator.texts import text

HEIGHT = 262
MARGINS = {"left": 2, "right": 8, "top": 4, "bottom": 2}
SIDES = ("before", "after")
SIDE_STEP, SIDE_AXIS = 38, 26  # pixels of an outcome's row, of the axis below
NUMBERS = ("total", "value", "p05", "p95")
WORDS = ("kind", "label", "amount", "figure")
WHOLE = 1.04  # upper end of an axis of chances
_X = "total:Q"


@dataclass(frozen=True)
class Point:
    """A total that was tried, billion VND, and its outcome; amount and figure: both as text."""

    total: float
    value: float
    amount: str
    figure: str
    p05: float = np.nan
    p95: float = np.nan


@dataclass(frozen=True)
class Sign:
    """A named point of the chart. kind: today, knee or found."""

    kind: str
    total: float
    value: float
    label: str


@dataclass(frozen=True)
class Side:
    """An outcome before or after (`kind`), with its name and its figures as text."""

    kind: str
    name: str
    outcome: Interval
    figure: str


@lru_cache(maxsize=32)
def outcome_spec(language: str, dark: bool, names: tuple[str, ...], *, share: bool) -> dict[str, Any]:
    """Return outcomes with their intervals, one under the other in the order of `names`."""
    colors = palette(dark)
    y = alt.Y("label:N", sort=list(names), axis=None, scale=alt.Scale(domain=list(names), paddingOuter=0.2))
    color = alt.Color("kind:N", scale=alt.Scale(domain=list(SIDES), range=[colors.muted, colors.accent]), legend=None)
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=list(SIDES), range=["square", "circle"]), legend=None)
    tips = [
        marks.tip("label", text("optimise.chart.plan", language)),
        marks.tip("figure", text("optimise.chart.outcome", language)),
    ]
    written: dict[str, Any] = {"align": "left", "baseline": "middle", "dy": -13, "fontWeight": 600, "fontSize": 12}
    rows = marks.rows_of(*SIDES)
    layers = [
        rows.mark_rule(strokeWidth=3, aria=False).encode(x="p05:Q", x2="p95:Q", y=y, color=color),
        rows.mark_point(filled=True, opacity=1, size=90).encode(
            x="value:Q", y=y, color=color, shape=shape, tooltip=tips
        ),
        rows.mark_text(**written).encode(x="p05:Q", y=y, color=color, text=alt.Text("amount:N")),
    ]
    axis = alt.Axis(title=None, tickCount=5, format="~%" if share else ",.0f", grid=True)
    x = alt.X("value:Q", axis=axis, scale=alt.Scale(zero=False, nice=True))
    height = SIDE_STEP * len(names) + SIDE_AXIS
    chart = alt.layer(*layers).encode(x=x)
    return _spec(chart.properties(height=height, padding=MARGINS), language, dark)


def outcome_table(sides: Sequence[Side]) -> pd.DataFrame:
    """The table of a chart of outcomes."""
    return _table(
        [
            {
                "kind": side.kind,
                "label": side.name,
                "amount": f"{side.name}: {side.figure}",
                "figure": side.figure,
                "value": side.outcome.median,
                "p05": side.outcome.p05,
                "p95": side.outcome.p95,
            }
            for side in sides
        ]
    )


@lru_cache(maxsize=16)
def totals_spec(language: str, dark: bool, *, form: str) -> dict[str, Any]:
    """Return an outcome against the total. form: share (a rate), count, or chance."""
    colors = palette(dark)
    tips = [
        marks.tip("amount", text("optimise.chart.total", language)),
        marks.tip("figure", text(f"optimise.chart.{'chance' if form == 'chance' else 'outcome'}", language)),
    ]
    layers = [
        marks.rows_of("line").mark_area(color=colors.accent, opacity=0.16, aria=False).encode(y="p05:Q", y2="p95:Q"),
        marks.rows_of("wish")
        .mark_rule(color=colors.target, strokeWidth=1.8, strokeDash=[6, 4])
        .encode(x=alt.value(0), x2=alt.value("width"), y="value:Q"),
        marks.rows_of("line").mark_line(color=colors.accent, strokeWidth=2.4, aria=False).encode(y="value:Q"),
        marks.rows_of("today")
        .mark_rule(color=colors.muted, strokeDash=[5, 4], strokeWidth=1.4)
        .encode(y=alt.value(18), y2=alt.value("height")),
        marks.rows_of("line")
        .mark_point(color=colors.accent, fill=colors.paper, opacity=1, size=52, strokeWidth=2)
        .encode(y="value:Q", tooltip=tips),
        *_signs(colors),
    ]
    axis = alt.Axis(format="~%" if form != "count" else ",.0f", title=None, tickCount=5)
    scale = alt.Scale(domain=[0.0, WHOLE], nice=False) if form == "chance" else alt.Scale(zero=False, nice=True)
    x = alt.X(
        _X,
        axis=alt.Axis(format=",.0f", title=text("optimise.chart.total", language), titleFontWeight="normal"),
        scale=alt.Scale(zero=False, nice=False, padding=18),
    )
    chart = alt.layer(*layers).encode(x=x, y=alt.Y("value:Q", axis=axis, scale=scale))
    return _spec(chart.properties(height=HEIGHT, padding=MARGINS), language, dark)


def _signs(colors: Palette) -> list[alt.Chart]:
    """The named points, each with a shape of its own."""
    named: dict[str, Any] = {"align": "left", "baseline": "middle", "fontWeight": 600, "fontSize": 12}
    knee = marks.rows_of("knee").mark_point(shape="diamond", filled=True, opacity=1, size=170, color=colors.event)
    found = marks.rows_of("found").mark_point(shape="circle", filled=True, opacity=1, size=130, color=colors.accent)
    today = marks.rows_of("today").mark_point(shape="square", filled=True, opacity=1, size=70, color=colors.muted)
    return [
        today.encode(y="value:Q"),
        knee.encode(y="value:Q"),
        found.encode(y="value:Q"),
        marks.rows_of("knee").mark_text(color=colors.event, dx=9, dy=-13, **named).encode(y="value:Q", text="label:N"),
        marks.rows_of("found").mark_text(color=colors.accent, dx=9, dy=14, **named).encode(y="value:Q", text="label:N"),
        marks.rows_of("today").mark_text(color=colors.muted, dx=6, **named).encode(y=alt.value(9), text="label:N"),
        marks.rows_of("wish")
        .mark_text(color=colors.target, dx=-4, dy=-9, **{**named, "align": "right"})
        .encode(x=alt.value("width"), y="value:Q", text="label:N"),
    ]


def totals_table(
    points: Sequence[Point], signs: Sequence[Sign] = (), wish: tuple[float, str] | None = None
) -> pd.DataFrame:
    """The table of a chart of totals; wish: a level that was asked for, with its name."""
    rows: list[Mapping[str, Any]] = [{"kind": "line", **vars(point)} for point in sorted(points, key=_by_total)]
    rows += [vars(sign) for sign in signs]
    if wish is not None:
        rows.append({"kind": "wish", "value": wish[0], "label": wish[1]})
    return _table(rows)


def _table(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    words = {name: np.array([row.get(name, "") for row in rows], dtype=object) for name in WORDS}
    numbers = {name: np.array([row.get(name, np.nan) for row in rows], dtype=np.float64) for name in NUMBERS}
    return pd.DataFrame({**words, **numbers})


def _by_total(point: Point) -> float:
    return point.total


def _spec(chart: alt.LayerChart, language: str, dark: bool) -> dict[str, Any]:
    spec: dict[str, Any] = chart.to_dict(validate=True)
    spec.pop("data", None)
    spec.pop("datasets", None)
    for layer in spec["layer"]:
        layer.pop("data", None)  # every layer reads the one table
    like = poverty_spec(language, dark)
    spec["config"], spec["usermeta"] = like["config"], like["usermeta"]
    return spec
