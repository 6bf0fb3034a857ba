"""Units at the border: numbers and dates written as each language writes them.

Inside the simulator a quantity has one unit (households, billion VND, years, shares of one).
Text is made here and nowhere else, with the separators of CLDR (through Babel).
"""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

MINUS = "\u2212"
UNKNOWN = "\u2014"
_POINTS_UNIT = {"vi": "điểm %", "en": "pts"}
_DAY_PATTERN = {"vi": "dd/MM/yyyy", "en": "d MMM yyyy"}
_FINEST = ((100.0, 0), (10.0, 1), (0.1, 2))  # a change from here on is told with so many decimals at most
_FINEST_OF_ALL = 3


@lru_cache(maxsize=8)
def separators(language: str) -> tuple[str, str]:
    """Return the group and the decimal separator of a language: (".", ",") in Vietnamese."""
    return get_group_symbol(language), get_decimal_symbol(language)


def number(value: float, language: str, decimals: int = 0) -> str:
    """Write a number: 1.234,5 in Vietnamese, 1,234.5 in English; a dash when it is not a number.

    >>> number(1234.5, "vi", 1)
    '1.234,5'
    """
    if not math.isfinite(value):
        return UNKNOWN
    group, decimal = separators(language)
    plain = f"{abs(value):,.{decimals}f}"
    text = plain.translate({ord(","): group, ord("."): decimal})
    return MINUS + text if value < 0 and _has_digit_above_zero(plain) else text


def signed_number(value: float, language: str, decimals: int = 0) -> str:
    """Write a change with its sign: "+3", "−1,2"; what rounds to zero carries no sign."""
    text = number(value, language, decimals)
    return "+" + text if value > 0 and _has_digit_above_zero(text) else text


def finest_decimals(size: float) -> int:
    """Most decimals that a change of that size is told with, in the unit that it is printed in."""
    return next((decimals for least, decimals in _FINEST if size >= least), _FINEST_OF_ALL)


def printed_sign(low: float, high: float, decimals: int) -> int:
    """Which way a change goes by its interval as printed: 1, −1, or 0 where it holds zero or an end reads as zero."""
    bottom, top = round(low, decimals), round(high, decimals)
    return int(bottom > 0.0) - int(top < 0.0)


def change_sign(low: float, middle: float, high: float) -> int:
    """Whether a change can be told from none, and which way it goes: 1, −1, or 0 where it cannot.

    The one rule of all pages: an end that reads as zero with the finest decimals of the change counts as zero. The
    figures are those that are printed: percentage points, not shares.
    """
    return printed_sign(low, high, finest_decimals(_size(low, middle, high)))


def change_decimals(low: float, middle: float, high: float, usual: int) -> int:
    """Decimals with which the verdict of `change_sign` can be read off the printed interval, `usual` where they do."""
    finest = finest_decimals(_size(low, middle, high))
    least = min(usual, finest)
    if not change_sign(low, middle, high):
        return least
    return next(decimals for decimals in range(least, finest + 1) if printed_sign(low, high, decimals))


def percent(value_share: float, language: str, decimals: int = 1) -> str:
    """Write a share of one as a percentage: 0.109 is "10,9%" in Vietnamese."""
    text = number(100.0 * value_share, language, decimals)
    return text if text == UNKNOWN else text + "%"


def points(delta_share: float, language: str, decimals: int = 1) -> str:
    """Write a difference of two shares in percentage points: 0.006 is "0,6 điểm %"."""
    return _with_points(number(100.0 * delta_share, language, decimals), language)


def signed_points(delta_share: float, language: str, decimals: int = 1) -> str:
    """Write a difference of two shares in percentage points with its sign: "−0,6 điểm %"."""
    return _with_points(signed_number(100.0 * delta_share, language, decimals), language)


@lru_cache(maxsize=4096)
def day(value: date, language: str) -> str:
    """Write a date: 31/12/2024 in Vietnamese, 31 Dec 2024 in English."""
    return format_date(value, format=_DAY_PATTERN[language], locale=language)


def moment(value: datetime, language: str) -> str:
    """Write a moment to the minute, on the clock that it is given in: 10:32 31/12/2024, 10:32 31 Dec 2024."""
    return f"{value:%H:%M} {day(value.date(), language)}"


def _size(low: float, middle: float, high: float) -> float:
    return abs(middle) or max(abs(low), abs(high))


def _with_points(text: str, language: str) -> str:
    return text if text == UNKNOWN else f"{text} {_POINTS_UNIT[language]}"


def _has_digit_above_zero(text: str) -> bool:
    return any(digit in "123456789" for digit in text)
