"""From the text of one cell to a number or a date; None and a fault code when it is neither."""

from __future__ import annotations

import re
from datetime import date
from math import isfinite

EARLIEST = date(1990, 1, 1)
LATEST = date(2045, 12, 31)
DATES = f"{EARLIEST.isoformat()} – {LATEST.isoformat()}"

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def number(text: str) -> tuple[float | None, str]:
    """Return the number that a text holds and "", or None and what is wrong with it."""
    if _NUMBER.fullmatch(text):
        value = float(text)
        return (value, "") if isfinite(value) else (None, "not_finite")
    if _DECIMAL_COMMA.fullmatch(text):
        return None, "decimal_comma"
    if text.lower().lstrip("+-.") in {"nan", "inf", "infinity"}:
        return None, "not_finite"
    return None, "not_a_number"


def day(text: str) -> tuple[date | None, str]:
    """Return the date that a text holds and "", or None and what is wrong with it."""
    if not _DATE.fullmatch(text):
        return None, "not_a_date"
    try:
        value = date.fromisoformat(text)
    except ValueError:
        return None, "no_such_date"
    return (value, "") if EARLIEST <= value <= LATEST else (None, "date_out_of_range")
