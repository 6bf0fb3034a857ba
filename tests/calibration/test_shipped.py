"""The shipped posteriors belong to the shipped data and model, and start from what was reported."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np
import pytest

from simulator.analysis.projection import Projection, project
from simulator.analysis.summary import at, interval
from simulator.calibration import Settings, calibrate
from simulator.calibration.problem import problem
from tests.shipped import EFFECTS, LOCALITIES, baseline, evidence, posterior

YEAR_ENDS = {2021: 0.2166, 2022: 0.1783, 2023: 0.1417, 2024: 0.1089}
COMMUNES = {2024: 65.0, 2025: 74.0}


@lru_cache(maxsize=1)
def son_la() -> Projection:
    return project(baseline(), evidence(), posterior().parameters)


@pytest.mark.parametrize("locality", LOCALITIES)
@pytest.mark.parametrize("effects", EFFECTS)
def test_a_posterior_is_fresh_and_holds_draws_that_differ(locality: str, effects: str) -> None:
    found = posterior(locality, effects)
    assert (found.locality, found.effects) == (locality, effects)
    assert found.z.shape[1] == found.settings.draws == found.parameters.draws
    assert 1000 <= found.settings.draws <= 2000
    assert len(np.unique(found.z, axis=1).T) > 0.95 * found.settings.draws
    assert found.effective > 0.15 * found.settings.draws


def test_every_locality_of_the_data_has_a_posterior() -> None:
    assert set(evidence().localities) == set(LOCALITIES)


@pytest.mark.parametrize("locality", LOCALITIES)
def test_every_fitted_term_has_its_residual(locality: str) -> None:
    terms = problem(evidence(), baseline(locality), effects="causal").terms
    residuals = posterior(locality).residuals
    assert [residual.obs_id for residual in residuals] == [term.observation.obs_id for term in terms]
    for residual, term in zip(residuals, terms, strict=True):
        assert residual.p05 <= residual.median <= residual.p95
        distance = np.array((residual.median - term.observation.value) / residual.spread)
        expected = float(term.missed(distance))
        assert residual.residual == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("year", "reported"), YEAR_ENDS.items())
def test_the_band_covers_each_year_end_of_son_la(year: int, reported: float) -> None:
    rate = interval(at(son_la(), "poverty_rate", year))
    assert rate.p05 <= reported <= rate.p95
    assert abs(rate.median - reported) < 0.005


@pytest.mark.parametrize(("year", "reported"), COMMUNES.items())
def test_attained_communes_of_son_la_are_within_two(year: int, reported: float) -> None:
    assert abs(interval(at(son_la(), "ntm_communes_attained", year, 6)).median - reported) < 2.0


def test_the_reported_figures_above_are_those_of_the_data() -> None:
    fitted = [row for row in evidence().of("son-la") if row.fit == "yes" and row.kind == "stock"]
    rates = {row.period_end: row.value for row in fitted if (row.indicator, row.standard) == ("poverty_rate", "S22")}
    assert rates == {date(year, 12, 31): value for year, value in YEAR_ENDS.items()}
    communes = {row.value for row in fitted if row.indicator == "ntm_communes_attained"}
    assert set(COMMUNES.values()) <= communes


def test_rebuilding_gives_the_shipped_posterior_up_to_rounding_of_the_machine() -> None:
    shipped = posterior()
    rebuilt = calibrate(evidence(), baseline(), "causal", settings=shipped.settings)
    assert rebuilt.digest == shipped.digest
    assert shipped.settings == Settings()
    for name, draws in shipped.parameters.items():
        assert abs(np.median(rebuilt.parameters[name]) - np.median(draws)) <= 0.25 * draws.std(), name
    again = project(baseline(), evidence(), rebuilt.parameters, ["poverty_rate"])
    for year in YEAR_ENDS:
        medians = [np.median(at(projection, "poverty_rate", year)) for projection in (again, son_la())]
        assert abs(medians[0] - medians[1]) < 0.001
