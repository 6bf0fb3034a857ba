"""Where splits are tried: one locality, one past, the same draws and storms for all of them.

Exact: month by month, as a scenario is run. Coarse: in longer rows beside the scenario in the same rows, on the same
draws; what the split changes is added to the scenario's exact run, so that the error of coarse rows cancels draw by
draw (`analysis.live`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from simulator.analysis.live import HALF_YEAR, series_starts
from simulator.analysis.optimise.budgets import budgets
from simulator.analysis.optimise.loss import Draws, Loss, loss
from simulator.analysis.optimise.question import Allocation, Question
from simulator.analysis.optimise.space import programme
from simulator.analysis.projection import simulated_past
from simulator.evidence import Evidence
from simulator.model import Parameters, Plan, State, Trajectory, simulate
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR, QUARTER
from simulator.scenario.plan import compile_plan

COMMUNES = "communes_total"


class Bench:
    """Runs splits of a question's total on one ensemble; `evaluations` counts the runs, coarse ones too."""

    def __init__(self, question: Question, evidence: Evidence, parameters: Parameters) -> None:
        self.question, self.evidence = question, evidence
        self.evaluations = 0
        self.wanted = tuple(dict.fromkeys(goal.indicator for goal in question.goals))
        self.past = simulated_past(question.scenario, evidence, parameters, (*self.wanted, COMMUNES))

    @property
    def draws(self) -> int:
        """Members of the ensemble."""
        return int(self.past.parameters.draws)

    @cached_property
    def _as_is(self) -> tuple[Array, Loss]:
        run = self.trajectory(None, (*self.wanted, COMMUNES))
        levels = self._levels(run)
        communes = np.array([run[COMMUNES][self._row(run, goal.year)].mean() for goal in self.question.goals])
        return levels, loss(self.question.goals, levels, communes, self.question.statistic)

    @property
    def today(self) -> Array:
        """The goals' levels in the scenario as it stands, exact, (goal, draw)."""
        return self._as_is[0]

    @property
    def loss(self) -> Loss:
        """What is made small."""
        return self._as_is[1]

    def outcomes(self, allocation: Allocation) -> Array:
        """The goals' levels of a split, exact, (goal, draw)."""
        return self._levels(self.trajectory(allocation, self.wanted))

    def score(self, allocation: Allocation) -> Array:
        """Loss of a split less that of the scenario, exact, (draw,): lower is better, 0 as the scenario."""
        return self.loss.of(self.outcomes(allocation)) - self.loss.today

    def trajectory(self, allocation: Allocation | None, wanted: Sequence[str]) -> Trajectory:
        """The future months of a split, exact: any indicators, (month, draw); None for the scenario as it stands."""
        self.evaluations += 1
        scenario = self.question.scenario if allocation is None else allocation.applied(self.question.scenario)
        plan = compile_plan(scenario, self.evidence.localities[scenario.locality], self.evidence)
        ahead = plan.between(self.past.months, plan.months)
        return simulate(self.past.state, self.past.parameters, ahead, wanted=tuple(wanted))

    def coarse(self, longest: int = HALF_YEAR, draws: Draws | None = None) -> Coarse:
        """The same bench in rows of at most so many months, on all draws or some of them.

        No new series starts inside a row, but where it starts inside a quarter.
        """
        scenario = self.question.scenario
        plan = compile_plan(scenario, self.evidence.localities[scenario.locality], self.evidence)
        ahead = plan.between(self.past.months, plan.months)
        starts = series_starts(ahead)
        lengths = [length for length in (MONTHS_PER_YEAR, HALF_YEAR) if length <= longest]
        whole = (length for length in lengths if not any(month % length for month in starts))
        return Coarse(self, next(whole, QUARTER), np.arange(self.draws) if draws is None else draws)

    def some(self, count: int, seed: int) -> Draws:
        """About so many draws to search on: any of all, or for the worst of them the worst and as many beside."""
        if self.loss.worst:
            return np.sort(np.argsort(-self.loss.today, kind="stable")[: max(count, 2 * self.loss.worst)])
        count = min(count, self.draws)
        return np.sort(np.random.default_rng(seed).choice(self.draws, size=count, replace=False))

    def _levels(self, run: Trajectory) -> Array:
        return np.stack([run[goal.indicator][self._row(run, goal.year)] for goal in self.question.goals])

    @staticmethod
    def _row(run: Trajectory, year: int) -> int:
        return [(day.year, day.month) for day in run.dates].index((year, MONTHS_PER_YEAR))


