"""One total over several localities: sums, limits, the best of what can be had, and what is said about it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from simulator.analysis.optimise.question import DONG
from simulator.analysis.projection import project
from simulator.analysis.shareout.money import scaled
from simulator.analysis.shareout.place import curve
from simulator.analysis.shareout.question import (
    BEST,
    COMMUNES,
    EQUAL,
    GOALS,
    KEYS,
    MOST_LOTS,
    POOR,
    TODAY,
    Share,
)
from simulator.analysis.shareout.share import share_out
from simulator.analysis.summary import at, interval
from simulator.model import Parameters
from simulator.model.arrays import Array
from simulator.scenario import Scenario
from tests.analysis.shareout.questions import DRAWS, FIVE, TWO, answered, members, of_five, of_two, question
from tests.shipped import evidence

CLOSE = 0.5  # households between a split on the curves and the best that a scan of runs finds


def poor_in_2030(scenario: Scenario, parameters: Parameters) -> Array:
    return at(project(scenario, evidence(), parameters, (POOR,)), POOR, 2030)


@pytest.mark.parametrize("goal", GOALS)
def test_every_key_gives_out_the_total_to_the_dong(goal: str) -> None:
    found = of_five(goal)
    assert found.dong.dtype == np.int64
    assert found.dong.sum(axis=1).tolist() == [found.question.total_dong] * len(KEYS)
    assert (found.dong >= 0).all()
    assert found.dong[found.at(TODAY)].tolist() == found.question.costs.tolist()


@pytest.mark.parametrize("goal", GOALS)
def test_the_best_is_no_worse_than_the_keys_and_vouched_for(goal: str) -> None:
    found = of_five(goal)
    gained = [GOALS[goal] * found.outcomes[found.at(key)].level.mean for key in KEYS]
    assert gained[found.at(BEST)] >= max(gained) - 0.01 * abs(gained[found.at(BEST)] - gained[found.at(TODAY)])
    assert found.gap < 0.005
    change = found.outcomes[found.at(BEST)].change
    assert abs(found.curve_error) < 0.05 * abs(change.mean) + 0.05


def test_the_same_money_for_each_poor_household() -> None:
    found = of_five()
    per_poor = found.amounts[found.at(EQUAL)] / found.poor_at_start
    assert per_poor == pytest.approx(np.full(len(FIVE), per_poor[0]), rel=1e-4)


def test_what_is_told_is_what_the_command_run_would_tell() -> None:
    """The twin: each key's scenarios projected by themselves, from the beginning."""
    found, parameters = of_two(), members(TWO)
    for place, key in enumerate(KEYS):
        for number in range(len(TWO)):
            own, today = found.question.scenarios[number], found.question.today[number]
            plan = scaled(today, int(found.dong[place, number])).applied(own)
            values = poor_in_2030(plan, parameters[number])
            told = found.by_locality[place][number].level
            assert told.mean == pytest.approx(float(values.mean()), abs=1e-6), key
            assert told.range.p95 == pytest.approx(interval(values).p95, abs=1e-6), key


def test_a_scan_of_runs_finds_nothing_better() -> None:
    """Two localities, so that all splits lie on one line: a dozen of them are run for themselves."""
    found, parameters = of_two(), members(TWO)
    total, least = found.question.total_dong, math.inf
    for share in np.linspace(0.02, 0.98, 12):
        parts = (round(share * total), total - round(share * total))
        least = min(
            least,
            sum(
                float(poor_in_2030(scaled(today, part).applied(own), members_).mean())
                for own, today, part, members_ in zip(
                    found.question.scenarios, found.question.today, parts, parameters, strict=True
                )
            ),
        )
    assert found.outcomes[found.at(BEST)].level.mean <= least + CLOSE


def test_means_add_up_and_intervals_of_sums_are_of_independent_localities() -> None:
    found = of_five()
    for place in range(len(KEYS)):
        parts = sum(outcome.level.mean for outcome in found.by_locality[place])
        assert found.outcomes[place].level.mean == pytest.approx(parts, rel=1e-12)
    widths = [one.level.range.p95 - one.level.range.p05 for one in found.by_locality[0]]
    whole = found.outcomes[0].level.range
    # Independent parts: narrower than if all were high together, wider than the widest alone.
    assert max(widths) < whole.p95 - whole.p05 < 0.8 * sum(widths)


def test_today_against_itself_is_none() -> None:
    none = of_five().outcomes[0].change
    assert (none.mean, none.range.p05, none.range.p95) == (0.0, 0.0, 0.0)


def test_the_order_of_the_localities_changes_no_split() -> None:
    back = answered(question(TWO[::-1]))
    there = of_two()
    assert back.dong[:, ::-1].tolist() == there.dong.tolist()
    assert back.outcomes[2].level.mean == pytest.approx(there.outcomes[2].level.mean, rel=1e-12)


def test_one_more_billion_does_the_same_wherever_no_limit_binds() -> None:
    """And less where a floor holds more than it is worth, no more where a cap holds."""
    found = of_five(COMMUNES)
    assert found.bindings == ()
    prices = [price.mean for price in found.price]
    assert max(prices) - min(prices) < 0.1 * max(prices)
    floors = (Share(TWO[0]), Share(TWO[1], floor=5000.0))
    bound = answered(question(TWO, COMMUNES, shares=floors))
    assert [(one.kind, one.locality) for one in bound.bindings] == [("floor", TWO[1])]
    assert bound.price[1].mean < 0.8 * bound.price[0].mean


