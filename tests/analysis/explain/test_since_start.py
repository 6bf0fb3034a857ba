"""Why the line moves within a scenario: programmes, events, counting anew and drift add up to the move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np
import pytest

from simulator.analysis.explain import DRIFT, EXPLAINED, SinceStart, since_start
from simulator.analysis.projection import Past, Projection, continued, members, simulated_past
from simulator.analysis.summary import at
from simulator.model.trajectory import Change
from simulator.scenario import Event, Scenario
from tests.shipped import alternative, baseline, evidence, posterior

DRAWS = 25
BEFORE, LAST = 2025, 2030
YOUNG = "son-la/sop-cop"  # its figures begin at the end of 2021
STANDARD = "event:standard_change:2027-01-01"
CRITERIA = "event:criteria_change:2026-02-15"
MONEY = (
    "credit.new_capital.central",
    "credit.new_capital.mobilised",
    "credit.new_capital.entrusted",
    "housing.budget",
    "training.budget",
    "training.jobs_connected",
    "ntm.investment",
)


def of(scenario: Scenario) -> SinceStart:
    return SinceStart.of(scenario, evidence(), posterior(), draws=DRAWS)


@lru_cache(maxsize=1)
def today() -> SinceStart:
    return of(baseline())


@lru_cache(maxsize=1)
def past() -> Past:
    """The reported years: no lever of the plan and none of its events changes them."""
    return simulated_past(baseline(), evidence(), members(posterior(), DRAWS, 1), EXPLAINED)


def run(scenario: Scenario) -> Projection:
    return continued(past(), scenario, evidence())


def counted_anew(projection: Projection) -> Change:
    """The only change of counting within the plan."""
    (change,) = (c for row, c in projection.trajectory.changes.items() if row >= projection.row(2026, 1))
    return change


def without_money(scenario: Scenario, *but: str) -> Scenario:
    return replace(scenario, levers={**scenario.levers, **{path: ((2026, 0.0),) for path in MONEY if path not in but}})


def with_events(scenario: Scenario, *kinds: str) -> Scenario:
    """Those before the plan, and of those in it the named kinds."""
    kept = tuple(e for e in scenario.events or () if e.date.year < 2026 or e.type in kinds)
    return replace(scenario, events=kept)


@pytest.mark.parametrize("indicator", EXPLAINED)
def test_everything_adds_up_to_the_move_of_the_line(indicator: str) -> None:
    shares, whole = today().shares(indicator), run(baseline())
    assert shares.players == ("credit_capital", "housing", "training", "jobs", "ntm", CRITERIA, STANDARD)
    assert (shares.remainder_name, shares.years[0], shares.years[-1]) == (DRIFT, 2026, LAST)
    for row, year in enumerate(shares.years):
        move = at(whole, indicator, year) - at(whole, indicator, BEFORE)
        np.testing.assert_allclose(shares.parts[:, row].sum(axis=0) + shares.remainder[row], move, rtol=0, atol=1e-9)
        np.testing.assert_allclose(shares.change[row], move, rtol=0, atol=1e-9)


@pytest.mark.parametrize("indicator", ["poverty_rate", "multidimensional_rate", "poor_households"])
def test_a_new_standard_is_the_jump_of_its_day_and_never_progress(indicator: str) -> None:
    shares, whole = today().shares(indicator), run(baseline())
    change = counted_anew(whole)
    jump = change.after[indicator] - change.before[indicator]
    part = shares.parts[shares.players.index(STANDARD)]
    assert shares.breaks == (STANDARD,)
    assert not part[0].any()
    for row in range(1, 5):
        np.testing.assert_allclose(part[row], jump, rtol=0, atol=1e-9)
    assert (part[1:].mean(axis=1) > 0).all()
    np.testing.assert_allclose(shares.moved, shares.change - part, rtol=0, atol=1e-12)
    assert (shares.moved.mean(axis=1) < 0).all()


def test_a_larger_recount_changes_the_jump_not_the_sign_of_the_rest() -> None:
    harsher = tuple(replace(e, values={"factor": 3.0}) if e.type == "standard_change" else e for e in baseline().events)
    shares, usual = of(replace(baseline(), events=harsher)).shares("poverty_rate"), today().shares("poverty_rate")
    place = shares.players.index(STANDARD)
    assert (shares.parts[place, 1:].mean(axis=1) > 1.5 * usual.parts[place, 1:].mean(axis=1)).all()
    assert (shares.moved[1:].mean(axis=1) < 0).all()


def test_the_new_standard_is_an_event_like_others_for_communes() -> None:
    shares = today().shares("ntm_communes_attained")
    assert shares.breaks == ()
    part = {name: shares.parts[place].mean(axis=1) for place, name in enumerate(shares.players)}
    assert part[STANDARD][0] == pytest.approx(0.0, abs=1e-9)
    assert (part[STANDARD][1:] < 0).all()  # more counted as poor, fewer communes ready
    assert (part[CRITERIA] < 0).all()
    assert (part["ntm"] > 0).all()


def test_drift_is_the_run_without_new_money_and_events() -> None:
    base, standard = without_money(baseline()), "standard_change"
    communes = run(with_events(base))
    poverty = run(with_events(base, standard))
    change = counted_anew(poverty)
    for row, year in enumerate(range(2026, LAST + 1)):
        plain = at(communes, "ntm_communes_attained", year) - at(communes, "ntm_communes_attained", BEFORE)
        np.testing.assert_allclose(today().shares("ntm_communes_attained").remainder[row], plain, rtol=0, atol=1e-9)
        moved = at(poverty, "poverty_rate", year) - at(poverty, "poverty_rate", BEFORE)
        jump = change.after["poverty_rate"] - change.before["poverty_rate"]
        expected = moved - (jump if year >= 2027 else 0.0)
        np.testing.assert_allclose(today().shares("poverty_rate").remainder[row], expected, rtol=0, atol=1e-9)


def test_one_programme_alone_has_all_that_it_changes() -> None:
    alone = with_events(without_money(baseline(), "training.budget"))
    shares = of(alone).shares("poor_households")
    assert shares.players == ("training",)
    nothing, whole = run(with_events(without_money(baseline()))), run(alone)
    for row, year in enumerate(shares.years):
        difference = at(whole, "poor_households", year) - at(nothing, "poor_households", year)
        np.testing.assert_allclose(shares.parts[0, row], difference, rtol=0, atol=1e-9)
    assert (shares.parts[0].mean(axis=1) < 0).all()


def test_a_disaster_of_every_season_is_held_against_none_even_if_it_began_before() -> None:
    seasons = Event("disaster", date(2024, 8, 1), {"yearly_chance": 0.5, "houses_share": 0.02})
    scenario = replace(baseline(), events=(*(baseline().events or ()), seasons))
    shares = of(scenario).shares("poverty_rate")
    part = shares.parts[shares.players.index("event:disaster:2024-08-01")]
    assert (part.mean(axis=1) > 0).all()
    assert (np.diff(part.mean(axis=1)[:2]) > 0).all()
    np.testing.assert_allclose(shares.parts.sum(axis=0) + shares.remainder, shares.change, rtol=0, atol=1e-9)
    assert "event:disaster:2025-07-27" not in shares.players


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_ways_of_counting_anew_on_one_day_are_told_apart(order: tuple[int, int]) -> None:
    both = (
        Event("standard_change", date(2027, 1, 1), {"factor": 1.8}),
        Event("merger", date(2027, 1, 1), {"communes": 40.0, "kept_share": 0.5}),
    )
    scenario = with_events(without_money(baseline(), "training.budget"))
    scenario = replace(scenario, events=(*(scenario.events or ()), both[order[0]], both[order[1]]))
    shares = {name: of(scenario).shares(name) for name in ("multidimensional_rate", "ntm_communes_attained")}
    for name, kind in (("multidimensional_rate", "standard_change"), ("ntm_communes_attained", "merger")):
        only = tuple(e for e in scenario.events or () if e.date.year < 2026 or e.type == kind)
        change = counted_anew(run(replace(scenario, events=only)))
        part = shares[name].parts[shares[name].players.index(f"event:{kind}:2027-01-01")]
        np.testing.assert_allclose(part[1], change.after[name] - change.before[name], rtol=1e-9)
        assert shares[name].breaks == (f"event:{kind}:2027-01-01",)
        np.testing.assert_allclose(
            shares[name].parts.sum(axis=0) + shares[name].remainder, shares[name].change, rtol=0, atol=1e-9
        )


def test_a_scenario_without_anything_is_all_drift() -> None:
    nothing = with_events(without_money(baseline()))
    shares = since_start(nothing, "poverty_rate", evidence(), posterior(), draws=5)
    assert shares.players == ()
    np.testing.assert_allclose(shares.remainder, shares.change, rtol=0, atol=1e-12)


def test_the_shipped_alternative_adds_up_and_its_programme_does_more_than_todays() -> None:
    stronger = of(alternative("son-la-viec-lam-va-dao-tao")).shares("poor_households")
    usual = today().shares("poor_households")
    np.testing.assert_allclose(stronger.parts.sum(axis=0) + stronger.remainder, stronger.change, rtol=0, atol=1e-9)
    for name in ("training", "jobs"):
        more, less = (s.parts[s.players.index(name), -1].mean() for s in (stronger, usual))
        assert more < less < 0


def test_a_plan_that_begins_where_its_locality_does_starts_from_the_first_figures() -> None:
    levers = {path: ((2022, steps[0][1]), *steps[1:]) for path, steps in baseline(YOUNG).levers.items()}
    scenario = replace(baseline(YOUNG), first_year=2022, levers=levers)
    found = SinceStart.of(scenario, evidence(), posterior(YOUNG), draws=8).shares("poverty_rate")
    first = posterior(YOUNG).parameters.subset(members(posterior(YOUNG), 8, 1).members)["start.poverty_rate"]
    np.testing.assert_allclose(found.before, np.broadcast_to(first, found.before.shape), rtol=1e-9)
    np.testing.assert_allclose(found.parts.sum(axis=0) + found.remainder, found.change, rtol=0, atol=1e-9)
