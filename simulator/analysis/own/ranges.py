"""Median and 90 % range of a start value: of pooled peers, widened, or of a figure carried to the start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from simulator.calibration.prior import Z95
from simulator.model.arrays import Array

WIDER = 1.5
"""Factor on the half-ranges of what peers say: a province may differ from all of them."""
DOUBTS = 3.0
"""A figure's own doubt times this is its start range: the figure is fitted as well, and must not count twice."""
DIGITS, OWN_DIGITS = 3, 5
SMALLEST_SHARE, SMALLEST_AMOUNT = 1e-4, 1e-6
Sample = tuple[Array, float]
"""Draws of one peer on the working scale, and the weight of all of them together."""


@dataclass(frozen=True)
class Scale:
    """Where a quantity has an even range: the log of an amount, the log odds of a share."""

    to: Callable[[Array], Array]
    back: Callable[[Array], Array]

    def reading(self, value: float, doubt: float) -> tuple[float, float]:
        """A figure and its standard deviation on this scale."""
        middle, low, high = self.to(np.array([value, max(value - doubt, value / 2.0), value + doubt]))
        return float(middle), float(high - low) / 2.0


def _log(values: Array) -> Array:
    return np.asarray(np.log(np.maximum(values, SMALLEST_AMOUNT)))


def _log_odds(values: Array) -> Array:
    return np.asarray(logit(np.clip(values, SMALLEST_SHARE, 1.0 - SMALLEST_SHARE)))


AMOUNT = Scale(_log, lambda values: np.asarray(np.exp(values)))
SHARE = Scale(_log_odds, lambda values: np.asarray(expit(values)))


@dataclass(frozen=True)
class Spread:
    """A median on the working scale and how far the 5 and 95 % quantiles lie below and above it."""

    middle: float
    below: float
    above: float

    def widened(self, factor: float, least: float) -> Spread:
        """Half-ranges times a factor, and no smaller than `least`."""
        return Spread(self.middle, max(factor * self.below, least), max(factor * self.above, least))

    def within(self, other: Spread) -> Spread:
        """Half-ranges no larger than those of another one."""
        return Spread(self.middle, min(self.below, other.below), min(self.above, other.above))

    def moved(self, by: float) -> Spread:
        """The same range elsewhere."""
        return Spread(self.middle + by, self.below, self.above)


@dataclass(frozen=True)
class Range:
    """Value and 90 % range in the unit of the quantity, rounded."""

    value: float
    p05: float
    p95: float


def pooled(samples: Sequence[Sample]) -> Spread:
    """Weighted quantiles of the draws of all peers together."""
    values = np.concatenate([draws for draws, _ in samples])
    weights = np.concatenate([np.full(draws.size, weight / draws.size) for draws, weight in samples])
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    low, middle, high = (float(np.interp(level, reached, values[order])) for level in (0.05, 0.5, 0.95))
    return Spread(middle, middle - low, high - middle)


def carried(figure: float, doubt: float, change: Spread, drift: float) -> Spread:
    """A figure on the working scale carried to the start.

    change: of the peers from the start to the figure's day. drift: what a province may differ from them in that time.
    """
    own = DOUBTS * Z95 * doubt
    wide = change.widened(WIDER, drift)
    return Spread(figure - change.middle, float(np.hypot(wide.above, own)), float(np.hypot(wide.below, own)))


def range_of(spread: Spread, scale: Scale, digits: int = DIGITS) -> Range:
    """The range in the unit of the quantity."""
    ends = np.array([spread.middle, spread.middle - spread.below, spread.middle + spread.above])
    value, low, high = (rounded(float(end), digits) for end in scale.back(ends))
    return Range(value, min(low, value), max(high, value))


def fixed(value: float) -> Range:
    """A number that is known."""
    return Range(value, value, value)


def rounded(value: float, digits: int = DIGITS) -> float:
    """The number with so many significant digits: the same on every machine."""
    return float(f"{value:.{digits}g}")
