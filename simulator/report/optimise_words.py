"""What was found, in sentences: the best split of a total; figures and changes as they are written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.analysis.comparison import FIGURES
from simulator.analysis.comparison_verdict import printed, sign
from simulator.analysis.optimise.best import Best
from simulator.analysis.optimise.question import DONG, Goal, Question, allocated
from simulator.analysis.summary import Interval
from simulator.report.change_words import indicator_words
from simulator.report.compare_table import DECIMALS, change_texts
from simulator.report.optimise_table import money
from simulator.texts import text
from simulator.units import change_decimals, number, percent, signed_number

MOST_DECIMALS = 3
WHOLE_COUNT = 2.0  # a count that changes by less is written with a decimal
DIGITS = 2  # of a small change
LEAST_CHANGE = 1e-3  # points or units: the least that is written with a figure
MARKS = {"good": "✓", "warn": "!", "plain": "·"}


@dataclass(frozen=True)
class Said:
    """One thing to know about a result. mark: good, warn or plain; details: lines that are shown when asked for."""

    mark: str
    content: str
    details: tuple[str, ...] = ()


def best_headline(found: Best, language: str) -> str:
    """One sentence: the total, what it does for each goal and how sure that is, or that nothing is gained."""
    question, today = found.question, found.question.today.total_dong
    moves = "; ".join(
        goal_move(goal, before, after, change, language)
        for goal, before, after, change in zip(question.goals, found.before, found.after, found.change, strict=True)
    )
    words = {
        "total": money(found.allocation.total_dong / DONG, language),
        "today": money(today / DONG, language),
        "moves": moves,
        "goals": text("optimise.and", language).join(_stands(found, language)),
        **span_words(question),
    }
    sentence = text(f"optimise.headline.{_kind(found)}", language, **words)
    is_noise = "within_noise" in found.certificate.verdicts
    return f"{sentence} {text('optimise.headline.noise', language)}" if is_noise else sentence


def _kind(found: Best) -> str:
    if "no_effect" in found.certificate.verdicts:
        return "no_effect"
    if is_adapted(found):
        return "adapted"
    return "same" if np.array_equal(found.allocation.dong, found.start.dong) else "better"


def is_adapted(found: Best) -> bool:
    """Whether the search began from another split than the scenario's, which the total or the limits do not allow."""
    return not np.array_equal(found.start.dong, found.question.today.dong)


def _stands(found: Best, language: str) -> list[str]:
    """Each goal with what it comes to."""
    pairs = zip(found.question.goals, found.after, strict=True)
    return [f"{goal_words(goal, language)} {point_words(after, goal.indicator, language)}" for goal, after in pairs]


def about(question: Question, language: str, kind: str = "split") -> str:
    """What a result rests on, and the money it leaves out. kind: split, or chance of a total."""
    told = text(
        f"optimise.about.{kind}",
        language,
        cut=percent(question.most_cut, language, 0),
        statistic=text(f"optimise.statistic_about.{question.statistic}", language),
        effects=text(f"explore.effects.{question.scenario.effects}", language),
    )
    kept = allocated(question.scenario, tuple(line.path for line in question.lines if line.fixed)).total_dong
    return f"{told} · {text('optimise.about.kept', language, amount=money(kept / DONG, language))}" if kept else told


def span_words(question: Question) -> dict[str, int]:
    """The first and the last year that the money is for."""
    return {"first": question.years[0], "last": question.years[-1]}


def goal_words(goal: Goal, language: str) -> str:
    """A goal inside a sentence: "tỷ lệ hộ nghèo cuối 2030"."""
    return text("optimise.goal_year", language, goal=indicator_words(goal.indicator, language), year=goal.year)


def goal_move(goal: Goal, before: Interval, after: Interval, change: Interval, language: str) -> str:
    """From what to what a goal moves, by how much, and whether that can be told from nothing."""
    way = "down" if change.median < 0.0 else "up"
    old, new = levels((before.median, after.median), goal.indicator, language, level_decimals(change, goal.indicator))
    if old == new:
        way = "same"
    words = {"before": old, "after": new, "change": change_words(change, goal.indicator, language)}
    sentence = text(f"optimise.move.{way}", language, goal=goal_words(goal, language), **words)
    return sentence if sign(change, goal.indicator) else f"{sentence}, {text('compare.unclear', language)}"


def level_decimals(change: Interval, indicator: str) -> int:
    """Decimals with which a figure is written so that a change of this size is seen."""
    if FIGURES[indicator].unit != "share":
        return int(abs(change.median) < WHOLE_COUNT)
    size = 100.0 * abs(change.median)
    return next((max(places, 1) for least, places in DECIMALS if size >= least), MOST_DECIMALS)


def levels(values: Sequence[float], indicator: str, language: str, decimals: int) -> list[str]:
    """Figures of an indicator with their unit."""
    if FIGURES[indicator].unit == "share":
        return [percent(value, language, decimals) for value in values]
    unit = text(f"methods.unit.{FIGURES[indicator].unit}", language)
    return [f"{number(value, language, decimals)} {unit}" for value in values]


def point_words(outcome: Interval, indicator: str, language: str, decimals: int | None = None) -> str:
    """An outcome with its 90 % interval; the unit stands once."""
    is_share = FIGURES[indicator].unit == "share"
    places = (1 if is_share else 0) if decimals is None else decimals
    scale = 100.0 if is_share else 1.0
    value = levels((outcome.median,), indicator, language, places)[0]
    low, high = (number(scale * end, language, places) for end in (outcome.p05, outcome.p95))
    return f"{value} ({low}–{high})" if low != high else value


def change_words(change: Interval, indicator: str, language: str) -> str:
    """A change with its unit and its 90 % interval."""
    value, span = change_texts(change, indicator, language)
    unit = "" if FIGURES[indicator].unit == "share" else f" {text(f'methods.unit.{FIGURES[indicator].unit}', language)}"
    return f"{value}{unit} {span}".strip()


def is_slight(change: Interval, indicator: str) -> bool:
    """Whether all of a change, its interval too, is less than is written with a figure."""
    return max(map(abs, printed(change, indicator))) < LEAST_CHANGE


def small_change(change: Interval, indicator: str, language: str) -> str:
    """A change too small for the usual decimals: with two digits that count, or below what is written so."""
    is_share, ends = FIGURES[indicator].unit == "share", printed(change, indicator)
    unit = text("page.points" if is_share else f"methods.unit.{FIGURES[indicator].unit}", language)
    size = max(map(abs, ends))
    if size == 0.0:
        return text("optimise.change.none", language)
    if size < LEAST_CHANGE:
        least = number(LEAST_CHANGE, language, MOST_DECIMALS)
        return text("optimise.change.under", language, least=least, unit=unit)
    usual = min(MOST_DECIMALS, max(0, DIGITS - 1 - math.floor(math.log10(size))))
    low, value, high = (signed_number(end, language, change_decimals(*ends, usual)) for end in ends)
    return f"{value} {unit} {text('explore.card.interval', language, low=low, high=high)}"


def lower(content: str) -> str:
    """A name inside a sentence."""
    return content[:1].lower() + content[1:]


def capital(content: str) -> str:
    """A sentence's first letter."""
    return content[:1].upper() + content[1:]
