"""What the page of details shows is what the projections and the data files hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.projection import Projection, project
from simulator.analysis.summary import Interval, at, interval, total
from simulator.calibration import Posterior
from simulator.evidence import Observation
from simulator.model import INDICATORS, PROGRAMMES
from simulator.model.events import StandardChange
from simulator.scenario import Scenario, value_in
from simulator.ui.details_communes import (
    COMMUNES,
    CRITERIA,
    communes_data,
    exclusive,
    lowest_by_years,
)
from simulator.ui.details_compare import compared, is_answered, needed
from simulator.ui.details_context import THEMES, Whole, context_of, is_context, wholes_of
from simulator.ui.details_credit import CAPITAL, ENTRUSTED, credit_data
from simulator.ui.details_eras import RATE, eras_data, is_shown
from simulator.ui.details_ntm import above, children, districts, incomes, printed_alone, thresholds_used
from simulator.ui.details_rules import LOAN_TOPICS, loan_rules, state_on
from simulator.ui.details_series import at_year_ends, by_year, stretches
from simulator.ui.details_sets import SETS, sets_data, without_new_capital
from tests.shipped import baseline, evidence
from tests.ui.pages import drawn

LOCALITIES = tuple(evidence().localities)


@lru_cache(maxsize=16)
def projected(locality: str) -> Projection:
    return project(baseline(locality), evidence(), drawn(locality).parameters)


def medians(found: Sequence[Interval]) -> list[float]:
    return [value.median for value in found]


# Series


def test_year_ends_and_sums_are_those_of_the_summary() -> None:
    now = projected("son-la")
    ends, sums = at_year_ends(now, "poverty_rate"), by_year(now, "credit_lent")
    assert ends[2028] == interval(at(now, "poverty_rate", 2028))
    assert sums[2028].median == pytest.approx(interval(total(now, "credit_lent", 2028, 2028)).median)
    assert list(ends) == list(sums) == list(range(evidence().localities["son-la"].start.year + 1, 2031))


@pytest.mark.parametrize("locality", LOCALITIES)
def test_no_stretch_holds_two_standards(locality: str) -> None:
    now = projected(locality)
    parts = stretches(now, "poverty_rate")
    changes = [change for change in now.trajectory.changes.values() if change.event is StandardChange]
    assert len(parts) == len(changes) + 1
    assert len({part.standard for part in parts}) == len(parts)
    for part in parts:
        assert list(part.dates) == sorted(set(part.dates))
    for earlier, later in pairwise(parts):
        assert earlier.dates[-1] == later.dates[0]  # the same day, counted twice
        assert earlier.figures[-1] != later.figures[0]
    seen = {day for part in parts for day in part.dates}
    assert {date(year, 12, 31) for year in range(now.trajectory.dates[0].year, 2031)} <= seen


def test_a_stock_that_no_standard_touches_is_one_stretch() -> None:
    (part,) = stretches(projected("son-la"), "credit_capital", None)
    assert len(part.dates) == len(at_year_ends(projected("son-la"), "credit_capital"))


# Reported beside modelled


def reported(locality: str, indicator: str, day: date) -> Observation:
    rows = [row for row in evidence().of(locality) if row.indicator == indicator and row.period_end == day]
    return rows[0]


def test_a_stock_is_read_at_its_month_and_under_its_standard() -> None:
    now, p = projected("son-la"), drawn("son-la").parameters
    rows = [reported("son-la", "poverty_rate", date(2024, 12, 31)), reported("vn", "poverty_rate", date(2021, 12, 31))]
    (level,) = compared(now, p, rows[:1])
    assert level.model == interval(at(now, "poverty_rate", 2024))
    old = replace(rows[1], standard="S15")
    new = replace(rows[1], standard="S22", obs_id="new")
    nation = projected("vn")
    before, after = compared(nation, drawn("vn").parameters, [old, new])
    assert before.model is not None
    assert after.model is not None
    assert after.model.median > 1.5 * before.model.median  # the day on which the standard changed


def test_what_the_window_does_not_hold_has_no_figure() -> None:
    now, p = projected("son-la"), drawn("son-la").parameters
    row = reported("son-la", "poverty_rate", date(2024, 12, 31))
    early = replace(row, period_end=date(2010, 12, 31), standard="S11", obs_id="early")
    foreign = replace(row, indicator="ocop_products", obs_id="foreign")
    assert [found.model for found in compared(now, p, [early, foreign])] == [None, None]
    assert not is_answered("ocop_products")
    assert needed(["poverty_rate", "ocop_products", "poverty_rate_change"]) == ("poverty_rate",)


def test_growth_over_eight_years_is_compared_as_a_ratio() -> None:
    now, p = projected("dien-bien"), drawn("dien-bien").parameters
    rows = [row for row in evidence().of("dien-bien") if row.indicator == "credit_capital_entrusted_local_ratio"]
    (found,) = compared(now, p, rows)
    assert found.model is not None
    assert found.model.median == pytest.approx(found.observation.value, rel=0.25)


# Communes


@given(st.lists(st.integers(0, 300), min_size=1, max_size=4))
def test_exclusive_tiers_add_up_to_the_total(counts: list[int]) -> None:
    total, *nested = sorted(counts, reverse=True)
    names = ("attained", "advanced", "model")[: len(nested)]
    alone = exclusive(total, dict(zip(names, nested, strict=True)))
    assert sum(alone.values()) == total
    assert all(count >= 0 for count in alone.values())


def test_the_tiers_of_dong_son_as_printed() -> None:
    assert exclusive(13, {"attained": 13, "advanced": 13, "model": 4}) == {
        "below": 0,
        "attained": 0,
        "advanced": 9,
        "model": 4,
    }


@pytest.mark.parametrize("locality", LOCALITIES)
def test_tiers_and_criteria_of_every_year(locality: str) -> None:
    found = communes_data(evidence(), baseline(locality), [drawn(locality)])
    now = projected(locality)
    for row in found.communes:
        assert sum(row.exclusive.values()) == row.total == round(at(now, "communes_total", row.year)[0])
        attained, advanced, model = (row.nested[tier] for tier in COMMUNES)
        assert row.total >= attained[0] >= advanced[0] >= model[0] >= 0
        assert row.exclusive["below"] == row.total - attained[0]
        assert attained[1] <= attained[0] <= attained[2]
    for row in found.villages:
        assert sum(row.exclusive.values()) == row.total
    assert bool(found.villages) == ("villages_total" in evidence().localities[locality].start_values)
    for criteria in found.criteria:
        assert criteria.lowest == min(CRITERIA, key=lambda name: criteria.shares[name].median)
        assert 0.0 < criteria.chance <= 1.0
        assert criteria.standard == now.standards[now.row(criteria.year)]
        for name in CRITERIA:
            assert criteria.shares[name] == interval(at(now, f"ntm_criterion_{name}_share", criteria.year))
    runs = lowest_by_years(found.criteria)
    assert [year for first, last, _ in runs for year in range(first, last + 1)] == [row.year for row in found.criteria]
    assert all(one[2] != other[2] for one, other in pairwise(runs))


def test_the_merger_and_the_new_criteria_are_named_with_their_effect() -> None:
    found = communes_data(evidence(), baseline("son-la"), [drawn("son-la")])
    (merger,) = found.mergers
    assert merger.date == date(2025, 7, 1)
    assert [round(units) for units in merger.units] == [188, 67]
    assert merger.attained[1].median < merger.attained[0].median
    (review,) = found.reviews
    assert review.date == date(2026, 2, 15)
    assert list(review.change) == [2026, 2030]
    assert review.change[2026].p05 < 0.0
    kept = [event for event in baseline("son-la").events or () if event.type != "criteria_change"]
    without = replace(baseline("son-la"), events=tuple(kept))
    assert communes_data(evidence(), without, [drawn("son-la")]).reviews == ()


def test_the_thresholds_are_those_of_the_rules_file_and_say_that_nobody_checked_them() -> None:
    nine, eleven, twelve = thresholds_used(evidence(), evidence().localities["son-la"])
    assert (nine.value, eleven.value, twelve.value) == (0.01, 0.13, 0.70)
    assert not any(found.verified for found in (nine, eleven, twelve))
    assert nine.stand_in is not None
    assert thresholds_used(evidence(), evidence().localities["hau-giang"])[1].value == 0.04


def test_districts_and_the_communes_of_districts_are_as_reported() -> None:
    assert [row.value for row in districts(evidence(), "hau-giang")] == [1, 3, 3]
    found = {child.place.id: (child.attained.value, child.total) for child in children(evidence(), "son-la")}
    assert found["son-la/quynh-nhai"] == (11, 11)
    assert found["son-la/sop-cop"][0] == 0
    assert [child.total for child in children(evidence(), "thanh-hoa/dong-son")] == [13]
    assert children(evidence(), "vn") == ()
    assert above(evidence().localities["thanh-hoa/dong-son"]) == "thanh-hoa"
    assert above(evidence().localities["son-la"]) == ""


def test_tiers_that_a_report_prints_alone_are_told_with_the_nested_count() -> None:
    (found,) = printed_alone(evidence(), "thanh-hoa/dong-son")
    assert (found.advanced.value, found.model) == (9, 4)
    assert printed_alone(evidence(), "son-la") == ()


def test_income_is_shown_where_it_is_reported() -> None:
    assert [row.value for row in incomes(evidence(), "thanh-hoa/dong-son")] == [10.3, 43.5, 50.075]
    assert incomes(evidence(), "son-la") == ()


# Credit


@pytest.mark.parametrize("locality", LOCALITIES)
def test_the_books_of_credit_add_up(locality: str) -> None:
    now = projected(locality)
    for year in (now.scenario.first_year, 2030):
        parts = sum(at(now, CAPITAL[name], year) for name in ("central", "mobilised", "entrusted"))
        np.testing.assert_allclose(parts, at(now, CAPITAL["total"], year), rtol=1e-9)
    found = credit_data(evidence(), baseline(locality), [drawn(locality)])
    assert [row.name for row in found.programmes] == [*PROGRAMMES, "poverty"]
    poverty = found.programmes[-1]
    for year in (found.latest, found.last_year):
        borrowers = at(now, "credit_borrowers_poverty", year)
        assert poverty.borrowers[year] == interval(borrowers)
        balances = sum(at(now, f"credit_outstanding_{name}", year) for name in PROGRAMMES[:3])
        assert poverty.balance[year].median == pytest.approx(float(np.median(balances)))
    assert list(found.by_year["credit_lent"]) == list(found.by_year["credit_capital"])


def test_reported_capital_stands_beside_the_models() -> None:
    found = credit_data(evidence(), baseline("thanh-hoa/dong-son"), [drawn("thanh-hoa/dong-son")])
    values = {name: [row.observation.value for row in rows] for name, rows in found.reported_capital.items()}
    assert values == {"central": [134.588], "mobilised": [132.834], "entrusted": [29.054], "total": [296.476]}
    borrowers = {row.name: row.reported["borrowers"].observation.value for row in found.programmes if row.reported}
    assert borrowers == {
        "job_creation": 1365,
        "water_sanitation": 5234,
        "social_housing": 61,
        "students": 253,
        "poverty": 958,
    }
    (works,) = found.works
    assert works.borrowers is not None
    assert works.observation.value == 2 * works.borrowers.value
    assert works.made is not None
    assert works.first_simulated == 2019


def test_one_more_billion_costs_what_its_low_rates_are_below_the_market() -> None:
    scenario, p = baseline("son-la"), drawn("son-la").parameters
    shares = {name: value_in(scenario.levers[f"credit.shares.{name}"], 2026) for name in PROGRAMMES}
    below = {name: np.maximum(p["credit.market_rate"] - p[f"credit.rate.{name}"], 0.0) for name in PROGRAMMES}
    worked_out = sum(shares[name] * below[name] for name in PROGRAMMES) * (1.0 - p["credit.idle_share"])
    found = credit_data(evidence(), scenario, [drawn("son-la")]).marginal
    assert found.median == pytest.approx(1000.0 * float(np.median(worked_out)), rel=0.02)
    assert found.p05 >= 0.0


def test_the_added_billion_is_put_in_once_whatever_the_schedule() -> None:
    scenario = baseline("son-la")
    later = replace(scenario, levers={**scenario.levers, ENTRUSTED: ((2026, 30.0), (2027, 50.0), (2029, 70.0))})
    one = credit_data(evidence(), scenario, [drawn("son-la")]).marginal
    other = credit_data(evidence(), later, [drawn("son-la")]).marginal
    assert other.median == pytest.approx(one.median, rel=1e-3)


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        (None, None, "undated"),
        (date(2026, 1, 1), None, "in_force"),
        (None, date(2025, 12, 31), "ended"),
        (date(2027, 1, 1), None, "coming"),
        (date(2016, 1, 1), date(2016, 12, 31), "ended"),
        (date(2026, 1, 1), date(2026, 6, 1), "in_force"),
    ],
)
def test_a_rule_is_in_force_ended_or_coming(first: date | None, last: date | None, state: str) -> None:
    rule = replace(evidence().rules[0], valid_from=first, valid_to=last)
    assert state_on(rule, date(2026, 6, 1)) == state


def test_every_rule_of_loans_is_listed_once() -> None:
    listed = [row.rule for row in loan_rules(evidence(), date(2026, 6, 1))]
    assert len(listed) == sum(rule.topic in LOAN_TOPICS for rule in evidence().rules)
    assert {rule.topic for rule in evidence().rules if rule.topic.startswith("loan_")} <= set(LOAN_TOPICS)
    cap = next(r for r in loan_rules(evidence(), date(2026, 6, 1)) if r.rule.value == 200)
    assert cap.state == "in_force"


# Evidence sets


def both(scenario: Scenario) -> list[Posterior]:
    return [drawn(scenario.locality, name) for name in SETS]


@pytest.mark.parametrize("effects", SETS)
def test_an_effect_is_the_paired_difference_to_no_new_capital(effects: str) -> None:
    scenario = replace(baseline("dien-bien"), effects=effects)
    found = sets_data(evidence(), baseline("dien-bien"), both(scenario)).outcomes[effects]
    runs = [
        project(plan, evidence(), drawn("dien-bien", effects).parameters, ("poverty_rate", "escaped_households"))
        for plan in (scenario, without_new_capital(scenario))
    ]
    now, without = (at(run, "poverty_rate", 2030) for run in runs)
    assert found.levels["poverty_rate"] == interval(now)
    assert found.differences["poverty_rate"].median == pytest.approx(float(np.median(now - without)), abs=1e-12)
    more, fewer = (total(run, "escaped_households", 2026, 2030) for run in runs)
    assert found.added.median == pytest.approx(float(np.median(more - fewer)), rel=1e-6, abs=1e-6)


def test_lenders_credit_loans_with_far_more_than_trials_find() -> None:
    found = sets_data(evidence(), baseline("son-la"), both(baseline("son-la")))
    causal, lenders = (found.outcomes[name].effect for name in SETS)
    assert causal.includes_zero
    assert lenders.p05 > 10 * causal.median


def test_without_new_capital_there_is_no_effect() -> None:
    none = without_new_capital(baseline("son-la"))
    found = sets_data(evidence(), none, both(none))
    assert found.new_capital == 0.0
    for outcome in found.outcomes.values():
        assert medians(list(outcome.differences.values())) == [0.0, 0.0, 0.0]
        assert outcome.added == Interval(0.0, 0.0, 0.0)
    assert sets_data(evidence(), baseline("son-la"), both(none)).new_capital == pytest.approx(5 * (526 + 33))


# Standards


@pytest.mark.parametrize("locality", LOCALITIES)
def test_each_standard_has_its_own_figures(locality: str) -> None:
    found = eras_data(evidence(), baseline(locality), [drawn(locality)])
    standards = [era.stretch.standard for era in found.eras]
    assert standards == sorted(set(standards))
    assert standards[0] == evidence().localities[locality].standard
    assert len(found.factors) == len(found.eras) - 1
    assert [factor.standard for factor in found.factors] == standards[1:]
    for era in found.eras:
        assert {row.observation.standard for row in era.reported} <= {era.stretch.standard}
    rows = [row for row in evidence().of(locality) if is_shown(row) and row.standard in standards]
    assert sum(len(era.reported) for era in found.eras) == len(rows)
    assert all(row.indicator == RATE for row in rows)


def test_a_factor_that_the_scenario_fixes_is_said_to_be_fixed() -> None:
    scenario = baseline("son-la")
    events = tuple(
        replace(event, values={"factor": 1.4}) if event.type == "standard_change" else event
        for event in scenario.events or ()
    )
    found = eras_data(evidence(), replace(scenario, events=events), [drawn("son-la")])
    assert [factor.year for factor in found.factors] == [2015, 2021, 2026]
    assert [factor.learned for factor in found.factors] == ["little", "little", "given"]  # draws of the prior
    assert found.factors[-1].after == Interval(1.4, 1.4, 1.4)
    assert 1.0 < found.factors[-1].poor.median < 2.0


def test_moves_under_the_older_standard_stand_beside_the_models() -> None:
    found = eras_data(evidence(), baseline("son-la"), [drawn("son-la")])
    told = {row.observation.indicator: row.observation.value for row in found.moves}
    assert told == {"escaped_households": 16067, "relapsed_households": 1345, "newly_poor_households": 5260}
    assert all(row.model is not None for row in found.moves)


# Context


def test_every_context_figure_of_every_place_has_its_theme() -> None:
    places = {row.locality for row in evidence().observations}
    for place in places:
        found = context_of(evidence(), place)
        rows = [row for row in evidence().of(place) if is_context(row)]
        assert sorted(row.obs_id for members in found.values() for row in members) == sorted(r.obs_id for r in rows)
        assert "others" not in found
        for theme, members in found.items():
            order = [THEMES[theme].index(row.indicator) for row in members]
            assert order == sorted(order)
    assert context_of(evidence(), "son-la/sop-cop") == {}


def test_nothing_that_the_model_fits_is_called_context() -> None:
    rows = [row for row in evidence().observations if is_context(row)]
    assert not any(row.fit == "yes" and row.indicator in INDICATORS for row in rows if is_answered(row.indicator))
    assert not any(row.kind in ("target", "forecast") for row in rows)


def test_parts_that_add_up_are_shown_adding_up() -> None:
    (groups,) = wholes_at("thanh-hoa/dong-son", "network")
    assert groups.total.value == 158 == sum(row.value for row in groups.parts)
    assert [row.value for row in groups.parts] == [64, 62, 20, 12]
    (ocop,) = wholes_at("hau-giang", "ocop")
    assert [ocop.total.value, *(row.value for row in ocop.parts)] == [266, 92, 174]
    assert [row.value for row in ocop.beside] == [121]
    (money,) = wholes_at("son-la", "housing")  # the total is no context: it repeats what is fitted
    assert money.total.value == 628.937 == pytest.approx(sum(row.value for row in money.parts))


def wholes_at(place: str, theme: str) -> tuple[Whole, ...]:
    return wholes_of(context_of(evidence(), place)[theme], evidence().of(place))


def test_parts_that_do_not_add_up_or_are_missing_are_not_shown_so() -> None:
    rows = context_of(evidence(), "thanh-hoa/dong-son")["network"]
    wrong = [replace(row, value=65.0) if row.value == 64 else row for row in rows]
    assert wholes_of(wrong, wrong) == ()
    missing = [row for row in rows if row.value != 12]
    assert wholes_of(missing, missing) == ()
    other_day = [replace(row, period_end=date(2023, 1, 1)) if row.value == 12 else row for row in rows]
    assert wholes_of(other_day, other_day) == ()
