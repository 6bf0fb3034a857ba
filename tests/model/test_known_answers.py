"""Known answers of single equations, and what the engine refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import (
    INDICATORS,
    PROGRAMMES,
    Parameters,
    State,
    communes,
    credit,
    households,
    housing,
    simulate,
    training,
)
from simulator.model.chain import midway
from tests.model.ensembles import Levers, case, constant_plan, examples, plausible, ranges, usual, with_values

ONE = np.ones(1)
MONTH = 1.0 / 12.0


def test_the_houses_of_the_report_cost_what_the_report_says() -> None:
    """2,653 new houses of 60 and 405 repairs of 30 million VND are the reported 171.33 billion exactly."""
    cost = housing.cost(405 / 3058, 60.0, 30.0, ONE)
    assert 3058 * cost == pytest.approx(171.33, rel=1e-12)
    houses = housing.supported(171.33, cost, 1e6 * ONE, 1e6 * ONE)
    assert houses == pytest.approx(2653 + 405, rel=1e-12)


def test_building_stops_at_the_need_and_at_the_capacity() -> None:
    cost = 0.06 * ONE
    assert housing.supported(6.0, cost, 1000.0 * ONE, 1000.0 * ONE) == pytest.approx(100.0)
    assert housing.supported(6.0, cost, 40.0 * ONE, 1000.0 * ONE) == 40.0
    assert housing.supported(6.0, cost, 40.0 * ONE, 30.0 * ONE) == 30.0
    assert housing.supported(0.0, cost, 40.0 * ONE, 30.0 * ONE) == 0.0


def test_houses_decide_for_the_poor_in_proportion() -> None:
    """120 houses in a month among 3,000 poor and 1,000 near-poor: 90 to the poor, a fifth of them decisive."""
    hazard = housing.decided(120.0 * ONE, 3000.0 * ONE, 1000.0 * ONE, 0.2 * ONE, MONTH)
    assert hazard * MONTH * 3000.0 == pytest.approx(18.0)


def test_coverage_between_nobody_and_the_ceiling() -> None:
    ceiling, stock = 0.9 * ONE, 1000.0 * ONE
    loans = np.array([0.0, 1.0, 100.0, 900.0, 1e9])
    found = credit.coverage(loans, stock, ceiling)
    assert found[0] == 0.0
    assert found[1] == pytest.approx(1e-3, rel=1e-3)  # one loan in a thousand households reaches one of them
    assert found[3] == pytest.approx(0.9 * (1.0 - np.exp(-1.0)))
    assert found[-1] == pytest.approx(0.9)
    assert (np.diff(found) > 0.0).all()
    assert credit.coverage(5.0 * ONE, 0.0 * ONE, ceiling) == pytest.approx(0.9)
    assert training.coverage(1000.0 * ONE, stock) == pytest.approx(1.0 - np.exp(-1.0))


@given(
    stock=st.floats(0.0, 1e7),
    reference=st.floats(0.0, 1e7),
    exponent=st.floats(0.0, 1.0),
    cap=st.floats(1.0, 8.0),
)
def test_effort_stays_between_nothing_and_its_cap(stock: float, reference: float, exponent: float, cap: float) -> None:
    found = households.effort(stock * ONE, reference * ONE, exponent * ONE, cap * ONE, ONE)
    assert 0.0 <= found <= cap
    fewer = households.effort(stock / 2 * ONE, reference * ONE, exponent * ONE, cap * ONE, ONE)
    assert fewer >= found
    if exponent == 0.0:
        assert found == 1.0


def test_effort_doubles_for_a_quarter_at_half_the_exponent() -> None:
    assert households.effort(250.0 * ONE, 1000.0 * ONE, 0.5 * ONE, 8.0 * ONE, ONE) == pytest.approx(2.0)
    assert households.effort(250.0 * ONE, 1000.0 * ONE, 0.5 * ONE, 8.0 * ONE, 0.6 * ONE) == pytest.approx(1.2)
    assert households.effort(250.0 * ONE, 1000.0 * ONE, 0.5 * ONE, 1.5 * ONE, ONE) == 1.5


def test_a_negative_effect_is_not_truncated() -> None:
    assert households.lifted(0.5 * ONE, -0.056 * ONE) == pytest.approx(0.972)
    assert households.protected(1.0 * ONE, -0.05 * ONE) > 1.0


def test_a_fifth_repaid_a_year() -> None:
    books = credit.books(-np.log(0.8) * ONE, 0.0 * ONE, 1.0)
    repaid, lost = credit.left_the_books(1000.0 * ONE, 0.0 * ONE, books)
    assert repaid == pytest.approx(200.0)
    assert lost == 0.0


def test_a_fund_without_losses_lends_what_comes_back_and_comes_in() -> None:
    """900 of 1,000 lent out, 10 % kept back, 64 % still lent after a year: 90 new billion keep 981 out at the end."""
    books = credit.books(-np.log(0.64) * ONE, 0.0 * ONE, 1.0)
    lending = credit.lent(1090.0 * ONE, 900.0 * ONE, books, 0.1 * ONE)
    assert 900.0 * 0.64 + lending * 0.8 == pytest.approx(981.0)
    repaid, _ = credit.left_the_books(900.0 * ONE, lending, books)
    assert 100.0 + repaid + 90.0 - lending == pytest.approx(109.0)
    assert credit.lent(500.0 * ONE, 900.0 * ONE, books, 0.1 * ONE) == 0.0


def test_borrowers_of_billions() -> None:
    assert credit.borrowers(7197.0 * ONE, 60.7 * ONE) == pytest.approx(118567, abs=1)


def test_a_criterion_is_met_by_half_at_its_limit() -> None:
    limits = communes.log_odds(np.array([[0.13], [0.01], [0.3]]))
    shares = np.array([[0.13, 0.0, 0.999], [0.01, 0.0, 0.999], [0.3, 0.0, 0.999]])
    found = communes.shares_meeting(shares, limits, np.full(3, 0.9))
    np.testing.assert_allclose(found[:, 0], 0.5)
    assert (found[:, 1] > 1.0 - 1e-6).all()
    assert (found[:, 2] < 1e-6).all()


def test_readiness_and_response_between_zero_and_one() -> None:
    assert communes.readiness(np.full((3, 1), 0.5)) == pytest.approx(0.5)
    assert communes.readiness(np.array([[0.0], [1.0], [1.0]])) == 0.0
    half, alone = 4.5 * ONE, 0.3 * ONE
    assert communes.investment_response(0.0, 100.0 * ONE, half, alone) == pytest.approx(0.3)
    assert communes.investment_response(450.0, 100.0 * ONE, half, alone) == pytest.approx(0.65)
    assert communes.investment_response(1e12, 100.0 * ONE, half, alone) == pytest.approx(1.0)
    # Where there is no commune, there is nothing to divide by.
    assert communes.investment_response(4.5, 0.0 * ONE, half, alone) == pytest.approx(1.0)
    assert communes.investment_response(0.0, 0.0 * ONE, half, alone) == pytest.approx(0.3)


def test_the_best_placed_communes_go_first() -> None:
    tiers = np.array([[25.0], [75.0], [0.0], [0.0]])
    assert communes.still_ready(0.8 * ONE, tiers, 0.5 * ONE) == pytest.approx(0.4)
    assert communes.still_ready(0.8 * ONE, tiers, 0.0 * ONE) == pytest.approx(0.8)
    assert communes.still_ready(0.8 * ONE, 0.0 * tiers, 1.0 * ONE) == pytest.approx(0.0, abs=1e-8)


def test_whoever_is_closer_to_the_poor_falls_at_least_as_often() -> None:
    def hazards(relapse: float, entry: float, near_poor: float) -> dict[tuple[int, int], float]:
        rates = {"relapse_rate": relapse, "entry_rate": entry, "near_poor_to_poor_rate": near_poor}
        p = with_values(plausible("son-la", 1, 1), households__fall_to_poor_share=0.25)
        p = p.overridden({f"households.{name}": value for name, value in rates.items()})
        return dict(zip(households.MOVES.pairs, households.base_hazards(p)[:, 0], strict=True))

    raised, kept = hazards(0.01, 0.04, 0.002), hazards(0.08, 0.04, 0.05)
    to_poor = [households.NEAR_POOR, households.ESCAPED, households.SECURE]
    assert [raised[origin, households.POOR] for origin in to_poor] == pytest.approx([0.01, 0.01, 0.01])
    assert [kept[origin, households.POOR] for origin in to_poor] == pytest.approx([0.05, 0.02, 0.01])
    assert raised[households.ESCAPED, households.NEAR_POOR] == pytest.approx(0.03)
    assert kept[households.ESCAPED, households.NEAR_POOR] == pytest.approx(0.06)


def test_half_a_month_on() -> None:
    """1,000 poor of whom 0.24 a year leave over the line: 10 of them have arrived after half a month."""
    hazards = np.zeros((len(households.MOVES.pairs), 1))
    hazards[households.MOVES.row(households.POOR, households.ESCAPED)] = 0.24
    found = midway(np.array([[1000.0], [70.0], [0.0], [5.0]]), households.MOVES, hazards, MONTH)
    np.testing.assert_allclose(found[:, 0], [1000.0 * np.exp(-0.01), 70.0, 10.0, 5.0], rtol=1e-12)
    start = np.array([[1000.0], [0.0], [0.0], [0.0]])
    assert (midway(start, households.MOVES, 1e5 * hazards, 1.0) >= 0.0).all()


def test_skills_ripen_in_their_years_and_fade_at_their_rate() -> None:
    ripening, effective = training.ripened(1000.0 * ONE, 0.0 * ONE, 0.0 * ONE, 2.5 * ONE, 0.0 * ONE, 2.5)
    assert ripening == pytest.approx(1000.0 * np.exp(-1.0))
    assert effective == pytest.approx(1000.0 * (1.0 - np.exp(-1.0)))
    _, effective = training.ripened(0.0 * ONE, 1000.0 * ONE, 0.0 * ONE, 2.5 * ONE, 0.15 * ONE, 1.0)
    assert effective == pytest.approx(1000.0 * np.exp(-0.15))


def test_who_is_placed_in_a_year_begins_in_its_middle() -> None:
    ripening, effective = training.ripened(0.0 * ONE, 0.0 * ONE, 1000.0 * ONE, 2.5 * ONE, 0.15 * ONE, 1.0)
    assert ripening == pytest.approx(1000.0 * np.exp(-0.2))
    assert effective == pytest.approx(1000.0 * (1.0 - np.exp(-0.2)) * np.exp(-0.075))


def test_trained_and_placed_as_the_money_allows() -> None:
    """22 billion at 5.5 million a person trains 4,000 in a year when there are workers enough."""
    p = with_values(plausible("son-la", 1, 1), training__cost=5.5, training__placement_share=0.8)
    found = case(p, Levers(training=22.0, jobs=600.0, disbursed=1.0), months=12)
    run = simulate(found.state, p, found.plan)
    assert run["persons_trained"].sum() == pytest.approx(4000.0)
    assert run["persons_placed"].sum() == pytest.approx(0.8 * 4000.0 + 600.0)
    assert run["money_unspent_training"].sum() == pytest.approx(0.0, abs=1e-9)


def test_recently_escaped_stay_three_years_on_average() -> None:
    """Loans go to them for 36 months. Without relapse a share exp(-t / 3) is left after t years."""
    p = with_values(plausible("son-la", 1, 20), households__growth=0.0)
    p = with_values(p, households__relapse_rate=0.0, households__entry_rate=0.0)
    assert (p["households.recently_escaped_years"] == 3.0).all()
    found = case(p, Levers(), months=72)
    everyone = found.state.households.sum(axis=0)
    none = np.zeros_like(everyone)
    escaped = replace(found.state, households=np.stack([none, none, everyone, none]))
    years = np.arange(1, 73)[:, None] * MONTH
    left = simulate(escaped, p, found.plan)["recently_escaped_households"]
    np.testing.assert_allclose(left, everyone * np.exp(-years / 3.0), rtol=1e-9)


@pytest.mark.parametrize("end", ["lower", "upper"])
@pytest.mark.parametrize("name", sorted(ranges()))
def test_every_parameter_can_be_held_at_the_ends_of_its_range(name: str, end: str) -> None:
    p = plausible("son-la", 1, 2).overridden({name: getattr(ranges()[name], end)})
    found = case(p, usual("son-la"), months=3)
    run = simulate(found.state, p, found.plan)
    assert all(np.isfinite(run[indicator]).all() for indicator in INDICATORS)


@examples(20)
@given(seed=st.integers(0, 10**6), wanted=st.sets(st.sampled_from(sorted(INDICATORS)), min_size=1))
def test_asking_for_less_changes_nothing(seed: int, wanted: set[str]) -> None:
    p = plausible("lai-chau", seed, 2)
    found = case(p, usual("lai-chau"), months=6)
    whole = simulate(found.state, p, found.plan)
    part = simulate(found.state, p, found.plan, wanted=wanted)
    assert set(part.values) == wanted
    assert all((part[name] == whole[name]).all() for name in wanted)


def test_unknown_indicators_are_named() -> None:
    found = case(plausible("son-la", 1, 2), usual("son-la"))
    with pytest.raises(ValueError, match="unknown indicators: happiness, wealth"):
        simulate(found.state, found.parameters, found.plan, wanted=["wealth", "poverty_rate", "happiness"])


def test_ensembles_of_different_sizes_are_refused() -> None:
    found = case(plausible("son-la", 1, 3), usual("son-la"))
    with pytest.raises(ValueError, match="state has 3 draws, parameters have 2"):
        simulate(found.state, found.parameters.subset(slice(2)), found.plan)
    with pytest.raises(ValueError, match="one common shape"):
        Parameters({"a": np.ones(2), "b": np.ones(3)})


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_parameters_that_are_not_numbers_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"households\.growth"):
        plausible("son-la", 1, 2).overridden({"households.growth": value})
    with pytest.raises(ValueError, match=r"unknown parameters: households\.luck"):
        plausible("son-la", 1, 2).overridden({"households.luck": 1.0})


def test_shapes_are_checked_where_things_are_born() -> None:
    found = case(plausible("son-la", 1, 2), usual("son-la"))
    with pytest.raises(ValueError, match=r"state\.communes needs shape \(4, 2\), found \(3, 2\)"):
        State(**{**vars(found.state), "communes": np.ones((3, 2))})
    with pytest.raises(ValueError, match=rf"plan\.shares needs shape \(24, {len(PROGRAMMES)}\), found \(24, 2\)"):
        replace(found.plan, shares=np.ones((24, 2)))
    with pytest.raises(ValueError, match="read-only"):
        found.parameters["households.growth"][:] = 0.0


def test_months_end_on_their_last_day() -> None:
    plan = constant_plan(Levers(), months=26)
    assert plan.dates[0] == date(2025, 1, 31)
    assert plan.dates[1] == date(2025, 2, 28)
    assert plan.dates[-1] == date(2027, 2, 28)
    assert plan.between(2, 26).dates == plan.dates[2:]
