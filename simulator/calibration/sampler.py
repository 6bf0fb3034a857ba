"""Tempered sequential Monte Carlo with the batched model (Del Moral, Doucet & Jasra 2006)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cholesky, solve_triangular

from simulator.model.arrays import Array

LogLikelihood = Callable[[Array], Array]
Progress = Callable[[float], None]
EFFECTIVE = 0.35


@dataclass(frozen=True)
class Settings:
    """Members of the ensemble, moves per temperature and at the end, and the seed."""

    draws: int = 1000
    moves: int = 2
    last_moves: int = 14
    seed: int = 20260101


@dataclass(frozen=True)
class Sample:
    """Equally weighted posterior draws z (free parameter, draw) and how the sampler fared.

    effective: effective sample size, the draws left distinct and moved apart by the last moves.
    """

    z: Array
    log_likelihood: Array
    temperatures: tuple[float, ...]
    acceptance: float
    effective: float


def sample(
    log_likelihood: LogLikelihood, dimension: int, settings: Settings, progress: Progress | None = None
) -> Sample:
    """Draw from exp(log_likelihood(z)) * N(z; 0, I).

    Temperatures are chosen so that a share EFFECTIVE of the ensemble stays effective; moves are Crank-Nicolson
    steps about a normal fitted to the ensemble, which keep a high acceptance in many dimensions.
    """
    rng = np.random.default_rng(settings.seed)
    z = rng.standard_normal((dimension, settings.draws))
    fit = log_likelihood(z)
    temperature, temperatures, step = 0.0, [0.0], 0.6
    while temperature < 1.0:
        following = _next_temperature(fit, temperature)
        weights = _weights(fit, following - temperature)
        chosen = _systematic(weights, rng)
        z, fit, temperature = z[:, chosen], fit[chosen], following
        temperatures.append(temperature)
        moves = settings.moves if temperature < 1.0 else settings.last_moves
        before = z
        z, fit, step, acceptance = _moved(log_likelihood, z, fit, temperature, step, moves, rng)
        if progress is not None:
            progress(min(1.0, 0.1 + 0.9 * temperature**0.25))
    return Sample(z, fit, tuple(temperatures), acceptance, _effective(before, z))


def _weights(fit: Array, power: float) -> Array:
    scaled = power * (fit - fit.max())
    weights = np.exp(scaled)
    return np.asarray(weights / weights.sum())


def _next_temperature(fit: Array, temperature: float) -> float:
    """The largest step, by bisection, that keeps enough of the ensemble effective."""
    enough = fit.size * EFFECTIVE

    def effective(power: float) -> float:
        return float(1.0 / np.square(_weights(fit, power)).sum())

    if effective(1.0 - temperature) >= enough:
        return 1.0
    low, high = 0.0, 1.0 - temperature
    for _ in range(40):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if effective(middle) > enough else (low, middle)
    return temperature + low


def _systematic(weights: Array, rng: np.random.Generator) -> NDArray[np.intp]:
    positions = (rng.random() + np.arange(weights.size)) / weights.size
    found: NDArray[np.intp] = np.minimum(np.searchsorted(np.cumsum(weights), positions), weights.size - 1)
    return found


def _moved(
    log_likelihood: LogLikelihood,
    z: Array,
    fit: Array,
    temperature: float,
    step: float,
    moves: int,
    rng: np.random.Generator,
) -> tuple[Array, Array, float, float]:
    """The ensemble after some moves at one temperature: (z, log-likelihood, adapted step, mean acceptance)."""
    mean = z.mean(axis=1, keepdims=True)
    spread = np.cov(z) + 1e-6 * np.eye(z.shape[0])
    factor = cholesky(spread, lower=True)
    accepted_shares = []

    def excess(points: Array, likelihood: Array) -> Array:
        """Log target minus log of the fitted normal: what the acceptance compares."""
        standard = solve_triangular(factor, points - mean, lower=True)
        gap: Array = np.square(standard).sum(axis=0) - np.square(points).sum(axis=0)
        return temperature * likelihood + 0.5 * gap

    current = excess(z, fit)
    for _ in range(moves):
        noise = factor @ rng.standard_normal(z.shape)
        proposal = mean + np.sqrt(1.0 - step**2) * (z - mean) + step * noise
        proposal_fit = log_likelihood(proposal)
        proposed = excess(proposal, proposal_fit)
        accepted = np.log(rng.random(fit.size)) < proposed - current
        z = np.where(accepted, proposal, z)
        fit = np.where(accepted, proposal_fit, fit)
        current = np.where(accepted, proposed, current)
        share = float(accepted.mean())
        accepted_shares.append(share)
        step = float(np.clip(step * np.exp(0.7 * (share - 0.3)), 0.05, 0.95))
    return z, fit, step, float(np.mean(accepted_shares))


def _effective(before: Array, after: Array) -> float:
    """Draws times one minus the squared correlation between the ensemble before and after the last moves, at worst."""
    centred = [points - points.mean(axis=1, keepdims=True) for points in (before, after)]
    scale = np.sqrt(np.square(centred[0]).sum(axis=1) * np.square(centred[1]).sum(axis=1))
    correlation = (centred[0] * centred[1]).sum(axis=1) / scale
    return float(after.shape[1] * (1.0 - np.square(correlation).max()))
