"""Results of a search made by hand: what words, tables, files and pages say of them is known beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from simulator.analysis.optimise.best import Best
from simulator.analysis.optimise.certificate import Alternative, Binding, Certificate
from simulator.analysis.optimise.frontier import Frontier
from simulator.analysis.optimise.least import Least
from simulator.analysis.optimise.question import DONG, MONEY, Allocation, Goal, Line, Question, allocated
from simulator.analysis.summary import Interval
from simulator.scenario import Scenario, Target
from tests.shipped import baseline

POVERTY, COMMUNES = Goal("poverty_rate", 2030), Goal("ntm_communes_attained", 2030)
LEVELS = {
    "poverty_rate": (
        Interval(0.0881, 0.071, 0.1046),
        Interval(0.0829, 0.0655, 0.099),
        Interval(-0.0052, -0.0071, -0.0031),
    ),
    "ntm_communes_attained": (Interval(37.6, 31.0, 45.0), Interval(39.9, 33.0, 48.0), Interval(2.3, 0.8, 4.1)),
}
PRICES = {"poverty_rate": Interval(-4.2e-6, -7e-6, -1e-6), "ntm_communes_attained": Interval(0.004, -0.001, 0.01)}
TARGETS = (Target("poverty_rate", date(2030, 12, 31), at_most=0.05),)


def question(scenario: Scenario | None = None, goals: Sequence[Goal] = (POVERTY,)) -> Question:
    """All lines that have money, as the page asks by default."""
    there = baseline() if scenario is None else scenario
    today = allocated(there, MONEY)
    lines = [Line(path, fixed=not row.any()) for path, row in zip(MONEY, today.dong, strict=True)]
    return Question(there, tuple(lines), tuple(goals), most_cut=0.5)


def moved(asked: Question, amounts: Sequence[tuple[str, int, float]]) -> Allocation:
    """Today's amounts with billions added: (path, year, amount); New Rural works stand for a line that is kept."""
    today = asked.today
    dong = today.dong.copy()
    for path, year, amount in amounts:
        row = today.paths.index(path if path in today.paths else "ntm.investment")
        dong[row, today.years.index(year)] += round(amount * DONG)
    return Allocation(today.paths, today.years, dong)


SHIFTS = (
    ("credit.new_capital.central", 2026, -200.0),
    ("housing.budget", 2027, 60.5),
    ("ntm.investment", 2028, 139.5),
)


def best(asked: Question | None = None, **changes: object) -> Best:
    """A split that moves 200 billion; `changes` go into the certificate."""
    there = question() if asked is None else asked
    found = moved(there, SHIFTS)
    goals = [goal.indicator for goal in there.goals]
    certificate = Certificate(
        gap=0.001,
        grid_points=1287,
        bound=0.018,
        binding=(
            Binding("cut", "credit.new_capital.central", (2026,)),
            Binding("cut", "training.budget", there.years),
            Binding("total", "", ()),
        ),
        price=tuple(PRICES[name] for name in goals),
        alternatives=(Alternative(moved(there, SHIFTS[:1]), Interval(2e-5, 1e-5, 4e-5)),),
        verdicts=("optimal",),
        starts=(0.0, 0.0, 1e-4),
        price_path="housing.budget",
        price_years=(2027,),
    )
    before, after, change = (tuple(LEVELS[name][side] for name in goals) for side in range(3))
    return Best(
        there,
        found,
        there.today,
        before,
        after,
        change,
        change,
        replace(certificate, **changes),
        4210,
        6.3,  # type: ignore[arg-type]
    )


def least(asked: Question | None = None, *, reached: bool = True) -> Least:
    """A total 200 billion below the scenario's."""
    there = question() if asked is None else asked
    found = moved(there, SHIFTS[:1])
    total = found.total_dong / DONG
    return Least(
        question=there,
        targets=TARGETS,
        wished=0.8,
        reached=reached,
        allocation=found,
        total_dong=found.total_dong,
        chance=0.805,
        chance_fresh=0.801,
        chance_error=0.01,
        fresh_draws=20_000,
        today_chance=0.83,
        steps=((total - 400.0, 0.6), (total, 0.801), (total + 900.0, 0.93)),
        verdicts=("reached" if reached else "unreachable",),
        most_dong=found.total_dong + 900 * DONG,
        most_chance=0.93,
    )


def frontier(asked: Question | None = None, *, knee: int | None = 2) -> Frontier:
    """Five totals whose outcome falls ever less."""
    there = question() if asked is None else asked
    totals = there.today.total_dong / DONG + np.array([-2000.0, -1000.0, 0.0, 1000.0, 2000.0])
    falls = (0.02, 0.012, 0.006, 0.004, 0.003)
    outcomes = tuple(
        tuple(
            Interval(0.08 + fall, 0.07 + fall, 0.09 + fall)
            if goal.indicator != COMMUNES.indicator
            else Interval(40.0 - 500.0 * fall, 30.0, 50.0)
            for goal in there.goals
        )
        for fall in falls
    )
    allocations = tuple(
        moved(there, [("ntm.investment", year, float(change) / 5.0) for year in there.years])
        for change in totals - totals[2]
    )
    return Frontier(
        question=there,
        totals=totals,
        outcomes=outcomes,
        losses=np.array(falls),
        allocations=allocations,
        knee=knee,
        today=float(totals[2]),
        today_outcomes=outcomes[2],
        behind=tuple(Interval(-0.002, -0.004, -0.001) for _ in there.goals),
        span=tuple(Interval(-0.017, -0.02, -0.01) for _ in there.goals),
        verdicts=() if knee is not None else ("straight",),
    )
