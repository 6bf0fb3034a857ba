"""Which figure is most worth knowing for a target, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.analysis.candidates import FIGURE
from simulator.analysis.information import Information, Worth
from simulator.analysis.learning import Range
from simulator.report.change_words import bound_words, indicator_words
from simulator.report.learning_words import observed_name, parameter_name, with_unit
from simulator.report.ranges import parameter_range
from simulator.scenario import Target
from simulator.texts import text
from simulator.units import day, percent, points

MOST_TOLD = 5  # of the figures, and of the parameters
MOST_DIGITS = 2
CERTAIN = 0.01  # so near none or all, a chance is only bounded
SAME_AS = {"poor_households": "poverty_rate", "near_poor_households": "near_poor_rate"}
"""Counts that say what a rate of the same day says."""


def target_words(target: Target, language: str) -> str:
    """Return a target as the comparison writes it: "tỷ lệ hộ nghèo ≤ 5% (31/12/2030)"."""
    bound = bound_words(target.indicator, target.at_most, target.at_least, language)
    called = indicator_words(target.indicator, language)
    return text("compare.target", language, indicator=called, bound=bound, date=day(target.date, language))


def worth_line(worth: Worth, information: Information, language: str) -> str:
    """Return one sentence: what the chance of the target would be if a figure or a parameter were known."""
    return text(
        f"learned.worth.{worth.kind}",
        language,
        what=worth_name(worth, language),
        low=_amount(worth.low, worth, language),
        high=_amount(worth.high, worth, language),
        after_low=chance_text(worth.after_low, language),
        after_high=chance_text(worth.after_high, language),
        chance=chance_text(information.chance, language),
        change=points(worth.change, language, _digits(information)),
    )


def worth_name(worth: Worth, language: str) -> str:
    """Return what might become known: "tỷ lệ hộ cận nghèo ngày 31/12/2025", or a parameter's name."""
    if worth.kind != FIGURE or worth.date is None:
        return parameter_name(worth.name, language)
    when = text("learned.day", language, date=day(worth.date, language))
    return f"{observed_name(worth.name, worth.unit, language)} {when}"


def _amount(value: float, worth: Worth, language: str) -> str:
    written = parameter_range(Range(value, value, value), worth.unit, language, like=worth.high or 1.0)
    return with_unit(written, worth.unit, language)


def chance_text(share: float, language: str) -> str:
    """Return a chance in whole percent; never quite none nor all."""
    if share < CERTAIN:
        return text("learned.below", language, value=percent(CERTAIN, language, 0))
    if share > 1.0 - CERTAIN:
        return text("learned.above", language, value=percent(1.0 - CERTAIN, language, 0))
    return percent(share, language, 0)


def information_lines(information: Information, language: str) -> list[str]:
    """Return what is worth knowing for one target: figures first, then parameters; or that nothing is, and why."""
    chance = chance_text(information.chance, language)
    noise = points(information.noise, language, _digits(information))
    if information.is_settled:
        return [text(f"learned.worth.settled_{'high' if information.chance > 0.5 else 'low'}", language, chance=chance)]
    lines = [text("learned.worth.chance", language, chance=chance)]
    figures, parameters = told(information)
    if not figures and not parameters:
        count = len(information.worths)
        return [*lines, text("learned.worth.none", language, count=count, noise=noise)]
    if not figures:
        lines.append(text("learned.worth.no_figure", language, noise=noise))
    lines += [worth_line(worth, information, language) for worth in (*figures, *parameters)]
    return [*lines, text("learned.worth.note", language, noise=noise)]


def _digits(information: Information) -> int:
    """Decimals of a change in points: as few as show every change told above what chance alone may give."""
    figures, parameters = told(information)
    changes = [100.0 * worth.change for worth in (*figures, *parameters)]
    noise = 100.0 * information.noise
    fine = (digits for digits in range(MOST_DIGITS) if all(round(c, digits) > round(noise, digits) for c in changes))
    return next(fine, MOST_DIGITS)


def told(information: Information) -> tuple[Sequence[Worth], Sequence[Worth]]:
    """Return the figures and the parameters most worth knowing.

    Left out: a count beside its rate of the same day, and a count whose low and high value are the same.
    """
    telling = information.telling
    named = {(worth.name, worth.date) for worth in telling}
    figures = [
        worth
        for worth in telling
        if worth.kind == FIGURE and (SAME_AS.get(worth.name), worth.date) not in named and worth.low < worth.high
    ]
    return figures[:MOST_TOLD], [worth for worth in telling if worth.kind != FIGURE][:MOST_TOLD]
