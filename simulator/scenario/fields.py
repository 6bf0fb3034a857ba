"""Checks of single values of a scenario file: each looks at the text as written before it is converted."""

from __future__ import annotations

import math
import re
from datetime import date

from simulator.scenario.nodes import UNSEEN, ScalarNode, code_point
from simulator.scenario.places import Place, written

LONGEST_NUMBER = 40

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
COMMA = re.compile(r"-?[0-9.]*[0-9],[0-9][0-9.,]*")
GROUPED = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")  # 1.200: one thousand two hundred, or one and a fifth
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LOCAL_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def line_of_text(place: Place, longest: int, *, several: bool = False) -> str:
    """Return a text of at most ``longest`` characters, in one line unless ``several`` are allowed."""
    if not isinstance(place.node, ScalarNode):
        place.fault("not_text")
        return ""
    text = place.node.text
    if hidden := UNSEEN.search(text):  # an escape such as "\u202e" shows only now
        place.fault("unseen_character", value=code_point(hidden[0]))
    elif not several and ("\n" in text or "\t" in text):
        place.fault("several_lines")
    elif len(text) > longest:
        place.fault("long_text", value=f"{len(text)}", allowed=f"≤ {longest}")
    elif not several and not text.strip():
        place.fault("blank_text", value="", allowed=f"1–{longest}")
    return text


def number(place: Place, lower: float, upper: float, *, whole: bool = False) -> float | None:
    """Return a number within its range."""
    allowed = span(lower, upper)
    text = place.node.text if isinstance(place.node, ScalarNode) else ""
    if not is_number(plain_text(place)):
        code = "decimal_comma" if COMMA.fullmatch(text) else "not_number"
        place.fault(code, allowed=allowed, nearest=meant(text))
        return None
    value = float(text)
    if not (math.isfinite(value) and lower <= value <= upper):
        percent = plain_number(round(value / 100, 10)) if upper == 1 and 2 <= value <= 100 else ""
        place.fault("out_of_range", allowed=allowed, nearest=percent)
    elif GROUPED.fullmatch(text) and float(text.replace(".", "")) <= upper:
        place.fault("thousands_point", nearest=meant(text))
    elif whole and not value.is_integer():
        place.fault("not_whole", allowed=allowed, nearest=str(round(value)))
    else:
        return value
    return None


def is_number(text: str) -> bool:
    """Tell whether a text is a number with a decimal point and no leading zeros."""
    return len(text) <= LONGEST_NUMBER and NUMBER.fullmatch(text) is not None


def meant(text: str) -> str:
    """Return how a number written in another way is written here, "" when that is unclear."""
    text = text[: LONGEST_NUMBER + 1]
    if text.endswith("%"):
        share = text.removesuffix("%").strip().replace(",", ".")
        return plain_number(round(float(share) / 100, 10)) if is_number(share) else ""
    if GROUPED.fullmatch(text):
        return f"{text[:-4]}{text[-3:]} / {written_number(float(text.replace(',', '.')))}"
    compact = re.sub(r"(?<=[0-9])[ _](?=[0-9]{3})", "", text)
    marks = re.findall(r"[.,]", compact)
    if marks and marks.count(marks[-1]) == 1:  # the last mark is the decimal one, unless it is there twice
        whole, _, fraction = compact.rpartition(marks[-1])
        compact = f"{re.sub('[.,]', '', whole)}.{fraction}"
    else:
        compact = re.sub(r"[.,]", "", compact)
    compact = re.sub(r"^(-?)0+(?=[0-9])", r"\1", compact)
    return compact if is_number(compact) else ""


def day(place: Place, earliest: date, latest: date) -> date | None:
    """Return a date of the calendar within a period."""
    allowed = f"{earliest}–{latest}"
    text = place.node.text if isinstance(place.node, ScalarNode) else ""
    found = _date(text) if DAY.fullmatch(text) else None
    if found is None:
        local = LOCAL_DAY.fullmatch(text)
        iso = f"{local[3]}-{local[2]:0>2}-{local[1]:0>2}" if local else ""
        place.fault("not_date", allowed=allowed, nearest=iso if iso and _date(iso) else "")
    elif not earliest <= found <= latest:
        place.fault("date_range", allowed=allowed)
        return None
    return found


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def plain_text(place: Place) -> str:
    """Return a value that stands without quotes as written, "" for any other."""
    return place.node.text if isinstance(place.node, ScalarNode) and place.node.plain else ""


def year(place: Place, text: str, first: int, last: int) -> int | None:
    """Return a year within a range; ``text`` is the year as written."""
    if re.fullmatch(r"[0-9]{4}", text) and first <= int(text) <= last:
        return int(text)
    place.fault("year_range", value=text or written(place.node), allowed=f"{first}–{last}")
    return None


def span(lower: float, upper: float) -> str:
    """Return a range as a message shows it, "" for a range without ends."""
    if math.isinf(upper):
        return "" if math.isinf(lower) else f"≥ {plain_number(lower)}"
    return f"≤ {plain_number(upper)}" if math.isinf(lower) else f"{plain_number(lower)}–{plain_number(upper)}"


def written_number(value: float) -> str:
    """Return a number for a file: 1.2340 where 1.234 might be taken for 1234."""
    text = plain_number(value)
    return f"{text}0" if GROUPED.fullmatch(text) else text


def plain_number(value: float) -> str:
    """Return the shortest text that reads back as the same number; whole numbers without a point."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(float(value))
