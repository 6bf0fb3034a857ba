"""The plan that a scenario and a locality's reported history make, month by month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from simulator.model import PROGRAMMES, SOURCES, Plan
from simulator.model.events import CriteriaChange, Disaster, Merger, StandardChange
from simulator.scenario import Event, Scenario, value_in
from simulator.scenario.plan import compile_plan, history_months
from tests.shipped import LOCALITIES, alternative, baseline, evidence

# The changes of standard and of criteria that every locality which starts in 2014 has lived through.
HISTORY = {
    (date(2015, 12, 31), StandardChange),
    (date(2020, 12, 31), CriteriaChange),
    (date(2021, 12, 31), StandardChange),
}


def plan_of(scenario: Scenario) -> Plan:
    return compile_plan(scenario, evidence().localities[scenario.locality], evidence())


def month(plan: Plan, year: int, number: int) -> int:
    return next(i for i, day in enumerate(plan.dates) if (day.year, day.month) == (year, number))


def test_a_schedule_changes_with_the_year() -> None:
    scenario = alternative("son-la-nha-o-truoc")
    plan = plan_of(scenario)
    for year in range(2026, 2031):
        rows = slice(month(plan, year, 1), month(plan, year, 12) + 1)
        assert set(plan.housing_budget[rows]) == {value_in(scenario.levers["housing.budget"], year)}
    assert plan.housing_budget[month(plan, 2028, 12)] == 180.0
    assert plan.housing_budget[month(plan, 2029, 1)] == 60.0


def test_the_past_follows_the_reported_history_by_month() -> None:
    plan = plan_of(baseline())
    central = plan.new_capital[:, SOURCES.index("central")]
    assert [central[month(plan, *when)] for when in ((2021, 1), (2021, 5), (2021, 6), (2022, 12), (2023, 1))] == [
        737.0,
        737.0,
        241.0,
        241.0,
        657.0,
    ]
    assert [plan.housing_budget[month(plan, 2025, number)] for number in (1, 4, 5, 6, 12)] == [523, 390, 150, 24, 24]
    assert central[month(plan, 2026, 1)] == 526.0  # from here on the scenario's lever


def test_what_a_scenario_decides_does_not_reach_back() -> None:
    base, other = plan_of(baseline()), plan_of(alternative("son-la-nha-o-truoc"))
    assert history_months(baseline(), evidence().localities["son-la"]) == 132
    np.testing.assert_array_equal(base.housing_budget[:132], other.housing_budget[:132])
    np.testing.assert_array_equal(base.shares[:132], other.shares[:132])
    assert (base.housing_budget[132:] != other.housing_budget[132:]).all()


@pytest.mark.parametrize("locality", LOCALITIES)
def test_lending_is_split_wholly_in_every_month(locality: str) -> None:
    plan = plan_of(baseline(locality))
    assert plan.shares.shape == (plan.months, len(PROGRAMMES))
    assert (plan.shares >= 0.0).all()
    np.testing.assert_allclose(plan.shares.sum(axis=1), 1.0, rtol=1e-14)


@pytest.mark.parametrize("locality", LOCALITIES)
def test_the_support_norm_rises_on_10_november_2024(locality: str) -> None:
    plan = plan_of(baseline(locality))
    for day, new, repair in zip(plan.dates, plan.norm_new, plan.norm_repair, strict=True):
        assert (new, repair) == ((60.0, 30.0) if day >= date(2024, 11, 10) else (50.0, 25.0)), day


def test_the_shipped_events_of_son_la_fall_in_their_months() -> None:
    plan = plan_of(baseline())
    before = {(plan.dates[row], type(event)) for row, events in plan.events_before.items() for event in events}
    after = {(plan.dates[row], type(event)) for row, events in plan.events_after.items() for event in events}
    new_set, new_standard = (date(2026, 2, 28), CriteriaChange), (date(2027, 1, 31), StandardChange)
    assert before == {(date(2025, 7, 31), Merger), new_set, new_standard}
    assert after == {*HISTORY, (date(2025, 7, 31), Disaster)}


@pytest.mark.parametrize(
    ("day", "side", "row"),
    [
        (date(2026, 3, 1), "before", date(2026, 3, 31)),
        (date(2026, 3, 15), "before", date(2026, 3, 31)),
        (date(2026, 3, 16), "after", date(2026, 3, 31)),
        (date(2026, 3, 31), "after", date(2026, 3, 31)),
    ],
)
def test_an_event_acts_on_the_side_of_the_month_that_is_nearer(day: date, side: str, row: date) -> None:
    plan = plan_of(replace(baseline(), events=(Event("disaster", day, {"houses_share": 0.1}),)))
    found = {
        (name, plan.dates[index])
        for name, events in (("before", plan.events_before), ("after", plan.events_after))
        for index, happened in events.items()
        if any(isinstance(event, Disaster) for event in happened)
    }
    assert found == {(side, row)}


def test_an_event_before_the_start_is_history_and_acts_no_more() -> None:
    plan = plan_of(replace(baseline(), events=(Event("disaster", date(2013, 5, 1), {"houses_share": 0.1}),)))
    kinds = [event for events in (*plan.events_before.values(), *plan.events_after.values()) for event in events]
    assert {type(event) for event in kinds} == {StandardChange, CriteriaChange}


def test_each_month_has_the_standard_in_force_at_its_end() -> None:
    plan = plan_of(baseline())
    by_day = dict(zip(plan.dates, plan.standards, strict=True))
    assert by_day[date(2021, 11, 30)] == "S15"
    assert by_day[date(2021, 12, 31)] == by_day[date(2026, 12, 31)] == "S22"
    assert by_day[date(2027, 1, 31)] == by_day[date(2030, 12, 31)] == "S27"


def test_without_a_new_standard_the_present_one_stays() -> None:
    plan = plan_of(replace(baseline(), events=()))
    assert plan.standards[-1] == "S22"


def test_rows_of_half_a_year_hold_the_means_and_the_events_of_their_months() -> None:
    plan = plan_of(baseline())
    rows = plan.in_rows_of(6)
    assert (rows.months, rows.months_per_row, rows.dates) == (plan.months // 6, 6, plan.dates[5::6])
    np.testing.assert_allclose(rows.housing_budget, plan.housing_budget.reshape(-1, 6).mean(axis=1))
    before = {(rows.dates[row], type(event)) for row, events in rows.events_before.items() for event in events}
    after = {(rows.dates[row], type(event)) for row, events in rows.events_after.items() for event in events}
    # On 31 July 2025 the disaster is nearer to the beginning of its half-year.
    assert before == {
        (date(2025, 12, 31), Merger),
        (date(2025, 12, 31), Disaster),
        (date(2026, 6, 30), CriteriaChange),
        (date(2027, 6, 30), StandardChange),
    }
    assert after == HISTORY
    with pytest.raises(ValueError, match="whole rows"):
        plan.between(0, 8).in_rows_of(6)


def test_rows_of_different_lengths_meet_the_months() -> None:
    plan = plan_of(baseline())
    rows = plan.in_rows((1, 1, 1, 3, 6, *[12] * 15))
    assert rows.dates[:6] == tuple(plan.dates[month] for month in (0, 1, 2, 5, 11, 23))
    assert rows.new_capital[3] == pytest.approx(plan.new_capital[3:6].mean(axis=0))
    assert plan.restless(75, 78)  # the capital of 2021 changes in June
    assert not plan.restless(78, 81)
    with pytest.raises(ValueError, match="whole rows"):
        rows.in_rows_of(2)


def with_event(event: Event) -> Plan:
    return plan_of(replace(baseline(), events=(event,)))


def test_a_programme_ends_on_its_date() -> None:
    plan, full = with_event(Event("programme_end", date(2028, 7, 1), programme="housing")), plan_of(baseline())
    end = month(plan, 2028, 7)
    np.testing.assert_array_equal(plan.housing_budget[:end], full.housing_budget[:end])
    assert not plan.housing_budget[end:].any()
    np.testing.assert_array_equal(plan.training_budget, full.training_budget)
    credit = with_event(Event("programme_end", date(2028, 1, 1), programme="credit"))
    assert not credit.new_capital[month(credit, 2028, 1) :].any()
    late = with_event(Event("programme_end", date(2028, 6, 2), programme="housing"))
    assert late.housing_budget[month(plan, 2028, 6)] > 0.0  # the month had begun


def test_a_delay_brings_the_same_money_later() -> None:
    scenario = alternative("son-la-nha-o-truoc")
    delayed = Event("delay", date(2027, 1, 1), {"months": 5.0}, "housing")
    plan, full = (plan_of(replace(scenario, events=events)) for events in ((delayed,), ()))
    first = month(plan, 2027, 1)
    np.testing.assert_array_equal(plan.housing_budget[:first], full.housing_budget[:first])
    assert not plan.housing_budget[first : first + 5].any()
    np.testing.assert_array_equal(plan.housing_budget[first + 5 :], full.housing_budget[first:-5])


def test_a_yearly_chance_is_a_disaster_in_every_season() -> None:
    plan = with_event(Event("disaster", date(2027, 8, 1), {"houses_share": 0.01, "yearly_chance": 0.3}))
    found = [(plan.dates[row], event) for row, events in plan.events_before.items() for event in events]
    storms = [(day, event.chance, event.year) for day, event in found if isinstance(event, Disaster)]
    assert storms == [(date(year, 8, 31), 0.3, year) for year in range(2027, 2031)]
