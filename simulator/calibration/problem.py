"""One locality's calibration problem: priors, baseline plan over the reported years, fitted terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from simulator.calibration.likelihood import NEEDED, Calendar, Run, Term, terms
from simulator.calibration.prior import Marginal, free, marginals, parameter_values
from simulator.calibration.sampler import Progress, Sample, Settings, sample
from simulator.evidence import Evidence, Observation
from simulator.model import Parameters, Plan, simulate, start_state
from simulator.model.arrays import Array
from simulator.model.names import INDICATORS
from simulator.model.plan import MONTHS_PER_YEAR, QUARTER
from simulator.model.record import stocks
from simulator.scenario import Scenario
from simulator.scenario.plan import compile_plan

BOUNDS = ("at_least", "at_most")


@dataclass(frozen=True)
class Problem:
    """Everything the sampler needs; a draw is a column of standard normal variables, one row a free prior."""

    priors: tuple[Marginal, ...]
    plan: Plan
    terms: tuple[Term, ...]
    wanted: tuple[str, ...]

    @property
    def free(self) -> tuple[Marginal, ...]:
        """The priors that the sampler draws."""
        return free(self.priors)

    def parameters(self, z: Array) -> Parameters:
        """The ensemble that standard normal variables stand for; z: (free parameter, draw)."""
        return Parameters(parameter_values(self.priors, z))

    def run(self, p: Parameters) -> Run:
        """The baseline over the reported years for an ensemble."""
        start = start_state(p, self.plan)
        trajectory = simulate(start, p, self.plan, wanted=self.wanted)
        first = stocks(start, self.wanted, self.plan, p)
        levels = {name: np.concatenate([first[name][None], trajectory[name]]) for name in first}
        return Run(levels, trajectory)

    def sampled(self, settings: Settings, progress: Progress | None = None) -> Sample:
        """Draws of the posterior: of the free priors' standard normal variables."""
        two_sided = np.array([term.observation.bound not in BOUNDS for term in self.terms], dtype=bool)
        return sample(self.evaluate, len(self.free), settings, progress, two_sided)

    def evaluate(self, z: Array) -> tuple[Array, Array]:
        """Log-likelihood of each column of `z`, (draw,), and its misses of the figures in spreads, (term, draw)."""
        p = self.parameters(z)
        run = self.run(p)
        distances = np.zeros((len(self.terms), p.draws))
        total = np.zeros(p.draws)
        for row, term in enumerate(self.terms):
            distances[row] = term.distance(run, p)
            total += term.log_density(distances[row])
        return total, np.stack([term.missed(row) for term, row in zip(self.terms, distances, strict=True)])


def problem(
    evidence: Evidence,
    baseline: Scenario,
    *,
    effects: str,
    observations: Sequence[Observation] | None = None,
    fast: bool = False,
) -> Problem:
    """The calibration problem of the baseline's locality; `observations` replaces the shipped ones if given.

    fast: quarters in which nothing changes and no figure falls are run in one step, in half of the time; what the
    figures are compared with moves by a few hundredths of their spread.
    """
    locality = evidence.localities[baseline.locality]
    rows = evidence.of(locality.id) if observations is None else tuple(observations)
    plan = compile_plan(baseline, locality, evidence)
    plan = plan.between(0, _months_reported(rows, locality.start, plan.months))
    if fast:
        plan = plan.in_rows(_lengths(plan, rows))
    calendar = Calendar(locality.start, (locality.standard, *plan.standards), plan.lengths)
    priors = marginals(evidence, locality, effects)
    villages = any(prior.name == "start.villages_total" for prior in priors)
    wanted = tuple(name for name in NEEDED if villages or INDICATORS[name].group != "villages")
    return Problem(priors, plan, terms(rows, calendar), wanted)


def _lengths(plan: Plan, rows: Sequence[Observation]) -> tuple[int, ...]:
    """Months of the rows of a fast run: three for a quarter in which nothing happens, else one."""
    fitted = [row for row in rows if row.fit == "yes"]
    days = {row.period_end for row in fitted if not _begins_quarter(row.period_end + timedelta(days=1))}
    starts = {row.period_start for row in fitted if row.period_start is not None}
    days |= {day for day in starts if not any(_begins_quarter(day + timedelta(days=late)) for late in (0, 1))}
    inside = {(day.year, day.month - (day.month - 1) % QUARTER) for day in days}
    lengths: list[int] = []
    for first in range(0, plan.months, QUARTER):
        opening = plan.dates[first]
        busy = (opening.year, opening.month) in inside or plan.restless(first, first + QUARTER)
        lengths += [1] * QUARTER if busy else [QUARTER]
    return tuple(lengths)


def _begins_quarter(day: date) -> bool:
    return day.day == 1 and day.month % QUARTER == 1


def _months_reported(rows: Sequence[Observation], start: date, longest: int) -> int:
    """Whole quarters to the last fitted figure."""
    last = max((row.period_end for row in rows if row.fit == "yes"), default=start)
    months = (last.year - start.year) * MONTHS_PER_YEAR + last.month - start.month
    return min(longest, max(1, -(-months // QUARTER)) * QUARTER)
