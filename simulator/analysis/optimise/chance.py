"""The chance that a plan reaches all of its targets together, on one ensemble led once through the reported years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logit, ndtr

from simulator.analysis.live import HALF_YEAR, series_starts
from simulator.analysis.optimise.budgets import budgets
from simulator.analysis.optimise.question import Question
from simulator.analysis.projection import Projection, simulated_past
from simulator.analysis.summary import quantiles, room
from simulator.analysis.tasks import Progress, quiet
from simulator.evidence import Evidence
from simulator.model import Parameters, Plan, State, simulate
from simulator.model.arrays import Array
from simulator.model.plan import QUARTER
from simulator.scenario import Scenario, Target
from simulator.scenario.plan import compile_plan

AT_ONCE = 1000  # draws in one run: more would leave the processor's cache, and 20,000 at once its memory
SOFTNESS = 0.25  # standard deviations over which a miss softly becomes a hit
SURELY = 1e-4  # from 0 or 1: nearer, a soft chance says nothing
WITHIN = (0.158655, 0.841345)  # a standard deviation to both sides


@dataclass(frozen=True)
class _Part:
    """Some of the draws at the end of the reported years."""

    parameters: Parameters
    state: State


class Chances:
    """Plans of one scenario's years on one ensemble: how far each draw is from each target."""

    def __init__(
        self,
        scenario: Scenario,
        targets: Sequence[Target],
        evidence: Evidence,
        parameters: Parameters,
        progress: Progress = quiet,
    ) -> None:
        self.scenario, self.targets, self.draws = scenario, tuple(targets), parameters.draws
        self._evidence = evidence
        self._wanted = tuple(dict.fromkeys(target.indicator for target in targets))
        self._parts: list[_Part] = []
        self._months = 0
        for first in range(0, parameters.draws, AT_ONCE):
            past = simulated_past(scenario, evidence, parameters.subset(slice(first, first + AT_ONCE)), self._wanted)
            self._parts.append(_Part(past.parameters, past.trajectory.final))
            self._months = past.months
            progress(min(1.0, (first + AT_ONCE) / parameters.draws), "")
        self.rows = _rows(self.monthly(scenario), self.targets)

    def monthly(self, scenario: Scenario) -> Plan:
        """The future months of a scenario."""
        plan = compile_plan(scenario, self._evidence.localities[scenario.locality], self._evidence)
        return plan.between(self._months, plan.months)

    def coarse(self, scenario: Scenario) -> Plan:
        """The future of a scenario in the longest rows that have an end on each target's date."""
        return self.monthly(scenario).in_rows_of(self.rows)

    def margins(self, plan: Plan) -> Array:
        """By how much each draw meets each target under a plan of the future, own units, (target, draw)."""
        found = []
        for part in self._parts:
            run = simulate(part.state, part.parameters, plan, wanted=self._wanted)
            projection = Projection(self.scenario, plan, plan.standards, run)
            found.append(np.stack([room(projection, target) for target in self.targets]))
        return np.concatenate(found, axis=1)


def joint(margins: Array) -> float:
    """Share of the draws that meet all targets together. margins: (target, draw)."""
    return float(np.mean((margins >= 0.0).all(axis=0)))


def widths(margins: Array) -> Array:
    """Over how much of its own unit each target softly becomes met, (target,); some at least where draws agree."""
    low, high = quantiles(margins, WITHIN)
    return np.asarray(np.maximum(SOFTNESS * 0.5 * (high - low), 1e-9))


def soft(margins: Array, width: Array) -> float:
    """The chance made smooth for a search: the mean of how nearly each draw meets all targets."""
    return float(ndtr(margins / width[:, None]).prod(axis=0).mean())


def _rows(plan: Plan, targets: Sequence[Target]) -> int:
    """Months of a coarse row: targets and new series fall on ends of rows."""
    ends, starts = {target.date.month for target in targets}, series_starts(plan)
    for length in (HALF_YEAR, QUARTER):
        if not any(month % length for month in (*ends, *starts)):
            return length
    return 1


class SoftField:
    """A search field (`descent.Field`): less the log odds of the soft chance, of amounts (programme, year)."""

    def __init__(self, question: Question, evidence: Evidence, chances: Chances) -> None:
        self._chances = chances
        self._budgets = budgets(question, evidence, chances.rows)
        self._width = widths(chances.margins(chances.coarse(question.scenario)))
        self._last = max(target.date.year for target in chances.targets) - question.scenario.first_year
        self._known: tuple[bytes, float] = (b"", 0.0)
        self.evaluations = 0

    def value(self, amounts: Array) -> float:
        """The value of one split; the last one asked for is remembered."""
        key = amounts.tobytes()
        if self._known[0] != key:
            self.evaluations += 1
            chance = soft(self._chances.margins(self._budgets.plan(amounts)), self._width)
            self._known = key, -float(logit(np.clip(chance, SURELY, 1.0 - SURELY)))
        return self._known[1]

    def values_around(self, amounts: Array, moves: Sequence[Array]) -> Array:
        """The values with each move added, (move,)."""
        here, known = self.value(amounts), self._known
        found = [self.value(amounts + move) if move[:, : self._last + 1].any() else here for move in moves]
        self._known = known
        return np.array(found)
