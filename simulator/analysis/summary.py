"""Figures out of an ensemble: quantiles, paired differences, chances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.projection import Projection
from simulator.model import INDICATORS
from simulator.model.arrays import Array
from simulator.scenario import Target

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


def quantiles(values: Array, levels: tuple[float, ...] = LEVELS) -> Array:
    """Quantiles over the draws, (level, ...). values: (..., draw). Linear between order statistics, as np.quantile."""
    ordered = np.sort(values, axis=-1)
    last = values.shape[-1] - 1
    found = []
    for level in levels:
        position = level * last
        low = int(position)
        high = min(low + 1, last)
        weight = position - low
        found.append(ordered[..., low] * (1.0 - weight) + ordered[..., high] * weight)
    return np.stack(found)


@dataclass(frozen=True)
class Interval:
    """Median and 90 % interval of one figure."""

    median: float
    p05: float
    p95: float

    @property
    def includes_zero(self) -> bool:
        """Whether the 90 % interval cannot tell the figure from none."""
        return self.p05 <= 0.0 <= self.p95


def interval(values: Array) -> Interval:
    """Median and 90 % interval over the draws, (draw,)."""
    low, median, high = quantiles(values, (0.05, 0.5, 0.95))
    return Interval(float(median), float(low), float(high))


def at(projection: Projection, indicator: str, year: int, month: int = 12) -> Array:
    """An indicator at the end of a month, (draw,)."""
    values: Array = projection.trajectory[indicator][projection.row(year, month)]
    return values


def chance(projection: Projection, target: Target) -> float:
    """Share of the draws that meet a target on its date; a flow is that of the year up to it."""
    return float(np.mean(meets(projection, target)))


def meets(projection: Projection, target: Target) -> NDArray[np.bool_]:
    """Which draws meet a target on its date, (draw,)."""
    return np.asarray(room(projection, target) >= 0.0)


def room(projection: Projection, target: Target) -> Array:
    """By how much each draw meets a target on its date, in the target's own unit, (draw,); below zero it misses.

    A flow is that of the year up to the date.
    """
    year, month = target.date.year, target.date.month
    if INDICATORS[target.indicator].kind == "flow":
        rows = slice(projection.row(year, 1), projection.row(year, month) + 1)
        values = np.asarray(projection.trajectory[target.indicator][rows].sum(axis=0))
    else:
        values = at(projection, target.indicator, year, month)
    return np.asarray(target.at_most - values if target.at_most is not None else values - (target.at_least or 0.0))


def total(projection: Projection, indicator: str, first_year: int, last_year: int) -> Array:
    """Sum of a flow over whole years, (draw,)."""
    rows = slice(projection.row(first_year, 1), projection.row(last_year) + 1)
    return np.asarray(projection.trajectory[indicator][rows].sum(axis=0))
