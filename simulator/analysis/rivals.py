"""The naive forecasts that a model has to beat: last value, straight line, constant rate of decline.

Each has a band as wide as its own relative errors were in the other localities, the same distance ahead: more than was
known at the time, and in the rivals' favour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from simulator.analysis.scores import normal_quantiles
from simulator.model.arrays import Array

if TYPE_CHECKING:
    from simulator.analysis.backtest import Question
    from simulator.evidence import Observation

Forecaster = Callable[[Sequence["Observation"], date], float]
SMALLEST_SPREAD = 0.01  # of the value
UNKNOWN_SPREAD = 0.2  # of the value, where no other locality has been asked
FEWEST = 3  # errors that a band is made of


def last_value(known: Sequence[Observation], day: date) -> float:
    """The last figure that was known."""
    return known[-1].value


def straight_line(known: Sequence[Observation], day: date) -> float:
    """The least-squares line through the figures that were known, not below zero; the last value of a single one."""
    return max(0.0, _line([row.value for row in known], known, day))


def constant_rate(known: Sequence[Observation], day: date) -> float:
    """The same share of the rest every year: a line through the logarithms; the last value where that is none."""
    values = [row.value for row in known]
    if min(values) <= 0.0:
        return known[-1].value
    return float(np.exp(_line([float(np.log(value)) for value in values], known, day)))


def _line(values: Sequence[float], known: Sequence[Observation], day: date) -> float:
    if len(values) == 1:
        return values[0]
    days = np.array([(row.period_end - known[-1].period_end).days for row in known], dtype=float)
    slope, level = np.polyfit(days, np.array(values), 1)
    return float(level + slope * (day - known[-1].period_end).days)


RIVALS: Mapping[str, Forecaster] = {
    "last_value": last_value,
    "straight_line": straight_line,
    "constant_rate": constant_rate,
}


def rival_quantiles(question: Question, every: Sequence[Question]) -> dict[str, Array]:
    """Quantiles at LEVELS of each rival's forecast; `every`: all questions, whose errors give the bands."""
    found: dict[str, Array] = {}
    for name, forecast in RIVALS.items():
        centre = forecast(question.known, question.actual.period_end)
        errors = [_error(forecast, other) for other in _others(question, every)]
        spread = max(SMALLEST_SPREAD, float(np.sqrt(np.mean(np.square(errors))))) if errors else UNKNOWN_SPREAD
        scale = max(abs(centre), abs(question.known[-1].value))
        found[name] = np.maximum(0.0, normal_quantiles(centre, spread * scale))
    return found


def _others(question: Question, every: Sequence[Question]) -> list[Question]:
    """Questions about the same indicator elsewhere, as far ahead, or at any distance when those are few."""
    others = [
        other
        for other in every
        if other.actual.indicator == question.actual.indicator and other.actual.locality != question.actual.locality
    ]
    near = [other for other in others if round(other.years) == round(question.years)]
    return near if len(near) >= FEWEST else others


def _error(forecast: Forecaster, question: Question) -> float:
    """Relative error, between -1 and 1."""
    said, actual = forecast(question.known, question.actual.period_end), question.actual.value
    largest = max(abs(said), abs(actual), abs(question.known[-1].value))
    return (actual - said) / largest if largest > 0.0 else 0.0
