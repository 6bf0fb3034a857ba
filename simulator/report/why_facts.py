"""The facts behind a written explanation: every number of every sentence, with its date and its origin."""

from __future__ import annotations

from simulator.files import spreadsheet_text
from simulator.report.explanation import Explanation, Fact
from simulator.report.why_export import csv_of
from simulator.texts import keys, text
from simulator.units import UNKNOWN, day, number, percent, signed_points

COLUMNS = ("part", "sentence", "number", "unit", "date", "origin", "key")
MOST_DECIMALS = 3
SHARES = ("share", "points")


def fact_text(fact: Fact, language: str) -> str:
    """The number of a fact, finer than its sentence prints it, with its unit."""
    if fact.unit == "share":
        return percent(fact.value, language, 2)
    if fact.unit == "points":
        return signed_points(fact.value, language, MOST_DECIMALS)
    if fact.unit in ("year", "date"):
        return day(fact.date, language) if fact.unit == "date" and fact.date else str(round(fact.value))
    decimals = 0 if fact.value == round(fact.value) else MOST_DECIMALS
    unit = f"methods.unit.{fact.unit}"
    written = number(fact.value, language, decimals)
    return f"{written} {text(unit, language)}" if fact.unit and unit in keys() else written


def fact_day(fact: Fact, language: str) -> str:
    """The day that a fact holds for, a dash where it holds for none."""
    return day(fact.date, language) if fact.date else UNKNOWN


def facts_csv(found: Explanation, language: str) -> str:
    """A row a fact: in which sentence it stands, its value as a number, the day it holds for, where it is from."""
    rows = [
        [
            spreadsheet_text(paragraph.title),
            spreadsheet_text(sentence.text),
            f"{100.0 * fact.value if fact.unit in SHARES else fact.value:.10g}",
            _unit(fact, language),
            fact.date.isoformat() if fact.date else "",
            spreadsheet_text(fact.origin),
            fact.key,
        ]
        for paragraph in found.paragraphs
        for sentence in paragraph.sentences
        for fact in sentence.facts
    ]
    return csv_of(COLUMNS, rows, language)


def _unit(fact: Fact, language: str) -> str:
    if fact.unit == "points":
        return text("page.points", language)
    for key in (f"why.unit.{fact.unit}", f"methods.unit.{fact.unit}"):
        if fact.unit and key in keys():
            return text(key, language)
    return ""
