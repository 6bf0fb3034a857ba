"""Days of a planner's file; those that can be two days are noted, not guessed."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.evidence.own.days import Span, span_of
from simulator.evidence.own.reading import Reading
from simulator.evidence.own.sheet import SheetRow
from simulator.units import day

WITH_DAYS = ("period_start", "period_end", "published")


def months_first(reading: Reading, rows: Sequence[SheetRow]) -> bool:
    """Tell whether a day of the file can only be one with the month before it, as Americans write."""
    cells = [reading.cell(row, name) for row in rows for name in WITH_DAYS]
    spans = [span_of(cell, reading.sheet.epoch)[0] for cell in cells if cell and not cell.broken]
    return any(span is not None and span.swapped for span in spans)


def span_at(reading: Reading, row: SheetRow, name: str) -> Span | None:
    """Return the day or period that a cell names; None when it is empty, or cannot be read, which is noted."""
    cell = reading.cell(row, name)
    if not cell:
        return None
    span, code = (None, cell.broken) if cell.broken else span_of(cell, reading.sheet.epoch)
    if span is None:
        reading.note(code, row, name)
    elif span.other and reading.months_first:
        both = " | ".join(day(one, reading.language) for one in (span.first, span.other))
        reading.note("own_two_days", row, name, allowed=both)
        return None
    elif span.swapped:
        reading.remark("remark_day", row, name, day(span.first, reading.language))
    return span
