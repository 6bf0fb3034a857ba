"""A deck as slides that an office can edit: native text, native charts, notes with sources and assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

from pptx.enum.shapes import MSO_CONNECTOR, PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from simulator.report.compare_charts import LIGHT as COLORS
from simulator.report.deck.screen import SOURCES, TITLE, Plot, Screen
from simulator.report.deck.told import clipped
from simulator.report.exports import pptx_charts as charts
from simulator.report.exports.pptx_master import ACROSS, CONTENT, LEFT, TITLE_SLIDE, blank_deck, rgb
from simulator.report.exports.pptx_pack import packed, properties
from simulator.report.exports.pptx_table import figures_table
from simulator.report.exports.pptx_text import Box, Style, filled, noted, put, written
from simulator.report.palette import LIGHT
from simulator.texts import text
from simulator.units import number, percent

SUFFIX = ".pptx"
CODES = {"vi": "vi-VN", "en": "en-GB"}
TOP, BOTTOM = 1.72, 6.32  # inches between which the chart stands
WIDE = 118  # letters of a detail from which it is written smaller
SIDE = 4.4  # inches of what stands beside a chart of lines
REMARK = 0.62  # inches
LONGEST = 44  # letters of a title in a list beside a chart
LETTERS, ROWS = 82, 24  # of a column of sources at their size: letters a line, lines
SIZES = ((150, 26.0), (215, 23.0), (290, 20.0))  # letters of a message up to which it has so many points
SMALLEST = 17.0
BULLET, LINE, BESIDE = 0.1, 0.235, 40  # inches after a point and of a line of it; letters of a line
MANY = 0.62  # inches of a row in the list beside a chart below which it is written smaller
REMARKED: Style = {"size": 16, "color": LIGHT.nested, "bold": True}


def deck_bytes(screens: Sequence[Screen], language: str, *, made: date | None = None) -> bytes:
    """Return the presentation of the screens, the same bytes for the same screens.

    made: the day in the file's properties; none is told for None.
    """
    deck = blank_deck()
    title = screens[0].message
    properties(deck, title, CODES[language], text("deck.author", language), made)
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    for screen in (page for one in screens for page in _pages(one)):
        slide = deck.slides.add_slide(layouts[TITLE_SLIDE if screen.key == TITLE else CONTENT])
        _draw(slide, screen, language)
        _footed(slide, title if screen.key != TITLE else "", language)
        noted(slide, screen, language)
    return packed(deck, made)


def _pages(screen: Screen) -> list[Screen]:
    """A screen of sources in as many slides as its lines need."""
    if screen.key != SOURCES:
        return [screen]
    pages, lines = list[list[str]]([[]]), 0
    for point in screen.points:
        needed = 1 + len(point) // LETTERS
        if pages[-1] and lines + needed > 2 * ROWS:
            pages.append([])
            lines = 0
        pages[-1].append(point)
        lines += needed
    return [replace(screen, points=tuple(page)) for page in pages]


def _draw(slide: Any, screen: Screen, language: str) -> None:
    if screen.key == TITLE:
        _first(slide, screen, language)
        return
    filled(slide.shapes.title, screen.message, language, _size(screen.message))
    if screen.key == SOURCES:
        _columns(slide, screen, language)
    else:
        bottom = BOTTOM - REMARK if screen.remark else BOTTOM
        _charted(slide, screen, bottom, language)
        if screen.remark:
            box = (LEFT, bottom + 0.05, ACROSS, REMARK - 0.05)
            shape = written(slide, box, [clipped(screen.remark, 230)], language, style=REMARKED)
            shape.fill.solid()
            shape.fill.fore_color.rgb = rgb(LIGHT.zone)
    detail = screen.detail
    if screen.plot.kind == "lines" and (screen.plot.focus or len(screen.plot.curves) == 1):
        detail = text("deck.detail.dotted", language, detail=detail)
    written(
        slide,
        (LEFT, 6.42, ACROSS, 0.4),
        [detail],
        language,
        style={"size": 13 if len(detail) < WIDE else 12, "color": LIGHT.muted},
    )


def _size(message: str) -> float:
    return next((size for letters, size in SIZES if len(message) <= letters), SMALLEST)


def _first(slide: Any, screen: Screen, language: str) -> None:
    subtitle = next(s for s in slide.placeholders if s.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE)
    filled(slide.shapes.title, screen.message, language)
    filled(subtitle, screen.detail, language)
    step = min(0.44, 3.4 / len(screen.points))
    for place, point in enumerate(screen.points):
        top = 3.35 + place * step
        _swatch(slide, 1.0, top + 0.17, place, COLORS[place])
        written(slide, (1.75, top, 10.6, step), [point], language, style={"size": 18})


def _columns(slide: Any, screen: Screen, language: str) -> None:
    """Sources in two columns of about the same number of lines."""
    needed = [1 + len(point) // LETTERS for point in screen.points]
    half, lines = 0, 0
    while half < len(needed) and lines + needed[half] <= (sum(needed) + 1) // 2 + 1:
        lines += needed[half]
        half += 1
    width = (ACROSS - 0.4) / 2
    for place, points in enumerate((screen.points[:half], screen.points[half:])):
        box = (LEFT + place * (width + 0.4), TOP, width, BOTTOM - TOP)
        if points:
            written(slide, box, points, language, style={"size": 12, "bullets": True})


def _charted(slide: Any, screen: Screen, bottom: float, language: str) -> None:
    plot, height = screen.plot, bottom - TOP
    whole: Box = (LEFT - 0.1, TOP, ACROSS + 0.1, height)
    if plot.kind == "lines":
        charts.lines(slide, plot, (LEFT - 0.1, TOP, ACROSS - SIDE - 0.1, height), screen.alt, language)
        beside: Box = (LEFT + ACROSS - SIDE + 0.15, TOP + 0.1, SIDE - 0.15, height - 0.1)
        if screen.points:
            _told(slide, screen, beside, language)
        else:
            _listed(slide, plot, beside, language)
        return
    draw = charts.spans if plot.kind == "spans" else charts.money if plot.groups else charts.chances
    draw(slide, plot, whole, screen.alt, language)


def _told(slide: Any, screen: Screen, box: Box, language: str) -> None:
    """What a scenario changes, and below it as many of its figures as there is room for."""
    left, top, width, height = box
    written(slide, box, screen.points, language, style={"size": 14, "bullets": True})
    used = sum(BULLET + LINE * (1 + len(point) // BESIDE) for point in screen.points)
    figures_table(slide, screen.table, (left, top + used + 0.15, width, height - used - 0.15), language)


def _listed(slide: Any, plot: Plot, box: Box, language: str) -> None:
    """The scenarios in the order of the ends of their lines, each with its line's look, its figure and interval."""
    left, top, width, height = box
    ranked = sorted(plot.curves, key=lambda curve: -curve.last)
    step = min(height / len(ranked), 0.76)
    for row, curve in enumerate(ranked):
        at = top + row * step
        _swatch(slide, left, at + 0.12, curve.number - 1, curve.color)
        title = f"{curve.number}. {clipped(curve.title, LONGEST)}"
        low, high = (next(v for v in reversed(ends) if v is not None) for ends in (curve.low, curve.high))
        value, *ends = (_figure(plot, found, language) for found in (curve.last, low, high))
        span = f"{value} ({ends[0].removesuffix('%')}–{ends[1]})"
        size = 13 if step > MANY else 12
        shape = written(slide, (left + 0.6, at, width - 0.6, step), [title], language, style={"size": size})
        put(shape.text_frame.add_paragraph(), span, language, {"size": size, "color": curve.color, "bold": True})


