"""What is known is found again: parameters that made the figures; and a second seed says the same as the first."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from scipy.stats import binom, norm

from simulator.analysis.projection import project
from simulator.analysis.sbc import made_from, with_points
from simulator.calibration import Settings, calibrate
from simulator.calibration.problem import problem
from simulator.model.arrays import Array
from tests import shipped
from tests.shipped import baseline, evidence

PLACE = "thanh-hoa/dong-son"
TRUTHS = range(3)
SHARPER = 0.3  # of the reported figures' spreads
IDENTIFIED = 0.5  # posterior spread, of the prior's
BAND = (0.05, 0.95)
RARE = 0.001  # chance that one of all comparisons fails by accident
WATCHED = ("poverty_rate", "near_poor_rate", "ntm_communes_attained", "credit_outstanding")


@lru_cache(maxsize=1)
def found_again() -> list[tuple[Array, Array]]:
    """(true z, posterior draws) of figures that were made from known parameters with little noise."""
    whole = problem(evidence(), baseline(PLACE), effects="causal", fast=True)
    task, _ = with_points(whole)
    found = []
    for number in TRUTHS:
        rng = np.random.default_rng((11, number))
        truth = rng.standard_normal(len(task.free))
        exact = made_from(task, truth, None)
        terms = []
        for term in exact.terms:
            width = SHARPER * term.width
            value = term.observation.value + width * rng.standard_normal()
            terms.append(replace(term, observation=replace(term.observation, value=value), width=width))
        sharp = replace(exact, terms=tuple(terms))
        settings = Settings(draws=400, moves=10, seed=number)  # sharper than what the shipped moves are meant for
        found.append((truth, sharp.sampled(settings).z))
    return found


def test_parameters_that_the_figures_tell_are_recovered() -> None:
    free = problem(evidence(), baseline(PLACE), effects="causal").free
    pairs, misses, names = [], [], set()
    for truth, z in found_again():
        middle, spread = z.mean(axis=1), z.std(axis=1)
        told = spread < IDENTIFIED
        names |= {marginal.name for marginal, is_told in zip(free, told, strict=True) if is_told}
        pairs += list(zip(middle[told], truth[told], strict=True))
        misses += list(np.abs(middle - truth)[told] / spread[told])
    assert {"start.poverty_rate", "start.credit_outstanding", "start.capital_mobilised_share"} <= names
    assert len(pairs) >= 4 * len(TRUTHS)
    assert np.corrcoef(np.array(pairs).T)[0, 1] > 0.9
    assert max(misses) < 4.0


def test_the_truth_lies_inside_the_band_about_as_often_as_it_should() -> None:
    inside = []
    for truth, z in found_again():
        low, high = np.quantile(z, BAND, axis=1)
        inside += list((low < truth) & (truth < high))
    fewest, most = binom.ppf([0.5 * RARE, 1.0 - 0.5 * RARE], len(inside), BAND[1] - BAND[0])
    assert fewest <= sum(inside) <= most


def assert_agree(name: str, first: Array, second: Array, sizes: tuple[float, float], comparisons: int) -> None:
    """Mean, 5 % and 95 % quantile agree within Monte-Carlo error.

    Means: standard errors from the effective sample sizes. Quantiles, whatever the distribution: the share of the one
    ensemble below the other's quantile has the error of a share. Both at the size that one of all `comparisons`
    exceeds once in 1 / RARE times.
    """
    bound = float(norm.isf(0.5 * RARE / comparisons))
    error = np.sqrt(sum(values.var() / size for values, size in zip((first, second), sizes, strict=True)))
    assert abs(first.mean() - second.mean()) <= bound * error + 1e-12, name
    for level in BAND:
        off = bound * np.sqrt(level * (1.0 - level) * (1.0 / sizes[0] + 1.0 / sizes[1]))
        low, high = np.quantile(second, np.clip((level - off, level + off), 0.0, 1.0))
        assert low - 1e-12 <= np.quantile(first, level) <= high + 1e-12, (name, level)


@pytest.mark.parametrize("locality", [PLACE, "son-la/sop-cop"])
def test_a_second_seed_agrees_within_monte_carlo_error(locality: str) -> None:
    first = shipped.posterior(locality)
    settings = replace(first.settings, seed=first.settings.seed + 1)
    second = calibrate(evidence(), baseline(locality), "causal", settings=settings)
    sizes = (first.effective, second.effective)
    assert min(sizes) > 400.0
    free = [marginal.name for marginal in problem(evidence(), baseline(locality), effects="causal").free]
    shown = [project(baseline(locality), evidence(), one.parameters, WATCHED).trajectory for one in (first, second)]
    years = [i for i, day in enumerate(shown[0].dates) if day.month == 12 and day.year >= 2020]
    comparisons = 3 * (len(free) + len(WATCHED) * len(years))
    for name in free:
        assert_agree(name, first.parameters[name], second.parameters[name], sizes, comparisons)
    for name in WATCHED:
        for year in years:
            label = f"{name} {shown[0].dates[year]}"
            assert_agree(label, shown[0][name][year], shown[1][name][year], sizes, comparisons)
