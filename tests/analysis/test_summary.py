"""Figures out of an ensemble."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from simulator.analysis.projection import Projection, project
from simulator.analysis.summary import LEVELS, Interval, at, chance, interval, quantiles, total
from simulator.model.arrays import Array
from simulator.scenario import Target
from tests.shipped import baseline, evidence, posterior


@lru_cache(maxsize=1)
def son_la() -> Projection:
    return project(baseline(), evidence(), posterior().parameters, ["poverty_rate", "credit_lent"])


@given(arrays(np.float64, array_shapes(max_dims=3, max_side=30), elements=st.floats(-1e6, 1e6)))
def test_quantiles_are_those_of_numpy(values: Array) -> None:
    found = quantiles(values)
    np.testing.assert_allclose(found, np.quantile(values, LEVELS, axis=-1), rtol=1e-12, atol=1e-9)
    assert (np.diff(found, axis=0) >= -1e-9).all()


def test_the_ends_are_the_smallest_and_the_largest() -> None:
    np.testing.assert_array_equal(quantiles(np.array([3.0, 1.0, 2.0]), (0.0, 1.0)), [1.0, 3.0])


def test_an_interval_knows_whether_it_can_be_told_from_none() -> None:
    assert interval(np.linspace(0.0, 100.0, 101)) == Interval(50.0, 5.0, 95.0)
    assert [Interval(0.0, *ends).includes_zero for ends in ((-1, 1), (0, 1), (-1, 0), (0.1, 1), (-1, -0.1))] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("value", [0.0, 0.02, 0.1, 1.0])
def test_a_chance_is_the_share_of_draws_that_meet_the_target(value: float) -> None:
    day = date(2028, 6, 30)
    rates = at(son_la(), "poverty_rate", 2028, 6)
    assert chance(son_la(), Target("poverty_rate", day, at_most=value)) == np.count_nonzero(rates <= value) / 1000
    assert chance(son_la(), Target("poverty_rate", day, at_least=value)) == np.count_nonzero(rates >= value) / 1000


def test_the_median_is_met_by_half() -> None:
    rates = at(son_la(), "poverty_rate", 2030)
    target = Target("poverty_rate", date(2030, 12, 31), at_most=interval(rates).median)
    assert chance(son_la(), target) == 0.5


def test_a_total_adds_up_whole_years() -> None:
    by_year = [total(son_la(), "credit_lent", year, year) for year in (2026, 2027, 2028)]
    np.testing.assert_allclose(sum(by_year), total(son_la(), "credit_lent", 2026, 2028))
    months = [at(son_la(), "credit_lent", 2027, month) for month in range(1, 13)]
    np.testing.assert_allclose(sum(months), by_year[1])


def test_a_target_for_a_flow_is_about_the_year_up_to_its_day() -> None:
    run = son_la()
    lent = total(run, "credit_lent", 2030, 2030)
    half = run.trajectory["credit_lent"][run.row(2030, 1) : run.row(2030, 6) + 1].sum(axis=0)
    for day, values in ((date(2030, 12, 31), lent), (date(2030, 6, 30), half)):
        middle = float(np.median(values))
        target = Target("credit_lent", day, at_least=middle)
        assert chance(run, target) == np.count_nonzero(values >= middle) / values.size
        assert 0.4 < chance(run, target) < 0.6
