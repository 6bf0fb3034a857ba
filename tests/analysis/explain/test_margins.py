"""One step more of a lever: as a pair of monthly runs finds it, told as a cost only when that can be told."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from simulator.analysis.explain import LENDING, Marginal, marginals
from simulator.analysis.explain.marginal import NTM, OUTCOMES, POOR, SCENARIO, TODAY, Step, marginal
from simulator.analysis.explain.margins import CAPITAL, KINDS
from simulator.analysis.projection import Past, continued, members, simulated_past
from simulator.analysis.summary import Interval, at, interval, total
from simulator.calibration import Posterior
from simulator.model import PROGRAMMES
from simulator.model.arrays import Array
from simulator.scenario import Scenario
from simulator.scenario.record import value_in
from tests.shipped import baseline, evidence, posterior

DRAWS = 30
CLOSE = 0.1  # of the larger end of the interval


def with_levers(levers: dict[str, float], of: Scenario | None = None) -> Scenario:
    of = of or baseline()
    return replace(of, levers={**of.levers, **{path: ((2026, value),) for path, value in levers.items()}})


PLAN = with_levers({"training.budget": 80.0, "ntm.investment": 900.0, "disbursement.ntm": 1.0, "housing.budget": 0.0})


@lru_cache
def found(year: int) -> dict[tuple[str, str, str], Marginal]:
    every = marginals(PLAN, baseline(), year, evidence(), posterior(), draws=DRAWS)
    return {(one.at, one.path, one.indicator): one for one in every}


@lru_cache(maxsize=1)
def past() -> Past:
    """The reported years: no lever of the plan and none of its events changes them."""
    return simulated_past(baseline(), evidence(), members(posterior(), DRAWS, 1), OUTCOMES)


def monthly_effect(scenario: Scenario, one: Marginal, year: int) -> Array:
    """The same step by two monthly runs, per unit, (draw,)."""
    schedule = tuple((since, value + one.step) for since, value in scenario.levers[one.path])
    runs = []
    for levers in (scenario.levers, {**scenario.levers, one.path: schedule}):
        runs.append(at(continued(past(), replace(scenario, levers=levers), evidence()), one.indicator, year))
    kind = KINDS[one.path]
    units = one.step / kind.unit * (year - scenario.first_year + 1 if kind.spent else 1)
    return (runs[1] - runs[0]) * (-1.0 if one.indicator == POOR else 1.0) / units


def assert_close(interval_found: Interval, expected: Interval, limit: float = CLOSE) -> None:
    scale = max(abs(expected.p05), abs(expected.p95))
    for name in ("median", "p05", "p95"):
        assert getattr(interval_found, name) == pytest.approx(getattr(expected, name), abs=limit * scale), name


def test_every_lever_and_programme_at_both_levels_is_told_once_by_outcome() -> None:
    paths = [*KINDS, *(LENDING + name for name in PROGRAMMES)]
    expected = {(level, path, name) for level in (TODAY, SCENARIO) for path in paths for name in OUTCOMES}
    assert found(2030).keys() == expected


@pytest.mark.parametrize(
    ("path", "indicator", "limit"),
    [
        ("credit.new_capital.entrusted", POOR, CLOSE),
        ("housing.budget", POOR, 0.15),  # the backlog of each draw ends in a month of its own
        ("training.budget", POOR, CLOSE),
        ("training.jobs_connected", POOR, CLOSE),
        ("disbursement.training", POOR, CLOSE),
        ("ntm.investment", NTM, CLOSE),
        ("training.budget", NTM, CLOSE),
    ],
)
@pytest.mark.parametrize("level", [TODAY, SCENARIO])
def test_a_step_is_what_two_monthly_runs_find(path: str, indicator: str, limit: float, level: str) -> None:
    scenario = PLAN if level == SCENARIO else baseline()
    for year in (2026, 2030) if path == "training.budget" else (2030,):
        one = found(year)[level, path, indicator]
        assert_close(one.effect, interval(monthly_effect(scenario, one, year)), limit)


def test_a_cost_is_one_over_the_effect_and_told_only_when_all_of_it_is_good() -> None:
    reasons = set()
    for one in [*found(2026).values(), *found(2030).values()]:
        reasons.add(one.reason)
        if one.cost is None:
            assert one.reason
            continue
        assert one.reason == ""
        assert one.effect.p05 > 0
        assert one.cost.median == pytest.approx(1.0 / one.effect.median)
        assert (one.cost.p05, one.cost.p95) == pytest.approx((1.0 / one.effect.p95, 1.0 / one.effect.p05))
        assert one.cost.p05 <= one.cost.median <= one.cost.p95
    assert reasons == {"", "noise", "none", "no_money", "unspent"}


def test_what_is_known_to_help_has_a_cost_and_what_cannot_help_has_none() -> None:
    year = found(2030)
    assert year[TODAY, "training.budget", POOR].cost is not None
    assert year[TODAY, "ntm.investment", NTM].cost is not None
    assert year[TODAY, "ntm.investment", POOR].reason == "none"
    assert year[TODAY, "training.jobs_connected", POOR].reason == "no_money"
    for name in ("social_housing", "students", "other"):
        assert year[TODAY, LENDING + name, POOR].reason == "none"


def test_the_money_is_spent_as_it_is_disbursed_or_not_at_all() -> None:
    for level, scenario in ((TODAY, baseline()), (SCENARIO, PLAN)):
        for path, lever in (("training.budget", "disbursement.training"), ("ntm.investment", "disbursement.ntm")):
            share = value_in(scenario.levers[lever], 2026)
            assert found(2030)[level, path, NTM].spent_share == pytest.approx(share, rel=1e-6)
        assert found(2030)[level, "credit.new_capital.central", POOR].spent_share == pytest.approx(1.0)
    assert found(2026)[TODAY, "housing.budget", POOR].spent_share > 0.7
    assert found(2030)[TODAY, "housing.budget", POOR].reason == "unspent"  # the backlog ends before


def test_the_ends_of_a_lever_have_one_side() -> None:
    top = found(2030)[SCENARIO, "disbursement.ntm", NTM]
    assert top.at_limit
    assert top.effect == top.less
    empty = found(2030)[SCENARIO, "housing.budget", POOR]
    assert empty.less is None
    assert empty.effect.median > 0
    inside = found(2030)[TODAY, "ntm.investment", NTM]
    assert not inside.at_limit
    assert inside.less is not None
    assert_close(inside.less, inside.effect, 0.01)
    assert not inside.kink


def test_a_share_that_cannot_rise_in_some_years_is_raised_in_the_others() -> None:
    steps = {"disbursement.ntm": ((2026, 1.0), (2027, 0.0))}
    scenario = replace(baseline(), levers={**baseline().levers, **steps})
    every = marginals(scenario, baseline(), 2027, evidence(), posterior(), draws=5)
    one = next(one for one in every if (one.at, one.path, one.indicator) == (SCENARIO, "disbursement.ntm", NTM))
    assert not one.at_limit
    assert one.less is None
    later = {**scenario.levers, "disbursement.ntm": ((2026, 1.0), (2027, 0.01))}
    past = simulated_past(scenario, evidence(), members(posterior(), 5, 1), OUTCOMES)
    plans = (scenario, replace(scenario, levers=later))
    less, more = (at(continued(past, plan, evidence()), NTM, 2027) for plan in plans)
    assert_close(one.effect, interval((more - less) / 0.5))  # half a point in the mean of the two years


def test_the_same_levels_have_the_same_effects() -> None:
    both = marginals(baseline(), baseline(), 2027, evidence(), posterior(), draws=5)
    half = len(both) // 2
    assert [replace(one, at=SCENARIO) for one in both[:half]] == list(both[half:])


def test_sources_of_capital_are_one_fund() -> None:
    for level, scenario in ((TODAY, baseline()), (SCENARIO, PLAN)):
        one, *others = (found(2030)[level, path, POOR] for path in CAPITAL)
        assert all(replace(other, path=one.path) == one for other in others)
        effects = [monthly_effect(scenario, replace(one, path=path), 2030) for path in CAPITAL]
        np.testing.assert_allclose(effects[1:], [effects[0]] * 2, rtol=1e-4, atol=1e-7)


def test_programmes_of_lending_add_up_to_a_step_of_capital() -> None:
    """At the shares of the plan: their mean effect is that of capital lent as the plan lends."""
    single = members(posterior(), 1, 3)
    one_draw = replace(posterior(), parameters=single)
    every = marginals(baseline(), baseline(), 2030, evidence(), one_draw)
    effect = {one.path: one.effect.median for one in every if one.at == TODAY and one.indicator == POOR}
    shares = {name: value_in(baseline().levers[f"credit.shares.{name}"], 2026) for name in PROGRAMMES}
    mean = sum(shares[name] * effect[LENDING + name] for name in PROGRAMMES)
    assert mean == pytest.approx(effect[CAPITAL[0]], rel=0.02)


def at_the_edge(one_draw: Posterior) -> Scenario:
    """The housing budget that a single draw just spends in the first year, by halving."""
    past = simulated_past(baseline(), evidence(), one_draw.parameters, ("money_spent_housing",))

    def spent(budget: float) -> float:
        plan = replace(with_levers({"housing.budget": budget}), last_year=2026)
        return float(total(continued(past, plan, evidence()), "money_spent_housing", 2026, 2026)[0])

    low, high = 1.0, 2000.0
    while high - low > 0.05:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if spent(middle + 0.01) - spent(middle) > 0.005 else (low, middle)
    return with_levers({"housing.budget": low})


def test_a_sharp_end_of_what_can_be_spent_is_a_kink() -> None:
    one_draw = replace(posterior(), parameters=members(posterior(), 1, 3))
    every = marginals(at_the_edge(one_draw), baseline(), 2026, evidence(), one_draw)
    one = next(o for o in every if (o.at, o.path, o.indicator) == (SCENARIO, "housing.budget", POOR))
    assert one.kink
    assert one.less is not None
    assert one.less.median > one.effect.median + 0.01


@pytest.mark.parametrize(
    ("effects", "options", "reason"),
    [
        ([1.0, 2.0, 4.0], {}, ""),
        ([-1.0, 2.0, 4.0], {}, "noise"),
        ([-1.0, -2.0, -4.0], {}, "harms"),
        ([0.0, 1e-9, -1e-9], {}, "none"),
        ([0.0, 1.0, 2.0], {}, "noise"),
        ([1.0, 2.0, 4.0], {"spent_share": 0.01}, "unspent"),
        ([1.0, 2.0, 4.0], {"has_money": False}, "no_money"),
        ([-1.0, 2.0, 4.0], {"has_money": False}, "noise"),
    ],
)
def test_the_reason_why_there_is_no_cost(effects: list[float], options: dict[str, Any], reason: str) -> None:
    values = np.repeat(effects, 100)
    one = marginal(Step("x", TODAY, 1.0, **options), POOR, values, values)
    assert one.reason == reason
    assert (one.cost is None) == bool(reason)
    if not reason:
        assert one.cost == Interval(0.5, 0.25, 1.0)


def test_progress_rises_to_the_end_and_what_does_not_fit_is_refused() -> None:
    told: list[float] = []
    marginals(PLAN, baseline(), 2026, evidence(), posterior(), draws=2, progress=lambda share, name: told.append(share))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
    with pytest.raises(ValueError, match="2031"):
        marginals(PLAN, baseline(), 2031, evidence(), posterior())
    with pytest.raises(ValueError, match="dien-bien"):
        marginals(PLAN, baseline("dien-bien"), 2030, evidence(), posterior())
    with pytest.raises(ValueError, match="reported"):
        marginals(PLAN, baseline(), 2030, evidence(), posterior(effects="reported"))
