"""Which rows of a sheet are settings, which are figures, and which only look like rows: totals, footnotes, examples."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from simulator.evidence.own.examples import is_example, is_untouched
from simulator.evidence.own.figures import known_indicator
from simulator.evidence.own.header import ORDINAL, column_name
from simulator.evidence.own.reading import Reading
from simulator.evidence.own.sheet import SheetRow
from simulator.evidence.own.words import folded, named, spellings

NUMBERING = re.compile(r"\(?(\d{1,2}|[A-Za-z])\)?")
REPEATED = ("unit", "standard", "source", "link", "published")
CLOSING = 3  # titles that a row must repeat to be a header once more


@dataclass
class Layout:
    """Rows by what they are; a figure comes with its indicator, "" when that is not known."""

    settings: dict[str, SheetRow] = field(default_factory=dict)
    figures: list[tuple[SheetRow, str]] = field(default_factory=list)


def laid_out(reading: Reading) -> Layout:
    """Sort the rows below the header; what is left out is remarked."""
    found = Layout()
    for row in reading.sheet.rows:
        if row.number <= reading.header.last or _is_bare(reading, row):
            continue
        indicator = known_indicator(reading, row)
        setting = "" if indicator else named(reading.cell(row, "indicator").text, "own.setting")
        if setting in found.settings:
            reading.note("repeated_key", row, "indicator")
        elif setting:
            found.settings[setting] = row
        elif not indicator and is_example(reading.cell(row, "indicator").text):
            if is_untouched(tuple(cell.text for cell in row.cells)):
                reading.remark("remark_example", row, "indicator")
            else:
                reading.note("own_example_changed", row, "indicator")
        elif not indicator and _is_no_figure(reading, row):
            reading.remark("remark_left_out", row, _first(reading, row))
        else:
            above = found.figures[-1][0] if found.figures else None
            found.figures.append((_as_above(reading, row, above), indicator))
    return found


def _as_above(reading: Reading, row: SheetRow, above: SheetRow | None) -> SheetRow:
    """Return a row in which "như trên" and its like are what stands above."""
    cells = list(row.cells)
    for column in (reading.header.columns.get(name) for name in REPEATED):
        if column is not None and above is not None and is_ditto(row.cell(column).text):
            cells[column] = above.cell(column)
    return SheetRow(row.number, row.line, tuple(cells))


def is_ditto(words: str) -> bool:
    """Tell whether a text says that the same stands here as above."""
    marks = spellings("own.ditto")
    return words in marks or (folded(words) != "" and folded(words) in {folded(mark) for mark in marks})


def _is_bare(reading: Reading, row: SheetRow) -> bool:
    """Tell whether a row says nothing: only its ordinal, or the numbers of the columns below the header."""
    ordinal = reading.header.columns.get(ORDINAL)
    texts = [cell.text for column, cell in enumerate(row.cells) if cell and column != ordinal]
    is_next = row.number == reading.header.last + 1
    return not texts or (is_next and len(texts) >= CLOSING and all(NUMBERING.fullmatch(text) for text in texts))


def _is_no_figure(reading: Reading, row: SheetRow) -> bool:
    """Tell whether a row is a total, a footnote, a heading between the figures, or the header once more."""
    ordinal = reading.header.columns.get(ORDINAL)
    filled = [cell.text for column, cell in enumerate(row.cells) if cell and column != ordinal]
    marks = {folded(word) for word in spellings("own.footer")}
    start = folded(filled[0])
    marked = any(start == mark or start.startswith(f"{mark} ") for mark in marks)
    undated = not reading.cell(row, "period_end")
    heading = len(filled) == 1 and not reading.cell(row, "value") and undated
    again = len(filled) >= CLOSING and all(column_name(text) for text in filled)
    return (marked and undated) or heading or again


def _first(reading: Reading, row: SheetRow) -> str:
    """Return the column of the first cell that is filled."""
    columns = sorted(reading.header.columns.items(), key=lambda item: item[1])
    return next((name for name, column in columns if row.cell(column) and name != ORDINAL), "indicator")
