"""Events: what they conserve, how far they move things, and in which direction."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import State, Trajectory, simulate
from simulator.model.events import (
    CriteriaChange,
    Disaster,
    Event,
    Merger,
    StandardChange,
    merged,
    reclassified,
    requalified,
)
from simulator.model.households import ESCAPED, NEAR_POOR, POOR, SECURE
from tests.model.ensembles import LOCALITIES, Case, case, cases, examples, plausible, usual, with_values

FOUR = st.lists(st.just(0.0) | st.floats(1e-3, 1e6), min_size=4, max_size=4).map(lambda found: np.array(found)[:, None])
SHARE = st.floats(0.0, 1.0).map(lambda share: np.array([share]))
FACTOR = st.floats(0.0, 6.0).map(lambda factor: np.array([factor]))
few = examples(12)


def one(locality: str, draws: int = 4) -> Case:
    return case(plausible(locality, 4, draws), usual(locality), months=12)


def untouched(before: State, after: State, *touched: str) -> None:
    for name, stock in vars(before).items():
        if name not in touched:
            assert (getattr(after, name) == stock).all(), name


@given(households=FOUR, factor=FACTOR)
def test_a_new_standard_multiplies_the_lists(households: np.ndarray, factor: np.ndarray) -> None:
    after = reclassified(households, factor, np.zeros(1))
    np.testing.assert_allclose(after.sum(axis=0), households.sum(axis=0), rtol=1e-12)
    assert (after >= -1e-9 * households.sum()).all()
    listed = households[POOR] + households[NEAR_POOR]
    reached = np.minimum(factor * listed, households.sum(axis=0))
    np.testing.assert_allclose(after[POOR] + after[NEAR_POOR], reached, rtol=1e-9, atol=1e-6)
    # Each keeps its part, on the lists and off them.
    np.testing.assert_allclose(after[POOR] * listed, households[POOR] * reached, rtol=1e-9, atol=1e-3)
    others = households[ESCAPED] + households[SECURE]
    left = households.sum(axis=0) - reached
    np.testing.assert_allclose(after[ESCAPED] * others, households[ESCAPED] * left, rtol=1e-9, atol=1e-3)


def test_a_narrower_standard_makes_households_secure_where_nobody_had_left_the_lists() -> None:
    after = reclassified(np.array([[300.0], [100.0], [0.0], [0.0]]), np.array([0.6]), np.zeros(1))
    np.testing.assert_allclose(after[:, 0], [180.0, 60.0, 0.0, 160.0], rtol=1e-12)


def test_a_wider_standard_cannot_list_more_than_everybody() -> None:
    after = reclassified(np.array([[300.0], [100.0], [50.0], [150.0]]), np.array([4.0]), np.zeros(1))
    np.testing.assert_allclose(after[:, 0], [450.0, 150.0, 0.0, 0.0], rtol=1e-12)


def test_the_standard_of_end_2021_as_counted_by_the_nation() -> None:
    """2.23 % by the old standard, 5.20 % poor and near-poor by the new one: the factor 5.20 / 2.23."""
    before = np.array([[1.23], [1.00], [7.77], [90.0]])
    after = reclassified(before, np.array([5.20 / 2.23]), np.zeros(1))
    assert after[POOR] + after[NEAR_POOR] == pytest.approx(5.20, rel=1e-12)
    assert after.sum() == pytest.approx(100.0, rel=1e-12)


@given(whole=cases(months=2, plausible_only=True, event=None), factor=st.floats(0.5, 4.0))
@few
def test_a_new_standard_starts_a_new_era(whole: Case, factor: float) -> None:
    after = StandardChange(value=factor).applied(whole.state, whole.parameters)
    untouched(whole.state, after, "households", "references", "pace")
    assert (after.references == after.households).all()


@given(communes=FOUR, total=st.floats(1.0, 1e4), kept=SHARE)
def test_a_merger_leaves_the_stated_total_and_share(communes: np.ndarray, total: float, kept: np.ndarray) -> None:
    after = merged(communes, total, kept)
    assert after.sum() == pytest.approx(total, rel=1e-12)
    assert (after >= -1e-9 * total).all()
    before = communes.sum()
    if before > 1e-3:
        np.testing.assert_allclose(after[1:], communes[1:] / before * kept * total, rtol=1e-9, atol=1e-12)


def test_dien_bien_after_its_merger() -> None:
    """26 of 115 communes attained before, none of 42 after."""
    after = merged(np.array([[89.0], [20.0], [5.0], [1.0]]), 42.0, np.array([0.0]))
    assert after[:, 0].tolist() == [42.0, 0.0, 0.0, 0.0]


@given(communes=FOUR, share=SHARE)
def test_new_criteria_send_a_share_back(communes: np.ndarray, share: np.ndarray) -> None:
    after = requalified(communes, share)
    np.testing.assert_allclose(after.sum(axis=0), communes.sum(axis=0), rtol=1e-12)
    np.testing.assert_allclose(after[1:], communes[1:] * (1.0 - share), rtol=1e-12)
    assert (after[0] >= communes[0]).all()


@given(whole=cases(months=2, event=None), share=st.floats(0.0, 1.0))
@few
def test_a_disaster_takes_services_and_houses(whole: Case, share: float) -> None:
    before, p = whole.state, whole.parameters
    after = Disaster(value=share).applied(before, p)
    untouched(before, after, "households", "houses_needed", "shock")
    lost = before.households[NEAR_POOR] * share * p["housing.decisive_share"]
    np.testing.assert_allclose(after.households[POOR], before.households[POOR] + lost, rtol=1e-12)
    np.testing.assert_allclose(after.households[NEAR_POOR], before.households[NEAR_POOR] - lost, atol=1e-9 * lost.max())
    assert (after.households[[ESCAPED, SECURE]] == before.households[[ESCAPED, SECURE]]).all()
    np.testing.assert_allclose(after.shock, before.shock + share * p["disaster.inflow_rise"])
    damaged = after.houses_needed - before.houses_needed
    np.testing.assert_allclose(damaged, before.households.sum(axis=0) * share, rtol=1e-9, atol=1e-6)


def test_a_seasons_disaster_comes_to_the_same_members_in_every_scenario() -> None:
    p = plausible("son-la", 5, 400)
    whole = case(p, usual("son-la"), months=12)
    storm = Disaster(value=0.02, chance=0.3, year=2027)
    came = storm.applied(whole.state, p).shock > 0.0
    assert 0.2 < came.mean() < 0.4
    half = np.arange(0, 400, 2)
    np.testing.assert_array_equal(storm.applied(whole.state.subset(half), p.subset(half)).shock > 0.0, came[half])
    richer = case(p, replace(usual("son-la"), housing=0.0), months=12)
    np.testing.assert_array_equal(storm.applied(richer.state, p).shock > 0.0, came)
    other = replace(storm, year=2028).applied(whole.state, p).shock > 0.0
    assert 0.0 < (other & came).mean() < came.mean()
    assert not (replace(storm, chance=0.0).applied(whole.state, p).shock > 0.0).any()
    assert (replace(storm, chance=1.0).applied(whole.state, p).shock > 0.0).all()


def test_after_a_disaster_more_households_fall_for_a_while() -> None:
    p = plausible("son-la", 6, 50)
    calm = case(p, usual("son-la"), months=60)
    stormy = case(p, usual("son-la"), months=60, before={0: (Disaster(value=0.03),)})
    fallen = [simulate(w.state, p, w.plan)["newly_poor_households"] for w in (calm, stormy)]
    more = fallen[1] / fallen[0] - 1.0
    assert (more[0] > 0.0).all()
    assert np.median(more[0]) == pytest.approx(0.03 * np.median(p["disaster.inflow_rise"]), rel=0.3)
    assert np.median(np.abs(more[-1])) < 0.1 * np.median(more[0])


def test_a_shift_moves_the_odds_between_the_two_lists_and_nothing_else() -> None:
    before = np.array([[300.0], [100.0], [50.0], [550.0]])
    after = reclassified(before, np.array([1.5]), np.log(np.array([2.0])))
    np.testing.assert_allclose(after[POOR] / after[NEAR_POOR], 6.0)
    np.testing.assert_allclose(after[POOR] + after[NEAR_POOR], 600.0)
    np.testing.assert_allclose(after[[ESCAPED, SECURE]], reclassified(before, np.array([1.5]), np.zeros(1))[[2, 3]])


def test_a_standard_of_the_past_has_its_pace_and_one_to_come_goes_on_from_the_effort_before() -> None:
    p = with_values(plausible("son-la", 7, 20), households__effort_exponent=0.5, households__effort_cap=2.5)
    whole = case(p, usual("son-la"), months=1)
    state = replace(whole.state, references=4.0 * whole.state.households)  # a quarter left: effort 2
    older = StandardChange(value=1.0, of_year="_2015", to_standard="S15").applied(state, p)
    np.testing.assert_array_equal(older.pace, p["households.pace_s15"])
    newer = StandardChange(value=1.0, to_standard="S27").applied(state, p)
    np.testing.assert_allclose(newer.pace, 2.0 * p["households.continuity_s27"])
    assert (whole.state.pace == 1.0).all()


def parameter_of(event: Event) -> str:
    return {
        StandardChange: "standard_change.factor",
        Merger: "merger.kept_share",
        CriteriaChange: "criteria_change.requalify_share",
        Disaster: "disaster.houses_share",
    }[type(event)]


@pytest.mark.parametrize("event", [StandardChange(), Merger(communes=50.0), CriteriaChange(), Disaster()])
def test_an_event_without_a_value_takes_the_draws_own(event: Event) -> None:
    whole = one("son-la")
    sizes = whole.parameters[parameter_of(event)]
    together = event.applied(whole.state, whole.parameters)
    for draw, size in enumerate(sizes):
        alone = replace(event, value=float(size)).applied(whole.state, whole.parameters)
        for name, stock in vars(together).items():
            assert (stock[..., draw] == getattr(alone, name)[..., draw]).all(), name


def with_event(whole: Case, event: Event, *, month: int, before: bool) -> Trajectory:
    side = "events_before" if before else "events_after"
    return simulate(whole.state, whole.parameters, replace(whole.plan, **{side: {month: (event,)}}))


@pytest.mark.parametrize("locality", LOCALITIES)
def test_directions(locality: str) -> None:
    p = with_values(plausible(locality, 4, 50), standard_change__poor_shift=0.0)
    whole = case(p, usual(locality), months=12)
    calm = simulate(whole.state, whole.parameters, whole.plan)
    wider = with_event(whole, StandardChange(value=1.7), month=5, before=False)
    storm = with_event(whole, Disaster(value=0.02), month=5, before=False)
    review = with_event(whole, CriteriaChange(value=0.5), month=5, before=False)
    for changed in (wider, storm, review):
        assert (changed["poverty_rate"][:5] == calm["poverty_rate"][:5]).all()
        assert (changed["ntm_communes_attained"][:5] == calm["ntm_communes_attained"][:5]).all()
    np.testing.assert_allclose(wider["multidimensional_rate"][5], 1.7 * calm["multidimensional_rate"][5], rtol=1e-9)
    np.testing.assert_allclose(wider["poverty_rate"][5], 1.7 * calm["poverty_rate"][5], rtol=1e-9)
    assert (storm["poverty_rate"][5] > calm["poverty_rate"][5]).all()
    np.testing.assert_allclose(storm["multidimensional_rate"][5], calm["multidimensional_rate"][5], rtol=1e-12)
    assert (storm["houses_needed"][5] > calm["houses_needed"][5]).all()
    np.testing.assert_allclose(review["ntm_communes_attained"][5], 0.5 * calm["ntm_communes_attained"][5], rtol=1e-9)


def test_before_the_month_and_after_it() -> None:
    """An event before a month is the same as one after the month before."""
    whole = one("son-la")
    for event in (StandardChange(value=1.7), Merger(value=0.3, communes=67.0), CriteriaChange(value=0.5)):
        early = with_event(whole, event, month=4, before=True)
        late = with_event(whole, event, month=3, before=False)
        for name in ("poverty_rate", "ntm_communes_attained", "houses_needed", "credit_lent"):
            assert (early[name][4:] == late[name][4:]).all()
            assert (early[name][:3] == late[name][:3]).all()


@pytest.mark.parametrize("event", [StandardChange(value=1.7), Merger(value=0.3, communes=67.0)])
def test_the_figures_on_both_sides_of_a_new_series_are_kept(event: Event) -> None:
    whole = one("son-la")
    calm = simulate(whole.state, whole.parameters, whole.plan)
    changed = with_event(whole, event, month=5, before=False)
    assert changed.changes.keys() == {5}
    found = changed.changes[5]
    assert found.event is type(event)
    assert found.before.keys() == found.after.keys()
    for name, values in found.before.items():
        assert (values == calm[name][5]).all(), name
        assert (found.after[name] == changed[name][5]).all(), name
    assert calm.changes == {}
