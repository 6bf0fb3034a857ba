"""What stands around a report: national name, bodies, number, date and title; signature and recipients.

The places of Decree 30/2020/NĐ-CP (see `simulator.report.exports.docx_frame`), in Vietnamese; a title alone in English.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.table import Table, _Cell

from simulator.report.exports.docx_frame import MIDDLE, SMALL, add_line, body, rule_below
from simulator.report.exports.tables import Paper
from simulator.units import day

LEFT_COLUMN, RIGHT_COLUMN = 68.0, 97.0  # mm
BELOW_BODY, BELOW_MOTTO, BELOW_TITLE = 24.0, 14.0, 58.0  # mm that a line is shorter than its place, on either side
SIGNED = 5  # empty lines for the signature


def add_head(document: Document, paper: Paper) -> None:
    """All that stands above the first heading."""
    if paper.language == "vi":
        left, right = _pair(document)
        _bodies(left, paper)
        _nation(right, paper)
    add_line(document, paper.say("report.kind"), bold=True, size=14.0, align=MIDDLE, before=12)
    subject = paper.say("report.subject", place=paper.place_within, **paper.span)
    title = add_line(document, subject, bold=True, size=14.0, align=MIDDLE)
    if paper.language == "vi":
        rule_below(add_line(document, "", size=2.0, after=12), BELOW_TITLE)
        return
    title.paragraph_format.space_after = Mm(2)
    made = paper.say("report.made_on", day=day(paper.made_on, paper.language))
    add_line(document, made, italic=True, align=MIDDLE, after=12)


def _bodies(cell: _Cell, paper: Paper) -> None:
    add_line(cell, paper.say("report.body_above"), size=13.0, align=MIDDLE, fill=True)
    add_line(cell, paper.say("report.body"), size=13.0, bold=True, align=MIDDLE, fill=True)
    rule_below(add_line(cell, "", size=2.0, after=6), BELOW_BODY)
    add_line(cell, paper.say("report.number"), size=13.0, align=MIDDLE, fill=True)
    _drop_first(cell)


def _nation(cell: _Cell, paper: Paper) -> None:
    add_line(cell, paper.say("report.nation"), size=12.0, bold=True, align=MIDDLE)
    add_line(cell, paper.say("report.motto"), size=13.0, bold=True, align=MIDDLE)
    rule_below(add_line(cell, "", size=2.0, after=6), BELOW_MOTTO)
    made = paper.made_on
    # Days below ten and the first two months carry a zero.
    date_words = {
        "day": f"{made.day:02d}",
        "month": f"{made.month:02d}" if made.month <= 2 else str(made.month),
        "year": made.year,
    }
    add_line(cell, paper.say("report.place_and_day", **date_words), italic=True, align=MIDDLE, fill=True)
    _drop_first(cell)


def add_foot(document: Document, paper: Paper) -> None:
    """The closing words; recipients on the left and the signature on the right."""
    body(document, paper.say("report.close")).paragraph_format.keep_with_next = True
    if paper.language != "vi":
        return
    left, right = _pair(document)
    add_line(left, paper.say("report.recipients"), size=SMALL, bold=True, italic=True)
    for number in (1, 2, 3):
        add_line(left, paper.say(f"report.recipient.{number}"), size=11.0, fill=True)
    _drop_first(left)
    add_line(right, paper.say("report.authority"), bold=True, align=MIDDLE, fill=True)
    add_line(right, paper.say("report.office"), bold=True, align=MIDDLE, fill=True)
    for _ in range(SIGNED):
        add_line(right)
    add_line(right, paper.say("report.signed"), bold=True, align=MIDDLE, fill=True)
    _drop_first(right)


def _pair(document: Document) -> tuple[_Cell, _Cell]:
    """Two places beside each other, without borders."""
    table: Table = document.add_table(rows=1, cols=2)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, cell, width in zip(table.columns, table.rows[0].cells, (LEFT_COLUMN, RIGHT_COLUMN), strict=True):
        column.width = cell.width = Mm(width)
    row: Any = table.rows[0]._tr
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = table.rows[0].cells
    return left, right


def _drop_first(cell: _Cell) -> None:
    """The empty paragraph that every new cell starts with."""
    first: Any = cell.paragraphs[0]._p
    first.getparent().remove(first)
