"""Which figures taught what: the exact answer on linear normal problems, and nothing said where that picture fails."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from simulator.analysis.influence import MOST, carriers, influences, variance_after
from simulator.calibration.prior import free, marginals
from simulator.model.arrays import Array
from tests.shipped import baseline, evidence, posterior

PLACE = "thanh-hoa/dong-son"


def main_figures(sensitivities: Array, variable: int) -> tuple[tuple[int, ...], float]:
    return carriers(sensitivities, variance_after(sensitivities), variable)


def left(sensitivities: Array, variable: int, figures: tuple[int, ...]) -> float:
    """Log variance of a variable after some figures."""
    heard = sensitivities[list(figures)]
    return float(np.log(np.linalg.inv(np.eye(sensitivities.shape[1]) + heard.T @ heard)[variable, variable]))


def test_each_variable_is_taught_by_the_figure_that_reads_it() -> None:
    sensitivities = np.diag([3.0, 0.5, 8.0])[[2, 0, 1]]
    assert main_figures(sensitivities, 0)[0] == (1,)
    assert main_figures(sensitivities, 1)[0] == (2,)
    assert main_figures(sensitivities, 2)[0] == (0,)
    assert main_figures(sensitivities, 2)[1] == pytest.approx(1.0)


def test_a_variable_that_no_figure_reads_is_taught_by_none() -> None:
    assert main_figures(np.array([[2.0, 0.0], [1.0, 0.0]]), 1) == ((), 0.0)


def test_the_second_of_two_alike_is_not_named_when_one_says_enough() -> None:
    chosen, share = main_figures(np.array([[10.0, 0.0], [10.0, 0.0], [0.5, 3.0]]), 0)
    assert chosen in ((0,), (1,))
    assert 0.8 <= share < 1.0


def test_two_figures_that_only_tell_together_are_both_named() -> None:
    chosen, share = main_figures(np.array([[6.0, 6.0], [0.0, 9.0], [0.3, 0.0]]), 0)
    assert set(chosen) == {0, 1}
    assert share > 0.9


def test_the_share_is_that_of_the_figures_alone_and_near_the_best() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        sensitivities = rng.standard_normal((6, 4)) * rng.exponential(2.0, (6, 1))
        chosen, share = main_figures(sensitivities, 1)
        whole = left(sensitivities, 1, tuple(range(6)))
        best = min(left(sensitivities, 1, some) for some in combinations(range(6), len(chosen)))
        assert len(chosen) <= MOST
        assert share == pytest.approx(left(sensitivities, 1, chosen) / whole)
        assert share >= 0.75 * best / whole


def test_the_figures_of_a_locality_are_named_for_what_they_read() -> None:
    found = {item.parameter: item for item in influences(evidence(), baseline(PLACE), posterior(PLACE)).found}
    mobilised = found["start.capital_mobilised_share"]
    assert mobilised.figures[0].indicator == "credit_capital_mobilised"
    assert all(row.locality == PLACE and row.fit == "yes" for item in found.values() for row in item.figures)
    assert all(0.0 < item.share <= 1.0 + 1e-9 for item in found.values())


def test_draws_narrower_than_the_figures_account_for_are_caught() -> None:
    honest = posterior(PLACE)
    before = influences(evidence(), baseline(PLACE), honest)
    # No figure of this district is about its market rate of interest or about placement after training.
    z = honest.z.copy()
    priors = free(marginals(evidence(), evidence().localities[PLACE], "causal"))
    names = [prior.name for prior in priors]
    for name in ("credit.market_rate", "training.placement_share"):
        z[names.index(name)] *= np.float32(0.5)
    after = influences(evidence(), baseline(PLACE), replace(honest, z=z))
    assert set(after.unexplained) - set(before.unexplained) == {"credit.market_rate", "training.placement_share"}
    assert not {item.parameter for item in after.found} & set(after.unexplained)
