"""What is wrong with one cell of a planner's file, and what was understood of a doubtful one."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.errors import DataError, Fault, escaped


@dataclass(frozen=True)
class CellFault(Fault):
    """A fault of one cell. ``cell`` is its address in the spreadsheet, such as D7; ``field`` the header as typed."""

    cell: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "cell", escaped(self.cell))

    def describe(self, language: str) -> str:
        """Return the fault in one line: ``file, D7: header: message``."""
        place = f"{self.file}, {self.cell}" if self.cell else self.file
        return ": ".join(part for part in (place, self.field, self.message(language)) if part)


def refused(code: str, file: str, *, value: str = "", allowed: str = "") -> DataError:
    """Return the refusal of a whole file."""
    return DataError([Fault(code, file, value=value, allowed=allowed)])
