"""The numbers of a sentence, read back as a reader of the language reads them, and matched to its facts."""

from __future__ import annotations

import re
from datetime import date

from simulator.report.explanation import Fact, Sentence

DATES = {
    "vi": re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b"),
    "en": re.compile(r"\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})\b"),
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
NUMBERS = {
    "vi": re.compile(r"([+\u2212]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?"),
    "en": re.compile(r"([+\u2212]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?"),
}
PERCENT = frozenset({"share", "points", "count_share"})


def without_names(sentence: Sentence) -> str:
    """The text without what it quotes as it stands."""
    left = sentence.text
    for name in sorted(sentence.names, key=len, reverse=True):
        left = left.replace(name, "\u2022")
    return left


def loose(sentence: Sentence, language: str) -> list[str]:
    """The dates and numbers of a sentence that are not among its facts."""
    left, found = without_names(sentence), []

    def take(match: re.Match[str]) -> str:
        first, month, last = match.groups()
        number = MONTHS.index(month) + 1 if language == "en" else int(month)
        if date(int(last), number, int(first)) not in {fact.date for fact in sentence.facts}:
            found.append(match[0])
        return "\u2022"

    left = DATES[language].sub(take, left)
    return found + [match[0] for match in NUMBERS[language].finditer(left) if not _known(match, sentence.facts)]


def numbers(text: str, language: str) -> list[float]:
    """The numbers of a text, in their order."""
    return [_value(match)[0] for match in NUMBERS[language].finditer(text)]


def _value(match: re.Match[str]) -> tuple[float, int]:
    sign, whole, decimals = match.groups()
    value = float(re.sub(r"[.,]", "", whole) + "." + (decimals or "0"))
    return (-value if sign == "\u2212" else value), len(decimals or "")


def _known(match: re.Match[str], facts: tuple[Fact, ...]) -> bool:
    value, digits = _value(match)
    if re.fullmatch(r"\d{4}", match[0]) and int(match[0]) in {fact.date.year for fact in facts if fact.date}:
        return True
    near = 0.5 * 10.0**-digits + 1e-9
    return any(
        abs((100.0 if fact.unit in PERCENT else 1.0) * fact.value - value) <= near
        for fact in facts
        if fact.unit != "date"
    )
