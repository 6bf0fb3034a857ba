"""A scenario from the reported past to its last year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from simulator.analysis.projection import by_quarter, continued, members, project, reported_indicators, simulated_past
from simulator.model import INDICATORS, Parameters, simulate, start_state
from simulator.scenario import completed, parse_scenario
from simulator.scenario.plan import compile_plan
from tests.shipped import LOCALITIES, alternative, baseline, evidence, posterior

FEW = members(posterior(), 50, seed=4)
WANTED = ("poverty_rate", "ntm_communes_attained", "credit_outstanding", "money_spent")


@pytest.mark.parametrize("stem", ["son-la-nha-o-truoc", "son-la-viec-lam-va-dao-tao"])
def test_past_and_future_are_one_run_of_the_engine(stem: str) -> None:
    scenario = alternative(stem)
    plan = compile_plan(scenario, evidence().localities["son-la"], evidence())
    whole = simulate(start_state(FEW, plan), FEW, plan, wanted=WANTED)
    found = project(scenario, evidence(), FEW, WANTED).trajectory
    assert found.dates == whole.dates
    for name in WANTED:
        np.testing.assert_array_equal(found[name], whole[name])


def test_a_scenario_may_begin_where_its_locality_does() -> None:
    whole = baseline("son-la/quynh-nhai")
    first = evidence().localities[whole.locality].start.year + 1
    levers = {path: ((first, steps[0][1]), *steps[1:]) for path, steps in whole.levers.items()}
    early = replace(whole, first_year=first, levers=levers)
    parameters = members(posterior(whole.locality), 5, 1)
    past = simulated_past(early, evidence(), parameters, ("poverty_rate",))
    projection = continued(past, early, evidence())
    alone = simulate(start_state(parameters, projection.plan), parameters, projection.plan, wanted=["poverty_rate"])
    assert (past.months, len(past.trajectory.dates)) == (0, 0)
    assert np.array_equal(projection.trajectory["poverty_rate"], alone["poverty_rate"])
    assert by_quarter(projection).trajectory.dates[0].month == 3


def test_scenarios_that_share_a_past_share_it_bit_for_bit() -> None:
    past = simulated_past(baseline(), evidence(), FEW, WANTED)
    other = alternative("son-la-nha-o-truoc")
    for name in WANTED:
        one, two = (continued(past, scenario, evidence()).trajectory[name] for scenario in (baseline(), other))
        np.testing.assert_array_equal(one[: past.months], two[: past.months])
        np.testing.assert_array_equal(two, project(other, evidence(), FEW, WANTED).trajectory[name])
    assert past.months == 132  # 2015 to 2025


def test_an_assumption_holds_one_value_in_every_draw() -> None:
    scenario = replace(baseline(), assumptions={"households.effort_exponent": 0.0, "credit.exit_effect": 0.0})
    plan = compile_plan(scenario, evidence().localities["son-la"], evidence())
    assumed = FEW.overridden(scenario.assumptions)
    expected = simulate(start_state(assumed, plan), assumed, plan, wanted=["poverty_rate"])
    found = project(scenario, evidence(), FEW, ["poverty_rate"]).trajectory["poverty_rate"]
    np.testing.assert_array_equal(found, expected["poverty_rate"])


def test_a_scenario_that_starts_later_follows_the_baseline_until_then() -> None:
    text = """\
format: 1
title: Từ 2028
locality: son-la
years: {from: 2028, to: 2032}
levers:
  housing: {budget: 200}
  training: {budget: 80}
"""
    later = completed(parse_scenario(text, file="later.yaml", evidence=evidence()), baseline())
    now, base = (project(scenario, evidence(), FEW, WANTED) for scenario in (later, baseline()))
    row = base.row(2027) + 1
    for name in WANTED:
        np.testing.assert_array_equal(now.trajectory[name][:row], base.trajectory[name][:row])
    assert (now.trajectory["poverty_rate"][now.row(2029)] != base.trajectory["poverty_rate"][base.row(2029)]).all()
    assert now.trajectory.dates[-1] == date(2032, 12, 31)


def test_members_are_the_posterior_when_all_are_asked_for() -> None:
    assert members(posterior(), posterior().parameters.draws, seed=9) is posterior().parameters


def chosen_members(draws: int, seed: int) -> list[float]:
    """Which members are chosen, by their places in the posterior."""
    places = Parameters({"place": np.arange(float(posterior().parameters.draws)), "other": np.zeros(1000)})
    return members(replace(posterior(), parameters=places), draws, seed)["place"].tolist()


def test_members_are_a_seeded_choice_without_repetition_in_order() -> None:
    first = chosen_members(400, seed=1)
    assert first == chosen_members(400, seed=1)
    assert first != chosen_members(400, seed=2)
    assert first == sorted(set(first))
    assert len(first) == 400


def test_a_member_keeps_its_parameters_together() -> None:
    rows = np.array(chosen_members(30, seed=5), dtype=int)
    for name, values in members(posterior(), 30, seed=5).items():
        np.testing.assert_array_equal(values, posterior().parameters[name][rows])


@pytest.mark.parametrize("draws", [0, -1, 1001])
def test_more_members_than_there_are_is_refused(draws: int) -> None:
    with pytest.raises(ValueError, match="1–1000"):
        members(posterior(), draws, seed=1)


def test_rows_are_found_by_month() -> None:
    monthly = project(baseline(), evidence(), FEW, ["poverty_rate"])
    quarterly = by_quarter(monthly)
    assert monthly.row(2015, 1) == 0
    assert monthly.trajectory.dates[monthly.row(2024, 6)] == date(2024, 6, 30)
    assert quarterly.trajectory.dates[quarterly.row(2024, 6)] == date(2024, 6, 30)
    assert quarterly.row(2030) == len(quarterly.trajectory.dates) - 1
    for year, month in ((2014, 12), (2031, 1)):
        with pytest.raises(ValueError, match=str(year)):
            monthly.row(year, month)


@pytest.mark.parametrize("locality", LOCALITIES)
def test_villages_are_reported_where_their_number_is_known(locality: str) -> None:
    names = set(reported_indicators(evidence(), locality))
    known = "villages_total" in evidence().localities[locality].start_values
    assert ("ntm_villages_attained" in names) == known
    assert {name for name, item in INDICATORS.items() if item.group != "villages"} <= names
