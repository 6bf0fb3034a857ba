"""What is known while a planner's file is read, and where faults and remarks are noted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from simulator.errors import Fault
from simulator.evidence.known import Known
from simulator.evidence.own.faults import CellFault
from simulator.evidence.own.header import Header
from simulator.evidence.own.sheet import EMPTY, Cell, Sheet, SheetRow
from simulator.evidence.own.words import shown
from simulator.evidence.records import Evidence
from simulator.evidence.standards import PERIODS
from simulator.evidence.tables import MOST_FAULTS, Row
from simulator.units import day

COLUMN_OF = {
    "source_id": "source",
    "topic": "source",
    "publisher": "source",
    "url": "link",
    "date_published": "published",
}
IN_THEIR_WORDS = {
    "contradiction": "own_contradiction",
    "stock_with_start": "own_stock_with_start",
    "flow_without_start": "own_flow_without_start",
}
"""Faults that are told in the columns of ``data/``, and how the planner is told of them."""

_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


@dataclass
class Reading:
    """One file on its way to figures."""

    file: str
    sheet: Sheet
    header: Header
    evidence: Evidence
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    months_first: bool = False  # somewhere in the file the month stands before the day

    @property
    def language(self) -> str:
        """Return the language of the file, in which suggestions are written."""
        return self.header.language

    @property
    def full(self) -> bool:
        """Tell whether more faults were found than anybody reads."""
        return len(self.faults) > MOST_FAULTS

    def cell(self, row: SheetRow, name: str) -> Cell:
        """Return a cell by the name of its column, an empty one when the file has no such column."""
        column = self.header.columns.get(name)
        return EMPTY if column is None else row.cell(column)

    def note(self, code: str, row: SheetRow, name: str, *, allowed: str = "", nearest: str = "") -> None:
        """Note what is wrong with a cell."""
        self.faults.append(self._at(code, row, name, allowed, nearest))

    def remark(self, code: str, row: SheetRow, name: str, understood: str = "") -> None:
        """Note how a doubtful cell was read."""
        self.remarks.append(self._at(code, row, name, understood, ""))

    def default(self, name: str, taken: str) -> None:
        """Note what was taken for something that the file does not say."""
        self.remarks.append(CellFault("remark_default", self.file, field=name, allowed=taken))

    def address(self, row: SheetRow, name: str) -> str:
        """Return where a cell stands; that of the indicator when the file has no such column."""
        columns = self.header.columns
        return row.address(columns.get(name, columns.get("indicator", 0)))

    def _at(self, code: str, row: SheetRow, name: str, allowed: str, nearest: str) -> CellFault:
        title, place = self.header.title(name), self.address(row, name)
        return CellFault(code, self.file, row.line, title, self.cell(row, name).text, allowed, nearest, cell=place)


class OwnRow(Row):
    """A figure in its normal form, for the readers and checks of ``data/``: faults name the cell that was typed.

    ``faulted`` are fields whose fault was noted before; no second one is.
    """

    def __init__(self, reading: Reading, row: SheetRow, values: Mapping[str, str], faulted: set[str]) -> None:
        super().__init__(reading.file, row.line, dict(values), reading.faults)
        self.row = row
        self._reading = reading
        self._faulted = faulted

    def fault(self, code: str, field: str, *, allowed: str = "", nearest: str = "") -> None:
        """Note a fault of the cell from which a field comes."""
        self.unread.add(field)
        if field not in self._faulted:
            reading = self._reading
            code = code if reading.header.ours else IN_THEIR_WORDS.get(code, code)
            hint = localised(nearest or self._suggested(code), reading.language)
            name = COLUMN_OF.get(field, field)
            reading.note(code, self.row, name, allowed=localised(allowed, reading.language), nearest=hint)

    def _suggested(self, code: str) -> str:
        """Return what should probably stand there instead."""
        if code in ("standard_not_in_use", "missing_standard"):
            return standards_on(self.text("period_end"), self._reading.language)
        if code == "own_flow_without_start":
            return f"{self.text('period_end')[:4]}-01-01"
        if code == "not_an_address":
            return f"https://{self.text('url')}" if "." in self.text("url") else ""
        return ""


def standards_on(iso_day: str, language: str) -> str:
    """Return the standards by which households may have been counted on a day."""
    if not iso_day:
        return ""
    on = date.fromisoformat(iso_day)
    names = [name for name, period in PERIODS.items() if period.first_level <= on <= period.last_level]
    return " / ".join(shown(f"own.standard.{name}", language) for name in names)


def localised(hint: str, language: str) -> str:
    """Return a hint with days and decimal signs as the language writes them."""
    with_days = _ISO.sub(lambda found: day(date.fromisoformat(found[0]), language), hint)
    return _POINT.sub(",", with_days) if language == "vi" and not hint.startswith("http") else with_days


def known_names(evidence: Evidence, locality: str) -> Known:
    """Return the names that the figures of one own locality may refer to."""
    return Known(
        sources=evidence.sources,
        units={name: indicator.unit for name, indicator in evidence.indicators.items()},
        localities={*evidence.localities, locality},
        places={locality},
        levers=evidence.levers,
        ntm_regions={rule.scope for rule in evidence.rules},
    )
