"""Numbers as they are typed: with either decimal sign, groups of thousands, a percent sign, words such as "trên"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite

from simulator.evidence.own.words import folded, vocabulary

POINT, COMMA = ".", ","
_PERCENT = re.compile(r"\s*%$")
_MINUS = str.maketrans("\u2212\u2013\u2014", "---")
_DIGITS = re.compile(r"[+-]?[0-9]+")
_EXPONENT = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]{1,3}")
_GROUPED = {sign: re.compile(rf"[+-]?[1-9][0-9]{{0,2}}(?:{re.escape(sign)}[0-9]{{3}})+") for sign in ".,' "}
_SIGNED = re.compile(r"(?P<words>[^0-9+\-(.,]*)(?P<number>.*)", re.DOTALL)


@dataclass(frozen=True)
class Readings:
    """What a text may say: ``decimal`` with its sign taken as the decimal one, ``grouped`` as that of thousands.

    A text that can be read in one way only has one of them; ``sign`` is the sign that decides. ``percent`` tells of a
    percent sign, ``bound`` of a word before the number, such as "trên", by the name of what it says.
    """

    decimal: float | None = None
    grouped: float | None = None
    sign: str = ""
    percent: bool = False
    bound: str = ""

    @property
    def doubtful(self) -> bool:
        """Tell whether the text can be read in two ways."""
        return self.decimal is not None and self.grouped is not None

    @property
    def number(self) -> float | None:
        """Return the one number that the text can be, None when it is none or one of two."""
        if self.doubtful:
            return None
        return self.grouped if self.decimal is None else self.decimal

    @property
    def decimal_sign(self) -> str:
        """Return the decimal sign that the text proves, "" when it proves none."""
        if self.doubtful or not self.sign:
            return ""
        return self.sign if self.decimal is not None else {POINT: COMMA, COMMA: POINT}[self.sign]


def readings(text: str) -> Readings | None:
    """Return what a text may say, None when it is no number."""
    found = _SIGNED.fullmatch(text.translate(_MINUS).strip())
    words = folded(found["words"]) if found else ""
    bound = vocabulary("own.bound").get(words, "") if words else ""
    if found is None or (found["words"].strip() and not bound):
        return None
    number = found["number"].strip()
    percent = bool(_PERCENT.search(number))
    number = _PERCENT.sub("", number)
    if number.startswith("(") and number.endswith(")"):  # as accountants write what is below zero
        number = f"-{number[1:-1]}"
    plain = _plain(number)
    return None if plain is None else Readings(*plain, percent, bound)


def _plain(text: str) -> tuple[float | None, float | None, str] | None:
    """Return the decimal and the grouped reading of a number without signs around it, and the sign inside."""
    if _DIGITS.fullmatch(text):
        return _finite(text), None, ""
    if _EXPONENT.fullmatch(text):
        sign = COMMA if COMMA in text else POINT if POINT in text else ""
        return _finite(text.replace(COMMA, POINT)), None, sign
    for space in "' ":
        if space in text:
            head, sign, tail = _split(text)
            if not _GROUPED[space].fullmatch(head) or (sign and not tail.isdecimal()):
                return None
            return _finite(head.replace(space, "") + (f".{tail}" if sign else "")), None, sign
    if POINT in text and COMMA in text:
        sign = max(POINT, COMMA, key=text.rindex)
        other = COMMA if sign == POINT else POINT
        head, _, tail = text.rpartition(sign)
        if not _GROUPED[other].fullmatch(head) or not tail.isdecimal():
            return None
        return _finite(f"{head.replace(other, '')}.{tail}"), None, sign
    return _one_sign(text, COMMA if COMMA in text else POINT)


def _one_sign(text: str, sign: str) -> tuple[float | None, float | None, str] | None:
    grouped = _finite(text.replace(sign, "")) if _GROUPED[sign].fullmatch(text) else None
    if text.count(sign) > 1:
        return None if grouped is None else (None, grouped, sign)
    head, _, tail = text.partition(sign)
    if not _DIGITS.fullmatch(head) or not (tail.isascii() and tail.isdecimal()):
        return None
    return _finite(f"{head}.{tail}"), grouped, sign


def _split(text: str) -> tuple[str, str, str]:
    """Return what stands before the decimal sign, the sign, and what stands after it."""
    sign = next((sign for sign in (COMMA, POINT) if sign in text), "")
    return text.partition(sign) if sign else (text, "", "")


def _finite(text: str) -> float:
    value = float(text)
    return value if isfinite(value) else float("inf")


def likely_sign(found: Iterable[Readings | None], otherwise: str) -> str:
    """Return the decimal sign that all texts agree on; ``otherwise`` when none proves one, "" when they disagree."""
    signs = {reading.decimal_sign for reading in found if reading is not None} - {""}
    return signs.pop() if len(signs) == 1 else "" if signs else otherwise


UNITS: Mapping[str, Mapping[str, float]] = {
    "share": {"": 0.01, "plain": 1.0},
    "share_per_year": {"": 0.01, "plain": 1.0},
    "household": {"": 1.0, "thousand": 1e3},
    "person": {"": 1.0, "thousand": 1e3},
    "billion_vnd": {"": 1.0, "million": 1e-3, "thousand": 1e3, "dong": 1e-9},
    "million_vnd": {"": 1.0, "billion": 1e3, "dong": 1e-6},
    "million_vnd_per_person_year": {"": 1.0, "month": 12.0},
    "billion_vnd_per_commune": {"": 1.0, "million": 1e-3},
}
"""How many of ours one of a unit that planners use is; a unit that is not here is used as it is."""
ONE: Mapping[str, float] = {"": 1.0}
COUNTED = frozenset(
    {
        *("household", "person", "house", "commune", "village", "loan", "city", "class", "day", "district", "entity"),
        *("group", "point", "product", "programme", "province", "unit", "visit", "work"),
    }
)
"""Units of which there are only whole numbers."""
