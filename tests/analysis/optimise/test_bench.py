"""A split's value in coarse rows is that of the exact run, however it is reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np
import pytest

from simulator.analysis.optimise.bench import Bench
from simulator.analysis.optimise.budgets import budgets
from simulator.analysis.optimise.limits import space
from simulator.analysis.optimise.question import MONEY, Allocation, Goal, Line, Question
from simulator.analysis.projection import project
from simulator.analysis.summary import at
from simulator.model.plan import ARRAYS
from simulator.scenario import Event
from simulator.scenario.plan import compile_plan, history_months
from tests.shipped import baseline, evidence, posterior

GOALS = (Goal("poverty_rate", 2030, 0.5), Goal("ntm_communes_attained", 2029, 0.5))
DELAYED = (
    Event("delay", date(2027, 4, 1), {"months": 5.0}, "housing"),
    Event("programme_end", date(2029, 7, 1), {}, "training"),
    Event("delay", date(2025, 9, 1), {"months": 8.0}, "credit"),
)


def question(**changes: object) -> Question:
    return replace(Question(baseline(), tuple(Line(path) for path in MONEY), GOALS), **changes)


@lru_cache
def bench(statistic: str = "mean") -> Bench:
    return Bench(question(statistic=statistic), evidence(), posterior().parameters.subset(slice(0, 80)))


def shifted(seed: int, size: float = 0.3) -> Allocation:
    """The scenario's total dealt out anew."""
    room = space(question(), evidence())
    home = room.wanted(room.today)
    return room.allocation(room.near(home * np.random.default_rng(seed).uniform(1 - size, 1 + size, home.shape)))


def amounts(split: Allocation) -> np.ndarray:
    room = space(question(), evidence())
    return room.amounts(room.wanted(split.dong))


def test_the_scenario_scores_nothing() -> None:
    today = question().today
    np.testing.assert_array_equal(bench().score(today), 0.0)
    assert bench().coarse().value(amounts(today)) == 0.0


def test_levels_are_those_of_a_projection() -> None:
    split = shifted(1)
    run = project(split.applied(baseline()), evidence(), bench().past.parameters)
    for goal, levels in zip(GOALS, bench().outcomes(split), strict=True):
        np.testing.assert_allclose(levels, at(run, goal.indicator, goal.year), rtol=1e-12)


def test_score_weighs_shares_of_todays_poverty_and_shares_of_the_communes() -> None:
    split = shifted(2)
    before, after = bench().outcomes(question().today), bench().outcomes(split)
    rate, communes = after - before
    expected = 0.5 * rate / before[0].mean() - 0.5 * communes / 67.0
    np.testing.assert_allclose(bench().score(split), expected, rtol=1e-9)


def test_the_worst_tenth_is_of_outcomes_not_of_changes() -> None:
    worst, split = bench("worst"), shifted(3)
    losses = np.sort(worst.loss.of(worst.outcomes(split)))[-8:].mean() - np.sort(worst.loss.today)[-8:].mean()
    assert worst.loss.value(worst.score(split)) == pytest.approx(losses, rel=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_coarse_rows_value_a_split_as_the_exact_run_does(seed: int) -> None:
    split = shifted(seed, 0.6)
    exact = bench().loss.value(bench().score(split))
    for months in (6, 12):
        assert bench().coarse(months).value(amounts(split)) == pytest.approx(exact, rel=0.1, abs=2e-4)


def test_moves_are_valued_as_if_run_from_the_start() -> None:
    quick = bench().coarse(12, np.arange(0, 80, 3))
    here, rng = amounts(shifted(5)), np.random.default_rng(5)
    moves = [np.zeros_like(here) for _ in range(6)]
    for year, move in enumerate(moves[:5]):
        move[:, year:] = rng.uniform(-5, 5, move[:, year:].shape)
    found = quick.values_around(here, moves)
    np.testing.assert_allclose(found, [quick.value(here + move) for move in moves], rtol=1e-9, atol=1e-15)


def test_plans_added_up_are_plans_compiled_whatever_events_do_to_budgets() -> None:
    scenario = replace(baseline(), events=(*(baseline().events or ()), *DELAYED))
    asked = question(scenario=scenario, lines=tuple(Line(p, fixed=p.endswith("central")) for p in MONEY))
    room = space(asked, evidence())
    split = room.allocation(room.near(room.wanted(room.today) * np.linspace(0.5, 1.5, 5)))
    locality = evidence().localities[scenario.locality]
    whole = compile_plan(split.applied(scenario), locality, evidence())
    expected = whole.between(history_months(scenario, locality), whole.months).in_rows_of(6)
    found = budgets(asked, evidence(), 6).plan(room.amounts(room.wanted(split.dong)))
    for name in set(ARRAYS) - {"new_capital"}:
        np.testing.assert_allclose(getattr(found, name), getattr(expected, name), rtol=1e-9, atol=1e-9, err_msg=name)
    np.testing.assert_allclose(found.new_capital.sum(axis=1), expected.new_capital.sum(axis=1), rtol=1e-9)
    assert found.events_before == expected.events_before
