"""What matters most, as rows of charts and tables: where each unknown takes an outcome, its share of the variance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan

from simulator.analysis.comparison import FIGURES
from simulator.analysis.sensitivity import CHANCE, TODAY, Bar, Indices, Tornado
from simulator.files import spreadsheet_text
from simulator.report.learning_words import parameter_name
from simulator.report.sensitivity_words import group_name, rest_name, value_texts
from simulator.report.why_export import csv_of
from simulator.report.why_lines import Dot, TornadoBar
from simulator.texts import keys, text
from simulator.units import UNKNOWN, number, percent, signed_number

MOST_BARS, MOST_GROUPS = 10, 7
TORNADO_COLUMNS = ("factor", "low_value", "high_value", "outcome_low", "outcome_high", "swing", "unit", "year")
INDICES_COLUMNS = ("factor", "first", "first_error", "total", "total_error", "year")
TOTAL, FIRST = "total", "first"


def called(name: str, language: str) -> str:
    """What an unknown is called in a row of its own."""
    words = text(f"why.unknown.{name}", language) if name in (CHANCE, TODAY) else parameter_name(name, language)
    return words[:1].upper() + words[1:]


def gloss(name: str, language: str) -> str:
    """What an unknown means in plain words, "" where its name says it."""
    key = f"why.gloss.{name}"
    return text(key, language) if key in keys() else ""


def scale_of(indicator: str) -> float:
    """What an indicator is multiplied by to be shown: shares in percent."""
    return 100.0 if FIGURES[indicator].unit == "share" else 1.0


def outcome_text(value: float, found: Tornado, language: str) -> str:
    """An outcome, or a difference with its sign, as a label: "4,2%", "−0,031"."""
    shown = scale_of(found.indicator) * value
    decimals = _decimals(found)
    if found.difference:
        return signed_number(shown, language, decimals)
    return number(shown, language, decimals) + ("%" if scale_of(found.indicator) != 1.0 else "")


def _decimals(found: Tornado) -> int:
    """Decimals that show the smallest swing of those drawn."""
    smallest = min((abs(bar.swing) for bar in found.bars[:MOST_BARS]), default=1.0) * scale_of(found.indicator)
    return 1 if smallest >= 0.1 else 2 if smallest >= 0.01 else 3


def ends(bar: Bar, units: Mapping[str, str], language: str) -> tuple[str, str]:
    """The low and the high value that an unknown is held at; dashes where it has none."""
    return (UNKNOWN, UNKNOWN) if isnan(bar.low_value) else value_texts(bar, units, language)


def tornado_bars(found: Tornado, units: Mapping[str, str], language: str) -> list[TornadoBar]:
    """The bars that are drawn, the largest first."""
    scale = scale_of(found.indicator)
    bars = []
    for bar in found.bars[:MOST_BARS]:
        outcomes = [outcome_text(value, found, language) for value in (bar.low, bar.high)]
        tips = [
            outcome if value == UNKNOWN else text("why.unknowns.tip", language, value=value, outcome=outcome)
            for value, outcome in zip(ends(bar, units, language), outcomes, strict=True)
        ]
        bars.append(TornadoBar(called(bar.parameter, language), scale * bar.low, scale * bar.high, *outcomes, *tips))
    return bars


def group_names(found: Indices, language: str) -> list[str]:
    """What the groups are called, the largest first; the last one may hold all that is of little account."""
    last = len(found.groups) - 1
    names = [
        rest_name(group, language) if found.rest and place == last else group_name(group, language)
        for place, group in enumerate(found.groups)
    ]
    return [name[:1].upper() + name[1:] for name in names]


def indices_dots(found: Indices, language: str) -> list[Dot]:
    """Shares of the variance, in percent, with their own error bars."""
    dots = []
    for place, name in enumerate(group_names(found, language)[:MOST_GROUPS]):
        for series, values, errors in (
            (TOTAL, found.total, found.total_error),
            (FIRST, found.first, found.first_error),
        ):
            value, error = 100.0 * float(values[place]), 100.0 * float(errors[place])
            label = percent(max(value, 0.0) / 100.0, language, 0)
            tip = f"{label} ± {number(error, language, 0)} · {text(f'why.unknowns.{series}', language)}"
            dots.append(Dot(name, series, max(value, 0.0), max(value - error, 0.0), value + error, label, tip))
    return dots


def tornado_csv(found: Tornado, units: Mapping[str, str], language: str) -> str:
    """Every unknown that moves the outcome: what it is held at, and where the mean goes."""
    scale = scale_of(found.indicator)
    is_points = scale != 1.0 and found.difference
    unit = text("page.points" if is_points else f"methods.unit.{FIGURES[found.indicator].unit}", language)
    rows = [
        [
            spreadsheet_text(called(bar.parameter, language)),
            *("" if end == UNKNOWN else spreadsheet_text(end) for end in ends(bar, units, language)),
            *(f"{scale * value:.10g}" for value in (bar.low, bar.high, bar.swing)),
            unit,
            str(found.year),
        ]
        for bar in found.bars
    ]
    return csv_of(TORNADO_COLUMNS, rows, language)


def indices_csv(found: Indices, language: str) -> str:
    """Every group of unknowns with its shares of the variance, shares of one, and their error bars."""
    rows: list[Sequence[str]] = [
        [
            spreadsheet_text(name),
            *(f"{float(v[place]):.6g}" for v in (found.first, found.first_error, found.total, found.total_error)),
            str(found.year),
        ]
        for place, name in enumerate(group_names(found, language))
    ]
    return csv_of(INDICES_COLUMNS, rows, language)