def test_floors_caps_and_cuts_are_kept() -> None:
    shares = (Share("dien-bien", cap=4900.0), Share("hau-giang", floor=2222.25))
    found = answered(question(TWO, shares=shares, total=9000.5, lot=0.5))
    best = found.amounts[found.at(BEST)]
    assert found.dong[found.at(BEST)].sum() == 9_000_500_000_000
    assert best[0] <= 4900.0
    assert best[1] >= 2222.25
    cut = answered(question(TWO, most_cut=0.2))
    least = 0.8 * cut.amounts[cut.at(TODAY)]
    assert (cut.amounts[cut.at(BEST)] >= least - 1e-8).all()
    assert [one.kind for one in cut.bindings] == ["cut"]
    assert cut.within == (True, False, True)


def test_caps_that_leave_one_split_are_met_exactly() -> None:
    shares = (Share("dien-bien", floor=4000.3, cap=4000.3), Share("hau-giang"))
    found = answered(question(TWO, shares=shares))
    assert found.amounts[found.at(BEST), 0] == 4000.3
    assert found.dong[found.at(BEST)].sum() == found.question.total_dong


def test_the_reach_of_todays_money_is_named() -> None:
    found = answered(question(TWO, total=25_000.0))
    assert found.dong[found.at(TODAY)].sum() == 25_000 * DONG
    assert ("reach", "dien-bien") in [(one.kind, one.locality) for one in found.bindings]
    assert found.amounts[found.at(BEST), 0] == pytest.approx(4 * 4755.0, abs=10.0)


def test_money_that_does_nothing_is_said_to_do_nothing() -> None:
    """Training without any effect: no split matters, today's stays, and the budget does not bind."""
    silent = [
        Parameters({**part, "training.exit_effect": np.zeros(part.draws)}, part.members) for part in members(TWO, 20)
    ]
    found = share_out(question(TWO, lines=("training.budget",)), evidence(), silent)
    assert found.question.total_dong == 5 * (80 + 5.6) * DONG
    assert found.dong[found.at(BEST)].tolist() == found.dong[found.at(TODAY)].tolist()
    assert found.verdicts == ("as_today", "not_binding")
    assert [price.mean for price in found.price] == [0.0, 0.0]


def test_money_that_cannot_be_spent_is_named() -> None:
    """Ten times the money for houses in a place with few that need one: what is left of it lies unspent."""
    asked = question(TWO, lines=("housing.budget",), shares=(Share(TWO[0]), Share(TWO[1], floor=1000.0)), total=1500.0)
    found = answered(asked)
    assert "unspent" in found.verdicts
    assert found.unspent[found.at(BEST), 1] > found.unspent[found.at(TODAY), 1] + 0.05


def test_another_total_is_split_in_todays_proportions() -> None:
    asked = question(FIVE, total=10_000.0)
    shares = np.array(asked.today_key) / (10_000 * DONG)
    assert sum(asked.today_key) == 10_000 * DONG
    assert shares == pytest.approx(asked.costs / asked.costs.sum(), abs=1e-12)


@pytest.mark.parametrize("total", [1.0, 400.0, 5000.0, 18_011.75, 90_000.0])
def test_lots_are_round_and_not_too_many(total: float) -> None:
    lot = question(FIVE, total=total).lot_dong / DONG
    assert lot == 0.5 or str(lot / 10 ** math.floor(math.log10(lot)))[0] in "125"
    assert total / lot <= MOST_LOTS or lot == 0.5


def test_curves_pass_what_was_run_and_do_not_overshoot() -> None:
    for response in of_five().responses:
        assert curve(response, response.dong) == pytest.approx(response.values, rel=1e-12)
        for first, last, low, high in zip(
            response.dong[:-1], response.dong[1:], response.values[:-1], response.values[1:], strict=True
        ):
            between = curve(response, np.linspace(first, last, 9))
            assert between.min() >= min(low, high) - 1e-9
            assert between.max() <= max(low, high) + 1e-9


def test_progress_rises_to_the_end_and_may_stop_the_work() -> None:
    told: list[tuple[float, str]] = []
    share_out(question(TWO), evidence(), members(TWO, 5), progress=lambda share, name: told.append((share, name)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert {name for _, name in told[:-1]} == set(TWO)
    assert len(told) > 40


def test_as_many_draws_as_asked() -> None:
    assert of_two().draws == DRAWS


def test_plans_that_begin_where_their_localities_do() -> None:
    young = ("son-la/quynh-nhai", "son-la/sop-cop")
    asked, begun = question(young, year=2023), []
    for one in asked.scenarios:
        levers = {path: ((2022, steps[0][1]), *steps[1:]) for path, steps in one.levers.items()}
        begun.append(replace(one, first_year=2022, levers=levers))
    found = share_out(replace(asked, scenarios=tuple(begun)), evidence(), members(young, 10))
    starts = [part["start.poverty_rate"] for part in members(young, 10)]
    households = [part["start.households"] for part in members(young, 10)]
    expected = [float((rate * every).mean()) for rate, every in zip(starts, households, strict=True)]
    assert found.poor_at_start == pytest.approx(expected, rel=1e-9)
