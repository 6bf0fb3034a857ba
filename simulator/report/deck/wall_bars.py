"""Bars and intervals for a wall: one panel a target or a figure, a row a scenario; money stacked by programme."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

import altair as alt

from simulator.analysis.comparison_runs import PROGRAMMES
from simulator.report.compare_charts import scenario_colors
from simulator.report.compare_lines import NUMBERS
from simulator.report.deck.screen import Plot
from simulator.report.deck.wall_rows import scale_of, titled, total
from simulator.report.palette import palette
from simulator.texts import text

TYPE = 20
NAMES = 340  # pixels for the names of the scenarios
BETWEEN = 26  # pixels between two panels
LETTER = 11.0  # pixels of a letter of a panel's title
MARGIN = 96  # pixels of the height that are not bars
PALE = 0.22

Spec = dict[str, Any]


def chances_chart(plot: Plot, language: str, dark: bool, size: tuple[int, int]) -> Spec:
    """A panel a target: of a hundred simulations, how many meet it."""
    panels = []
    for place, row in enumerate(plot.rows):
        base = _panel(place)
        x = alt.X("value:Q", axis=_axis(",.0f", 2), scale=alt.Scale(domain=[0, 118], nice=False))
        bars = base.mark_bar(height=alt.RelativeBandSize(band=0.62)).encode(x=x, color=_color(dark))
        words = base.mark_text(align="left", dx=6, fontSize=TYPE, fontWeight=600, color=palette(dark).text)
        panels.append(_laid(plot, [bars, words.encode(x="value:Q", text="label:N")], row, place, size))
    return _beside(panels)


def spans_chart(plot: Plot, language: str, dark: bool, size: tuple[int, int]) -> Spec:
    """A panel a figure: the difference to the reference with its interval, each on its own scale."""
    colors, panels = palette(dark), []
    for place, row in enumerate(plot.rows):
        base = _panel(place)
        x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=list(scale_of(plot, row)), nice=False))
        zero = base.mark_rule(color=colors.muted, strokeWidth=1.6).encode(
            x=alt.XDatum(0.0, type="quantitative", axis=None), y=alt.value(0), y2=alt.value("height")
        )
        bars = base.mark_rule(strokeWidth=5, opacity=0.55).encode(
            x=alt.X("p05:Q", axis=None), x2="p95:Q", color=_color(dark)
        )
        points = base.mark_point(filled=True, size=190, opacity=1).encode(x=x, color=_color(dark))
        style: Spec = {"dy": -18, "fontSize": TYPE - 1, "fontWeight": 600}
        halo = base.mark_text(stroke=colors.paper, strokeWidth=6, color=colors.paper, **style)
        words = base.mark_text(color=colors.text, **style)
        labels = [layer.encode(x=alt.X("value:Q", axis=None), text="label:N") for layer in (halo, words)]
        drawn = [zero, bars, points, *labels]
        panels.append(_laid(plot, drawn, row, place, size))
    return _beside(panels)


def money_chart(plot: Plot, language: str, dark: bool, size: tuple[int, int]) -> Spec:
    """A bar a scenario: programme after programme, what is spent solid and what is not pale behind it."""
    colors, tints = palette(dark), scenario_colors(dark)[: len(PROGRAMMES)]
    names = [text(f"deck.programme.{name}", language) for name in PROGRAMMES]
    scale = alt.Scale(domain=names, range=list(tints))
    legend = alt.Legend(orient="top", columns=2, title=None, symbolType="square", symbolOpacity=1, columnPadding=28)
    longest = max(total(plot, place + 1) for place in range(len(plot.titles)))
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0.0, 1.12 * longest], nice=False))
    band = alt.RelativeBandSize(band=0.62)
    fill = alt.Fill("group:N", scale=scale, legend=legend)
    stroke = alt.Stroke("group:N", scale=scale, legend=legend)
    bars = _kind("part").encode(x=x, x2="end:Q", fill=fill, stroke=stroke)
    inside = alt.condition("datum.pale", alt.value(colors.text), alt.value(colors.paper))
    figures = _kind("part").mark_text(fontSize=TYPE - 1, fontWeight=600)
    ends = _kind("sum").mark_text(align="left", dx=8, fontSize=TYPE, fontWeight=700, color=colors.text)
    layers = [
        bars.transform_filter("!datum.pale").mark_bar(height=band),
        bars.transform_filter("datum.pale").mark_bar(height=band, fillOpacity=PALE, strokeWidth=1.6),
        figures.encode(x=alt.X("middle:Q"), text="label:N", color=inside),
        ends.encode(x="end:Q", text="label:N"),
    ]
    width, height = size
    spec: Spec = alt.layer(*layers).encode(y=_scenarios(plot, shown=True)).to_dict(validate=False)
    return _named({**spec, "width": width, "height": height, "autosize": {"type": "fit", "contains": "padding"}})


def _kind(kind: str) -> alt.Chart:
    chart: alt.Chart = alt.Chart().transform_filter(f"datum.kind === '{kind}'")
    return chart


def _panel(place: int) -> alt.Chart:
    chart: alt.Chart = alt.Chart().transform_filter(f"datum.panel === {place}")
    return chart


def _axis(form: str, count: int) -> alt.Axis:
    return alt.Axis(format=form, values=[0, 50, 100], title=None, tickCount=count, domain=False, ticks=False)


def _color(dark: bool) -> alt.Color:
    scale = alt.Scale(domain=list(NUMBERS), range=list(scenario_colors(dark)))
    return alt.Color("scenario:N", scale=scale, legend=None)


def _scenarios(plot: Plot, *, shown: bool) -> alt.Y:
    numbers = list(dict.fromkeys(bar.number for bar in plot.bars))
    axis = alt.Axis(title=None, domain=False, ticks=False, labelLimit=NAMES - 10, labelPadding=8) if shown else None
    return alt.Y("title:N", sort=[titled(plot, one) for one in numbers], axis=axis)


def _laid(plot: Plot, layers: list[alt.Chart], row: str, place: int, size: tuple[int, int]) -> Spec:
    """One panel: the first carries the names of the scenarios."""
    count = len(plot.rows)
    width = (size[0] - NAMES - BETWEEN * (count - 1)) // count
    lines = wrap(kept(row), max(int(width / LETTER), 12))
    chart = alt.layer(*layers).encode(y=_scenarios(plot, shown=place == 0))
    return {
        **chart.to_dict(validate=False),
        "title": {"text": lines, "anchor": "start", "frame": "group", "offset": 10},
        "width": width,
        "height": size[1] - MARGIN,
    }


def kept(row: str) -> str:
    """A name whose unit in brackets is not parted."""
    name, bracket, unit = row.partition(" (")
    return f"{name}{bracket}{unit.replace(' ', chr(0xA0))}"


def _beside(panels: list[Spec]) -> Spec:
    schema = panels[0].get("$schema")
    return _named({"$schema": schema, "hconcat": [_named(panel) for panel in panels], "spacing": BETWEEN})


def _named(spec: Spec) -> Spec:
    """The same without what altair puts in for data: the rows come by name."""
    kept = {name: value for name, value in spec.items() if name not in ("datasets", "config", "data")}
    for layer in kept.get("layer", []):
        if "values" not in layer.get("data", {}):
            layer.pop("data", None)
    return {**kept, "data": {"name": "rows"}}
