"""The look of a native chart: fonts, axes, labels, fills, in the colours of the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.util import Inches, Pt

from simulator.report.exports.pptx_master import FONT, rgb
from simulator.report.exports.pptx_text import Box
from simulator.report.palette import LIGHT
from simulator.units import separators

TYPE = 14.0
DAY_ZERO = date(1899, 12, 30)  # from which an office counts days
FEW, WIDE_GAP, GAP = 3, 220, 45  # bars up to which there is more room between them, in percent of a bar
PALE = 0.72  # how far the colour of what is not spent is moved to white


def number_format(unit: str, language: str) -> str:
    """The format of a unit's figures.

    Thousands are parted by the sign of the deck's language as plain text: an office on an English computer would
    write 2,795 beside the 2.795 of the Vietnamese sentence. A decimal sign follows the reader's computer.
    """
    if unit == "share":
        return "0.0%"
    if unit == "draws":
        return '0" / 100"'
    group, _ = separators(language)
    return f'[>=1000000]#"{group}"000"{group}"000;[>=1000]#"{group}"000;0'


def framed(slide: Any, kind: Any, data: Any, box: Box, alt: str) -> Any:
    """A chart on a slide, with what is told to those who do not see it."""
    frame = slide.shapes.add_chart(kind, *(Inches(value) for value in box), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    chart.font.size, chart.font.name = Pt(TYPE), FONT
    chart.font.color.rgb = rgb(LIGHT.text)
    chart.has_legend = chart.has_title = False
    return chart


def upright(chart: Any, form: str, title: str, top: float) -> None:
    """The axis of values of lines, from zero."""
    values = chart.value_axis
    values.minimum_scale, values.maximum_scale = 0.0, top
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = rgb(LIGHT.grid)
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = form, False
    _named(values, title)


def yearly(chart: Any, title: str, first: date) -> None:
    """The axis of time: a name a year, at its end; first: the earliest day that is drawn."""
    axis = chart.category_axis
    end = first if (first.month, first.day) == (12, 31) else date(first.year - 1, 12, 31)
    axis.minimum_scale = (end - DAY_ZERO).days
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "yyyy", False
    axis.format.line.color.rgb = rgb(LIGHT.muted)
    _named(axis, title)
    element = axis._element
    namespace = element.nsmap["c"]
    for name in ("majorUnit", "majorTimeUnit", "baseTimeUnit"):
        for old in element.findall(f"{{{namespace}}}{name}"):
            element.remove(old)
    for name, value in (("baseTimeUnit", "days"), ("majorUnit", "1"), ("majorTimeUnit", "years")):
        element.append(element.makeelement(f"{{{namespace}}}{name}", {"val": value}))


def across(chart: Any, low: float, high: float) -> None:
    """Bars from left to right, the first category on top, no axis of values: figures stand at the bars."""
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale = low, high
    values.has_major_gridlines = names.has_major_gridlines = False
    values.visible = False
    chart.plots[0].gap_width = WIDE_GAP if len(chart.plots[0].categories) <= FEW else GAP
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = rgb(LIGHT.muted)


def laid(chart: Any, left: float, top: float, width: float, height: float) -> None:
    """Where the bars stand, in shares of the chart, so that the rows of charts beside each other are level."""
    namespace = chart._chartSpace.nsmap["c"]
    parts = "".join(
        f'<c:{name} val="{value}"/>'
        for name, value in (
            ("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"),
            ("x", left), ("y", top), ("w", width), ("h", height),
        )
    )  # fmt: skip
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(f"{{{namespace}}}layout"):
        area.remove(old)
    layout = f'<c:layout xmlns:c="{namespace}"><c:manualLayout>{parts}</c:manualLayout></c:layout>'
    area.insert(0, etree.fromstring(layout))


def legend_on_top(chart: Any) -> None:
    """What colours mean, over the bars."""
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(TYPE)


def painted(drawn: Any, color: str, *, pale: bool = False) -> None:
    """Bars in a colour; pale: what is not spent, with the colour around it."""
    fill, line = drawn.format.fill, drawn.format.line
    fill.solid()
    fill.fore_color.rgb = _paled(color) if pale else rgb(color)
    line.color.rgb, line.width = rgb(color), Pt(1.0)
    drawn.invert_if_negative = False


def point_painted(drawn: Any, point: int, color: str) -> None:
    """One bar in a colour of its own, also below zero: without the mark an office draws it white there."""
    fill = drawn.points[point].format.fill
    fill.solid()
    fill.fore_color.rgb = rgb(color)
    element = drawn._element.get_or_add_dPt_for_point(point)
    namespace = element.nsmap["c"]
    element.find(f"{{{namespace}}}idx").addnext(element.makeelement(f"{{{namespace}}}invertIfNegative", {"val": "0"}))


def point_labelled(drawn: Any, point: int, form: str, color: str) -> None:
    """The figure in one bar: by a format, so that it follows the figure when it is edited."""
    label = drawn.points[point].data_label
    label.font.size, label.font.bold = Pt(TYPE - 1), True
    label.font.color.rgb = rgb(color)
    element = label._get_or_add_dLbl()
    namespace = element.nsmap["c"]
    element.insert(1, element.makeelement(f"{{{namespace}}}numFmt", {"formatCode": form, "sourceLinked": "0"}))


def _named(axis: Any, title: str) -> None:
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = title
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(TYPE - 1), False


def _paled(color: str) -> RGBColor:
    return rgb("".join(f"{round(part + (255 - part) * PALE):02X}" for part in rgb(color)))
