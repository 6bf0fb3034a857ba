"""One locality's calibration problem: priors, baseline plan over the reported years, fitted terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from simulator.calibration.likelihood import NEEDED, Calendar, Run, Term, terms
from simulator.calibration.prior import Marginal, free, marginals, parameter_values
from simulator.evidence import Evidence, Observation
from simulator.model import Parameters, Plan, simulate, start_state
from simulator.model.arrays import Array
from simulator.model.names import INDICATORS
from simulator.model.record import stocks
from simulator.scenario import Scenario
from simulator.scenario.plan import compile_plan, standards


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
        first = stocks(start, self.wanted)
        levels = {name: np.concatenate([first[name][None], trajectory[name]]) for name in first}
        return Run(levels, trajectory)

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
    evidence: Evidence, baseline: Scenario, *, effects: str, observations: Sequence[Observation] | None = None
) -> Problem:
    """The calibration problem of the baseline's locality; `observations` replaces the shipped ones if given."""
    locality = evidence.localities[baseline.locality]
    rows = evidence.of(locality.id) if observations is None else tuple(observations)
    plan = compile_plan(baseline, locality, evidence)
    plan = plan.between(0, _months_reported(rows, locality.start, plan.months))
    found = terms(rows, Calendar(locality.start, standards(plan), locality.standard))
    priors = marginals(evidence, locality, effects)
    villages = any(prior.name == "start.villages_total" for prior in priors)
    wanted = tuple(name for name in NEEDED if villages or INDICATORS[name].group != "villages")
    return Problem(priors, plan, found, wanted)


def _months_reported(rows: Sequence[Observation], start: date, longest: int) -> int:
    last = max((row.period_end for row in rows if row.fit == "yes"), default=start)
    return max(1, min(longest, (last.year - start.year) * 12 + last.month - start.month))
