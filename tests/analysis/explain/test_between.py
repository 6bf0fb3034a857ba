"""Why two scenarios differ: the parts add up to what is compared, and each goes to what was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import permutations

import numpy as np
import pytest

from simulator.analysis.comparison import Comparison, compared
from simulator.analysis.explain import EXPLAINED, Between, Shares, between, shapley
from simulator.analysis.explain.players import GROUPS, PROGRAMMES, players_between
from simulator.analysis.projection import Past, Projection, continued, members, simulated_past
from simulator.analysis.summary import at
from simulator.errors import ScenarioError
from simulator.model.arrays import Array
from simulator.scenario import Event, Scenario
from simulator.scenario.vocabulary import LEVER_ORDER
from tests.shipped import SON_LA_ALTERNATIVES, alternative, baseline, evidence, posterior

DRAWS = 20
YEARS = (2026, 2027, 2028, 2029, 2030)
SIX = {
    "credit.new_capital.central": 700.0,
    "housing.budget": 180.0,
    "training.budget": 60.0,
    "training.jobs_connected": 5000.0,
    "ntm.investment": 600.0,
    "disbursement.training": 0.9,
}
STORM = Event("disaster", date(2027, 8, 20), {"houses_share": 0.02})
END = Event("programme_end", date(2029, 1, 1), programme="jobs")


def moved(levers: dict[str, float], *events: Event, of: Scenario | None = None, **other: object) -> Scenario:
    of = of or baseline()
    steps = {path: ((of.first_year, value),) for path, value in levers.items()}
    return replace(of, levers={**of.levers, **steps}, events=(*(of.events or ()), *events), **other)


def without(kind: str, scenario: Scenario | None = None) -> Scenario:
    scenario = scenario or baseline()
    return replace(scenario, events=tuple(e for e in scenario.events or () if e.type != kind))


@lru_cache(maxsize=8)
def shipped(stem: str) -> Between:
    return pair(alternative(stem))


def pair(after: Scenario, before: Scenario | None = None, draws: int = DRAWS) -> Between:
    return Between.of(before or baseline(), after, evidence(), posterior(), draws=draws)


@lru_cache(maxsize=1)
def six() -> Between:
    return pair(moved(SIX))


@lru_cache(maxsize=1)
def past() -> Past:
    """The reported years: no lever of the plan and none of its events changes them."""
    return simulated_past(baseline(), evidence(), members(posterior(), DRAWS, 1), EXPLAINED)


def monthly(scenario: Scenario) -> Projection:
    return continued(past(), scenario, evidence())


COMPARED: dict[str, Comparison] = {}


def comparison(before: Scenario, after: Scenario) -> Comparison:
    """What the page of comparisons shows of two scenarios; run once for all indicators."""
    key = repr((before, after))
    if key not in COMPARED:
        parameters = members(posterior(), DRAWS, 1)
        COMPARED[key] = compared([before, after], evidence(), parameters, year=YEARS[-1])
    return COMPARED[key]


def assert_adds_up(shares: Shares, after: Scenario, before: Scenario | None = None) -> None:
    """To what the page of comparisons shows, in every year and draw."""
    both = comparison(before or baseline(), after)
    for row, year in enumerate(shares.years):
        difference = both.outcomes[1].end(shares.indicator, year) - both.outcomes[0].end(shares.indicator, year)
        np.testing.assert_allclose(shares.parts[:, row].sum(axis=0), difference, rtol=0, atol=1e-9)
        np.testing.assert_allclose(shares.change[row], difference, rtol=0, atol=1e-9)
    assert not shares.remainder.any()
    assert shares.comparable == (True,) * len(shares.years)


def test_every_lever_belongs_to_one_group() -> None:
    assert sorted(path for paths in GROUPS.values() for path in paths) == sorted(LEVER_ORDER)
    assert set(PROGRAMMES) < set(GROUPS)


@pytest.mark.parametrize("stem", [path.stem for path in SON_LA_ALTERNATIVES])
@pytest.mark.parametrize("indicator", ["poverty_rate", "poor_households", "ntm_communes_attained"])
def test_parts_of_the_shipped_scenarios_add_up(stem: str, indicator: str) -> None:
    shares = shipped(stem).shares(indicator)
    assert 1 <= len(shares.players) <= 4
    assert_adds_up(shares, alternative(stem))


@pytest.mark.parametrize("indicator", EXPLAINED)
def test_parts_of_six_levers_add_up(indicator: str) -> None:
    shares = six().shares(indicator)
    assert shares.players == ("credit_capital", "housing", "training", "jobs", "ntm", "disbursement")
    assert shares.sampling_error == 0.0
    assert_adds_up(shares, moved(SIX))


def test_parts_of_levers_events_and_assumptions_add_up() -> None:
    effect = float(np.median(posterior().parameters["training.exit_effect"]))
    assumed = {"training.exit_effect": 2.0 * effect}
    after = moved({"training.budget": 60.0, "credit.new_capital.central": 700.0}, STORM, END, assumptions=assumed)
    shares = pair(after).shares("poverty_rate")
    assert shares.players == (
        "credit_capital",
        "training",
        "event:disaster:2027-08-20",
        "event:programme_end:2029-01-01:jobs",
        "assumption:training.exit_effect",
    )
    assert_adds_up(shares, after)
    part = {name: shares.parts[place].mean(axis=1) for place, name in enumerate(shares.players)}
    assert part["event:disaster:2027-08-20"][0] == 0.0
    assert (part["event:disaster:2027-08-20"][1:] > 0).all()
    assert np.abs(part["event:programme_end:2029-01-01:jobs"][:3]).max() < 1e-6
    assert (part["event:programme_end:2029-01-01:jobs"][3:] > 0).all()
    assert part["assumption:training.exit_effect"].all()


def test_few_players_are_the_mean_over_all_orders_of_monthly_runs() -> None:
    levers = {"training.budget": 80.0, "disbursement.training": 0.95, "training.jobs_connected": 8000.0}
    found = pair(moved(levers)).shares("poor_households")
    players = list(levers.items())
    run = lru_cache(lambda there: at(monthly(moved(dict(there))), "poor_households", 2029))
    added, orders = np.zeros((3, DRAWS)), list(permutations(range(3)))
    for order in orders:
        for place, player in enumerate(order):
            before, with_it = (frozenset(players[other] for other in order[:end]) for end in (place, place + 1))
            added[player] += (run(with_it) - run(before)) / len(orders)
    assert found.players == ("training", "jobs", "disbursement")
    np.testing.assert_allclose(found.parts[:, 3], added[[0, 2, 1]], rtol=0, atol=1e-8)


def test_coarse_runs_between_the_ends_are_as_good_as_monthly_ones() -> None:
    five = {path: value for path, value in SIX.items() if path != "training.jobs_connected"}
    whole = pair(moved(five), draws=8)
    for indicator, readable in (("ntm_communes_attained", 0.02), ("poverty_rate", 2e-5)):
        names = [p.name for p in whole.runs.players if indicator != "poverty_rate" or p.moves_households]

        def monthly_worth(there: frozenset[int], indicator: str = indicator, names: list[str] = names) -> Array:
            return whole.runs.monthly(frozenset(names[number] for number in there)).levels[indicator]

        exact, shares = shapley.exact(len(names), monthly_worth), whole.shares(indicator)
        found = shares.parts[[shares.players.index(name) for name in names]]
        assert np.abs(found.mean(axis=-1) - exact.mean(axis=-1)).max() < readable
        assert np.abs(found - exact).max() < 10 * readable


def test_turned_round_each_part_changes_its_sign() -> None:
    back = pair(baseline(), moved(SIX))
    for indicator in ("poor_households", "ntm_communes_attained"):
        there = six().shares(indicator)
        np.testing.assert_allclose(back.shares(indicator).parts, -there.parts, rtol=0, atol=1e-8)


def test_another_indicator_asks_for_no_run_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    six().shares("ntm_communes_attained")
    monkeypatch.setattr("simulator.analysis.explain.coalitions.lines", lambda *_: pytest.fail("run again"))
    assert six().shares("multidimensional_rate").parts.any()


def test_what_only_communes_feel_has_no_part_in_poverty() -> None:
    criteria = Event("criteria_change", date(2028, 3, 1), {"requalify_share": 0.3})
    after = moved({"ntm.investment": 900.0}, criteria)
    plain, other = monthly(baseline()), monthly(after)
    np.testing.assert_array_equal(plain.trajectory["poverty_rate"], other.trajectory["poverty_rate"])
    whole = pair(after)
    assert not whole.shares("poverty_rate").parts.any()
    assert whole.shares("ntm_communes_attained").parts.any(axis=(1, 2)).all()


def test_the_same_plan_has_no_players() -> None:
    later = replace(baseline(), title="Khác", levers={p: (*s, (2029, s[-1][1])) for p, s in baseline().levers.items()})
    shares = pair(later).shares("poverty_rate")
    assert shares.players == ()
    assert shares.parts.shape == (0, 5, DRAWS)
    assert not shares.change.any()


def test_only_the_common_years_and_one_evidence_set_are_looked_at() -> None:
    later = {**moved(SIX).levers, "ntm.investment": ((2026, 400.0), (2029, 900.0))}
    shares = pair(replace(baseline(), last_year=2028, effects="reported", levers=later)).shares("poverty_rate")
    assert shares.years == (2026, 2027, 2028)
    assert "ntm" not in shares.players
    whole = six().shares("poverty_rate")
    np.testing.assert_allclose(shares.after, whole.after[:3], rtol=0, atol=1e-12)


def test_years_under_two_poverty_standards_are_not_compared() -> None:
    shares = pair(moved({"training.budget": 60.0}, of=without("standard_change"))).shares("poverty_rate")
    assert shares.comparable == (True, False, False, False, False)
    assert np.isfinite(shares.parts[:, 0]).all()
    for values in (shares.before, shares.after, shares.parts[0], shares.remainder):
        assert np.isnan(values[1:]).all()
    assert shares.part("training", 2027) is None
    assert shares.part("training", 2026) is not None
    communes = pair(without("standard_change")).shares("ntm_communes_attained")
    assert communes.comparable == (True,) * 5
    assert (communes.parts[0, 1:].mean(axis=1) > 0).all()


def test_a_standard_moved_to_another_day_is_one_player() -> None:
    events = tuple(
        replace(event, date=date(2028, 1, 1)) if event.type == "standard_change" else event
        for event in baseline().events or ()
    )
    shares = pair(replace(baseline(), events=events)).shares("poverty_rate")
    assert shares.players == ("event:standard_change:2028-01-01",)
    assert shares.comparable == (True, False, True, True, True)


def test_two_disasters_are_two_players_and_a_changed_event_is_one() -> None:
    changed = replace(STORM, values={"houses_share": 0.01})
    other = replace(STORM, date=date(2028, 8, 20))
    names = [player.name for player in players_between(moved({}, STORM), moved({}, changed, other))]
    assert names == ["event:disaster:2027-08-20", "event:disaster:2028-08-20"]
    delays = [Event("delay", date(2027, 1, 1), {"months": float(months)}, "ntm") for months in (3, 6)]
    (player,) = players_between(moved({}, delays[0]), moved({}, delays[1]))
    assert player.name == "event:delay:2027-01-01:ntm"
    assert not player.moves_households


def test_more_players_than_can_be_run_through_are_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapley, "MOST_EXACT", 4)
    shares = pair(moved(SIX)).shares("poverty_rate")
    whole = six().shares("poverty_rate")
    assert 0.0 < shares.sampling_error < 1e-6
    assert_adds_up(shares, moved(SIX))
    assert np.abs((shares.parts - whole.parts).mean(axis=2)).max() < 5.0 * shares.sampling_error


def test_progress_rises_to_the_end() -> None:
    told: list[float] = []
    between(
        baseline(),
        moved({"training.budget": 60.0}),
        "poverty_rate",
        evidence(),
        posterior(),
        draws=5,
        progress=lambda share, name: told.append(share),
    )
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_what_cannot_be_explained_is_refused() -> None:
    with pytest.raises(ScenarioError) as refused:
        pair(replace(baseline(), first_year=2027))
    assert refused.value.faults[0].code == "explain_first_year"
    for language in ("vi", "en"):
        assert "2026" in refused.value.faults[0].describe(language)
    with pytest.raises(ScenarioError):
        pair(baseline("dien-bien"))
    with pytest.raises(ValueError, match="houses_needed"):
        pair(alternative("son-la-nha-o-truoc")).shares("houses_needed")
    with pytest.raises(ValueError, match="reported"):
        Between.of(baseline(), baseline(), evidence(), posterior(effects="reported"), draws=2)


def test_two_disasters_alike_are_twice_one() -> None:
    """Nothing forbids a file to name the same event twice; the second one must not be lost."""
    shares = pair(moved({}, STORM, STORM), moved({}, STORM)).shares("poverty_rate")
    assert shares.players == ("event:disaster:2027-08-20",)
    assert_adds_up(shares, moved({}, STORM, STORM), moved({}, STORM))
    assert (shares.parts[0, 1:].mean(axis=1) > 0).all()
