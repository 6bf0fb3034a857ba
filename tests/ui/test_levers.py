"""Between schedules and sliders: what is not moved is not changed, and shares stay whole."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario import Scenario, value_in
from simulator.scenario.vocabulary import SHARE_PATHS
from simulator.ui.levers import (
    GROUPS,
    PERCENT,
    PROGRAMMES,
    SLIDERS,
    Settings,
    applied,
    changes_over_years,
    settings_of,
    slider_range,
)
from tests.shipped import LOCALITIES, SON_LA_ALTERNATIVES, alternative, baseline

SPLITS = st.lists(st.integers(0, 100), min_size=len(PROGRAMMES), max_size=len(PROGRAMMES)).map(sorted)
CASES = [*LOCALITIES, *(path.stem for path in SON_LA_ALTERNATIVES)]


def case(name: str) -> Scenario:
    return baseline(name) if name in LOCALITIES else alternative(name)


@pytest.mark.parametrize("name", CASES)
def test_sliders_that_are_not_moved_leave_the_scenario_untouched(name: str) -> None:
    scenario = case(name)
    settings = settings_of(scenario)
    assert applied(scenario, settings) is scenario
    assert set(settings.values) == set(SLIDERS)
    assert sum(settings.shares.values()) == 100


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("path", SLIDERS)
def test_a_moved_slider_changes_its_own_schedule_only(name: str, path: str) -> None:
    scenario = case(name)
    shown = settings_of(scenario)
    moved = Settings({**shown.values, path: 37.5}, shown.shares)
    after = applied(scenario, moved)
    assert after.levers[path] == ((scenario.first_year, 0.375 if path in PERCENT else 37.5),)
    assert {other: after.levers[other] for other in after.levers if other != path} == {
        other: scenario.levers[other] for other in scenario.levers if other != path
    }
    assert settings_of(after) == moved


def test_a_schedule_shows_its_yearly_mean() -> None:
    scenario = alternative("son-la-nha-o-truoc")  # 180 for three years, then 60 for two
    assert changes_over_years(scenario, "housing.budget")
    assert not changes_over_years(scenario, "training.budget")
    assert settings_of(scenario).values["housing.budget"] == pytest.approx((3 * 180 + 2 * 60) / 5)


def split(cuts: list[int]) -> dict[str, int]:
    """Whole percents of six programmes from the dividers between them."""
    ends = [0, *cuts, 100]
    return {name: ends[i + 1] - ends[i] for i, name in enumerate((*PROGRAMMES, "other"))}


@pytest.mark.parametrize("name", ["son-la", "vn", "son-la-tin-dung-ho-moi-thoat-ngheo"])
@given(cuts=SPLITS)
def test_any_split_of_lending_adds_up_exactly_and_comes_back(name: str, cuts: list[int]) -> None:
    scenario = case(name)
    settings = Settings(settings_of(scenario).values, split(cuts))
    after = applied(scenario, settings)
    for year in range(after.first_year, after.last_year + 1):
        shares = [value_in(after.levers[path], year) for path in SHARE_PATHS]
        assert abs(math.fsum(shares) - 1.0) < 1e-12  # six decimals a share; the file asks for 1e-6
        assert min(shares) >= 0.0
    assert settings_of(after) == settings


def test_what_other_programmes_get_keeps_its_proportions() -> None:
    shares = split([20, 30, 35, 40, 40])  # 60 % for the three others: 2, 3 and 10 parts of 15 at Sơn La
    levers = applied(baseline(), Settings(settings_of(baseline()).values, shares)).levers
    rest = [levers[f"credit.shares.{name}"][0][1] for name in ("social_housing", "students", "other")]
    assert rest == pytest.approx([0.08, 0.12, 0.4], abs=2e-6)


def test_every_slider_is_in_one_group() -> None:
    assert sorted(SLIDERS) == sorted({path for paths in GROUPS.values() for path in paths})


@given(st.integers(1, 10**6), st.sampled_from([0, 1]))
def test_a_slider_reaches_well_beyond_today_in_steps_that_a_hand_can_make(tenths: int, decimals: int) -> None:
    today = tenths / 10 if decimals else float(tenths)
    largest, step = slider_range(today, decimals)
    assert 2.5 * today - 1e-6 <= largest <= 1.6 * 2.5 * today
    assert step * 10**decimals == pytest.approx(max(1, round(step * 10**decimals)))
    assert largest / step >= 2


def test_a_lever_that_is_at_nothing_can_still_be_moved() -> None:
    assert slider_range(0.0, 0) == (100.0, 1.0)
    assert slider_range(0.0, 1) == (100.0, 0.1)


@pytest.mark.parametrize(
    ("today", "expected"),
    [(98.0, (300.0, 2.0)), (526.0, (1500.0, 5.0)), (2060.0, (6000.0, 20.0)), (400.0, (1000.0, 50.0))],
)
def test_a_range_is_a_round_number_and_today_stands_on_a_step(today: float, expected: tuple[float, float]) -> None:
    assert slider_range(today, 0) == expected
