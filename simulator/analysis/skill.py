"""How the model fares against the naive rivals: the backtest in one row an indicator, and all of it in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from simulator.analysis.backtest import MODEL, Forecast
from simulator.analysis.rivals import RIVALS
from simulator.analysis.scores import BANDS, LEVELS, covers, expected_hits, weighted_interval_score, width
from simulator.model.arrays import Array

ALL = "all"
WIDEST = 0.9  # the band whose width is compared


@dataclass(frozen=True)
class Hits:
    """How many figures a band held, of how many, and how many a true band holds 95 times in 100."""

    held: int
    of: int
    fewest: int
    most: int

    @property
    def is_right(self) -> bool:
        """Whether the band is neither too narrow nor too wide, as far as so few figures tell."""
        return self.fewest <= self.held <= self.most


@dataclass(frozen=True)
class Skill:
    """One row: scores are relative to the size of each series (mean of its figures), so that series can be pooled.

    score: mean weighted interval score by who says it; error: mean absolute error of the median; hits: the model's, by
    coverage; best: the rival with the least score; relative: the model's score over that; relative_width: mean width
    of the model's 90 % band over the best rival's, drawn in or out until it holds as many figures.
    """

    indicator: str
    forecasts: int
    score: Mapping[str, float]
    error: Mapping[str, float]
    hits: Mapping[float, Hits]
    best: str
    relative: float
    relative_width: float


def skill(forecasts: Sequence[Forecast]) -> tuple[Skill, ...]:
    """Return a row for each indicator that was asked about, then one for all. ValueError without forecasts."""
    if not forecasts:
        raise ValueError("no forecast to score")
    scales = _scales(forecasts)
    indicators = dict.fromkeys(forecast.question.actual.indicator for forecast in forecasts)
    rows = [_row(name, [f for f in forecasts if f.question.actual.indicator == name], scales) for name in indicators]
    return (*rows, _row(ALL, forecasts, scales)) if len(rows) > 1 else tuple(rows)


def _series(forecast: Forecast) -> tuple[str, str, str]:
    actual = forecast.question.actual
    return actual.locality, actual.indicator, actual.standard


def _scales(forecasts: Iterable[Forecast]) -> dict[tuple[str, str, str], float]:
    """Mean of the figures of each series that were asked for, each counted once."""
    figures: dict[tuple[str, str, str], dict[str, float]] = {}
    for forecast in forecasts:
        actual = forecast.question.actual
        figures.setdefault(_series(forecast), {})[actual.obs_id] = abs(actual.value)
    return {series: fmean(values.values()) or 1.0 for series, values in figures.items()}


def _row(indicator: str, forecasts: Sequence[Forecast], scales: Mapping[tuple[str, str, str], float]) -> Skill:
    who = (MODEL, *RIVALS)
    actual = [forecast.question.actual.value for forecast in forecasts]
    size = [scales[_series(forecast)] for forecast in forecasts]
    score = {
        name: fmean(
            weighted_interval_score(f.said[name], value) / scale
            for f, value, scale in zip(forecasts, actual, size, strict=True)
        )
        for name in who
    }
    error = {
        name: fmean(
            abs(f.said[name][3] - value) / scale for f, value, scale in zip(forecasts, actual, size, strict=True)
        )
        for name in who
    }
    hits = {}
    for coverage in BANDS:
        held = sum(covers(f.said[MODEL], value, coverage) for f, value in zip(forecasts, actual, strict=True))
        hits[coverage] = Hits(held, len(forecasts), *expected_hits(coverage, len(forecasts)))
    best = min(RIVALS, key=lambda name: score[name])
    widths = {
        name: fmean(width(f.said[name], WIDEST) / scale for f, scale in zip(forecasts, size, strict=True))
        for name in (MODEL, best)
    }
    factor = _as_wide_as_to_hold(hits[WIDEST].held, [f.said[best] for f in forecasts], actual)
    return Skill(
        indicator,
        len(forecasts),
        score,
        error,
        hits,
        best,
        score[MODEL] / score[best],
        widths[MODEL] / (factor * widths[best]),
    )


def _as_wide_as_to_hold(held: int, said: Sequence[Array], actual: Sequence[float]) -> float:
    """The factor nearest to 1 by which bands about their medians hold so many figures."""
    low, high = (LEVELS.index(end) for end in BANDS[WIDEST])
    middle = LEVELS.index(0.5)
    needed = []
    for quantiles, value in zip(said, actual, strict=True):
        off = value - quantiles[middle]
        half = quantiles[high] - quantiles[middle] if off > 0.0 else quantiles[middle] - quantiles[low]
        needed.append(abs(off) / max(float(half), np.finfo(float).tiny))
    needed = [0.0, *sorted(needed), np.inf]
    return float(min(max(1.0, needed[held]), needed[held + 1]))
