"""Sampling a posterior with the batched model: a normal start by ensemble Kalman inversion, corrected by tempered SMC.

The start (Iglesias, Law & Stuart 2013) finds the region that the figures allow in a few runs; sequential Monte Carlo
(Del Moral, Doucet & Jasra 2006) then goes from that normal to the posterior itself, so that the result does not depend
on the start being right. Variables that no figure depends on are drawn from their prior and left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cholesky, solve, solve_triangular

from simulator.model.arrays import Array

# z (variable, draw) -> log-likelihood (draw,) and distances from the figures in spreads (term, draw)
Evaluate = Callable[[Array], tuple[Array, Array]]
Progress = Callable[[float], None]
EFFECTIVE = 0.5  # share of the ensemble that stays effective from one temperature to the next
KALMAN_STEPS = 5
WIDER = 1.25  # factor on fitted variances: a start or a proposal that is too wide is only slower, too narrow is wrong
TRIALS = 8  # points at which a variable must leave every figure alone to count as untouched
TARGET_ACCEPTANCE = 0.3


@dataclass(frozen=True)
class Settings:
    """Members of the ensemble, moves per temperature and at the end, and the seed."""

    draws: int = 1000
    moves: int = 3
    last_moves: int = 48
    seed: int = 20260101


@dataclass(frozen=True)
class Sample:
    """Equally weighted posterior draws z (variable, draw) and how the sampler fared.

    effective: draws times one minus the squared correlation of the ensemble before and after the last moves, at worst.
    """

    z: Array
    log_likelihood: Array
    temperatures: tuple[float, ...]
    acceptance: float
    effective: float


@dataclass
class _Normal:
    """A normal distribution fitted to an ensemble, a little wider."""

    mean: Array
    factor: Array

    @classmethod
    def fitted(cls, z: Array) -> _Normal:
        spread = WIDER * np.cov(z) + 1e-6 * np.eye(z.shape[0])
        return cls(z.mean(axis=1, keepdims=True), cholesky(spread, lower=True))

    def drawn(self, draws: int, rng: np.random.Generator) -> Array:
        return self.mean + self.factor @ rng.standard_normal((len(self.mean), draws))

    def log_density(self, z: Array) -> Array:
        """Up to a constant that is the same for every z, (draw,)."""
        standard = solve_triangular(self.factor, z - self.mean, lower=True)
        density: Array = -0.5 * np.square(standard).sum(axis=0)
        return density


@dataclass
class _Path:
    """The path from the start to the posterior: (1 - t) log start + t (log-likelihood + log prior)."""

    evaluate: Evaluate
    start: _Normal
    rng: np.random.Generator
    step: float = 0.6
    runs: int = field(default=0)
    on_run: Callable[[int], None] | None = None

    def likelihood(self, z: Array) -> Array:
        self.runs += 1
        if self.on_run is not None:
            self.on_run(self.runs)
        return self.evaluate(z)[0]

    def gain(self, z: Array, likelihood: Array) -> Array:
        """Log posterior less log start, (draw,): what tempering brings in."""
        prior: Array = -0.5 * np.square(z).sum(axis=0)
        return likelihood + prior - self.start.log_density(z)

    def moved(self, z: Array, likelihood: Array, temperature: float, moves: int) -> tuple[Array, Array, float]:
        """The ensemble after Crank-Nicolson moves about its own fitted normal: (z, log-likelihood, acceptance)."""
        about = _Normal.fitted(z)
        accepted = 0.0

        def excess(points: Array, fit: Array) -> Array:
            over: Array = self.start.log_density(points) - about.log_density(points)
            return over + temperature * self.gain(points, fit)

        current = excess(z, likelihood)
        for _ in range(moves):
            noise = about.drawn(z.shape[1], self.rng) - about.mean
            proposal = about.mean + np.sqrt(1.0 - self.step**2) * (z - about.mean) + self.step * noise
            fit = self.likelihood(proposal)
            proposed = excess(proposal, fit)
            taken = np.log(self.rng.random(z.shape[1])) < proposed - current
            z, likelihood = np.where(taken, proposal, z), np.where(taken, fit, likelihood)
            current = np.where(taken, proposed, current)
            share = float(taken.mean())
            accepted += share / moves
            self.step = float(np.clip(self.step * np.exp(0.7 * (share - TARGET_ACCEPTANCE)), 0.05, 0.95))
        return z, likelihood, accepted


def sample(evaluate: Evaluate, dimension: int, settings: Settings, progress: Progress | None = None) -> Sample:
    """Draw from exp(log-likelihood(z)) * N(z; 0, I), z of shape (dimension, draw); same seed, same draws."""
    rng = np.random.default_rng(settings.seed)
    z = rng.standard_normal((dimension, settings.draws))
    touched = _touched(evaluate, dimension, rng)

    def inner(part: Array) -> tuple[Array, Array]:
        whole = np.zeros((dimension, part.shape[1]))
        whole[touched] = part
        return evaluate(whole)

    start = _Normal.fitted(_inverted(inner, z[touched], rng))
    expected = KALMAN_STEPS + 6 * settings.moves + settings.last_moves
    path = _Path(inner, start, rng, on_run=_reporting(progress, expected))
    part = start.drawn(settings.draws, rng)
    likelihood = path.likelihood(part)
    temperatures = [0.0]
    while temperatures[-1] < 1.0:
        gain = path.gain(part, likelihood)
        temperatures.append(_next_temperature(gain, temperatures[-1]))
        chosen = _systematic(_weights(gain, temperatures[-1] - temperatures[-2]), rng)
        part, likelihood = part[:, chosen], likelihood[chosen]
        part, likelihood, acceptance = path.moved(part, likelihood, temperatures[-1], settings.moves)
    before = part
    part, likelihood, acceptance = path.moved(part, likelihood, 1.0, settings.last_moves)
    z[touched] = part
    if progress is not None:
        progress(1.0)
    return Sample(z, likelihood, tuple(temperatures), acceptance, _effective(before, part))


def _reporting(progress: Progress | None, expected: int) -> Callable[[int], None]:
    """Progress by runs of the model, KALMAN_STEPS of which are done; never quite 1 before the end."""

    def report(runs: int) -> None:
        if progress is not None:
            progress(min(0.99, (KALMAN_STEPS + runs) / expected))

    return report


def _touched(evaluate: Evaluate, dimension: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which variables change some figure, tried one by one at several points in one run of the model."""
    points = rng.standard_normal((dimension, TRIALS))
    tried = np.repeat(points[:, :, None], dimension + 1, axis=2)
    index = np.arange(dimension)
    tried[index, :, index + 1] += 0.5
    distances = evaluate(tried.reshape(dimension, -1))[1].reshape(-1, TRIALS, dimension + 1)
    changes = np.abs(distances[:, :, 1:] - distances[:, :, :1]).max(axis=(0, 1))
    return np.asarray(changes > 1e-9)


