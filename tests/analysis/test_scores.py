"""Scores against their definitions: a pinball loss, a binomial count, a normal distribution."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from simulator.analysis.scores import (
    BANDS,
    LEVELS,
    covers,
    expected_hits,
    normal_quantiles,
    weighted_interval_score,
    width,
)

FIGURES = st.floats(-100.0, 100.0)
QUANTILES = st.lists(FIGURES, min_size=7, max_size=7).map(lambda values: np.sort(np.array(values)))


@given(QUANTILES, FIGURES)
def test_the_score_is_twice_the_mean_pinball_loss(quantiles: np.ndarray, actual: float) -> None:
    """Bracher et al. 2021, equation 3: the weighted interval score is a mean of quantile scores."""
    pinball = [2.0 * ((actual <= q) - level) * (q - actual) for level, q in zip(LEVELS, quantiles, strict=True)]
    assert weighted_interval_score(quantiles, actual) == pytest.approx(np.mean(pinball), rel=1e-9, abs=1e-9)


@given(FIGURES, FIGURES)
def test_a_certain_forecast_scores_its_absolute_error(said: float, actual: float) -> None:
    assert weighted_interval_score(np.full(7, said), actual) == pytest.approx(abs(said - actual), abs=1e-9)


@given(QUANTILES, FIGURES, st.floats(0.01, 50.0))
def test_scores_and_widths_go_with_the_unit(quantiles: np.ndarray, actual: float, factor: float) -> None:
    larger = weighted_interval_score(factor * quantiles, factor * actual)
    assert larger == pytest.approx(factor * weighted_interval_score(quantiles, actual), rel=1e-6, abs=1e-6)
    for coverage in BANDS:
        assert width(factor * quantiles, coverage) == pytest.approx(factor * width(quantiles, coverage), abs=1e-6)


def test_bands_of_a_true_forecast_hold_what_they_say() -> None:
    figures = np.random.default_rng(5).standard_normal(4_000)
    quantiles = normal_quantiles(0.0, 1.0)
    np.testing.assert_allclose(quantiles, norm.ppf(LEVELS))
    for coverage in BANDS:
        held = sum(covers(quantiles, figure, coverage) for figure in figures)
        fewest, most = expected_hits(coverage, len(figures))
        assert fewest <= held <= most
        assert fewest < coverage * len(figures) < most


def test_an_honest_forecast_scores_better_than_a_bold_or_a_shy_one() -> None:
    figures = np.random.default_rng(6).standard_normal(2_000)
    scores = {
        spread: np.mean([weighted_interval_score(normal_quantiles(0.0, spread), figure) for figure in figures])
        for spread in (0.3, 1.0, 3.0)
    }
    assert scores[1.0] == min(scores.values())
