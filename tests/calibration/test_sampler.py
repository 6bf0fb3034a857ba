"""The sampler against posteriors that are known in closed form."""

from __future__ import annotations

import numpy as np
from scipy.special import log_ndtr
from scipy.stats import norm

from simulator.calibration.sampler import Settings, sample
from simulator.model.arrays import Array

SETTINGS = Settings(draws=2000, seed=3)
TILT = np.array([[1.0, 0.5, 0.0], [0.0, 2.0, -1.0]])
SEEN = np.array([[1.5], [-2.0]])
NOISE = np.array([[0.2], [0.5]])
GRID = np.linspace(-6.0, 6.0, 20_001)


def gaussian(z: Array) -> tuple[Array, Array]:
    """Two noisy readings of three standard normal variables."""
    distances = (TILT @ z - SEEN) / NOISE
    return -0.5 * np.square(distances).sum(axis=0), distances


def between(low: float, high: float, width: float, z: Array) -> tuple[Array, Array]:
    """The first variable lies above `low` and below `high`, borders of some width; the second is free."""
    above, below = (z[0] - low) / width, (high - z[0]) / width
    return log_ndtr(above) + log_ndtr(below), np.stack([np.minimum(above, 0.0), np.minimum(below, 0.0)])


def assert_follows(low: float, high: float, width: float) -> None:
    """Mean and spread of the draws are those of the density on a grid."""
    density = norm.pdf(GRID) * np.exp(between(low, high, width, GRID[None])[0])
    density /= density.sum()
    mean = float((GRID * density).sum())
    spread = float(np.sqrt((np.square(GRID - mean) * density).sum()))
    first, second = sample(lambda z: between(low, high, width, z), 2, SETTINGS).z
    assert abs(first.mean() - mean) < 0.1 * spread
    assert abs(first.std() / spread - 1.0) < 0.1
    assert abs(second.mean()) < 0.1
    assert abs(second.std() - 1.0) < 0.1


def test_a_gaussian_posterior_is_recovered() -> None:
    covariance = np.linalg.inv(np.eye(3) + TILT.T @ np.diag(NOISE[:, 0] ** -2) @ TILT)
    mean = covariance @ TILT.T @ (SEEN / NOISE**2)[:, 0]
    spread = np.sqrt(np.diag(covariance))
    found = sample(gaussian, 3, SETTINGS)
    assert np.abs((found.z.mean(axis=1) - mean) / spread).max() < 0.1
    assert np.abs((np.cov(found.z) - covariance) / np.outer(spread, spread)).max() < 0.12
    assert found.effective > 0.5 * SETTINGS.draws
    np.testing.assert_allclose(found.log_likelihood, gaussian(found.z)[0])


def test_a_one_sided_posterior_is_recovered() -> None:
    assert_follows(1.0, np.inf, 0.25)


def test_a_bounded_posterior_is_recovered() -> None:
    assert_follows(1.0, 1.5, 0.02)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    settings = Settings(draws=300, seed=8)
    first, again = sample(gaussian, 3, settings), sample(gaussian, 3, settings)
    np.testing.assert_array_equal(first.z, again.z)
    assert not np.array_equal(first.z, sample(gaussian, 3, Settings(draws=300, seed=9)).z)


def test_progress_rises_to_one() -> None:
    seen: list[float] = []
    sample(gaussian, 3, Settings(draws=300), seen.append)
    assert len(seen) >= 3
    assert seen == sorted(seen)
    assert (seen[0] > 0.0, seen[-1]) == (True, 1.0)
