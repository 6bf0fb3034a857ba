"""A scenario is an override of its baseline: what it does not say is the baseline's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from simulator.scenario import (
    Event,
    Scenario,
    Schedule,
    Target,
    completed,
    differences,
    dump_scenario,
    parse_scenario,
    value_in,
)
from simulator.scenario.vocabulary import SHARE_PATHS
from tests.scenario.examples import EVIDENCE, scenarios

MERGER = Event("merger", date(2028, 7, 1), {"communes": 67.0})
RATE = Target("poverty_rate", date(2029, 12, 31), at_most=0.03)
BASELINE = Scenario(
    title="Như hiện nay",
    locality="son-la",
    note="",
    first_year=2026,
    last_year=2030,
    levers={
        "credit.shares.poor": ((2026, 0.6),),
        "credit.shares.students": ((2026, 0.4),),
        "housing.budget": ((2026, 90.0), (2029, 120.0)),
        "ntm.investment": ((2026, 400.0),),
    },
    events=(MERGER,),
    targets=(RATE,),
)
OWN = replace(BASELINE, title="Khác", levers={}, events=None, targets=None)


@pytest.mark.parametrize(("year", "value"), [(2022, 90), (2026, 90), (2028, 90), (2029, 120), (2045, 120)])
def test_a_value_holds_until_the_next_year_named(year: int, value: float) -> None:
    assert value_in(BASELINE.levers["housing.budget"], year) == value


def test_an_empty_scenario_is_its_baseline() -> None:
    whole = completed(OWN, BASELINE)
    unlisted: dict[str, Schedule] = {path: ((2026, 0.0),) for path in SHARE_PATHS if path not in BASELINE.levers}
    assert whole == replace(BASELINE, title="Khác", levers={**BASELINE.levers, **unlisted})


def test_credit_shares_are_taken_as_one() -> None:
    own = replace(OWN, levers={"credit.shares.near_poor": ((2026, 1.0),)})
    levers = completed(own, BASELINE).levers
    assert {path: value_in(levers[path], 2027) for path in SHARE_PATHS} == {
        path: float(path == "credit.shares.near_poor") for path in SHARE_PATHS
    }


def test_a_later_change_keeps_the_baseline_until_then() -> None:
    levers = {"credit.shares.near_poor": ((2028, 1.0),), "housing.budget": ((2028, 10.0),)}
    own = replace(OWN, first_year=2028, levers=levers)
    result = completed(own, BASELINE)
    assert result.first_year == 2026
    assert result.levers["housing.budget"] == ((2026, 90.0), (2028, 10.0))
    assert result.levers["credit.shares.poor"] == ((2026, 0.6), (2028, 0.0))


def test_an_empty_list_of_events_is_an_answer() -> None:
    assert completed(replace(OWN, events=(), targets=()), BASELINE).events == ()
    assert completed(replace(OWN, events=(), targets=()), BASELINE).targets == ()


def test_what_lies_after_the_last_year_is_left_out() -> None:
    result = completed(replace(OWN, last_year=2027), BASELINE)
    assert (result.events, result.targets) == ((), ())
    assert result.levers["housing.budget"] == ((2026, 90.0),)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(), scenarios())
def test_a_completed_scenario_is_a_valid_file_that_needs_nothing_more(own: Scenario, baseline: Scenario) -> None:
    whole = completed(own, baseline)
    assert parse_scenario(dump_scenario(whole), file="plan.yaml", evidence=EVIDENCE) == whole
    assert completed(whole, baseline) == whole
    assert differences(whole, whole) == []
    for path, schedule in own.levers.items():
        for year in range(schedule[0][0], own.last_year + 1):
            assert value_in(whole.levers[path], year) == value_in(schedule, year)


def test_differences_name_the_lever_and_both_schedules() -> None:
    other = replace(
        BASELINE,
        levers={
            "housing.budget": ((2026, 90.0), (2028, 90.0), (2029, 120.0)),  # the same, said in another way
            "ntm.investment": ((2026, 500.0),),
            "credit.shares.students": ((2026, 0.4),),
        },
    )
    assert differences(BASELINE, other) == [
        ("credit.shares.poor", ((2026, 0.6),), ()),
        ("ntm.investment", ((2026, 400.0),), ((2026, 500.0),)),
    ]
