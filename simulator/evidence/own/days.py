"""Days and periods as they are typed: 31/12/2024, 12/2024, 2024, "cuối năm 2024", quarters, Excel's numbers."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from simulator.evidence.cells import EARLIEST, LATEST
from simulator.evidence.own.sheet import Cell
from simulator.evidence.own.words import folded, spellings

DAY, MONTH, YEAR, SPAN = "day", "month", "year", "span"
_THREE = re.compile(r"(\d{1,4})([/.\- ])(\d{1,2})\2(\d{1,4})(?: 0{1,2}:00(?::00(?:\.0+)?)?)?")
_TWO = re.compile(r"(\d{1,4})\s?[/.\-]\s?(\d{1,4})")
_WHOLE = re.compile(r"\d{4,5}(?:\.0)?")
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True)
class Span:
    """From the first to the last day of what was typed. ``swapped`` tells that the month stood before the day;
    ``other`` is the day with month and day the other way round, where that is one too."""

    first: date
    last: date
    kind: str = DAY
    swapped: bool = False
    other: date | None = None


def span_of(cell: Cell, epoch: date) -> tuple[Span | None, str]:
    """Return the period that a cell names and "", or None and what is wrong with it."""
    if isinstance(cell.value, datetime):
        return _on(cell.value.date()), ""
    if isinstance(cell.value, float):
        return _numbered(cell.value, epoch)
    text = cell.value
    if _WHOLE.fullmatch(text):
        return _numbered(float(text), epoch)
    try:
        return _written(text), ""
    except _UnknownError:
        return None, "own_not_a_date"
    except ValueError:
        return None, "no_such_date"


class _UnknownError(Exception):
    """No form of a date that is known here."""


def _numbered(number: float, epoch: date) -> tuple[Span | None, str]:
    if EARLIEST.year <= number <= LATEST.year and number == int(number):
        return Span(date(int(number), 1, 1), date(int(number), 12, 31), YEAR), ""
    if not 0 < number < 100_000:
        return None, "own_not_a_date"
    day = epoch + timedelta(days=int(number))
    return (_on(day), "") if EARLIEST <= day <= LATEST else (None, "own_not_a_date")


def _written(text: str) -> Span:
    if found := _THREE.fullmatch(text):
        return _three(int(found[1]), int(found[3]), int(found[4]), len(found[1]), len(found[4]))
    if found := _TWO.fullmatch(text):
        return _two(found[1], found[2])
    return _in_words(folded(text))


def _in_words(words: str) -> Span:
    """Return the period of folded words: "thang 6 nam 2024", "qui ii 2024", "6 thang dau nam 2024", "31 12 2024"."""
    found = re.fullmatch(r"(.*?)\b(\d{4})", words)
    if found is None:
        raise _UnknownError
    before, year = found[1].strip(), int(found[2])
    if before in _longest_first("half"):
        return Span(date(year, 1, 1), date(year, 6, 30), SPAN)
    parts = _without("quarter", before).split()
    if before.split()[:1] != parts[:1] and parts and parts[0] in _QUARTERS:
        last = 3 * _QUARTERS[parts[0]]
        return Span(date(year, last - 2, 1), _month_end(year, last), SPAN)
    for name in ("until", "year", "month", "period"):
        before = _without(name, before)
    numbers = [int(part) for part in before.split() if part.isdecimal()]
    lengths = [len(part) if part.isdecimal() else 0 for part in before.split()]
    if not lengths:
        return Span(date(year, 1, 1), date(year, 12, 31), YEAR)
    if lengths == [4]:
        return Span(date(numbers[0], 1, 1), date(year, 12, 31), SPAN)
    if len(lengths) == 1 and lengths[0] in (1, 2):
        return Span(date(year, numbers[0], 1), _month_end(year, numbers[0]), MONTH)
    if len(lengths) == 2 and all(length in (1, 2) for length in lengths):
        return _three(numbers[0], numbers[1], year, 2, 4)
    raise _UnknownError


def _without(name: str, words: str) -> str:
    """Return folded words without those of a list in the string table."""
    for phrase in _longest_first(name):
        words = re.sub(rf"\b{re.escape(phrase)}\b", " ", words)
    return " ".join(words.split())


def _three(first: int, middle: int, last: int, first_digits: int, last_digits: int) -> Span:
    if first_digits == 4 and last_digits <= 2:
        return _on(date(first, middle, last))
    if first_digits > 2 or last_digits not in (2, 4):
        raise _UnknownError
    year = last if last_digits == 4 else 2000 + last
    if middle > 12 and first <= 12:
        day = date(year, first, middle)
        return Span(day, day, swapped=True)
    day = date(year, middle, first)
    other = date(year, first, middle) if first <= 12 and first != middle else None
    return Span(day, day, other=other)


def _two(first: str, second: str) -> Span:
    lengths = len(first), len(second)
    if lengths == (4, 4):
        return Span(date(int(first), 1, 1), date(int(second), 12, 31), SPAN)
    if 4 not in lengths or min(lengths) > 2:
        raise _UnknownError
    month, year = (int(first), int(second)) if lengths[1] == 4 else (int(second), int(first))
    return Span(date(year, month, 1), _month_end(year, month), MONTH)


def _on(day: date) -> Span:
    return Span(day, day)


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        raise ValueError(month)
    return date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=8)
def _longest_first(name: str) -> tuple[str, ...]:
    return tuple(sorted({folded(word) for word in spellings(f"own.words.{name}")}, key=len, reverse=True))
