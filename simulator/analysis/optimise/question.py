"""What is asked of a total: which money levers it may go to, for which goals, under which limits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.model.arrays import Array
from simulator.scenario import Scenario, Schedule, value_in

DONG = 10**9  # to a billion
MONEY = (
    "credit.new_capital.central",
    "credit.new_capital.mobilised",
    "credit.new_capital.entrusted",
    "housing.budget",
    "training.budget",
    "ntm.investment",
)
"""The levers that are money, billion VND a year."""

BETTER: Mapping[str, float] = {"poverty_rate": -1.0, "multidimensional_rate": -1.0, "ntm_communes_attained": 1.0}
"""Indicators that can be a goal: 1 when more is better, -1 when less is."""

STATISTICS = ("mean", "worst")


@dataclass(frozen=True)
class Line:
    """A money lever that the total may go to; floor and cap in billion VND, in each year.

    fixed: it keeps the scenario's amounts and is no part of the total.
    """

    path: str
    floor: float = 0.0
    cap: float = math.inf
    fixed: bool = False


@dataclass(frozen=True)
class Goal:
    """An indicator at the end of a year; weights of two goals are shares of 1."""

    indicator: str
    year: int
    weight: float = 1.0


@dataclass(frozen=True)
class Question:
    """How to use a total best.

    scenario: complete; where the search starts. total: billion VND over all its years, None for what the lines that
    are not fixed cost in it. by_year: amounts may differ from year to year. most_cut: no line loses more than this
    share of the scenario's amount in any year. lot: billion VND; amounts are whole lots. statistic: "mean" over the
    draws, or "worst", the mean of the worst tenth of them.
    """

    scenario: Scenario
    lines: tuple[Line, ...]
    goals: tuple[Goal, ...]
    total: float | None = None
    by_year: bool = True
    most_cut: float = 1.0
    lot: float = 0.5
    statistic: str = "mean"

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the total is for."""
        return tuple(range(self.scenario.first_year, self.scenario.last_year + 1))

    @property
    def free(self) -> tuple[Line, ...]:
        """The lines among which the total is split."""
        return tuple(line for line in self.lines if not line.fixed)

    @property
    def today(self) -> Allocation:
        """What the scenario gives the lines that are not fixed."""
        return allocated(self.scenario, tuple(line.path for line in self.free))

    @property
    def total_dong(self) -> int:
        """The total in whole đồng."""
        return self.today.total_dong if self.total is None else round(self.total * DONG)


@dataclass(frozen=True, eq=False)
class Allocation:
    """Money by line and year in whole đồng, (path, year)."""

    paths: tuple[str, ...]
    years: tuple[int, ...]
    dong: NDArray[np.int64]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Allocation):
            return NotImplemented
        same = (self.paths, self.years) == (other.paths, other.years)
        return same and np.array_equal(self.dong, other.dong)

    def __hash__(self) -> int:
        return hash((self.paths, self.years, self.dong.tobytes()))

    @property
    def amounts(self) -> Array:
        """Billion VND a year, (path, year)."""
        return self.dong / DONG

    @property
    def total_dong(self) -> int:
        """All of it, in đồng."""
        return int(self.dong.sum())

    def applied(self, scenario: Scenario) -> Scenario:
        """The scenario with these amounts as its levers."""
        levers = dict(scenario.levers)
        for path, row in zip(self.paths, self.amounts, strict=True):
            levers[path] = schedule(self.years, row)
        return replace(scenario, levers=levers)


def schedule(years: tuple[int, ...], amounts: Array) -> Schedule:
    """Amounts by year as a lever keeps them: a step wherever the amount changes."""
    steps = [(year, float(amount)) for year, amount in zip(years, amounts, strict=True)]
    return tuple(step for place, step in enumerate(steps) if place == 0 or step[1] != steps[place - 1][1])


def allocated(scenario: Scenario, paths: tuple[str, ...]) -> Allocation:
    """What a complete scenario gives some money levers in each of its years, to the đồng."""
    years = tuple(range(scenario.first_year, scenario.last_year + 1))
    dong = [[round(value_in(scenario.levers[path], year) * DONG) for year in years] for path in paths]
    return Allocation(paths, years, np.array(dong, dtype=np.int64).reshape(len(paths), len(years)))
