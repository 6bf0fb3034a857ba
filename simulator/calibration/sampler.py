"""Sampling a posterior with the batched model: each draw fitted to figures of its own, then moved to the posterior.

Randomised maximum likelihood (Oliver, He & Reynolds 1996; ensemble form: Chen & Oliver 2013): a draw of the prior is
led, by Gauss-Newton steps, to where figures with a draw of their noise added are met best. For a linear model these are
draws of the posterior, independent of each other. Metropolis-adjusted Langevin moves with the same sensitivities
(Roberts & Tweedie 1996) then leave the posterior itself unchanged and remove what is left of the nonlinearity. The
draws are led in islands that share nothing but the figures, so that their differences say how good the draws are.
Variables that no figure depends on are drawn from their prior and left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cholesky, inv, solve

from simulator.model.arrays import Array

# z (variable, draw) -> log-likelihood (draw,) and distances from the figures in spreads (term, draw)
Evaluate = Callable[[Array], tuple[Array, Array]]
Progress = Callable[[float], None]
Islands = list[NDArray[np.intp]]
Single = NDArray[np.float32]  # sensitivities of every draw are large, and need no more
TRIALS = 8  # points at which a variable must leave every figure alone to count as untouched
AT_ONCE = 1500  # draws in one run of the model: more would leave the processor's cache
STEP = 0.25  # of a standard normal variable, for sensitivities
ISLANDS = 20
NEAR_PRIOR = 0.3  # where a draw sets out, as a share of its prior draw: the tails of the prior are far from any figure
LED_TOGETHER, FIRST_STEPS, FIRST_SHARE = 6, 2, 0.6  # Gauss-Newton steps; the first few go a part of the way
POINTS = 3  # draws of an island at which sensitivities are taken
LED_ALONE = 10  # steps with sensitivities of each draw's own
GENTLE, HARSH, SOFTEST = 0.3, 4.0, 1e-3  # factors on the damping of a step that helped, that did not; least damping
REFIT = 16  # moves between two looks at the sensitivities of all draws
ALL_POINTS = 24
TARGET_ACCEPTANCE = 0.45
FARTHEST = 5.0  # standard deviations of the prior: farther out no draw is led or moved
STEP_SPREAD = 0.4  # of the logarithm of a move's length among the draws


@dataclass(frozen=True)
class Settings:
    """Members of the ensemble, moves at the end, and the seed."""

    draws: int = 1000
    moves: int = 48
    seed: int = 20260101


@dataclass(frozen=True)
class Sample:
    """Equally weighted posterior draws z (variable, draw) and how the sampler fared.

    effective: number of independent draws that the means of the islands differ like, at most all.
    """

    z: Array
    log_likelihood: Array
    acceptance: float
    effective: float


def sample(
    evaluate: Evaluate,
    dimension: int,
    settings: Settings,
    progress: Progress | None = None,
    two_sided: NDArray[np.bool_] | None = None,
) -> Sample:
    """Draw from exp(log-likelihood(z)) * N(z; 0, I), z of shape (dimension, draw); same seed, same draws.

    two_sided (term,): which distances are of figures that have noise; those of floors and ceilings have none. All
    without it.
    """
    rng = np.random.default_rng(settings.seed)
    z = rng.standard_normal((dimension, settings.draws))
    touched = _touched(evaluate, dimension, rng)
    if not touched.any():
        return Sample(z, evaluate(z)[0], 1.0, float(settings.draws))
    work = _Work(evaluate, touched, progress, _expected(int(touched.sum()), settings))
    islands = np.array_split(np.arange(settings.draws), ISLANDS)
    prior = z[touched]
    part = _alone(work, prior, *_together(work, prior, islands, two_sided, rng))
    part, likelihood, acceptance = _moved(work, part, settings.moves, rng)
    z[touched] = part
    if progress is not None:
        progress(1.0)
    return Sample(z, likelihood, acceptance, _effective(part, islands))


class _Work:
    """The model as a function of the variables that matter, and how much of the work is done."""

    def __init__(
        self, evaluate: Evaluate, touched: NDArray[np.bool_], progress: Progress | None, expected: float
    ) -> None:
        self._evaluate, self._touched, self._progress = evaluate, touched, progress
        self._expected, self._done = expected, 0

    def __call__(self, part: Array) -> tuple[Array, Array]:
        """Log-likelihood (draw,) and distances (term, draw) of the variables that matter."""
        whole = np.zeros((len(self._touched), part.shape[1]))
        whole[self._touched] = part
        found = self._evaluate(whole)
        self._done += part.shape[1]
        if self._progress is not None:
            self._progress(min(0.99, self._done / self._expected))
        return found

    def sensitivities(self, points: Array) -> Array:
        """Change of each distance with each variable at some points, (term, variable, point)."""
        size = len(points)
        index = np.arange(size)
        found = []
        for few in np.array_split(points, -(-points.shape[1] * size // AT_ONCE), axis=1):
            tried = np.repeat(few[:, :, None], size + 1, axis=2)
            tried[index, :, index + 1] += STEP
            distances = self(tried.reshape(size, -1))[1].reshape(-1, few.shape[1], size + 1)
            found.append((distances[:, :, 1:] - distances[:, :, :1]).transpose(0, 2, 1) / STEP)
        return np.concatenate(found, axis=2)


def _expected(variables: int, settings: Settings) -> float:
    """Draws of the model that the whole work takes, about."""
    fits = ISLANDS * LED_TOGETHER * POINTS + -(-settings.moves // REFIT) * ALL_POINTS
    runs = LED_TOGETHER + LED_ALONE + settings.moves + 2
    return float(fits * (variables + 1) + runs * settings.draws)


def _together(
    work: _Work, prior: Array, islands: Islands, two_sided: NDArray[np.bool_] | None, rng: np.random.Generator
) -> tuple[Array, Array, Single]:
    """Lead the draws of each island with sensitivities that they share.

    Return where they are, the noise of their figures (term, draw), and the sensitivities (draw, term, variable).
    """
    z, noise = NEAR_PRIOR * prior, np.empty(0)
    own: Single = np.empty(0, dtype=np.float32)
    for step in range(LED_TOGETHER):
        chosen = [rng.choice(island, min(POINTS, len(island)), replace=False) for island in islands]
        found = np.split(work.sensitivities(z[:, np.concatenate(chosen)]), len(islands), axis=2)
        distances = work(z)[1]
        if step == 0:
            noise = rng.standard_normal(distances.shape)
            noise[np.zeros(len(noise), dtype=bool) if two_sided is None else ~two_sided] = 0.0
            own = np.empty((z.shape[1], *found[0].shape[:2]), dtype=np.float32)
        aim = np.empty_like(z)
        for island, each in zip(islands, found, strict=True):
            shared = each.mean(axis=2)
            own[island] = shared
            inner = np.eye(len(shared)) + shared @ shared.T
            missed = distances[:, island] + noise[:, island] - shared @ (z - prior)[:, island]
            aim[:, island] = prior[:, island] - shared.T @ solve(inner, missed, assume_a="pos")
        z = _within(z + (FIRST_SHARE if step < FIRST_STEPS else 1.0) * (aim - z))
    return z, noise, own


def _alone(work: _Work, prior: Array, z: Array, noise: Array, own: Single) -> Array:
    """Lead each draw on with sensitivities of its own, corrected after each step by what it brought (Broyden).

    Levenberg-Marquardt steps on half the squared distances from the prior draw and from the noisy figures.
    """
    eye = np.eye(own.shape[1], dtype=np.float32)
    damping = np.full(z.shape[1], 0.1)
    distances = work(z)[1]
    misfit = _misfit(z - prior, distances + noise)
    for _ in range(LED_ALONE):
        scale = (1.0 + damping).astype(np.float32)
        felt = own.transpose(0, 2, 1) @ (distances + noise).T.astype(np.float32)[:, :, None]
        slope = (z - prior).T.astype(np.float32)[:, :, None] + felt
        inner = eye * scale[:, None, None] + own @ own.transpose(0, 2, 1)
        step = (own.transpose(0, 2, 1) @ np.linalg.solve(inner, own @ slope) - slope)[:, :, 0] / scale[:, None]
        tried = _within(z + step.T)
        gone = (tried - z).T.astype(np.float32)
        brought = work(tried)[1]
        unexpected = (brought - distances).T - (own @ gone[:, :, None])[:, :, 0]
        length = np.maximum(np.square(gone).sum(axis=1), np.finfo(np.float32).tiny)
        own += (unexpected.astype(np.float32) / length[:, None])[:, :, None] * gone[:, None, :]
        reached = _misfit(tried - prior, brought + noise)
        better = reached < misfit
        z, distances = np.where(better, tried, z), np.where(better, brought, distances)
        misfit = np.where(better, reached, misfit)
        damping = np.maximum(np.where(better, GENTLE * damping, HARSH * damping), SOFTEST)
    return z


def _within(z: Array) -> Array:
    """Back to where the prior lets the model be run: far out a run may take for ever."""
    return np.asarray(np.clip(z, -FARTHEST, FARTHEST))


def _misfit(off: Array, distances: Array) -> Array:
    misfit: Array = 0.5 * (np.square(off).sum(axis=0) + np.square(distances).sum(axis=0))
    return misfit


class _Langevin:
    """Moves with a drift towards the figures, at sensitivities taken at a few draws; exact whatever those are."""

    def __init__(self, work: _Work, z: Array, rng: np.random.Generator) -> None:
        points = z[:, rng.choice(z.shape[1], min(ALL_POINTS, z.shape[1]), replace=False)]
        found = work.sensitivities(points)
        self.mean = found.mean(axis=2)
        self.precision = np.eye(len(z)) + np.einsum("tvp,twp->vw", found, found, optimize=True) / points.shape[1]
        self.covariance = inv(self.precision)
        self.factor = cholesky(self.covariance, lower=True)

    def drifted(self, z: Array, distances: Array, length: Array) -> Array:
        """Where a draw goes but for chance: half a squared length down the slope."""
        drift: Array = z - 0.5 * length**2 * (self.covariance @ (z + self.mean.T @ distances))
        return drift

    def log_density(self, off: Array, length: Array) -> Array:
        """Of going so far off where the drift leads, up to a constant, (draw,)."""
        density: Array = -0.5 * (off * (self.precision @ off)).sum(axis=0) / length**2
        return density


def _moved(work: _Work, z: Array, moves: int, rng: np.random.Generator) -> tuple[Array, Array, float]:
    """The draws after Metropolis-adjusted moves, their log-likelihood, and the share of the last moves taken."""
    likelihood, distances = work(z)
    length, share = 0.3, 1.0
    for move in range(moves):
        if move % REFIT == 0:
            langevin = _Langevin(work, z, rng)
        lengths = length * np.exp(STEP_SPREAD * rng.standard_normal(z.shape[1]))
        there = langevin.drifted(z, distances, lengths)
        tried = there + lengths * (langevin.factor @ rng.standard_normal(z.shape))
        found, brought = work(_within(tried))
        found = np.where(np.abs(tried).max(axis=0) > FARTHEST, -np.inf, found)
        back = langevin.drifted(tried, brought, lengths)
        gain = found - likelihood + 0.5 * (np.square(z) - np.square(tried)).sum(axis=0)
        gain += langevin.log_density(z - back, lengths) - langevin.log_density(tried - there, lengths)
        taken = np.log(rng.random(z.shape[1])) < gain
        z, distances = np.where(taken, tried, z), np.where(taken, brought, distances)
        likelihood = np.where(taken, found, likelihood)
        share = float(taken.mean())
        length = float(np.clip(length * np.exp(0.7 * (share - TARGET_ACCEPTANCE)), 0.01, 2.0))
    return z, likelihood, share


def _touched(evaluate: Evaluate, dimension: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which variables change some figure, tried one by one at several points in one run of the model."""
    points = rng.standard_normal((dimension, TRIALS))
    tried = np.repeat(points[:, :, None], dimension + 1, axis=2)
    index = np.arange(dimension)
    tried[index, :, index + 1] += 0.5
    distances = evaluate(tried.reshape(dimension, -1))[1].reshape(-1, TRIALS, dimension + 1)
    changes = np.abs(distances[:, :, 1:] - distances[:, :, :1]).max(axis=(0, 1))
    return np.asarray(changes > 1e-9)


def _effective(z: Array, islands: Islands) -> float:
    """Draws over how many times more the islands' means differ, on average over the variables, than by chance."""
    islands = [island for island in islands if len(island) > 1]
    means = np.stack([z[:, island].mean(axis=1) for island in islands])
    within = np.mean([z[:, island].var(axis=1, ddof=1) / len(island) for island in islands], axis=0)
    times = float(np.mean(means.var(axis=0, ddof=1) / within))
    return float(z.shape[1] / max(1.0, times))
