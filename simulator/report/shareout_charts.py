"""How each locality responds to its money, with the keys as points on the curves.

The specification is constant for a language, a theme and a goal; the data travel apart (`responses_table`). Where the
best split stands at no limit, the curves are equally steep at its points.

========  ===========================================================================================
kind      line (a response), point (a key at a locality), label (a locality's number at the end of its line), zero
place     number of the locality; name: what it is called; key: what the key is called
money     billion VND over all years; value: change of the goal's indicator from today's money
when      money as text; told: the change as text
========  ===========================================================================================
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from simulator.analysis.optimise.question import DONG
from simulator.analysis.shareout.place import curve
from simulator.analysis.shareout.question import BEST, EQUAL, KEYS, TODAY
from simulator.report import marks
from simulator.report.chart_table import packed
from simulator.report.compare_charts import DASHES, scenario_colors
from simulator.report.evidence_charts import finished
from simulator.report.optimise_table import money
from simulator.report.palette import Palette, palette
from simulator.report.shareout_words import Named, change
from simulator.texts import text
from simulator.units import signed_number

HEIGHT = 320
POINTS = 60  # of a line
BEFORE, BEYOND = 0.6, 1.12  # where lines begin and end, by the least and the largest amount of a key
SHAPES = {TODAY: "circle", EQUAL: "square", BEST: "diamond"}
SIZES = {EQUAL: 75, BEST: 190}
PLACES = tuple(str(number) for number in range(1, 13))
SIGNED = "datum.value ? format(datum.value, '+,.2~f') : '0'"
WORDS = ("kind", "place", "name", "key", "money_told", "told")
Row = dict[str, Any]


@lru_cache(maxsize=16)
def responses_spec(language: str, dark: bool, goal: str) -> dict[str, Any]:
    """Return the chart of responses to money."""
    colors = palette(dark)
    tips = [
        marks.tip("name", text("shareout.column.locality", language)),
        marks.tip("key", text("shareout.column.key", language)),
        marks.tip("money_told", text("shareout.column.money", language)),
        marks.tip("told", text(f"shareout.chart.y.{goal}", language)),
    ]
    layers = [
        marks.rows_of("zero").mark_rule(color=colors.muted, strokeWidth=1, opacity=0.6).encode(y="value:Q"),
        marks.rows_of("line").mark_line(strokeWidth=2).encode(color=_color(dark), strokeDash=_dash()),
        marks.rows_of("point")
        .mark_point(filled=True, opacity=1, stroke=colors.paper, strokeWidth=1)
        .encode(color=_color(dark), shape=_shape(language, colors), size=_size(language), tooltip=tips),
        marks.rows_of("label")
        .mark_text(align="left", dx=5, fontWeight=700, fontSize=12.5)
        .encode(text="place:N", color=_color(dark)),
    ]
    x = alt.X("money:Q", title=text("shareout.chart.x", language), axis=alt.Axis(format=",.0f", tickCount=7))
    y = alt.Y("value:Q", title=None, axis=alt.Axis(labelExpr=SIGNED))
    chart = alt.layer(*layers).encode(x=x, y=y)
    padding = {"left": 2, "right": 10, "top": 6, "bottom": 2}
    return finished(chart.properties(height=HEIGHT, padding=padding), language, dark)


def place_color(number: int, dark: bool) -> str:
    """The colour of a locality by its place."""
    colors = scenario_colors(dark)
    return colors[number % len(colors)]


def _color(dark: bool) -> alt.Color:
    scale = alt.Scale(domain=list(PLACES), range=[place_color(number, dark) for number in range(len(PLACES))])
    return alt.Color("place:N", scale=scale, legend=None)


def _dash() -> alt.StrokeDash:
    scale = alt.Scale(domain=list(PLACES), range=[list(DASHES[n % len(DASHES)]) for n in range(len(PLACES))])
    return alt.StrokeDash("place:N", scale=scale, legend=None)


def _shape(language: str, colors: Palette) -> alt.Shape:
    names = [text(f"shareout.key.{key}", language) for key in KEYS]
    scale = alt.Scale(domain=names, range=[SHAPES[key] for key in KEYS])
    legend = alt.Legend(
        title=None,
        orient="top",
        symbolSize=90,
        symbolFillColor=colors.muted,
        symbolStrokeColor=colors.muted,
        labelColor=colors.text,
        labelFontSize=12,
    )
    return alt.Shape("key:N", scale=scale, legend=legend)


def _size(language: str) -> Any:
    """The best key is the largest: what was found stands out."""
    best = json.dumps(text(f"shareout.key.{BEST}", language), ensure_ascii=False)
    return alt.condition(f"datum.key === {best}", alt.value(SIZES[BEST]), alt.value(SIZES[EQUAL]))


def responses_table(found: Named) -> bytes:
    """The packed table of the chart."""
    rows: list[Row] = [{"kind": "zero", "money": 0.0, "value": 0.0}]
    furthest = BEYOND * float(found.result.dong.max())
    for number in range(len(found.names)):
        rows += _rows(found, number, furthest)
    columns = {name: pa.array([str(row.get(name, "")) for row in rows]) for name in WORDS}
    amounts = {name: pa.array([float(row[name]) for row in rows]) for name in ("money", "value")}
    return packed(pa.table({**columns, **amounts}))


def _rows(found: Named, number: int, furthest: float) -> list[Row]:
    """A locality's line around its points, the points, and its number."""
    result, language, goal = found.result, found.language, found.question.goal
    response = result.responses[number]
    named: Row = {"place": PLACES[number], "name": found.names[number]}
    today = float(curve(response, np.array([found.question.costs[number]]))[0])
    last = min(float(response.dong[-1]), furthest)
    first = BEFORE * float(result.dong[:, number].min())
    amounts = np.linspace(first, last, POINTS)
    values = curve(response, amounts) - today
    rows = [
        {**named, "kind": "line", "money": dong / DONG, "value": value}
        for dong, value in zip(amounts, values, strict=True)
    ]
    rows.append({**rows[-1], "kind": "label"})
    for place, key in enumerate(KEYS):
        dong = result.dong[place, number]
        value = float(curve(response, np.array([dong]))[0]) - today
        outcome = result.by_locality[place][number].change
        told = " ".join(change(outcome, goal, language)) if key != TODAY else signed_number(0.0, language)
        rows.append(
            {
                **named,
                "kind": "point",
                "key": text(f"shareout.key.{key}", language),
                "money": dong / DONG,
                "value": value,
                "money_told": money(dong / DONG, language),
                "told": told,
            }
        )
    return rows
