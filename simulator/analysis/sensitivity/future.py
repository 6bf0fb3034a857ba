"""The years of a plan for any mixture of what the posterior holds: parameters, where the locality stands, chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.live import Reference, reference
from simulator.analysis.projection import simulated_past
from simulator.analysis.sensitivity.results import CHANCE, TODAY
from simulator.evidence import Evidence
from simulator.model import INDICATORS, Parameters, Plan, simulate
from simulator.model.arrays import Array
from simulator.model.years import YEAR
from simulator.scenario import Scenario

Members = NDArray[np.intp]
AT_ONCE = 4000  # runs in one batch: more no longer fit the processor's cache
QUARTERS = 4
NONE: Mapping[str, Members] = {}
NOT_HELD: Mapping[str, Array] = {}


class Outlook(Protocol):
    """A figure that depends on parameters, on where things stand today and on chance, for as many mixtures as asked."""

    @property
    def parameters(self) -> Parameters:
        """The members of the posterior."""

    @property
    def exact(self) -> Array:
        """The figure of each member, (draw,)."""

    def free(self) -> tuple[str, ...]:
        """The parameters that are not known for certain."""

    def at(self, members: Members, apart: Mapping[str, Members] = NONE, held: Mapping[str, Array] = NOT_HELD) -> Array:
        """Return the figure of each run, (run,).

        A run takes all it needs from its entry in `members`, but what is named in `apart` (parameters, TODAY, CHANCE)
        from that member, and the parameters named in `held` from there; all are (run,).
        """


@dataclass(frozen=True)
class Future:
    """One scenario from the end of its past to the end of `year`, in half-years, read as one indicator.

    A stock is that of the year's end, a flow that of the year.
    """

    indicator: str
    year: int
    saved: Reference
    assumptions: Mapping[str, float]
    parameters: Parameters

    @classmethod
    def of(cls, scenario: Scenario, indicator: str, year: int, evidence: Evidence, parameters: Parameters) -> Future:
        """Simulate the past of a complete scenario. Raises ValueError for a year that the scenario does not have."""
        if not scenario.first_year <= year <= scenario.last_year:
            raise ValueError(f"{year} is outside {scenario.first_year}–{scenario.last_year}")
        past = simulated_past(scenario, evidence, parameters, (indicator,))
        saved = reference(past, scenario, evidence)
        return cls(indicator, year, saved, scenario.assumptions, parameters)

    @cached_property
    def plan(self) -> Plan:
        """The coarse rows up to the end of the year."""
        last = max(row for row, day in enumerate(self.saved.plan.dates) if day.year == self.year)
        return self.saved.plan.between(0, last + 1)

    @property
    def standard(self) -> str:
        """The poverty standard that the outcome is counted by."""
        return self.saved.plan.standards[self.plan.months - 1]

    @property
    def exact(self) -> Array:
        """The outcome of each member in the exact run, (draw,)."""
        run = self.saved.exact
        return self._read(run.trajectory[self.indicator][: run.row(self.year) + 1], QUARTERS)

    def outcomes(self, parameters: Parameters, today: Members) -> Array:
        """The outcome, (run,), where the locality stands as in the members `today` when the plan begins."""
        parts = []
        for start in range(0, parameters.draws, AT_ONCE):
            part = slice(start, start + AT_ONCE)
            assumed = parameters.subset(part).overridden(self.assumptions)
            chosen: Any = today[part]
            state = self.saved.past.state.subset(chosen)
            values = simulate(state, assumed, self.plan, wanted=(self.indicator,))[self.indicator]
            parts.append(self._read(values, sum(day.year == self.year for day in self.plan.dates)))
        return np.concatenate(parts)

    def _read(self, values: Array, rows: int) -> Array:
        """values: (row, draw) up to the end of the year, whose rows are the last so many."""
        if INDICATORS[self.indicator].kind == "flow":
            return np.asarray(values[-rows:].sum(axis=0))
        return np.asarray(values[-1])


@dataclass(frozen=True)
class Outcome:
    """The outcome of a scenario, or how it differs from that of another one with the same draw."""

    scenario: Future
    other: Future | None = None

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        indicator: str,
        year: int,
        evidence: Evidence,
        parameters: Parameters,
        difference_to: Scenario | None = None,
    ) -> Outcome:
        """Raises ValueError for a year that a scenario does not have, and for two that count by two standards."""
        future = Future.of(scenario, indicator, year, evidence, parameters)
        if difference_to is None:
            return cls(future)
        other = Future.of(difference_to, indicator, year, evidence, parameters)
        if other.standard != future.standard:
            raise ValueError(f"{year}: {future.standard} and {other.standard} do not count the same households")
        return cls(future, other)

    @property
    def parameters(self) -> Parameters:
        """The members of the posterior that all scenarios share."""
        return self.scenario.parameters

    @property
    def exact(self) -> Array:
        """The outcome of each member, months computed exactly, (draw,)."""
        return self.scenario.exact - self.other.exact if self.other else self.scenario.exact

    def free(self) -> tuple[str, ...]:
        """The parameters that are not known for certain and that no scenario sets. Years are chance."""
        futures = [self.scenario, *([self.other] if self.other else [])]
        return tuple(
            name
            for name, values in self.parameters.items()
            if np.ptp(values) > 0.0
            and not name.startswith(YEAR)
            and not all(name in future.assumptions for future in futures)
        )

    def at(self, members: Members, apart: Mapping[str, Members] = NONE, held: Mapping[str, Array] = NOT_HELD) -> Array:
        """Return the outcome of each run, (run,), as `Outlook` says.

        Parameters change from the plan's beginning on: where the locality then stands is that of TODAY's member.
        """
        pool, chance = self.parameters, apart.get(CHANCE, members)
        values = {}
        for name, known in pool.items():
            taken = chance if name.startswith(YEAR) else apart.get(name, members)
            values[name] = held[name] if name in held else known[taken]
        mixed, today = Parameters(values, pool.members[chance]), apart.get(TODAY, members)
        found = self.scenario.outcomes(mixed, today)
        return found - self.other.outcomes(mixed, today) if self.other else found
