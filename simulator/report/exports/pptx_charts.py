"""Native charts of slides: the figures travel in a workbook inside, so that an office can edit them."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from simulator.report.compare_charts import LIGHT as COLORS
from simulator.report.deck.screen import Plot
from simulator.report.deck.told import clipped
from simulator.report.deck.wall_bars import kept
from simulator.report.deck.wall_rows import LARGEST_PART, UNSPENT, scale_of, top_of, total
from simulator.report.exports import pptx_style as style
from simulator.report.exports.pptx_errors import interval_bars, vertical_line
from simulator.report.exports.pptx_master import rgb
from simulator.report.exports.pptx_series import Series, line_series
from simulator.report.exports.pptx_text import Box, written
from simulator.report.palette import LIGHT
from simulator.texts import text

DASHES = (
    MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT,
    MSO_LINE.LONG_DASH, MSO_LINE.DASH_DOT_DOT, MSO_LINE.SQUARE_DOT, MSO_LINE.LONG_DASH_DOT,
)  # fmt: skip
NAMES, HEADS = 3.3, 0.55  # inches of the names beside, and of the heads over the charts of differences
LONGEST = 60  # letters of a title beside its bar
CHANCE_ROOM = 112.0  # end of the axis of chances: what stands after a bar of a hundred has room
_TARGETS = (LIGHT.accent, LIGHT.target, LIGHT.event, "#8A3FA0")
_POSITIONS = {
    "above": XL_LABEL_POSITION.ABOVE, "right": XL_LABEL_POSITION.RIGHT, "left": XL_LABEL_POSITION.LEFT,
    "end": XL_LABEL_POSITION.OUTSIDE_END,
}  # fmt: skip


def lines(slide: Any, plot: Plot, box: Box, alt: str, language: str) -> Any:
    """Lines over time: what is reported, what is aimed at, and each scenario's line in the parts that may be joined."""
    found, form = line_series(plot, language), style.number_format(plot.unit, language)
    days = sorted({day for series in found for day in series.points})
    data = _figures(form)
    data.categories = days
    for series in found:
        data.add_series(series.name, [series.points.get(day) for day in days])
    chart = style.framed(slide, XL_CHART_TYPE.LINE, data, box, alt)
    style.upright(chart, form.replace("0.0%", "0%"), plot.y_title, top_of(plot))
    style.yearly(chart, text("deck.axis.time", language), days[0])
    for drawn, series in zip(chart.plots[0].series, found, strict=True):
        _dressed(drawn, series)
        for day, position in series.labels:
            _named_point(drawn, days.index(day), series.labels_of(day), series.color, position)
    return chart


def chances(slide: Any, plot: Plot, box: Box, alt: str, language: str) -> Any:
    """A group of bars a scenario, a bar a target."""
    names, form = _names(plot), style.number_format("draws", language)
    data = _figures(form)
    data.categories = names
    for row in plot.rows:
        values = {bar.number: bar.value for bar in plot.bars if bar.row == row}
        data.add_series(row, [values[place + 1] for place in range(len(names))])
    chart = style.framed(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, box, alt)
    style.across(chart, 0.0, CHANCE_ROOM)
    chart.plots[0].overlap = -5
    for drawn, color, row in zip(chart.plots[0].series, _TARGETS, plot.rows, strict=False):
        style.painted(drawn, color)
        for point, bar in enumerate(bar for bar in plot.bars if bar.row == row):
            _named_point(drawn, point, bar.label, LIGHT.text, "end")
    style.legend_on_top(chart)
    return chart


