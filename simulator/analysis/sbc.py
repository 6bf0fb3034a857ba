"""Simulation-based calibration: does the sampler find parameters that are known, as often as it says?

Talts, Betancourt, Simpson, Vehtari & Gelman (2018). Parameters are drawn from the prior and the model is run with them;
figures are made at the places of the reported ones, with their spreads; the shipped sampler is asked for the posterior
of these; the rank of each true parameter among its posterior draws is uniform when prior, model, likelihood and sampler
belong together. The same is asked of the log-likelihood, which sees what single parameters do not (Modrák et al. 2023).

Two things differ from the fit to real figures. Floors and ceilings are left out: a bound says nothing of how often it
would be reported, so none can be made. And the spread of a figure stays that of the real one, also where it is a share
of the reported value, so that a made figure has the density that the likelihood gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from simulator.analysis.tasks import Progress, Spread, Tell, in_turn, quiet
from simulator.calibration import Settings
from simulator.calibration.likelihood import CHANGES, FLOWS, RATIOS, STOCKS, Term
from simulator.calibration.problem import Problem, problem
from simulator.errors import DataError, Fault
from simulator.evidence import Evidence
from simulator.model import Parameters
from simulator.model.arrays import Array
from simulator.scenario import Scenario

RANKED = 99  # posterior draws that a true value is ranked among, evenly taken: 100 ranks
BINS = 20
LIKELIHOOD = "log_likelihood"
SIGNIFICANT = 0.01
POINTS = ("exact", "about")
TABLES = (STOCKS, FLOWS, CHANGES, RATIOS)
PER_TASK = 5  # runs of one task


@dataclass(frozen=True)
class Ranks:
    """Histograms, (BINS,), of the ranks of the true values over some runs, by parameter; `LIKELIHOOD` is the last.

    settings: of the sampler; the seed is that from which each run draws its own. figures: how many were made in each
    run; left_out: obs_id of those that could not be.
    """

    locality: str
    effects: str
    runs: int
    settings: Settings
    figures: int
    left_out: tuple[str, ...]
    counts: Mapping[str, tuple[int, ...]]

    @property
    def p_values(self) -> dict[str, float]:
        """Chi-square of each histogram against the uniform one, corrected by Holm (1979) for their number."""
        names = list(self.counts)
        expected = self.runs / BINS
        excess = np.array([np.square(np.array(self.counts[name]) - expected).sum() / expected for name in names])
        raw = chi2.sf(excess, BINS - 1)
        order = np.argsort(raw)
        steps = raw[order] * np.arange(len(names), 0, -1)
        corrected = np.empty(len(names))
        corrected[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
        return dict(zip(names, (float(p) for p in corrected), strict=True))

    @property
    def uneven(self) -> tuple[str, ...]:
        """Parameters whose ranks are not uniform, the worst first."""
        found = self.p_values
        return tuple(sorted((name for name in found if found[name] < SIGNIFICANT), key=lambda name: found[name]))


@dataclass(frozen=True)
class _Made(Term):
    """A term about a figure that was made, with the spread of the real one in its place."""

    width: float = 0.0

    def spread(self, p: Parameters) -> float:
        return self.width


@dataclass(frozen=True)
class _Shared:
    evidence: Evidence
    baseline: Scenario
    effects: str
    settings: Settings


def ranks(
    evidence: Evidence,
    baseline: Scenario,
    *,
    runs: int,
    effects: str = "causal",
    settings: Settings | None = None,
    spread: Spread = in_turn,
    progress: Progress = quiet,
) -> Ranks:
    """Rank the true values of `runs` made histories of the baseline's locality; the same seed, the same ranks.

    settings: of the sampler; its seed begins the seeds of all runs. Raises DataError when no figure can be made.
    """
    settings = settings or Settings()
    task, left_out = with_points(problem(evidence, baseline, effects=effects, fast=True))
    if not task.terms:
        raise DataError([Fault("no_figures_to_make", baseline.locality)])
    starts = range(0, runs, PER_TASK)
    tasks = {
        f"{baseline.locality} {start + 1}-{min(start + PER_TASK, runs)}": range(start, min(start + PER_TASK, runs))
        for start in starts
    }
    shared = _Shared(evidence, baseline, effects, settings)
    found = np.concatenate(spread(_some_ranks, shared, tasks, progress))
    names = [*(marginal.name for marginal in task.free), LIKELIHOOD]
    places = found * BINS // (RANKED + 1)
    counts = {
        name: tuple(int(count) for count in np.bincount(places[:, column], minlength=BINS))
        for column, name in enumerate(names)
    }
    return Ranks(baseline.locality, effects, runs, settings, len(task.terms), left_out, counts)


def made_from(task: Problem, z: Array, rng: np.random.Generator | None) -> Problem:
    """The problem with its figures replaced by what the model says for `z`, (free parameter,), and a draw of noise.

    Without `rng` the figures are what the model says, to the digit. Terms must be points, not bounds.
    """
    p = task.parameters(z[:, None])
    run = task.run(p)
    terms = []
    for term in task.terms:
        width = term.spread(p)
        value = float(term.read(run)[0]) + (0.0 if rng is None else width * rng.standard_normal())
        terms.append(_Made(replace(term.observation, value=value), term.discrepancy, term.read, width))
    return replace(task, terms=tuple(terms))


def with_points(task: Problem) -> tuple[Problem, tuple[str, ...]]:
    """The problem without floors and ceilings, run for nothing but its figures, and the names of what is left out."""
    points = tuple(term for term in task.terms if term.observation.bound in POINTS)
    left_out = tuple(term.observation.obs_id for term in task.terms if term.observation.bound not in POINTS)
    needed = {
        table[term.observation.indicator][0]
        for term in points
        for table in TABLES
        if term.observation.indicator in table
    }
    return replace(task, terms=points, wanted=tuple(name for name in task.wanted if name in needed)), left_out


def _some_ranks(shared: _Shared, chosen: range, tell: Tell) -> NDArray[np.int_]:
    """Ranks of some runs, (run, parameter and log-likelihood)."""
    whole = problem(shared.evidence, shared.baseline, effects=shared.effects, fast=True)
    task, _ = with_points(whole)
    rows = []
    for done, number in enumerate(chosen):
        rng = np.random.default_rng((shared.settings.seed, number))
        truth = rng.standard_normal(len(task.free))
        made = made_from(task, truth, rng)
        settings = replace(shared.settings, seed=int(rng.integers(2**31)))
        found = made.sampled(settings)
        taken = np.arange(RANKED) * settings.draws // RANKED
        likelihood = made.evaluate(truth[:, None])[0]
        below = (found.z[:, taken] < truth[:, None]).sum(axis=1)
        rows.append([*below, int((found.log_likelihood[taken] < likelihood).sum())])
        tell((done + 1) / len(chosen))
    return np.array(rows)
