"""A scenario run with a locality's posterior, from the reported past to its last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.model import INDICATORS, Parameters, Plan, State, Trajectory, simulate, start_state
from simulator.model.arrays import Array
from simulator.model.plan import QUARTER
from simulator.model.record import stocks
from simulator.model.trajectory import followed_by
from simulator.scenario import Scenario
from simulator.scenario.plan import compile_plan, history_months


@dataclass(frozen=True)
class Projection:
    """One complete scenario and what it leads to; `standards` names the poverty standard of each row."""

    scenario: Scenario
    plan: Plan
    standards: tuple[str, ...]
    trajectory: Trajectory

    def row(self, year: int, month: int = 12) -> int:
        """Index of the row that holds a month. Raises ValueError outside the run."""
        end = next((i for i, day in enumerate(self.trajectory.dates) if (day.year, day.month) >= (year, month)), None)
        if end is None or (year, month) < (self.plan.start.year, self.plan.start.month + 1):
            raise ValueError(f"{month:02d}/{year} is outside the projection")
        return end


@dataclass(frozen=True)
class Past:
    """The reported years of a locality, simulated once: every setting of the levers goes on from here."""

    parameters: Parameters
    trajectory: Trajectory
    months: int

    @property
    def state(self) -> State:
        """Where the projection goes on from."""
        return self.trajectory.final


def members(posterior: Posterior, draws: int, seed: int) -> Parameters:
    """`draws` members of the posterior, the same for every scenario with the same seed.

    All members in their order when all are asked for; a seeded choice without repetition otherwise. Raises
    ValueError for more than there are.
    """
    if not 1 <= draws <= posterior.parameters.draws:
        raise ValueError(f"1–{posterior.parameters.draws}")
    if draws == posterior.parameters.draws:
        return posterior.parameters
    chosen = np.random.default_rng(seed).choice(posterior.parameters.draws, size=draws, replace=False)
    return posterior.parameters.subset(np.sort(chosen))


def reported_indicators(evidence: Evidence, locality: str) -> tuple[str, ...]:
    """The indicators that make sense for a locality: villages only where their number is known."""
    villages = "villages_total" in evidence.localities[locality].start_values
    return tuple(name for name, item in INDICATORS.items() if villages or item.group != "villages")


def simulated_past(scenario: Scenario, evidence: Evidence, parameters: Parameters, wanted: Sequence[str]) -> Past:
    """The months before the first year of a complete scenario."""
    locality = evidence.localities[scenario.locality]
    plan = compile_plan(scenario, locality, evidence)
    months = history_months(scenario, locality)
    assumed = parameters.overridden(scenario.assumptions)
    start = start_state(assumed, plan)
    if not months:  # the scenario begins where the locality does
        nothing = np.empty((0, assumed.draws))
        return Past(assumed, Trajectory((), dict.fromkeys(wanted, nothing), start, {}), 0)
    return Past(assumed, simulate(start, assumed, plan.between(0, months), wanted=wanted), months)


def continued(past: Past, scenario: Scenario, evidence: Evidence) -> Projection:
    """The projection of a complete scenario that shares the past."""
    plan = compile_plan(scenario, evidence.localities[scenario.locality], evidence)
    following = future(past, plan.between(past.months, plan.months))
    return Projection(scenario, plan, plan.standards, followed_by(past.trajectory, following))


def level_at_start(past: Past, plan: Plan, indicator: str) -> Array:
    """A stock where the projection goes on from, (draw,); plan: the whole one, from the locality's start.

    The indicator must be one of those the past was asked for.
    """
    if past.months:
        found: Array = past.trajectory[indicator][-1]
        return found
    return stocks(past.state, (indicator,), plan, past.parameters)[indicator]


def by_quarter(projection: Projection) -> Projection:
    """The same projection read at the quarters' ends."""
    plan = projection.plan.in_rows_of(QUARTER)
    return Projection(projection.scenario, plan, plan.standards, projection.trajectory.by_quarter())


def future(past: Past, plan: Plan) -> Trajectory:
    """The months or quarters of `plan`, which starts where the past ends."""
    return simulate(past.state, past.parameters, plan, wanted=tuple(past.trajectory.values))


def project(
    scenario: Scenario, evidence: Evidence, parameters: Parameters, wanted: Sequence[str] | None = None
) -> Projection:
    """Past and future of a complete scenario in one go."""
    names = tuple(wanted) if wanted is not None else reported_indicators(evidence, scenario.locality)
    return continued(simulated_past(scenario, evidence, parameters, names), scenario, evidence)
