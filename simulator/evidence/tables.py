"""From CSV text to rows with typed cells. Every fault is noted and reading goes on."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from simulator.errors import Fault, nearest_name
from simulator.evidence import cells

MOST_FAULTS = 500
UNREAD_NUMBER = float("nan")
UNREAD_DATE = date.min

Record = TypeVar("Record")


class Row:
    """One record of a table. A cell that cannot be read notes a fault and enters ``unread``."""

    def __init__(self, file: str, line: int, values: dict[str, str], faults: list[Fault]) -> None:
        self.file = file
        self.line = line
        self.unread: set[str] = set()
        self._values = values
        self._faults = faults

    def fault(self, code: str, field: str, *, allowed: str = "", nearest: str = "") -> None:
        """Note a fault of one cell."""
        self.unread.add(field)
        value = self._values[field]
        self._faults.append(Fault(code, self.file, self.line, field, value, allowed, nearest))

    def text(self, field: str) -> str:
        """Return a cell that may be empty."""
        return self._values[field]

    def required(self, field: str) -> str:
        """Return a cell that must not be empty."""
        value = self._values[field]
        if not value:
            self.fault("missing_value", field)
        return value

    def choice(self, field: str, allowed: Iterable[str]) -> str:
        """Return a cell that must be one of the allowed words; "" may be one of them."""
        value = self._values[field]
        words = tuple(allowed)
        if value not in words:
            known = tuple(word for word in words if word)
            code = "unknown_choice" if value else "missing_value"
            self.fault(code, field, allowed=", ".join(known), nearest=nearest_name(value, known))
        return value

    def reference(self, field: str, known: Iterable[str] | None, code: str) -> str:
        """Return a cell that must name something known; None stands for names that could not be read."""
        value = self.required(field)
        if value and known is not None and value not in known:
            self.fault(code, field, nearest=nearest_name(value, known))
        return value

    def names(self, field: str, known: Iterable[str] | None, code: str) -> tuple[str, ...]:
        """Return the names of a cell that separates them by semicolons, possibly none."""
        names = tuple(name.strip() for name in self._values[field].split(";") if name.strip())
        unknown = [name for name in names if known is not None and name not in known]
        for name in unknown:
            self.unread.add(field)
            nearest = nearest_name(name, known or ())
            self._faults.append(Fault(code, self.file, self.line, field, name, nearest=nearest))
        return names

    def number(self, field: str) -> float:
        """Return the number of a cell that must hold one."""
        value = self.optional_number(field) if self.required(field) else None
        return UNREAD_NUMBER if value is None else value

    def optional_number(self, field: str) -> float | None:
        """Return the number of a cell, None when it is empty."""
        if not self._values[field]:
            return None
        value, code = cells.number(self._values[field])
        if code:
            comma = code == "decimal_comma"
            self.fault(code, field, nearest=self._values[field].replace(",", ".") if comma else "")
        return value

    def day(self, field: str) -> date:
        """Return the date of a cell that must hold one."""
        value = self.optional_day(field) if self.required(field) else None
        return UNREAD_DATE if value is None else value

    def optional_day(self, field: str) -> date | None:
        """Return the date of a cell, None when it is empty."""
        if not self._values[field]:
            return None
        value, code = cells.day(self._values[field])
        if code:
            self.fault(code, field, allowed=cells.DATES if code == "date_out_of_range" else "")
        return value


def read_table(
    text: str, file: str, columns: tuple[str, ...], read: Callable[[Row], Record], faults: list[Fault]
) -> list[tuple[Row, Record]] | None:
    """Return each row with its record, or None when the table as a whole cannot be read."""
    before = len(faults)
    records: list[tuple[Row, Record]] = []
    try:
        lines = _numbered(text)
        first, header = next(lines, (1, []))
        if not _header_is_right(first, header, file, columns, faults):
            return None
        for line, values in lines:
            if len(faults) - before > MOST_FAULTS:
                faults.append(Fault("too_many_faults", file, line, allowed=str(MOST_FAULTS)))
                break
            if len(values) != len(header):
                found, allowed = str(len(values)), str(len(header))
                faults.append(Fault("wrong_cell_count", file, line, value=found, allowed=allowed))
                continue
            row = Row(file, line, dict(zip(header, values, strict=True)), faults)
            records.append((row, read(row)))
    except _BrokenTableError as error:
        faults.append(Fault("broken_csv", file, error.line))
        return None
    return records


def note_repeats(rows: Sequence[Row], key: Sequence[str]) -> None:
    """Note each row whose key an earlier row has."""
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        names = tuple(row.text(field) for field in key)
        if names[0] and first.setdefault(names, row.line) != row.line:
            row.fault("repeated_key", key[0])


class _BrokenTableError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each record that is not blank, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            values = [value.strip() for value in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise _BrokenTableError(line) from error
        if any(values):
            yield line, values


def _header_is_right(line: int, header: list[str], file: str, columns: tuple[str, ...], faults: list[Fault]) -> bool:
    before = len(faults)
    if not header:
        faults.append(Fault("empty_file", file, line, allowed=",".join(columns)))
    elif len(header) == 1 and ({";", "\t"} & set(header[0])):
        faults.append(Fault("wrong_separator", file, line, value=header[0]))
    else:
        missing = [name for name in columns if name not in header]
        unknown = [name for name in header if name not in columns]
        repeated = sorted({name for name in header if header.count(name) > 1} - set(unknown))
        faults.extend(Fault("missing_column", file, line, name) for name in missing)
        for name in unknown:
            nearest = nearest_name(name, missing)
            faults.append(Fault("unknown_column", file, line, name, name, nearest=nearest))
        faults.extend(Fault("repeated_column", file, line, name, name) for name in repeated)
    return len(faults) == before