def _figure(plot: Plot, value: float, language: str) -> str:
    return percent(value, language) if plot.unit == "share" else number(value, language)


def _swatch(slide: Any, left: float, top: float, place: int, color: str) -> None:
    """A piece of a scenario's line: its colour and its dash."""
    ends = (Inches(left), Inches(top), Inches(left + 0.5), Inches(top))
    shape = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)  # it has a shadow
    line = shape.line
    line.color.rgb, line.width, line.dash_style = rgb(color), Pt(3), charts.DASHES[place]


def _footed(slide: Any, footer: str, language: str) -> None:
    """The footer and the number of the slide, which the library leaves in the layout."""
    for shape in slide.slide_layout.placeholders:
        kind = shape.placeholder_format.type
        if kind not in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            continue
        if kind == PP_PLACEHOLDER.FOOTER and not footer:
            continue
        element = deepcopy(shape._element)
        for run in element.iter(qn("a:rPr"), qn("a:endParaRPr")):
            run.set("lang", CODES[language])
        used = [int(number) for number in slide.shapes._spTree.xpath("//p:cNvPr/@id")]
        element.nvSpPr.cNvPr.set("id", str(max(used) + 1))
        slide.shapes._spTree.append(element)
        if kind == PP_PLACEHOLDER.FOOTER:
            placed = slide.shapes[-1]
            placed.text_frame.clear()
            filled(placed, clipped(footer, 120), language)
