"""The frontier: never rising, no worse than a listed grid, its knee where a curve bends and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest

from simulator.analysis.optimise.bench import Bench
from simulator.analysis.optimise.frontier import Frontier, frontier
from simulator.analysis.optimise.knee import knee
from simulator.analysis.optimise.question import DONG, Allocation, Goal, Line, Question
from simulator.analysis.projection import project
from simulator.analysis.summary import at, interval
from simulator.calibration import Posterior
from simulator.errors import ScenarioError
from simulator.model.arrays import Array
from tests.shipped import baseline, evidence, posterior

LOCALITY = "son-la/sop-cop"
LAST, DRAWS = 2030, 250


@lru_cache(maxsize=1)
def few() -> Posterior:
    """The shipped posterior with fewer members."""
    whole = posterior(LOCALITY)
    return replace(whole, z=whole.z[:, :DRAWS], parameters=whole.parameters.subset(slice(0, DRAWS)))


def question(**changes: object) -> Question:
    asked = Question(
        scenario=baseline(LOCALITY),
        lines=(Line("training.budget", cap=40.0), Line("ntm.investment", floor=2.0)),
        goals=(Goal("poverty_rate", LAST, 0.5), Goal("ntm_communes_attained", LAST, 0.5)),
        by_year=False,
    )
    return replace(asked, **changes)


@lru_cache(maxsize=1)
def found() -> Frontier:
    return frontier(question(), evidence(), few())


@lru_cache(maxsize=1)
def bench() -> Bench:
    return Bench(question(), evidence(), few().parameters)


def test_totals_rise_from_the_floors_to_twice_today_with_today_among_them() -> None:
    totals = found().totals
    assert len(totals) == 9
    assert (np.diff(totals) > 0.0).all()
    assert totals[0] == 2.0 * 5
    assert abs(totals[-1] - 2.0 * found().today) <= 2.5
    assert found().today in totals


def test_more_money_never_does_worse_and_adds_up_to_the_dong() -> None:
    curve = found()
    assert all(later <= earlier for earlier, later in pairwise(curve.losses))
    for total, allocation in zip(curve.totals, curve.allocations, strict=True):
        assert allocation.total_dong <= round(total * DONG)
        if "rest_unused" not in curve.verdicts:
            assert allocation.total_dong == round(total * DONG)
        assert allocation.dong.min() >= 0
        assert (allocation.amounts[0] <= 40.0).all()
        assert (allocation.amounts[1] >= 2.0).all()
        assert (np.ptp(allocation.dong, axis=1) == 0).all() or total == curve.today


def test_no_point_is_worse_than_a_grid_of_all_splits() -> None:
    curve, whole_fall = found(), found().losses[0] - found().losses[-1]
    for total, loss in list(zip(curve.totals, curve.losses, strict=True))[2::4]:
        rows = []
        for training in np.linspace(0.0, min(40.0, total / 5.0 - 2.0), 13):
            amounts = np.array([[training] * 5, [total / 5.0 - training] * 5])
            split = Allocation(curve.allocations[0].paths, question().years, np.rint(amounts * DONG).astype(np.int64))
            rows.append(bench().loss.value(bench().score(split)))
        assert loss <= min(rows) + 0.005 * whole_fall


def test_what_is_said_of_a_point_is_what_a_run_of_its_scenario_gives() -> None:
    curve, place = found(), 5
    run = project(curve.allocations[place].applied(baseline(LOCALITY)), evidence(), few().parameters)
    for goal, said in zip(question().goals, curve.outcomes[place], strict=True):
        assert said == interval(at(run, goal.indicator, LAST))


def test_todays_point_lies_on_or_behind_the_frontier() -> None:
    curve = found()
    place = list(curve.totals).index(curve.today)
    assert curve.losses[place] <= 1e-12
    split = curve.allocations[place]
    gained = bench().outcomes(split) - bench().today
    assert curve.behind == tuple(interval(each) for each in gained)
    assert curve.today_outcomes == tuple(interval(each) for each in bench().today)


def test_a_single_free_line_at_todays_total_is_todays_plan() -> None:
    curve = frontier(question(lines=(Line("ntm.investment"),)), evidence(), few(), points=5)
    assert curve.behind is not None
    assert all((gain.p05, gain.p95) == (0.0, 0.0) for gain in curve.behind)
    assert "today_best" in curve.verdicts


def test_faults_of_the_question_are_told() -> None:
    with pytest.raises(ScenarioError):
        frontier(question(goals=(Goal("poverty_rate", 2050),)), evidence(), few())


TOTALS = np.linspace(0.0, 100.0, 9)
SHIFTS = np.linspace(-0.3, 0.3, 101)


def spread(values: Array, width: float = 0.1) -> Array:
    """Draws that differ in how much the whole money brings."""
    return values[:, None] * (1.0 + width * SHIFTS / 0.3)


def test_the_knee_is_where_a_broken_line_bends() -> None:
    values = -np.minimum(TOTALS, 37.5) - 0.1 * np.maximum(TOTALS - 37.5, 0.0)
    assert knee(TOTALS, spread(values), values) == (3, "")
    assert knee(1000.0 * TOTALS, spread(0.01 * values), 0.01 * values) == (3, "")


def test_a_straight_line_a_flat_one_and_a_sag_within_noise_have_no_knee() -> None:
    straight = -TOTALS - 0.05 * np.minimum(TOTALS, 50.0)
    assert knee(TOTALS, spread(straight), straight) == (None, "straight")
    assert knee(TOTALS, spread(0.0 * TOTALS), 0.0 * TOTALS) == (None, "flat")
    bent = -np.minimum(TOTALS, 37.5)
    unsure = bent[:, None] + 60.0 * (SHIFTS / 0.3) * np.sin(np.pi * TOTALS / 100.0)[:, None]
    assert knee(TOTALS, unsure, bent) == (None, "within_noise")