def money(slide: Any, plot: Plot, box: Box, alt: str, language: str) -> Any:
    """A stacked bar a scenario: programme by programme, what is spent and, pale, what is not."""
    names, form = _names(plot), style.number_format("billion_vnd", language)
    data = _figures(form)
    data.categories = names
    for key, name in plot.groups:
        values = {bar.number: bar.value for bar in plot.bars if bar.group == key}
        data.add_series(name, [values[place + 1] for place in range(len(names))])
    chart = style.framed(slide, XL_CHART_TYPE.BAR_STACKED, data, box, alt)
    longest = max(total(plot, place + 1) for place in range(len(names)))
    style.across(chart, 0.0, longest)
    chart.plots[0].overlap = 100
    programmes = list(dict.fromkeys(key.rsplit("_", 1)[1] for key, _ in plot.groups))
    for drawn, (key, _) in zip(chart.plots[0].series, plot.groups, strict=True):
        is_left = UNSPENT in key
        style.painted(drawn, COLORS[programmes.index(key.rsplit("_", 1)[1])], pale=is_left)
        for point, value in enumerate(drawn.values):
            if value is not None and value >= LARGEST_PART * longest:
                style.point_labelled(drawn, point, form, LIGHT.text if is_left else LIGHT.paper)
    style.legend_on_top(chart)
    return chart


def spans(slide: Any, plot: Plot, box: Box, alt: str, language: str) -> list[Any]:
    """A chart a figure beside each other: the difference to the reference with its interval, a row a scenario."""
    left, top, width, height = box
    rows, numbers = plot.rows, list(dict.fromkeys(bar.number for bar in plot.bars))
    each, step = (width - NAMES) / len(rows), (height - HEADS) / len(numbers)
    for place, number in enumerate(numbers):
        name = f"{number}. {clipped(plot.titles[number - 1], LONGEST)}"
        beside = (left + 0.1, top + HEADS + place * step, NAMES - 0.2, step)
        shape = written(slide, beside, [name], language, style={"size": 14})
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    charts = []
    for place, row in enumerate(rows):
        bars, at = [bar for bar in plot.bars if bar.row == row], left + NAMES + place * each
        written(slide, (at + 0.1, top, each - 0.1, HEADS), [kept(row)], language, style={"size": 14, "bold": True})
        data = _figures("General")
        data.categories = [f"({bar.number}) {bar.label}" for bar in bars]
        data.add_series(row, [bar.value for bar in bars])
        area = (at, top + HEADS, each, height - HEADS)
        chart = style.framed(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, area, f"{row}. {alt}")
        style.across(chart, *scale_of(plot, row))
        style.laid(chart, 0.44, 0.0, 0.54, 1.0)
        chart.plots[0].gap_width = 130
        drawn = chart.plots[0].series[0]
        drawn.invert_if_negative = False
        for point, bar in enumerate(bars):
            style.point_painted(drawn, point, plot.colors[bar.number - 1])
        interval_bars(drawn, [(bar.value, bar.low, bar.high) for bar in bars])
        charts.append(chart)
    return charts


def _dressed(drawn: Any, series: Series) -> None:
    line, drawn.smooth = drawn.format.line, False
    if series.rule:
        line.fill.background()
        vertical_line(drawn, series.color)
    else:
        line.width, line.color.rgb, line.dash_style = Pt(series.width), rgb(series.color), DASHES[series.dash]
    drawn.marker.style = XL_MARKER_STYLE.CIRCLE if series.marked else XL_MARKER_STYLE.NONE
    if series.marked:
        drawn.marker.size = 8
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = rgb(series.color)
        drawn.marker.format.line.color.rgb = rgb(series.color)


def _named_point(drawn: Any, point: int, words: str, color: str, position: str) -> None:
    """What is written at a point: a reported figure as it was reported, the name of a target or a break."""
    label = drawn.points[point].data_label
    label.text_frame.text = words
    font = label.text_frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(style.TYPE - 1), True
    font.color.rgb = rgb(color)
    label.position = _POSITIONS[position]


def _figures(form: str) -> Any:
    """An empty table of figures of one format."""
    empty: Any = CategoryChartData
    return empty(number_format=form)


def _names(plot: Plot) -> list[str]:
    return [f"{place + 1}. {clipped(title, LONGEST)}" for place, title in enumerate(plot.titles)]