def _inverted(evaluate: Evaluate, z: Array, rng: np.random.Generator) -> Array:
    """Ensemble Kalman inversion in KALMAN_STEPS equal steps of the tempered likelihood, (variable, draw)."""
    for _ in range(KALMAN_STEPS):
        distances = evaluate(z)[1]
        off = distances - distances.mean(axis=1, keepdims=True)
        centred = z - z.mean(axis=1, keepdims=True)
        draws = z.shape[1]
        noise = np.sqrt(KALMAN_STEPS) * rng.standard_normal(distances.shape)
        inner = off @ off.T / draws + KALMAN_STEPS * np.eye(len(distances))
        z = z + (centred @ off.T / draws) @ solve(inner, noise - distances, assume_a="pos")
    return z


def _weights(gain: Array, power: float) -> Array:
    weights = np.exp(power * (gain - gain.max()))
    return np.asarray(weights / weights.sum())


def _next_temperature(gain: Array, temperature: float) -> float:
    """The largest step, by bisection, that keeps enough of the ensemble effective."""
    enough = gain.size * EFFECTIVE

    def effective(power: float) -> float:
        return float(1.0 / np.square(_weights(gain, power)).sum())

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


def _effective(before: Array, after: Array) -> float:
    centred = [points - points.mean(axis=1, keepdims=True) for points in (before, after)]
    scale = np.sqrt(np.square(centred[0]).sum(axis=1) * np.square(centred[1]).sum(axis=1))
    correlation = (centred[0] * centred[1]).sum(axis=1) / scale
    return float(after.shape[1] * (1.0 - np.square(correlation).max()))
