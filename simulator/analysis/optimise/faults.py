"""What can be wrong with a question, each fault with its field, its value and what is allowed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.optimise.question import BETTER, DONG, MONEY, STATISTICS, Goal, Line, Question
from simulator.analysis.projection import reported_indicators
from simulator.errors import Fault, ScenarioError, nearest_name
from simulator.evidence import Evidence

MOST_GOALS = 2
WEIGHT_TOLERANCE = 1e-6


def refuse(found: Iterable[Fault]) -> None:
    """Raise ScenarioError with all faults, if there are any."""
    if all_found := tuple(found):
        raise ScenarioError(all_found)


def faults(question: Question, evidence: Evidence) -> Iterator[Fault]:
    """What is wrong with the parts of a question, before its limits are set against its total."""
    place = question.scenario.title
    for line in question.lines:
        yield from _line(line, evidence, place)
    for path, times in Counter(line.path for line in question.lines).items():
        if times > 1:
            yield Fault("optimise_line_twice", place, field=path, value=str(times), allowed="1")
    if not question.free:
        yield Fault("optimise_no_line", place, field="lines", allowed=", ".join(MONEY))
    yield from _goals(question, evidence)
    if question.statistic not in STATISTICS:
        yield _choice(place, "statistic", question.statistic, STATISTICS)
    if not 0.0 <= question.most_cut <= 1.0:
        yield Fault("optimise_number", place, field="most_cut", value=f"{question.most_cut:g}", allowed="0–1")
    if not (math.isfinite(question.lot) and question.lot >= 1 / DONG):
        yield Fault("optimise_number", place, field="lot", value=f"{question.lot:g}", allowed="> 0")
    if question.total is not None and not (math.isfinite(question.total) and question.total > 0.0):
        yield Fault("optimise_number", place, field="total", value=f"{question.total:g}", allowed="> 0")


def no_way(question: Question, least: NDArray[np.int64], most: NDArray[np.int64]) -> Iterator[Fault]:
    """Limits that no split can keep; least, most: (path, year) in đồng."""
    place = question.scenario.title
    if not question.by_year:
        least, most = least.max(axis=1, keepdims=True), most.min(axis=1, keepdims=True)
    crossed = np.asarray((least > most).any(axis=1))
    for line, low, high, no in zip(question.free, least.max(axis=1), most.min(axis=1), crossed, strict=True):
        if no:
            needed = f"≥ {_billion(int(low))}"
            yield Fault("optimise_limits_cross", place, field=line.path, value=_billion(int(high)), allowed=needed)
    if crossed.any():
        return
    years = 1 if question.by_year else len(question.years)
    low, high, total = int(least.sum()) * years, int(most.sum()) * years, question.total_dong
    if not low <= total <= high:
        code = "optimise_total_too_small" if total < low else "optimise_total_too_large"
        allowed = f"{_billion(low)}–{_billion(high)}"
        yield Fault(code, place, field="total", value=_billion(total), allowed=allowed)


def _line(line: Line, evidence: Evidence, place: str) -> Iterator[Fault]:
    if line.path not in MONEY:
        yield _choice(place, "lines", line.path, MONEY)
        return
    top = evidence.levers[line.path].upper
    if not 0.0 <= line.floor <= top:
        yield Fault("optimise_number", place, field=f"{line.path}.floor", value=f"{line.floor:g}", allowed=f"0–{top:g}")
    elif not line.cap >= line.floor:
        yield Fault(
            "optimise_number", place, field=f"{line.path}.cap", value=f"{line.cap:g}", allowed=f"≥ {line.floor:g}"
        )


def _goals(question: Question, evidence: Evidence) -> Iterator[Fault]:
    place = question.scenario.title
    known = reported_indicators(evidence, question.scenario.locality)
    choices = tuple(name for name in BETTER if name in known)
    if not 1 <= len(question.goals) <= MOST_GOALS:
        yield Fault("optimise_goals", place, field="goals", value=str(len(question.goals)), allowed=f"1–{MOST_GOALS}")
    for number, goal in enumerate(question.goals, 1):
        yield from _goal(goal, place, f"goals[{number}]", choices, question.years)
    total = sum(goal.weight for goal in question.goals)
    if question.goals and not abs(total - 1.0) <= WEIGHT_TOLERANCE:
        yield Fault("optimise_weights", place, field="weight", value=f"{total:g}", allowed="1")


def _goal(goal: Goal, place: str, field: str, choices: tuple[str, ...], years: tuple[int, ...]) -> Iterator[Fault]:
    if goal.indicator not in choices:
        yield _choice(place, f"{field}.indicator", goal.indicator, choices)
    if goal.year not in years:
        allowed = f"{years[0]}–{years[-1]}"
        yield Fault("optimise_number", place, field=f"{field}.year", value=str(goal.year), allowed=allowed)
    if not 0.0 <= goal.weight <= 1.0:
        yield Fault("optimise_number", place, field=f"{field}.weight", value=f"{goal.weight:g}", allowed="0–1")


def _choice(place: str, field: str, value: str, choices: tuple[str, ...]) -> Fault:
    nearest = nearest_name(value, choices)
    return Fault("optimise_choice", place, field=field, value=value, allowed=", ".join(choices), nearest=nearest)


def _billion(dong: int) -> str:
    return f"{dong / DONG:.9f}".rstrip("0").rstrip(".")
