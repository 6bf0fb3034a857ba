"""What the outcome of a plan depends on, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log10

from simulator.analysis.learning import Range
from simulator.analysis.sensitivity import CHANCE, TODAY, Bar, Indices, Tornado
from simulator.evidence import Evidence
from simulator.model import INDICATORS
from simulator.report.change_words import indicator_words
from simulator.report.learning_words import parameter_name, with_unit
from simulator.report.ranges import WHOLE, digits_for, parameter_range, unit_name
from simulator.texts import text
from simulator.units import number, percent, signed_number, signed_points

MOST_TOLD = 3
MOST_NAMED = 2  # of a group
OFF = 0.25  # how much the variance may change when ties are cut before it is said to matter
SHARES = ("first", "first_error", "total", "total_error")
JOINT = 0.05  # share of the variance that is worth a sentence


def units_of(evidence: Evidence, locality: str) -> dict[str, str]:
    """Return the unit of each parameter and start value of a locality, by name."""
    units = {record.name: record.unit for record in evidence.parameters}
    starts = evidence.localities[locality].start_values
    return units | {f"start.{name}": start.unit for name, start in starts.items()}


def unknown_name(name: str, language: str) -> str:
    """Return what an unknown is called inside a sentence: a parameter in quotation marks, chance, or today's state."""
    if name in (CHANCE, TODAY):
        return text(f"sensitivity.{name}", language)
    return text("sensitivity.quoted", language, name=parameter_name(name, language))


def group_name(group: Sequence[str], language: str) -> str:
    """Return what a group is called: its first members by name, and how many more."""
    named, more = [unknown_name(name, language) for name in group[:MOST_NAMED]], len(group) - MOST_NAMED
    if more > 0:
        return text("sensitivity.group.more", language, names=", ".join(named), count=more)
    return joined(named, "sensitivity.group.and", language)


def rest_name(group: Sequence[str], language: str) -> str:
    """Return what the group is called that holds all of little account."""
    return text("sensitivity.group.rest", language, count=len(group))


def tornado_lines(found: Tornado, units: Mapping[str, str], language: str) -> list[str]:
    """Return what matters most and by how much, what more knowledge could do about it, and how to read it."""
    told = found.bars[:MOST_TOLD]
    if not told:
        return [text("sensitivity.lead_none", language, **_about(found, language))]
    digits = _digits(found.indicator, abs(told[-1].swing))
    mean = _amount(found.base_mean, found, digits, language)
    kind = "lead_difference" if found.difference else "lead"
    lines = [text(f"sensitivity.{kind}", language, mean=mean, **_about(found, language))]
    lines += [_bar_line(bar, found, digits, units, language) for bar in told]
    return [*lines, *_help_lines(told, language), text("sensitivity.caution", language)]


def _bar_line(bar: Bar, found: Tornado, digits: int, units: Mapping[str, str], language: str) -> str:
    low, high = (_amount(value, found, digits, language) for value in (bar.low, bar.high))
    name = _sentence(unknown_name(bar.parameter, language))
    if bar.parameter in (CHANCE, TODAY):
        return text("sensitivity.bar_open", language, name=name, low=low, high=high)
    low_value, high_value = value_texts(bar, units, language)
    words = {"name": name, "low": low, "high": high, "low_value": low_value, "high_value": high_value}
    return text("sensitivity.bar", language, **words)


def value_texts(bar: Bar, units: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return the low and the high value that a parameter is held at; dashes for chance and today's state."""
    unit = units.get(bar.parameter, "")
    like = max(abs(bar.low_value), abs(bar.high_value)) or 1.0
    low, high = (
        with_unit(parameter_range(Range(value, value, value), unit, language, like=like), unit, language)
        for value in (bar.low_value, bar.high_value)
    )
    return low, high


def _help_lines(told: Sequence[Bar], language: str) -> list[str]:
    """What more knowledge could do about each kind of unknown among those told."""
    names = [bar.parameter for bar in told]
    kinds = {
        "parameter": [name for name in names if name not in (CHANCE, TODAY)],
        "today": [name for name in names if name == TODAY],
        "chance": [name for name in names if name == CHANCE],
    }
    return [
        text(f"sensitivity.help.{kind}", language, names=_sentence(", ".join(unknown_name(n, language) for n in found)))
        for kind, found in kinds.items()
        if found
    ]


def indices_lines(found: Indices, language: str) -> list[str]:
    """Return which groups the uncertainty comes from, what they do together, and how far ties were cut."""
    about = _about(found, language)
    told = found.groups[: len(found.groups) - found.rest][:MOST_TOLD]
    if not told:
        return [text("sensitivity.shares_none", language, **about)]
    lines = []
    for place, group in enumerate(told):
        figures = {name: _share(getattr(found, name)[place], language) for name in SHARES}
        name = _sentence(group_name(group, language))
        kind = "share_difference" if found.difference else "share"
        lines.append(text(f"sensitivity.{kind}", language, name=name, **figures, **about))
    joint = 1.0 - float(found.first.clip(min=0.0).sum())
    if joint >= JOINT:
        lines.append(text("sensitivity.joint", language, share=_share(joint, language)))
    ratio = found.variance_independent / found.variance
    kind = "ties_off" if abs(log10(ratio)) > log10(1.0 + OFF) else "ties"
    return [*lines, text(f"sensitivity.{kind}", language, ratio=number(ratio, language, 2))]


def _share(value: float, language: str) -> str:
    """A share of the variance; what an estimate puts below none is none."""
    return percent(max(float(value), 0.0), language, 0)


def _about(found: Tornado | Indices, language: str) -> dict[str, str]:
    kind = INDICATORS[found.indicator].kind
    return {
        "figure": indicator_words(found.indicator, language),
        "when": text(f"sensitivity.when.{kind}", language, year=found.year),
    }


def _digits(indicator: str, swing: float) -> int:
    """Decimals that show the smallest swing told; none of what is counted in whole ones but communes."""
    unit = INDICATORS[indicator].unit
    if unit in WHOLE - {"commune", "village"}:
        return 0
    return digits_for(swing * (100.0 if unit == "share" else 1.0))


def _amount(value: float, found: Tornado, digits: int, language: str) -> str:
    """An outcome, or a difference of two with its sign, in its unit."""
    unit = INDICATORS[found.indicator].unit
    if unit == "share":
        return signed_points(value, language, digits) if found.difference else percent(value, language, digits)
    written = signed_number(value, language, digits) if found.difference else number(value, language, digits)
    return f"{written} {unit_name(unit, language)}"


def joined(parts: Sequence[str], key: str, language: str) -> str:
    """Return parts in a row; the key says how the last one follows."""
    if len(parts) == 1:
        return parts[0]
    return text(key, language, first=", ".join(parts[:-1]), second=parts[-1])


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
