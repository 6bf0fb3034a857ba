"""How the model's figures are set beside the reported ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr

from simulator.calibration.likelihood import Calendar, Run, Term, terms
from simulator.calibration.posterior import digest
from simulator.calibration.problem import Problem, problem
from simulator.calibration.sampler import Settings
from simulator.evidence import Observation
from simulator.model import Parameters
from tests.shipped import LOCALITIES, baseline, evidence, posterior

START = date(2020, 12, 31)
MONTHS = 48
CALENDAR = Calendar(START, ["S15"] * 12 + ["S22"] * (MONTHS - 11), [1] * MONTHS)
QUARTERS = Calendar(START, ["S15"] * 4 + ["S22"] * 13, [3] * 16)
FEW_FIGURES = ("son-la/quynh-nhai", "son-la/sop-cop")
OBSERVATION = Observation(
    obs_id="x",
    locality="son-la",
    indicator="poverty_rate",
    period_start=None,
    period_end=date(2022, 12, 31),
    value=0.2,
    unit="share",
    bound="exact",
    kind="stock",
    standard="S22",
    fit="yes",
    sigma=0.01,
    source_id="bdt-sl-2022",
    note="",
    line=2,
)
NO_DISCREPANCY = Parameters({f"discrepancy.{name}": np.zeros(1) for name in ("poverty_rate", "counts", "credit")})


def flow(start: date, end: date) -> Observation:
    return replace(
        OBSERVATION, indicator="escaped_households", kind="flow", standard="", period_start=start, period_end=end
    )


def change(start: date, end: date, unit: str = "share") -> Observation:
    return replace(
        OBSERVATION, indicator="poverty_rate_change", kind="rate", unit=unit, period_start=start, period_end=end
    )


def numbered_run() -> Run:
    """A run whose level in row i is i and whose flow in month i (from 1) is 100 i; one draw."""
    trajectory: Any = {"escaped_households": 100.0 * np.arange(1, MONTHS + 1)[:, None]}
    return Run({"poverty_rate": np.arange(MONTHS + 1.0)[:, None]}, trajectory)


def read(observation: Observation) -> float | None:
    found = terms([observation], CALENDAR)
    return float(found[0].read(numbered_run())[0]) if found else None


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2021, 1, 1), date(2021, 12, 31), 100.0 * sum(range(1, 13))),
        (date(2021, 2, 15), date(2021, 4, 10), 0.5 * 200 + 300 + 400 / 3),
        (date(2021, 2, 8), date(2021, 2, 14), 0.25 * 200),
        (date(2021, 6, 1), date(2021, 6, 30), 600.0),
    ],
)
def test_a_flow_takes_its_part_of_the_first_and_last_month(start: date, end: date, expected: float) -> None:
    assert read(flow(start, end)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2020, 12, 31), date(2021, 6, 30)),
        (date(2020, 6, 1), date(2021, 6, 30)),
        (date(2024, 6, 1), date(2025, 1, 31)),
    ],
)
def test_a_flow_that_the_run_does_not_cover_says_nothing(start: date, end: date) -> None:
    assert read(flow(start, end)) is None


def test_a_stock_is_read_at_the_end_of_its_month() -> None:
    assert read(OBSERVATION) == 24.0
    assert read(replace(OBSERVATION, period_end=date(2022, 3, 1))) == 15.0
    assert read(replace(OBSERVATION, period_end=START, standard="S15")) == 0.0
    assert read(replace(OBSERVATION, period_end=date(2020, 11, 30), standard="S15")) is None
    assert read(replace(OBSERVATION, period_end=date(2025, 1, 31))) is None


@pytest.mark.parametrize("start", [date(2021, 12, 31), date(2022, 1, 1)])
def test_a_change_runs_from_the_end_of_the_month_before(start: date) -> None:
    assert read(change(start, date(2023, 12, 31))) == 24.0
    assert read(change(start, date(2023, 12, 31), unit="share_per_year")) == 12.0


def test_a_figure_of_another_standard_is_left_out() -> None:
    assert read(replace(OBSERVATION, standard="S15")) is None
    assert read(replace(OBSERVATION, standard="S27")) is None
    assert read(replace(OBSERVATION, period_end=date(2021, 6, 30))) is None


def test_on_the_day_of_a_change_each_standard_has_its_own_figure() -> None:
    day = date(2021, 12, 31)
    both = [replace(OBSERVATION, period_end=day, standard=name) for name in ("S15", "S22")]
    task = problem(evidence(), baseline(), effects="causal", observations=both)
    run = task.run(task.parameters(np.random.default_rng(1).standard_normal((len(task.free), 20))))
    old, new = (term.read(run) for term in task.terms)
    jump = run.trajectory.changes[83]
    np.testing.assert_array_equal(old, jump.before["poverty_rate"])
    np.testing.assert_array_equal(new, jump.after["poverty_rate"])
    assert (new > old).mean() > 0.8  # the standard of 2022 counts more households


def test_longer_rows_are_read_at_their_ends() -> None:
    run = Run({"poverty_rate": np.arange(17.0)[:, None]}, numbered_run().trajectory)
    assert terms([OBSERVATION], QUARTERS)[0].read(run) == 8.0
    np.testing.assert_allclose(QUARTERS.weights(date(2021, 1, 1), date(2021, 9, 30))[:4], [1.0, 1.0, 1.0, 0.0])
    with pytest.raises(KeyError):
        terms([replace(OBSERVATION, period_end=date(2022, 11, 30))], QUARTERS)


@pytest.mark.parametrize("locality", LOCALITIES)
def test_a_fast_run_finds_the_figures_of_the_months(locality: str) -> None:
    """In nine draws of ten no figure moves by a whole spread, and nearly all by next to nothing.

    What is left is houses: a programme that has run out of them in the middle of a quarter.
    """
    monthly, fast = (problem(evidence(), baseline(locality), effects="causal", fast=fast) for fast in (False, True))
    z = posterior(locality).z[:, :200].astype(float)
    assert fast.plan.months < 0.7 * monthly.plan.months
    assert [term.observation for term in monthly.terms] == [term.observation for term in fast.terms]
    apart = np.quantile(np.abs(monthly.evaluate(z)[1] - fast.evaluate(z)[1]), 0.9, axis=1)
    assert apart.max() < 1.0
    assert np.quantile(apart, 0.8) < 0.1
    assert np.median(apart) < 0.02


@lru_cache(maxsize=1)
def son_la() -> Problem:
    return problem(evidence(), baseline(), effects="causal")


@pytest.mark.parametrize("locality", LOCALITIES)
def test_only_reported_figures_enter(locality: str) -> None:
    found = problem(evidence(), baseline(locality), effects="causal").terms
    assert len(found) >= (1 if locality in FEW_FIGURES else 8)
    assert {term.observation.fit for term in found} == {"yes"}
    assert {term.observation.kind for term in found} <= {"stock", "flow", "rate"}


def test_figures_that_are_not_fitted_change_nothing() -> None:
    rows = evidence().of("son-la")
    kinds = {row.kind for row in rows if row.fit != "yes"}
    assert {"forecast", "target"} <= kinds
    spoilt = [row if row.fit == "yes" else replace(row, value=row.value * 3.0 + 1.0) for row in rows]
    other = problem(evidence(), baseline(), effects="causal", observations=spoilt)
    z = np.random.default_rng(1).standard_normal((len(other.free), 10))
    np.testing.assert_array_equal(other.evaluate(z)[0], son_la().evaluate(z)[0])
    keys = [digest(task, evidence(), "causal", Settings()) for task in (other, son_la())]
    assert keys[0] == keys[1]


def test_a_fitted_figure_changes_the_likelihood_and_the_digest() -> None:
    rows = list(evidence().of("son-la"))
    index = next(i for i, row in enumerate(rows) if row.fit == "yes" and row.indicator == "poverty_rate")
    index = rows.index(next(row for row in rows[index:] if row.standard == "S22" and row.fit == "yes"))
    rows[index] = replace(rows[index], value=rows[index].value + 0.01)
    other = problem(evidence(), baseline(), effects="causal", observations=rows)
    z = np.random.default_rng(1).standard_normal((len(other.free), 10))
    assert not np.array_equal(other.evaluate(z)[0], son_la().evaluate(z)[0])
    assert digest(other, evidence(), "causal", Settings()) != digest(son_la(), evidence(), "causal", Settings())


def density(bound: str, figure: float) -> float:
    term = Term(replace(OBSERVATION, bound=bound), "poverty_rate", lambda run: np.array([figure]))
    return float(term.log_density(term.distance(numbered_run(), NO_DISCREPANCY))[0])


def test_a_floor_penalises_only_from_below_and_a_ceiling_only_from_above() -> None:
    floor = [density("at_least", figure) for figure in (0.15, 0.19, 0.2, 0.25, 0.9)]
    assert floor == sorted(floor)
    assert floor[2] == pytest.approx(np.log(0.5))
    assert floor[1] == pytest.approx(np.log(ndtr(-1.0)))
    assert abs(floor[3]) < 1e-6
    assert floor[4] == 0.0
    ceiling = [density("at_most", 0.4 - figure) for figure in (0.15, 0.19, 0.2, 0.25, 0.9)]
    assert ceiling == pytest.approx(floor)


def test_a_figure_is_normal_about_its_value() -> None:
    assert density("exact", 0.2) == 0.0
    assert density("exact", 0.22) == pytest.approx(-2.0)
    assert density("about", 0.18) == pytest.approx(-2.0)


def test_model_discrepancy_adds_to_the_reported_sigma() -> None:
    p = Parameters({"discrepancy.poverty_rate": np.array([0.01]), "discrepancy.counts": np.array([0.1])})
    assert Term(OBSERVATION, "poverty_rate", lambda run: np.zeros(1)).spread(p) == pytest.approx(np.sqrt(2) * 0.01)
    count = replace(OBSERVATION, value=-300.0, sigma=40.0)
    assert Term(count, "counts", lambda run: np.zeros(1)).spread(p) == pytest.approx(50.0)  # a tenth of 300, and 40


def test_only_what_speaks_against_the_model_is_a_miss() -> None:
    distances = np.array([-2.0, 0.0, 3.0])
    expected = {"exact": [-2, 0, 3], "about": [-2, 0, 3], "at_least": [-2, 0, 0], "at_most": [0, 0, 3]}
    for bound, missed in expected.items():
        term = Term(replace(OBSERVATION, bound=bound), "poverty_rate", lambda run: np.zeros(1))
        np.testing.assert_array_equal(term.missed(distances), missed)


def test_the_likelihood_is_the_sum_of_its_terms() -> None:
    task = son_la()
    z = np.random.default_rng(2).standard_normal((len(task.free), 5))
    total, missed = task.evaluate(z)
    p = task.parameters(z)
    run = task.run(p)
    each = [term.log_density(term.distance(run, p)) for term in task.terms]
    np.testing.assert_allclose(total, np.sum(each, axis=0), rtol=1e-12)
    assert missed.shape == (len(task.terms), 5)
