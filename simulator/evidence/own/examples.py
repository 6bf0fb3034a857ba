"""The example rows of the template: marked, and left out where a planner did not delete them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from simulator.evidence.own.words import folded, indicator_name, shown
from simulator.texts import LANGUAGES, text
from simulator.units import day

EXAMPLES = (
    ("poverty_rate", "", date(2023, 12, 31), "12,34%", "S22"),
    ("households", "", date(2023, 12, 31), "123456", ""),
    ("houses_done", date(2023, 1, 1), date(2023, 12, 31), "1234", ""),
)
"""indicator, first day of a period, last day, value as written, standard"""
UNITS = {"poverty_rate": "share", "households": "household", "houses_done": "house"}


def is_example(indicator: str) -> bool:
    """Tell whether a row is marked as an example."""
    words = folded(indicator)
    return any(words.startswith(f"{folded(shown('own.example', language))} ") for language in LANGUAGES)


@lru_cache(maxsize=4)
def example_rows(language: str) -> tuple[tuple[str, ...], ...]:
    """Return the example rows in the columns of the template, as texts."""
    mark = shown("own.example", language)
    return tuple(
        (
            f"{mark}: {indicator_name(indicator, language)}",
            day(start, language) if isinstance(start, date) else "",
            day(end, language),
            value if language == "vi" else value.replace(",", "."),
            shown(f"own.unit.{UNITS[indicator]}", language),
            shown(f"own.standard.{standard}", language) if standard else "",
            shown("own.bound.exact", language),
            text("own.example_source", language),
            "",
            "",
            text("own.example_note", language),
        )
        for indicator, start, end, value, standard in EXAMPLES
    )


def is_untouched(cells: tuple[str, ...]) -> bool:
    """Tell whether an example row stands as the template has it, in whatever way a spreadsheet wrote it again."""
    ours = {_digits(row) for language in LANGUAGES for row in example_rows(language)}
    return _digits(cells) in ours


def _digits(cells: tuple[str, ...]) -> tuple[str, str]:
    """Return what a spreadsheet leaves of a row: the name, and the digits of its value."""
    name = folded(cells[0]) if cells else ""
    value = cells[3] if len(cells) > 3 else ""
    return name, "".join(letter for letter in value if letter.isdecimal()).rstrip("0")
