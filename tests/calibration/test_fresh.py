"""New members of a posterior: like the old ones in all that is known, unlike them in what chance deals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import kstest

from simulator.calibration.fresh import fresh, fresh_variables, untouched
from simulator.calibration.problem import problem
from simulator.model import Parameters
from simulator.model.events import struck
from simulator.model.years import latent_name, near_poor_pace
from tests.shipped import LOCALITIES, baseline, evidence, posterior

LOCALITY = "thanh-hoa/dong-son"


def drawn(draws: int, seed: int, locality: str = LOCALITY) -> Parameters:
    return fresh(posterior(locality), evidence(), baseline(locality), draws, seed)


def test_mean_and_covariance_are_those_of_the_members() -> None:
    rng = np.random.default_rng(4)
    mixing = rng.standard_normal((6, 6))
    members = mixing @ (rng.standard_normal((6, 400)) ** 3) + rng.standard_normal((6, 1))
    found = fresh_variables(members / np.abs(members).max(), np.zeros(6, dtype=bool), 80_000, rng)
    expected = members / np.abs(members).max()
    spread = expected.std(axis=1)
    assert np.abs((found.mean(axis=1) - expected.mean(axis=1)) / spread).max() < 0.005
    off = np.abs(np.cov(found) - np.cov(expected, bias=True)) / np.outer(spread, spread)
    assert off.max() < 0.02


def test_members_are_new_but_near_old_ones() -> None:
    rng = np.random.default_rng(5)
    members = np.concatenate([rng.normal(-2.0, 0.1, (1, 500)), rng.normal(2.0, 0.1, (1, 500))], axis=1)
    found = fresh_variables(members, np.zeros(1, dtype=bool), 5000, rng)
    assert not np.isin(found, members).any()
    assert np.mean(np.abs(np.abs(found) - 2.0) < 1.2) > 0.95  # two heaps stay two heaps
    assert len(np.unique(found)) == 5000


def test_what_no_figure_touches_is_drawn_from_its_prior_and_from_nothing_else() -> None:
    z = posterior(LOCALITY).z.astype(np.float64)
    free = untouched(posterior(LOCALITY))
    found = fresh_variables(z, free, 20_000, np.random.default_rng(6))
    assert all(kstest(row, "norm").pvalue > 1e-4 for row in found[free])
    together = np.corrcoef(found)
    assert np.abs(together[np.ix_(free, ~free)]).max() < 0.035


@pytest.mark.parametrize("locality", LOCALITIES)
def test_untouched_are_the_futures_that_nobody_has_seen_and_no_year_with_figures(locality: str) -> None:
    task = problem(evidence(), baseline(locality), effects="causal")
    names = [prior.name for prior, alone in zip(task.free, untouched(posterior(locality)), strict=True) if alone]
    assert {"standard_change.factor", "standard_change.poor_shift"} <= set(names)
    assert not {"households.exit_rate", latent_name("near_poor", 2023)} & set(names)


def test_the_same_seed_gives_the_same_members_and_another_seed_others() -> None:
    first, again, other = drawn(500, 7), drawn(500, 7), drawn(500, 8)
    for name in first:
        np.testing.assert_array_equal(first[name], again[name])
    np.testing.assert_array_equal(first.members, again.members)
    assert not np.array_equal(first["households.exit_rate"], other["households.exit_rate"])
    assert not np.array_equal(first.members, other.members)


def test_storms_and_later_years_are_dealt_anew() -> None:
    old, new = posterior(LOCALITY).parameters, drawn(4000, 1)
    assert not np.isin(new.members, old.members).any()
    assert len(np.unique(new.members)) == new.draws
    assert abs(struck(0.3, 2027, new.members).mean() - 0.3) < 0.03
    unseen = np.log(near_poor_pace(new, 2028)) / new["households.near_poor_yearly_spread"]
    assert kstest(unseen, "norm").pvalue > 1e-4
    assert not np.isin(unseen, np.log(near_poor_pace(old, 2028)) / old["households.near_poor_yearly_spread"]).any()


def test_bounded_parameters_keep_their_ranges_and_fixed_ones_their_value() -> None:
    task = problem(evidence(), baseline(LOCALITY), effects="causal")
    new = drawn(20_000, 2)
    assert set(new) == set(posterior(LOCALITY).parameters)
    for prior in task.priors:
        values = new[prior.name]
        if prior.fixed:
            assert (values == prior.median).all(), prior.name
        elif prior.family in ("logit_normal", "power"):
            assert (np.abs(values - 0.5) <= 0.5).all(), prior.name
        elif prior.family == "lognormal":
            assert values.min() > 0.0, prior.name


@pytest.mark.parametrize("locality", LOCALITIES)
def test_medians_of_all_parameters_are_those_of_the_posterior(locality: str) -> None:
    old, new = posterior(locality).parameters, drawn(4000, 3, locality)
    for name, values in old.items():
        share = np.mean(values < np.median(new[name])) if np.ptp(values) > 0.0 else 0.5
        assert abs(share - 0.5) < 0.09, name


def test_a_wrong_question_is_refused() -> None:
    with pytest.raises(ValueError, match="draws"):
        drawn(0, 1)
    with pytest.raises(ValueError, match="dong-son"):
        fresh(posterior(LOCALITY), evidence(), baseline("son-la"), 10, 1)
