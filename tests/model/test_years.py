"""Good and bad years: what is calibrated is used, what is not is chance, the same in every scenario."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model import Parameters, simulate
from simulator.model.years import SPREADS, communes_pace, latent_name, near_poor_pace
from tests.model.ensembles import case, even_years, plausible, shipped, usual

PACES = {"communes": communes_pace, "near_poor": near_poor_pace}
DRAWS = 4000
MANY = Parameters({spread: np.full(DRAWS, 0.5) for spread in SPREADS.values()})


@pytest.mark.parametrize("what", SPREADS)
def test_a_year_that_figures_speak_of_has_its_own_variable(what: str) -> None:
    z = np.array([-1.0, 0.0, 2.0])
    p = Parameters({latent_name(what, 2019): z, SPREADS[what]: np.full(3, 0.5)})
    np.testing.assert_allclose(PACES[what](p, 2019), np.exp(0.5 * z))
    assert not np.array_equal(PACES[what](p, 2020), PACES[what](p, 2019))


@pytest.mark.parametrize("what", SPREADS)
def test_other_years_are_chance_with_that_spread_and_median_one(what: str) -> None:
    found = np.stack([np.log(PACES[what](MANY, year)) for year in range(2026, 2031)])
    assert np.abs(np.median(found, axis=1)).max() < 4 * 0.5 * 1.2533 / np.sqrt(DRAWS)
    np.testing.assert_allclose(found.std(axis=1), 0.5, rtol=4 / np.sqrt(2 * DRAWS))
    off_diagonal = np.corrcoef(found) - np.eye(5)
    assert np.abs(off_diagonal).max() < 4.5 / np.sqrt(DRAWS)


def test_communes_and_near_poor_have_years_of_their_own() -> None:
    pair = np.corrcoef(np.log(communes_pace(MANY, 2027)), np.log(near_poor_pace(MANY, 2027)))
    assert abs(pair[0, 1]) < 4.5 / np.sqrt(DRAWS)


@pytest.mark.parametrize("what", SPREADS)
def test_a_member_meets_the_same_years_in_any_company(what: str) -> None:
    chosen = np.array([3, 17, 256])
    np.testing.assert_array_equal(PACES[what](MANY.subset(chosen), 2028), PACES[what](MANY, 2028)[chosen])


def test_without_spread_every_year_is_the_same() -> None:
    p = even_years(plausible("son-la", 1, 5))
    for pace in PACES.values():
        assert (pace(p, 2018) == 1.0).all()
        assert (pace(p, 2040) == 1.0).all()


def test_a_good_year_brings_communes_and_leaves_the_poverty_rate_alone() -> None:
    """The near-poor year moves households between near-poor and escaped; the poor follow by less."""
    p = plausible("son-la", 3, 50)
    first = case(p, usual("son-la"), months=12)
    year = first.plan.dates[0].year
    better = Parameters({**p, latent_name("communes", year): np.full(50, 2.0)})
    worse = Parameters({**p, latent_name("communes", year): np.full(50, -2.0)})
    high, low = (simulate(first.state, each, first.plan) for each in (better, worse))
    assert (high["ntm_communes_attained"][-1] > low["ntm_communes_attained"][-1]).all()
    np.testing.assert_array_equal(high["poverty_rate"], low["poverty_rate"])
    leaving = Parameters({**p, latent_name("near_poor", year): np.full(50, 2.0)})
    staying = Parameters({**p, latent_name("near_poor", year): np.full(50, -2.0)})
    fewer, more = (simulate(first.state, each, first.plan) for each in (leaving, staying))
    assert (fewer["near_poor_rate"][-1] < more["near_poor_rate"][-1]).all()


@pytest.mark.parametrize("locality", sorted(shipped().localities))
def test_every_year_with_fitted_figures_is_calibrated_and_no_other(locality: str) -> None:
    place = shipped().localities[locality]
    last = max(row.period_end.year for row in shipped().of(locality) if row.fit == "yes")
    expected = {latent_name(what, year) for what in SPREADS for year in range(place.start.year + 1, last + 1)}
    assert {name for name in plausible(locality, 1, 2) if name.startswith("year.")} == expected
