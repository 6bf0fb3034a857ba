"""A table as a spreadsheet shows it: rows of cells, each with what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from string import ascii_uppercase

MOST_ROWS = 5_000
MOST_COLUMNS = 200
LARGEST = 1024 * 1024  # bytes; a filled template has some twenty thousand

Value = str | float | datetime


@dataclass(frozen=True)
class Cell:
    """One cell: a text, a number or a moment; "" when empty. ``percent`` tells that a number is shown as one."""

    value: Value = ""
    percent: bool = False
    broken: str = ""  # the code of a fault that the cell itself has: an error value, a formula without its result

    @property
    def text(self) -> str:
        """Return what the cell shows, as far as that can be told."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, datetime):
            return f"{self.value:%d/%m/%Y}"
        return f"{self.value * 100:.10g}%" if self.percent else f"{self.value:.10g}"

    def __bool__(self) -> bool:
        return self.value != "" or bool(self.broken)


EMPTY = Cell()


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column, the first being 0: A, Z, AA."""
    found = ""
    while column >= 0:
        column, place = divmod(column, 26)
        found, column = ascii_uppercase[place] + found, column - 1
    return found


@dataclass(frozen=True)
class SheetRow:
    """One row: its number in the spreadsheet, the line of the file on which it begins, its cells."""

    number: int
    line: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """Return the cell of a column, an empty one beyond the end of the row."""
        return self.cells[column] if column < len(self.cells) else EMPTY

    def address(self, column: int) -> str:
        """Return where a cell stands: D7."""
        return f"{letters(column)}{self.number}"


@dataclass(frozen=True)
class Sheet:
    """The rows that are not empty. ``decimal`` is the decimal sign that the kind of file makes likely, "" if none.

    ``epoch`` is day 0 of the numbers that stand for days.
    """

    name: str
    rows: tuple[SheetRow, ...]
    decimal: str
    epoch: date