class Coarse:
    """Values of amounts by programme and year, (programme, year) in billion VND, in longer rows."""

    def __init__(self, bench: Bench, months_per_row: int, draws: Draws) -> None:
        self._bench, self._loss = bench, bench.loss.subset(draws)
        self._budgets = budgets(bench.question, bench.evidence, months_per_row)
        chosen: Any = draws
        self._state, self._p = bench.past.state.subset(chosen), bench.past.parameters.subset(chosen)
        self._rows = MONTHS_PER_YEAR // months_per_row  # in a year
        goals = bench.question.goals
        self._ends = [goal.year - bench.question.years[0] for goal in goals]
        self._kept: tuple[bytes, list[State], Array] | None = None
        self._today = np.zeros((len(goals), len(draws)))
        self._today = self._levels(self._amounts_today())

    def _amounts_today(self) -> Array:
        today = self._bench.question.today
        names = np.array([programme(path) for path in today.paths])
        return np.stack([today.amounts[names == name].sum(axis=0) for name in self._budgets.programmes])

    def score(self, amounts: Array) -> Array:
        """Loss less that of the scenario, (draw,)."""
        return self._score(self._levels(amounts))

    def value(self, amounts: Array) -> float:
        """The statistic of the score."""
        return self._loss.value(self.score(amounts))

    def values_around(self, amounts: Array, moves: Sequence[Array]) -> Array:
        """Values of the amounts with each move added, (move,): each is run from the first year that it changes."""
        states, levels = self._through(amounts)
        found = np.empty(len(moves))
        for place, move in enumerate(moves):
            changed = np.flatnonzero(move.any(axis=0))
            after = levels
            if changed.size and changed[0] <= max(self._ends):
                first = int(changed[0])
                after = self._run(self._budgets.plan(amounts + move), first, states[first], levels)
            found[place] = self._loss.value(self._score(after))
        return found

    def _score(self, levels: Array) -> Array:
        return self._loss.of(levels - self._today)

    def _levels(self, amounts: Array) -> Array:
        if self._kept is not None and self._kept[0] == amounts.tobytes():
            return self._kept[2]
        return self._run(self._budgets.plan(amounts), 0, self._state, self._today)

    def _run(self, plan: Plan, first: int, state: State, before: Array) -> Array:
        """Levels of a run from the start of a year, counted from 0; those of earlier years as before."""
        self._bench.evaluations += 1
        rest = plan.between(first * self._rows, (max(self._ends) + 1) * self._rows)
        run = simulate(state, self._p, rest, wanted=self._bench.wanted)
        levels = before.copy()
        self._read(levels, run, first, max(self._ends))
        return levels

    def _through(self, amounts: Array) -> tuple[list[State], Array]:
        """The states at the starts of the years, and the levels; the last amounts asked for are remembered."""
        key = amounts.tobytes()
        if self._kept is None or self._kept[0] != key:
            self._bench.evaluations += 1
            plan, states = self._budgets.plan(amounts), [self._state]
            levels = np.zeros_like(self._today)
            for year in range(max(self._ends) + 1):
                part = plan.between(year * self._rows, (year + 1) * self._rows)
                run = simulate(states[-1], self._p, part, wanted=self._bench.wanted)
                self._read(levels, run, year, year)
                states.append(run.final)
            self._kept = (key, states, levels)
        return self._kept[1], self._kept[2]

    def _read(self, levels: Array, run: Trajectory, first: int, last: int) -> None:
        for place, (goal, year) in enumerate(zip(self._bench.question.goals, self._ends, strict=True)):
            if first <= year <= last:
                levels[place] = run[goal.indicator][(year - first + 1) * self._rows - 1]
