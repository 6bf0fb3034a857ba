"""Words on a slide and in its notes: plain text, in the language that a spelling checker shall take it for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Required, TypedDict

from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Pt

from simulator.report.deck.screen import Grid, Screen
from simulator.report.exports.pptx_master import FONT, rgb
from simulator.report.palette import LIGHT

LANGUAGE = {"vi": MSO_LANGUAGE_ID.VIETNAMESE, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
CELL = " | "
Box = tuple[float, float, float, float]
"""Left, top, width, height in inches."""


class Style(TypedDict, total=False):
    """How words look: points, colour, weight, with a bullet or not."""

    size: Required[float]
    color: str
    bold: bool
    bullets: bool


def written(slide: Any, box: Box, lines: Sequence[str], language: str, *, style: Style) -> Any:
    """A text box with a paragraph a line."""
    shape = slide.shapes.add_textbox(*(Inches(value) for value in box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(0.02)
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        put(paragraph, line, language, style)
        if style.get("bullets"):
            paragraph.space_after = Pt(style["size"] * 0.45)
            _bulleted(paragraph, style["size"])
    return shape


def put(paragraph: Any, line: str, language: str, style: Style) -> None:
    """One run of words in a paragraph, as they are."""
    run = paragraph.add_run()
    run.text = line
    font = run.font
    font.size, font.bold, font.name = Pt(style["size"]), style.get("bold", False), FONT
    font.language_id = LANGUAGE[language]
    font.color.rgb = rgb(style.get("color", LIGHT.text))


def filled(shape: Any, line: str, language: str, size: float | None = None) -> None:
    """A placeholder with one paragraph."""
    paragraph = shape.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = line
    run.font.language_id = LANGUAGE[language]
    if size is not None:
        run.font.size = Pt(size)


def noted(slide: Any, screen: Screen, language: str) -> None:
    """The notes of a slide: the message, the sources and assumptions, the figures of the chart as text."""
    frame = slide.notes_slide.notes_text_frame
    lines = [screen.message, screen.detail, "", *screen.notes]
    if screen.table.rows and screen.plot.kind != "words":
        lines += ["", *_rows(screen.table)]
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.language_id = LANGUAGE[language]


def _rows(table: Grid) -> list[str]:
    return [CELL.join(row) for row in (table.header, *table.rows)]


def _bulleted(paragraph: Any, size: float) -> None:
    """A real bullet, with the text hanging beside it."""
    properties = paragraph._p.get_or_add_pPr()
    indent = round(Pt(size * 0.9))
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    bullet = properties.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}buChar", {"char": "•"})
    properties.append(bullet)
