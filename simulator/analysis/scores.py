"""How good a forecast was: errors, coverage, the weighted interval score."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri
from scipy.stats import binom

from simulator.model.arrays import Array

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Quantiles that a forecast states: the median and the ends of the 50, 80 and 90 % bands."""

BANDS = {0.5: (0.25, 0.75), 0.8: (0.1, 0.9), 0.9: (0.05, 0.95)}
CONFIDENCE = 0.95


def weighted_interval_score(quantiles: Array, actual: float) -> float:
    """Weighted interval score of quantiles at LEVELS, (7,), in the unit of the figure; less is better.

    Bracher, Ray, Gneiting & Reich (2021): half the absolute error of the median and, for each band, its width and
    what the figure lies outside it, over the number of bands and a half.
    """
    at = dict(zip(LEVELS, quantiles, strict=True))
    score = 0.5 * abs(actual - at[0.5])
    for coverage, (low, high) in BANDS.items():
        alpha = 1.0 - coverage
        outside = max(at[low] - actual, 0.0) + max(actual - at[high], 0.0)
        score += 0.5 * alpha * (at[high] - at[low]) + outside
    return float(score / (len(BANDS) + 0.5))


def covers(quantiles: Array, actual: float, coverage: float) -> bool:
    """Whether the band of that coverage holds the figure."""
    at = dict(zip(LEVELS, quantiles, strict=True))
    low, high = BANDS[coverage]
    return bool(at[low] <= actual <= at[high])


def width(quantiles: Array, coverage: float) -> float:
    """Width of a band, in the unit of the figure."""
    at = dict(zip(LEVELS, quantiles, strict=True))
    low, high = BANDS[coverage]
    return float(at[high] - at[low])


def expected_hits(coverage: float, forecasts: int) -> tuple[int, int]:
    """The fewest and the most of so many figures that a true band holds, 95 times in 100."""
    tail = 0.5 * (1.0 - CONFIDENCE)
    return int(binom.ppf(tail, forecasts, coverage)), int(binom.ppf(1.0 - tail, forecasts, coverage))


def normal_quantiles(centre: float, spread: float) -> Array:
    """Quantiles at LEVELS of a normal distribution, (7,)."""
    return np.asarray(centre + spread * ndtri(np.array(LEVELS)))
