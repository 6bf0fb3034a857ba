"""Under which conditions a plan misses its target, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.analysis.sensitivity import Box, Conditions
from simulator.analysis.sensitivity.results import AT_START, GOOD_YEARS, SETTLED, STORMS
from simulator.model import INDICATORS
from simulator.report.change_words import exact, indicator_words
from simulator.report.information_words import chance_text
from simulator.report.learning_words import with_unit
from simulator.report.sensitivity_words import joined, unknown_name
from simulator.texts import text
from simulator.units import number

PERCENT = frozenset({"share", "share_per_year"})
NEARLY_ALL = 0.95  # of the draws: from here on a target counts as met, or missed, in nearly all


def conditions_lines(found: Conditions, units: Mapping[str, str], language: str) -> list[str]:
    """Return the conditions under which the target is missed, one sentence each, or that none stands out."""
    if found.verdict == SETTLED:
        return [_settled(found, language)]
    if not found.boxes:
        general = _of_hundred(1.0 - found.chance, language)
        return [text("sensitivity.conditions.none", language, count=found.considered, general=general)]
    lines = [condition_line(box, 1.0 - found.chance, units, language) for box in found.boxes]
    return [*lines, text("sensitivity.conditions.note", language)]


def _settled(found: Conditions, language: str) -> str:
    """Why no condition was looked for: nearly all draws agree, or there are too few draws on either side."""
    if max(found.chance, 1.0 - found.chance) >= NEARLY_ALL:
        kind = "met" if found.chance > 0.5 else "missed"
        return text(f"sensitivity.conditions.settled_{kind}", language, chance=chance_text(found.chance, language))
    met = round(found.chance * found.draws)
    counts = {"draws": found.draws, "missed": found.draws - met, "met": met}
    return text("sensitivity.conditions.few", language, **{k: number(v, language, 0) for k, v in counts.items()})


def condition_line(box: Box, general: float, units: Mapping[str, str], language: str) -> str:
    """Return one sentence: when the target is missed, how often then, and how often in general."""
    limits = [limit_words(name, side, value, units, language) for name, side, value in box.limits]
    return text(
        "sensitivity.condition",
        language,
        limits=joined(limits, "sensitivity.condition.and", language),
        missed=_of_hundred(box.missed_in_box, language),
        checked=_of_hundred(box.missed_checked, language),
        general=_of_hundred(general, language),
        covered=_of_hundred(box.misses_covered, language),
    )


def limit_words(name: str, side: str, value: float, units: Mapping[str, str], language: str) -> str:
    """Return one limit, with the value as it was tried: "“Lãi suất thị trường” từ 8,5% trở xuống"."""
    kind = "least" if side == ">=" else "most"
    if name == STORMS:
        return text(f"sensitivity.limit.storms_{kind}", language, value=exact(value, language))
    if name.startswith(GOOD_YEARS):
        called = text(f"sensitivity.good_years.{name.removeprefix(GOOD_YEARS)}", language)
        written = text("sensitivity.times", language, value=exact(value, language))
    elif name.startswith(AT_START):
        indicator = name.removeprefix(AT_START)
        called = text("sensitivity.at_start", language, indicator=indicator_words(indicator, language))
        written = _limit_value(value, INDICATORS[indicator].unit, language)
    else:
        called, written = unknown_name(name, language), _limit_value(value, units.get(name, ""), language)
    return text(f"sensitivity.limit.{kind}", language, name=called, value=written)


def _limit_value(value: float, unit: str, language: str) -> str:
    shown = exact(100.0 * value if unit in PERCENT else value, language)
    return f"{shown}%" if unit == "share" else with_unit(shown, unit, language)


def _of_hundred(share: float, language: str) -> str:
    return number(100.0 * share, language, 0)
