"""The frame of an administrative document, as Annex I of Decree 30/2020/NĐ-CP of 5 March 2020 sets it.

Paper A4; margins top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm; Times New Roman, black. National name in
capitals, bold, 12-13 pt, top right; motto bold, 13-14 pt, with a line below as long as its text; name of the body above
in capitals, of the issuing body in capitals and bold, 12-13 pt, top left, with a line below a third to half as long;
number and sign 13 pt below; place and date in italics, 13-14 pt, on the right. Kind of document in capitals, bold,
13-14 pt, centred; its subject bold below, with a line. Body 13-14 pt, justified, first lines indented 1 or 1.27 cm, at
least 6 pt between paragraphs, lines single to 1.5. Page numbers 13-14 pt, centred in the top margin, not on the first
page; annexes are numbered in Roman and counted by themselves. Signature on the right, capitals and bold; recipients on
the left, their title 12 pt bold italics, the list 11 pt.

What the body has to fill in stands in square brackets on yellow. The decree is about Vietnamese documents: in English
the same content is a plain report without national name, number and signature.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY, SMALL = 13.0, 12.0  # points
TOP, BOTTOM, LEFT, RIGHT = 20.0, 20.0, 30.0, 15.0  # mm
SHORT, LONG = 210.0, 297.0  # mm of A4
INDENT = Cm(1.27)
HEADINGS = {1: (True, False), 2: (True, False), 3: (False, False)}  # level -> bold, italic
MIDDLE, ACROSS = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
WRITTEN = (1980, 1, 1, 0, 0, 0)
LOCALES = {"vi": "vi-VN", "en": "en-GB"}


def new_document(language: str, made_on: date, properties: dict[str, str]) -> Document:
    """An empty document with the page, the font and the headings of the frame; `made_on` is its only date."""
    document = docx.Document()
    style: Any = document.styles["Normal"]
    _set_font(style, BODY, language)
    for level, (bold, italic) in HEADINGS.items():
        heading: Any = document.styles[f"Heading {level}"]
        _set_font(heading, BODY, language)
        heading.font.bold, heading.font.italic = bold, italic
        heading.paragraph_format.space_before = Pt(8)
        heading.paragraph_format.space_after = Pt(6)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.first_line_indent = INDENT
    _set_page(document.sections[0])
    core = document.core_properties
    core.title, core.subject, core.keywords, core.comments = (
        properties[name] for name in ("title", "subject", "keywords", "comments")
    )
    core.author = core.last_modified_by = ""
    core.language = LOCALES[language]
    core.created = core.modified = datetime(made_on.year, made_on.month, made_on.day)
    return document


def _set_font(style: Any, size: float, language: str) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(name), None)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), LOCALES[language])
    properties.append(spoken)


def _set_page(section: Section, *, across: bool = False) -> None:
    wide, high = (LONG, SHORT) if across else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    header = section.header
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.alignment = MIDDLE
    if not paragraph.runs:
        _add_field(paragraph, "PAGE")


def width_of(section: Section) -> float:
    """Millimetres between the margins."""
    return (section.page_width or Mm(SHORT)) / Mm(1) - LEFT - RIGHT


def annex_section(document: Document, *, across: bool) -> Section:
    """A new section on a new page, whose pages are counted from one."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    _set_page(section, across=across)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    properties: Any = section._sectPr  # python-docx has no public way to the page number format
    for found in properties.findall(qn("w:pgNumType")):
        properties.remove(found)
    properties.append(numbers)
    return section


def _add_field(paragraph: Paragraph, code: str) -> None:
    for kind, content in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(BODY)
        element: Any = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = content
        run._r.append(element)


def add_line(place: Any, words: str = "", **look: Any) -> Paragraph:
    """A paragraph without indent. look: size, bold, italic, align, after (points below), fill (to be filled in)."""
    paragraph: Paragraph = place.add_paragraph()
    if "align" in look:
        paragraph.alignment = look["align"]
    paragraph.paragraph_format.space_after = Pt(look.get("after", 0))
    paragraph.paragraph_format.space_before = Pt(look.get("before", 0))
    add_words(paragraph, words, **look)
    return paragraph


def add_words(paragraph: Paragraph, words: str, **look: Any) -> None:
    """Text whose parts in square brackets are marked as to be filled in, where `fill` is set."""
    parts = _bracketed(words) if look.get("fill") else [(words, False)]
    for part, is_open in parts:
        run = paragraph.add_run(part)
        run.bold, run.italic = look.get("bold"), look.get("italic")
        run.font.size = Pt(look.get("size", BODY))
        if is_open:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _bracketed(words: str) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for place, part in enumerate(words.split("[")):
        if place == 0:
            found.append((part, False))
            continue
        inside, _, after = part.partition("]")
        found += [(f"[{inside}]", True), (after, False)]
    return [(part, is_open) for part, is_open in found if part]


def rule_below(paragraph: Paragraph, margin: float) -> None:
    """A line below a paragraph, `margin` millimetres shorter on either side."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(margin)
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def body(document: Document, words: str, *, italic: bool = False) -> Paragraph:
    """A paragraph of the body: justified, first line indented."""
    paragraph = document.add_paragraph()
    paragraph.alignment = ACROSS
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.space_after, shape.line_spacing = INDENT, Pt(6), 1.15
    run = paragraph.add_run(words)
    run.italic = italic
    return paragraph


def saved(document: Document) -> bytes:
    """The file, whose bytes depend on its content only."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, WRITTEN)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return out.getvalue()
