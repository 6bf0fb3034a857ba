"""Tables and pictures of a report: captions, repeated headers, rows that are not torn, widths that fit the page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

from simulator.report.deck.screens import Grid
from simulator.report.exports.docx_frame import MIDDLE, add_line, add_words, width_of
from simulator.report.exports.tables_written import Written

HEADER_FILL, PARTED_FILL = "E8EFF8", "FFF3DC"
SIZES = ((6, 11.0), (8, 10.0), (10, 9.0), (20, 8.0))
"""Columns up to which a table is set in so many points."""
LETTER, BOLD = 0.185, 1.12  # mm that a letter takes for each point of its size; how much wider when bold
TWIPS = 56.7  # of a millimetre
PADDING, MARGIN = 2.6, 1.0  # mm of a column that are not text; of them on either side
MOST_LETTERS = 40  # of a cell that its column's width is measured by


def of_grid(grid: Grid) -> Written:
    """A table of the deck."""
    kinds = grid.kinds or ("text",) * len(grid.header)
    return Written(grid.header, grid.rows, tuple(kind == "number" for kind in kinds))


def add_table(document: Document, caption: str, found: Written, *, unit: str = "", most: float = 11.0) -> None:
    """A table below its caption. unit: once, above it; most: points that it is set in at most."""
    add_line(document, caption, bold=True, align=MIDDLE, before=6, after=3).paragraph_format.keep_with_next = True
    if unit:
        line = add_line(document, unit, italic=True, size=11.0, align=WD_ALIGN_PARAGRAPH.RIGHT, after=2)
        line.paragraph_format.keep_with_next = True
    size = min(most, next(points for columns, points in SIZES if len(found.header) <= columns))
    table = document.add_table(rows=0, cols=len(found.header))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = _widths(found, size, width_of(document.sections[-1]))
    _add_row(table, found.header, widths, size, header=True)
    for place, row in enumerate(found.rows):
        _add_row(table, row, widths, size, numbers=found.numbers, parted=place in found.parted)
    _narrow(table, widths)
    add_line(document, "", size=6.0)


def add_picture(document: Document, caption: str, picture: bytes, alt: str) -> None:
    """A chart as wide as the text, with what a reader who cannot see it is told."""
    paragraph = document.add_paragraph()
    paragraph.alignment = MIDDLE
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=Mm(width_of(document.sections[-1])))
    described: Any = shape._inline.docPr
    described.set("descr", alt)
    add_line(document, caption, italic=True, size=12.0, align=MIDDLE, after=6)


def _widths(found: Written, size: float, whole: float) -> list[float]:
    """Millimetres of each column: its longest word at least, the rest of the page by its longest cell."""
    least, wanted = [], []
    for place, title in enumerate(found.header):
        cells = [row[place] for row in found.rows]
        word = max((len(part) for cell in cells for part in cell.split()), default=0)
        head = max((len(part) * BOLD for part in title.split()), default=0.0)
        letters = min(max((len(cell) for cell in cells), default=0), MOST_LETTERS)
        least.append(LETTER * size * max(min(word, MOST_LETTERS), head) + PADDING)
        wanted.append(max(LETTER * size * letters + PADDING - least[-1], 0.0) + 0.5)
    if sum(least) > whole:
        return [width * whole / sum(least) for width in least]
    left = (whole - sum(least)) / sum(wanted)
    return [width + left * more for width, more in zip(least, wanted, strict=True)]


def _add_row(
    table: Table,
    cells: Sequence[str],
    widths: Sequence[float],
    size: float,
    *,
    numbers: Sequence[bool] = (),
    header: bool = False,
    parted: bool = False,
) -> None:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    properties: Any = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    for place, (cell, words, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        is_number = not header and bool(numbers) and numbers[place]
        paragraph.alignment = MIDDLE if header or is_number else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.space_after = Pt(1)
        add_words(paragraph, words, size=size, bold=header, italic=parted)
        if header or parted:
            _fill(cell, HEADER_FILL if header else PARTED_FILL)


def _fill(cell: _Cell, color: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        shade.set(qn(f"w:{name}"), value)
    properties: Any = cell._tc.get_or_add_tcPr()
    properties.append(shade)


def _narrow(table: Table, widths: Sequence[float]) -> None:
    """A grid as wide as the columns, so that every program lays it out alike; narrow margins in the cells."""
    properties: Any = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(MARGIN * TWIPS)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
