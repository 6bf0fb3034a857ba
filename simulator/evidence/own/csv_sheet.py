"""From the bytes of a CSV, in whatever alphabet and with whatever separator Excel wrote it, to its rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from datetime import date

from simulator.evidence.own.faults import refused
from simulator.evidence.own.header import score
from simulator.evidence.own.sheet import MOST_COLUMNS, MOST_ROWS, Cell, Sheet, SheetRow
from simulator.evidence.own.typed import cleaned

SEPARATORS = ",;\t|"
EPOCH = date(1899, 12, 30)
ERRORS = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!)", re.IGNORECASE)
SAMPLE_ROWS = 60
SAMPLE_BYTES = 4096
HINT = re.compile(r"sep=(.)\r?\n")
WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def csv_sheet(content: bytes, file: str) -> Sheet:
    """Return the rows of a CSV. DataError with one fault when it is no text, or no table."""
    text = _decoded(content, file).lstrip("\ufeff")
    hint = HINT.match(text)
    separator = hint[1] if hint else _separator(text)
    skipped = hint.end() if hint else 0
    rows = []
    for row in _rows(text[skipped:], separator, file, first_line=2 if hint else 1):
        if row.number > MOST_ROWS:
            raise refused("own_too_many_rows", file, allowed=str(MOST_ROWS))
        if any(row.cells):
            rows.append(row)
    return Sheet("", tuple(rows), "," if separator == ";" else "", EPOCH)


def _decoded(content: bytes, file: str) -> str:
    encoding = next((name for mark, name in WIDE if content.startswith(mark)), "") or _unmarked(content[:SAMPLE_BYTES])
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        raise refused("own_legacy_letters", file) from None
    if "\0" in text:
        raise refused("own_no_table", file)
    return text


def _unmarked(start: bytes) -> str:
    """Return the order of UTF-16 without a mark: most separators and Latin letters have a zero byte on one side."""
    pairs = max(len(start) // 2, 1)
    even, odd = start[0::2].count(0) / pairs, start[1::2].count(0) / pairs
    if max(even, odd) < 0.2 or min(even, odd) > 0.05:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _separator(text: str) -> str:
    """Return the sign at which the rows at the beginning look most like a table of figures."""
    return max(SEPARATORS, key=lambda sign: _likeness(text, sign))


def _likeness(text: str, separator: str) -> tuple[int, int]:
    start: list[list[Cell]] = []
    try:
        for values in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            start.append([Cell(value) for value in values[:MOST_COLUMNS]])
            if len(start) == SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # what was read so far tells enough; the fault is told when the whole is read
    return max((score(row) for row in start), default=0), max((len(row) for row in start), default=0)


def _rows(text: str, separator: str, file: str, *, first_line: int) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for number in range(1, MOST_ROWS + 2):
        line = reader.line_num + first_line
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise refused("own_broken_csv", file, value=str(line)) from None
        if len(values) > MOST_COLUMNS:
            raise refused("own_too_many_columns", file, allowed=str(MOST_COLUMNS))
        yield SheetRow(number, line, tuple(_cell(value) for value in values))


def _cell(value: str) -> Cell:
    words = cleaned(value)
    return Cell(words, broken="own_error_value" if ERRORS.fullmatch(words) else "")
