"""Each event alone, switched on in a shipped baseline: which way it moves the figures, and about how far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np
import pytest

from simulator.analysis.projection import Past, Projection, continued, simulated_past
from simulator.analysis.summary import at
from simulator.model.arrays import Array
from simulator.scenario import Event
from tests.shipped import LOCALITIES, baseline, evidence, posterior

WANTED = (
    "households",
    "poverty_rate",
    "multidimensional_rate",
    "ntm_communes_attained",
    "communes_total",
    "credit_capital",
    "credit_outstanding",
    "houses_needed",
    "houses_new_need",
    "houses_supported",
    "newly_poor_households",
    "persons_placed",
    "money_spent",
    "money_unspent",
)


@lru_cache(maxsize=2)
def past(locality: str) -> Past:
    found = tuple(event for event in baseline(locality).events or () if event.date < date(2026, 1, 1))
    quiet = replace(baseline(locality), events=found)
    return simulated_past(quiet, evidence(), posterior(locality).parameters, WANTED)


def run(locality: str, *events: Event) -> Projection:
    """The baseline with its past and no other event to come than these."""
    scenario = baseline(locality)
    happened = tuple(event for event in scenario.events or () if event.date < date(2026, 1, 1))
    return continued(past(locality), replace(scenario, events=(*happened, *events)), evidence())


def moved(event: Event, indicator: str, year: int = 2030, locality: str = "son-la") -> Array:
    """What the event alone does to an indicator at a year's end, (draw,)."""
    return at(run(locality, event), indicator, year) - at(run(locality), indicator, year)


@pytest.mark.parametrize("locality", LOCALITIES)
def test_a_new_standard_counts_more_households_from_its_day_on(locality: str) -> None:
    event = Event("standard_change", date(2027, 1, 1), {"factor": 1.5})
    assert (moved(event, "multidimensional_rate", 2026, locality) == 0.0).all()
    more = at(run(locality, event), "multidimensional_rate", 2027) / at(run(locality), "multidimensional_rate", 2027)
    assert 1.2 < np.median(more) < 1.6
    assert (moved(event, "poverty_rate", 2027, locality) > 0.0).mean() > 0.9  # some draws shift the poor to near-poor


def test_a_merger_restarts_the_count_of_communes() -> None:
    event = Event("merger", date(2028, 7, 1), {"communes": 50, "kept_share": 0.2})
    assert np.allclose(at(run("son-la", event), "communes_total", 2030), 50.0)
    assert (moved(event, "ntm_communes_attained", 2028) < 0.0).all()
    assert (moved(event, "poverty_rate") == 0.0).all()


def test_new_criteria_send_their_share_back() -> None:
    event = Event("criteria_change", date(2026, 12, 31), {"requalify_share": 0.3})
    before = at(run("son-la"), "ntm_communes_attained", 2026)
    np.testing.assert_allclose(moved(event, "ntm_communes_attained", 2026), -0.3 * before, rtol=1e-9)
    lost, later = moved(event, "ntm_communes_attained", 2027), moved(event, "ntm_communes_attained", 2030)
    assert np.median(later) > np.median(lost)  # some qualify again


def test_a_disaster_damages_its_share_of_the_houses_and_makes_more_poor() -> None:
    event = Event("disaster", date(2027, 8, 1), {"houses_share": 0.02})
    new_need = [run("son-la", *events).trajectory["houses_new_need"] for events in ((event,), ())]
    august = next(row for row, day in enumerate(run("son-la").trajectory.dates) if day == date(2027, 8, 31))
    damaged = 0.02 * run("son-la").trajectory["households"][august - 1]
    np.testing.assert_allclose((new_need[0] - new_need[1])[august], damaged, rtol=2e-3)
    assert (moved(event, "houses_needed", 2027) >= 0.0).all()
    assert (moved(event, "poverty_rate", 2027) > 0.0).mean() > 0.9  # rebuilding moves some over the line of services
    assert np.median(moved(event, "poverty_rate", 2030)) < np.median(moved(event, "poverty_rate", 2028))


def test_a_yearly_chance_lies_between_never_and_every_year() -> None:
    def needed(chance: float) -> float:
        event = Event("disaster", date(2026, 8, 1), {"houses_share": 0.01, "yearly_chance": chance})
        return float(np.mean(at(run("son-la", event), "houses_needed", 2030)))

    never, seldom, often, always = (needed(chance) for chance in (0.0, 0.2, 0.6, 1.0))
    assert never == pytest.approx(float(np.mean(at(run("son-la"), "houses_needed", 2030))))
    assert never < seldom < often < always


@pytest.mark.parametrize(
    ("programme", "indicator"),
    [("housing", "houses_supported"), ("jobs", "persons_placed"), ("credit", "credit_capital"), ("ntm", "money_spent")],
)
def test_what_a_programme_delivers_stops_when_it_ends(programme: str, indicator: str) -> None:
    event = Event("programme_end", date(2028, 1, 1), programme=programme)
    with_end, without = run("son-la", event), run("son-la")
    rows = [row for row, day in enumerate(without.trajectory.dates) if day < date(2028, 1, 1)]
    np.testing.assert_array_equal(with_end.trajectory[indicator][rows], without.trajectory[indicator][rows])
    assert (moved(event, indicator) < 0.0).all()


def test_a_delay_moves_its_months_of_money_beyond_the_horizon() -> None:
    event = Event("delay", date(2027, 1, 1), {"months": 6.0}, "housing")

    def money(*events: Event) -> Array:
        found = run("son-la", *events).trajectory
        total: Array = (found["money_spent"] + found["money_unspent"]).sum(axis=0)
        return total

    half_a_year = run("son-la").plan.housing_budget[-1] / 2.0
    np.testing.assert_allclose(money() - money(event), half_a_year, rtol=1e-9)


@pytest.mark.parametrize("locality", LOCALITIES)
def test_with_all_events_on_the_books_close(locality: str) -> None:
    events = (
        Event("standard_change", date(2027, 1, 1)),
        Event("criteria_change", date(2026, 2, 15)),
        Event("disaster", date(2026, 8, 1), {"yearly_chance": 0.4}),
        Event("merger", date(2028, 7, 1), {"communes": 40}),
        Event("delay", date(2027, 3, 1), {"months": 4.0}, "training"),
        Event("programme_end", date(2029, 1, 1), programme="credit"),
    )
    found = run(locality, *events)
    for values in found.trajectory.values.values():
        assert np.isfinite(values).all()
        assert values.min() > -1e-6
    assert (found.trajectory["credit_outstanding"] <= found.trajectory["credit_capital"] * (1 + 1e-9)).all()
    plan = found.plan
    budgets = (plan.new_capital.sum(axis=1) + plan.housing_budget + plan.training_budget + plan.ntm_investment) / 12.0
    spent = found.trajectory["money_spent"] + found.trajectory["money_unspent"]
    np.testing.assert_allclose(spent, budgets[:, None].repeat(spent.shape[1], axis=1), rtol=1e-9, atol=1e-9)
