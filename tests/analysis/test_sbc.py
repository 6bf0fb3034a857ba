"""Simulation-based calibration: known parameters have uniform ranks, and what is wrong is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from simulator.analysis.sbc import BINS, LIKELIHOOD, RANKED, Ranks, made_from, ranks, with_points
from simulator.calibration import Settings
from simulator.calibration.problem import problem
from simulator.errors import DataError
from simulator.evidence import Evidence
from simulator.jobs.spread import Spread
from tests.shipped import baseline, evidence

PLACE = "son-la/sop-cop"
RUNS = 200  # ten in each bin; a thousand are in the kept record
QUICK = Settings(draws=200, moves=12, seed=7)  # fewer draws and moves than shipped: a minute would be five
LEAST = Settings(draws=200, moves=1, seed=7)


def smallest() -> Evidence:
    """The least that can be calibrated: two year-end poverty rates after a start a year before the first."""
    whole = evidence()
    place = replace(whole.localities[PLACE], start=date(2022, 12, 31))
    return replace(whole, localities={**whole.localities, PLACE: place})


def histogram(*counts: int, runs: int = 200, others: int = 0) -> Ranks:
    even = (runs // BINS,) * BINS
    found = {"odd": counts or even, **{f"even {number}": even for number in range(others)}}
    return Ranks(PLACE, "causal", runs, QUICK, 2, (), found)


def test_ranks_of_all_free_parameters_are_uniform() -> None:
    found = ranks(smallest(), baseline(PLACE), runs=RUNS, settings=QUICK, spread=Spread(workers=2))
    free = problem(smallest(), baseline(PLACE), effects="causal").free
    assert list(found.counts) == [*(marginal.name for marginal in free), LIKELIHOOD]
    assert (found.runs, found.figures, found.left_out) == (RUNS, 2, ())
    assert all(sum(counts) == RUNS and len(counts) == BINS for counts in found.counts.values())
    assert found.uneven == (), {name: found.counts[name] for name in found.uneven}


def test_ranks_are_the_same_in_other_processes_and_others_with_another_seed() -> None:
    def counts(spread: Spread, seed: int = 7) -> object:
        return ranks(smallest(), baseline(PLACE), runs=6, settings=replace(LEAST, seed=seed), spread=spread).counts

    assert counts(Spread(workers=1)) == counts(Spread(workers=2)) != counts(Spread(workers=1), 8)


def test_a_posterior_that_is_too_sure_or_off_is_seen() -> None:
    rng = np.random.default_rng(1)
    spoilt = {"right": (1.0, 0.0), "too sure": (0.7, 0.0), "off": (1.0, 0.4)}
    seen = {}
    for name, (width, shift) in spoilt.items():
        truth = rng.standard_normal(200)
        draws = shift + width * rng.standard_normal((RANKED, 200))
        place = (draws < truth).sum(axis=0) * BINS // (RANKED + 1)
        seen[name] = tuple(int(count) for count in np.bincount(place, minlength=BINS))
    found = Ranks(PLACE, "causal", 200, QUICK, 2, (), seen)
    assert set(found.uneven) == {"too sure", "off"}


def peaked(excess: int) -> tuple[int, ...]:
    """One bin with so many more than the rest, which lacks them one by one: excess * (excess + 1) / 10."""
    return (10 + excess, *(9,) * excess, *(10,) * (BINS - 1 - excess))


def test_p_values_are_those_of_the_chi_square_and_of_holm() -> None:
    assert histogram().p_values == {"odd": 1.0}
    # 19 degrees of freedom: 30.14 is exceeded five times in 100, 36.19 once.
    assert 0.01 < histogram(*peaked(18)).p_values["odd"] < 0.05  # 34.2
    assert 0.001 < histogram(*peaked(19)).p_values["odd"] < 0.01  # 38.0
    assert histogram(*peaked(19)).uneven == ("odd",)
    assert histogram(*peaked(19), others=9).uneven == ()
    alone, among = (histogram(*peaked(19), others=others).p_values["odd"] for others in (0, 9))
    assert among == pytest.approx(10 * alone)


def test_a_made_figure_stands_where_the_real_one_does_with_its_spread() -> None:
    task, left_out = with_points(problem(evidence(), baseline("dien-bien"), effects="causal", fast=True))
    bounds = {row.obs_id for row in evidence().of("dien-bien") if row.bound in ("at_least", "at_most")}
    assert left_out
    assert set(left_out) <= bounds
    z = np.random.default_rng(2).standard_normal(len(task.free))
    exact, noisy = made_from(task, z, None), made_from(task, z, np.random.default_rng(3))
    p = task.parameters(z[:, None])
    run = task.run(p)
    for real, told, made in zip(task.terms, exact.terms, noisy.terms, strict=True):
        assert made.spread(p) == told.spread(p) == real.spread(p)
        assert told.observation == replace(real.observation, value=told.observation.value)
        assert told.distance(run, p) == pytest.approx(0.0, abs=1e-9)
    assert exact.evaluate(z[:, None])[0] == pytest.approx(0.0, abs=1e-9)
    noise = noisy.evaluate(z[:, None])[1]
    assert np.square(noise).mean() == pytest.approx(1.0, abs=0.6)


def test_a_locality_without_a_figure_is_told() -> None:
    bare = replace(evidence(), observations=())
    with pytest.raises(DataError) as caught:
        ranks(bare, baseline(PLACE), runs=5, settings=LEAST)
    assert PLACE in caught.value.describe("vi")
