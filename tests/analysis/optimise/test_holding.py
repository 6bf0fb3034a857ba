"""Money that finds nothing to pay for: how much it is, that nothing depends on it, that no more is put there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.analysis.optimise.alternatives import SEEN
from simulator.analysis.optimise.bench import Bench
from simulator.analysis.optimise.best import best
from simulator.analysis.optimise.certificate import Binding
from simulator.analysis.optimise.holding import capacity_that_binds, unspent_wanted
from simulator.analysis.optimise.question import DONG, Allocation, Goal, Line, Question
from simulator.calibration import Posterior
from tests.shipped import baseline, evidence, posterior

YEARS = (2026, 2027, 2028)
FEW = 40


def few() -> Posterior:
    whole = posterior()
    return replace(whole, z=whole.z[:, :FEW], parameters=whole.parameters.subset(slice(0, FEW)))


def question(**changes: object) -> Question:
    lines = (Line("housing.budget"), Line("training.budget"))
    goals = (Goal("poverty_rate", YEARS[-1]),)
    return replace(Question(replace(baseline(), last_year=YEARS[-1]), lines, goals), **changes)


def houses(bench: Bench, amounts: tuple[float, ...]) -> tuple[Allocation, Binding | None]:
    """A split with so much for houses a year, and what of that is idle."""
    today = bench.question.today
    dong = today.dong.copy()
    dong[0] = [round(amount * DONG) for amount in amounts]
    split = Allocation(today.paths, today.years, dong)
    found = capacity_that_binds(bench, split, bench.trajectory(split, unspent_wanted(split)))
    return split, next((each for each in found if each.path == "housing.budget"), None)


def test_what_is_added_beyond_the_need_is_all_idle_and_changes_nothing() -> None:
    bench = Bench(question(), evidence(), few().parameters)
    much, first = houses(bench, (98.0, 98.0, 4000.0))
    more, second = houses(bench, (98.0, 98.0, 4500.0))
    assert first is not None
    assert second is not None
    assert second.idle - first.idle == pytest.approx(500.0)
    assert second.years[-1] == YEARS[-1]
    np.testing.assert_allclose(bench.outcomes(more), bench.outcomes(much), atol=1e-12)


def test_without_the_idle_money_the_outcome_cannot_be_seen_to_change() -> None:
    bench = Bench(question(), evidence(), few().parameters)
    split, found = houses(bench, (98.0, 98.0, 1000.0))
    assert found is not None
    assert found.idle > 500.0
    least, _ = houses(bench, (98.0, 98.0, 1000.0 - found.idle))
    change = bench.outcomes(least) - bench.outcomes(split)
    assert abs(change.mean()) < SEEN["poverty_rate"]


def test_one_more_billion_goes_where_it_can_be_spent() -> None:
    full, work = Line("housing.budget", floor=2000.0, cap=2200.0), Line("training.budget", floor=20.0, cap=30.0)
    alone = best(question(lines=(full,), total=6300.0), evidence(), few()).certificate
    assert [each.years for each in alone.binding if each.kind == "capacity"] == [YEARS]
    assert (alone.price, alone.price_path) == ((), "")
    beside = best(question(lines=(replace(full, cap=2000.0), work), total=6075.0), evidence(), few()).certificate
    assert beside.price_path == "training.budget"
