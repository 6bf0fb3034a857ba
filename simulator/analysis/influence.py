"""Which reported figures taught what: the few that, taken alone, account for most of what was learnt.

Worked out on the linear normal problem about the posterior: with the sensitivities g_k of the figures (in spreads) to
the standard normal variables, averaged over a few draws, the variance after a set of figures is the inverse of
I + sum g_k g_k'. Figures are left out one by one, each time the one that the variable misses least, until few are
left. Where that problem does not give the narrowing that the draws show, no figure is named.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import inv
from scipy.special import log_ndtr

from simulator.analysis.learning import NARROWED
from simulator.calibration import Posterior
from simulator.calibration.likelihood import Term
from simulator.calibration.problem import Problem, problem
from simulator.evidence import Evidence, Observation
from simulator.model.arrays import Array
from simulator.model.years import YEAR
from simulator.scenario import Scenario

POINTS = 6  # draws over which the sensitivities are averaged
STEP = 0.25  # of a standard normal variable
MOST = 3  # figures named for a parameter
ENOUGH = 0.8  # share of the narrowing, in logarithms, that fewer figures must still account for
SMALLEST = 1e-9  # of a variance: less is rounding
TRUSTED = 1.3  # the linear problem and the draws may differ by this factor in the standard deviation


@dataclass(frozen=True)
class Influence:
    """The figures that narrowed one parameter most, the one that would be missed most first.

    share: of the whole narrowing (logarithm of the standard deviation) that they account for without the others.
    """

    parameter: str
    figures: tuple[Observation, ...]
    share: float


@dataclass(frozen=True)
class Influences:
    """What taught what.

    found: parameters clearly narrowed, by the draws and by the linear problem alike. unexplained: those that the draws
    show clearly narrower than the figures account for, because the problem is far from linear there or because the
    draws are too few and too much alike.
    """

    found: tuple[Influence, ...]
    unexplained: tuple[str, ...]


def influences(evidence: Evidence, baseline: Scenario, posterior: Posterior) -> Influences:
    """Return the main figures of each clearly narrowed parameter, where the linear problem is a fair picture."""
    task = problem(evidence, baseline, effects=posterior.effects, fast=True)
    if not task.terms:
        return Influences((), ())
    latent = posterior.z.astype(np.float64)
    sensitivities = _sensitivities(task, latent)
    variance = variance_after(sensitivities)
    expected = np.sqrt(np.diag(variance))
    kept = latent.std(axis=1)
    found, unexplained = [], []
    for place, prior in enumerate(task.free):
        ratio = expected[place] / kept[place]
        if prior.name.startswith(YEAR):
            continue
        if kept[place] < NARROWED and ratio > TRUSTED:
            unexplained.append(prior.name)
        elif max(kept[place], expected[place]) < NARROWED and ratio > 1.0 / TRUSTED:
            chosen, share = carriers(sensitivities, variance, place)
            found.append(Influence(prior.name, tuple(task.terms[number].observation for number in chosen), share))
    return Influences(tuple(found), tuple(unexplained))


def carriers(sensitivities: Array, variance: Array, variable: int) -> tuple[tuple[int, ...], float]:
    """Return at most MOST figures that narrow a variable, and their share of the whole narrowing.

    sensitivities: (figure, variable), in spreads a standard deviation of before. variance: after all figures.
    """
    left = float(variance[variable, variable])
    whole = float(np.log(left))
    if whole > -SMALLEST:
        return (), 0.0
    chosen = list(range(len(sensitivities)))
    heard = sensitivities @ variance @ sensitivities.T  # (figure, figure), of those still chosen
    told = sensitivities @ variance[:, variable]
    while True:
        without = np.maximum(1.0 - np.diag(heard), SMALLEST)
        losses = told**2 / without
        least = int(losses.argmin())
        share = float(np.log(left + losses[least])) / whole
        if len(chosen) == 1 or (len(chosen) <= MOST and share < ENOUGH):
            order = np.argsort(-losses, kind="stable")
            return tuple(chosen[place] for place in order), float(np.log(left)) / whole
        left += float(losses[least])
        told = np.delete(told + told[least] * heard[least] / without[least], least)
        heard = heard + np.outer(heard[least], heard[least]) / without[least]
        heard = np.delete(np.delete(heard, least, axis=0), least, axis=1)
        chosen.pop(least)


def variance_after(sensitivities: Array) -> Array:
    """Return the variance of the variables after all figures, (variable, variable)."""
    return np.asarray(inv(np.eye(sensitivities.shape[1]) + sensitivities.T @ sensitivities))


def _sensitivities(task: Problem, latent: Array) -> Array:
    """Return the mean change of each figure's distance with each variable, (figure, variable)."""
    size, draws = latent.shape
    points = latent[:, np.linspace(0, draws - 1, POINTS).astype(np.intp)]
    tried = np.repeat(points[:, :, None], size + 1, axis=2)
    tried[np.arange(size), :, np.arange(size) + 1] += STEP
    p = task.parameters(tried.reshape(size, -1))
    run = task.run(p)
    rows = []
    for term in task.terms:
        distances = term.distance(run, p).reshape(POINTS, size + 1)
        change = (distances[:, 1:] - distances[:, :1]) / STEP
        rows.append((_heard(term, distances[:, :1]) * change).mean(axis=0))
    return np.stack(rows)


def _heard(term: Term, distances: Array) -> Array:
    """Return the root of the log-likelihood's curvature: 1 for a figure, less for a floor or ceiling that is met."""
    bound = term.observation.bound
    if bound not in ("at_least", "at_most"):
        return np.ones_like(distances)
    inside = distances if bound == "at_least" else -distances
    ratio = np.exp(-0.5 * inside**2 - log_ndtr(inside)) / np.sqrt(2.0 * np.pi)
    return np.asarray(np.sqrt(np.maximum(ratio * (ratio + inside), 0.0)))
