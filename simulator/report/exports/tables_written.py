"""Tables written out in the language of the paper: numbers and dates as a reader has them, intervals in one cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from simulator.report.exports.tables import Column, Kind, Paper, Row, Sheet, Typed, Value, bare
from simulator.units import UNKNOWN, day, number, percent, signed_number

DECIMALS: Mapping[Kind, int] = {"rate": 1, "hundredths": 2, "points": 2, "tenths": 1, "thousandths": 3, "fine": 4}
DECIMALS_OF_MONEY, DECIMALS_OF_CHANGES = 1, 2
SHARES = frozenset({"rate", "hundredths"})
WRITTEN = frozenset({"text", "plain"})
INTERVAL = 3  # columns of a median and the ends of its interval


@dataclass(frozen=True)
class Written:
    """A table as text. numbers: which columns hold numbers; parted: rows that stand apart."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    parted: frozenset[int] = frozenset()


def written(paper: Paper, value: Value | Typed, kind: Kind) -> str:
    """One value with the separators of the language; a dash where there is none."""
    found, kind, change = bare(value, kind)
    if found is None:
        return UNKNOWN
    if isinstance(found, str):
        return found
    if isinstance(found, date):
        return day(found, paper.language)
    decimals = DECIMALS.get(kind, DECIMALS_OF_MONEY if kind in ("money", "draws") else 0)
    if kind in SHARES:
        return percent(found, paper.language, decimals)
    scaled = 100.0 * found if kind == "points" else found
    if change:
        decimals = decimals if kind != "tenths" else DECIMALS_OF_CHANGES
        return signed_number(scaled, paper.language, decimals)
    return str(int(found)) if kind == "year" else number(scaled, paper.language, decimals)


def written_sheet(paper: Paper, sheet: Sheet, leave_out: Sequence[int] = ()) -> Written:
    """A table with each median and its interval in one cell: "192,7 (136,5–262,7)". leave_out: columns by place."""
    parts = [part for part in _parts(paper, sheet.columns) if part[0] not in leave_out]
    rows = tuple(tuple(_cell(paper, sheet, row, part) for part in parts) for row in sheet.rows)
    header = tuple(_title(sheet.columns, part) for part in parts)
    numbers = tuple(sheet.columns[part[0]].kind not in WRITTEN for part in parts)
    return Written(header, rows, numbers, sheet.parted)


def _parts(paper: Paper, columns: Sequence[Column]) -> list[tuple[int, ...]]:
    """The places of the columns that share a cell."""
    ends = tuple(paper.say(f"column.{name}") for name in ("median", "low", "high"))
    found: list[tuple[int, ...]] = []
    place = 0
    while place < len(columns):
        titles = tuple(column.title for column in columns[place : place + INTERVAL])
        size = INTERVAL if titles == ends else 1
        found.append(tuple(range(place, place + size)))
        place += size
    return found


def _title(columns: Sequence[Column], part: Sequence[int]) -> str:
    column = columns[part[0]]
    if len(part) == INTERVAL:
        return column.group
    return f"{column.group}: {column.title[:1].lower()}{column.title[1:]}" if column.group else column.title


def _cell(paper: Paper, sheet: Sheet, row: Row, part: Sequence[int]) -> str:
    values = [written(paper, row[place], sheet.columns[place].kind) for place in part]
    if len(values) == 1:
        return values[0]
    middle, low, high = values
    if UNKNOWN in (low, high) or low == middle == high:
        return middle
    return f"{middle} ({low.removesuffix('%')}–{high.removesuffix('%')})"
