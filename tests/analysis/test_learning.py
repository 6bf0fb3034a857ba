"""What the figures taught is read off the draws: nothing where nothing was learnt, and exactly what was."""

from __future__ import annotations

import time

import pytest

from simulator.analysis.learning import NARROWED, SHIFTED, Learned, learned, pairs, verdict
from simulator.calibration import Posterior
from simulator.calibration.prior import free, marginals
from simulator.model.years import YEAR
from tests.analysis.made_posteriors import made
from tests.shipped import LOCALITIES, evidence, posterior

PLACE = evidence().localities["son-la"]


def rows(found: Posterior) -> dict[str, Learned]:
    return {row.name: row for row in learned(evidence(), evidence().localities[found.locality], found)}


def test_where_nothing_was_learnt_the_figures_are_silent() -> None:
    found = rows(made())
    assert {row.verdict for row in found.values()} == {"silent", "fixed"}
    for row in found.values():
        assert row.before.fixed == row.after.fixed == (row.verdict == "fixed")
        if row.verdict == "silent":
            width = row.before.p95 - row.before.p05
            assert row.kept == pytest.approx(1.0, abs=1e-3)
            assert row.after.median == pytest.approx(row.before.median, abs=0.12 * width)


def test_what_was_learnt_is_told_as_it_is() -> None:
    found = rows(
        made(
            learnt={
                "households.exit_rate": (0.2, 0.3),
                "ntm.loss_rate": (-1.3, 0.95),
                "credit.exit_effect": (0.4, 0.85),
                "start.mean_loan": (0.2, 0.92),
            }
        )
    )
    assert {name: row.verdict for name, row in found.items() if row.verdict not in ("silent", "fixed")} == {
        "households.exit_rate": "much",
        "ntm.loss_rate": "much",
        "credit.exit_effect": "little",
    }
    assert (found["households.exit_rate"].kept, found["households.exit_rate"].shift) == pytest.approx((0.3, 0.2), 1e-3)
    assert found["ntm.loss_rate"].after.median < found["ntm.loss_rate"].before.median
    assert found["credit.exit_effect"].after.median > found["credit.exit_effect"].before.median
    assert found["households.exit_rate"].scope == "north-west"
    assert not found["households.exit_rate"].assumed
    assert found["households.pace_s11"].assumed
    assert found["start.mean_loan"].group == "start"


@pytest.mark.parametrize(
    ("kept", "shift", "expected"),
    [
        (NARROWED - 0.01, 0.0, "much"),
        (1.0, SHIFTED + 0.01, "much"),
        (1.0, -SHIFTED - 0.01, "much"),
        (NARROWED, SHIFTED, "little"),
        (0.89, 0.0, "little"),
        (0.9, -0.26, "little"),
        (0.9, 0.25, "silent"),
        (1.1, -0.25, "silent"),
    ],
)
def test_a_verdict_weighs_what_is_left_and_how_far_it_moved(kept: float, shift: float, expected: str) -> None:
    assert verdict(kept, shift) == expected


def test_parameters_that_the_figures_tie_together_are_found_with_their_sign() -> None:
    tied = [("households.growth", "start.households", -0.93), ("ntm.pace_2016", "ntm.commune_spread", 0.7)]
    first, second = pairs(evidence(), PLACE, made(tied=tied))
    assert {first.first, first.second} == {"households.growth", "start.households"}
    assert (first.correlation, second.correlation) == pytest.approx((-0.93, 0.7), abs=1e-3)
    assert second.error == pytest.approx((1 - 0.7**2) / 999**0.5, rel=1e-2)


def test_a_pair_within_noise_of_the_least_is_left_out() -> None:
    tied = [("ntm.pace_2016", "ntm.commune_spread", 0.56)]
    assert len(pairs(evidence(), PLACE, made(tied=tied))) == 1
    assert pairs(evidence(), PLACE, made(tied=tied, effective=200.0)) == ()
    assert pairs(evidence(), PLACE, made(tied=tied), least=0.6) == ()
    assert pairs(evidence(), PLACE, made(tied=tied), most=0) == ()
    assert pairs(evidence(), PLACE, made()) == ()


@pytest.mark.parametrize("locality", LOCALITIES)
def test_shipped_posteriors_are_told_in_a_tenth_of_a_second(locality: str) -> None:
    place, found = evidence().localities[locality], posterior(locality)
    taken = []
    for _ in range(3):
        started = time.process_time()
        told = learned(evidence(), place, found)
        tied = pairs(evidence(), place, found)
        taken.append(time.process_time() - started)
    assert min(taken) < 0.1
    names = {prior.name for prior in free(marginals(evidence(), place, "causal"))}
    assert {row.name for row in told if row.verdict != "fixed"} == {n for n in names if not n.startswith(YEAR)}
    assert all({pair.first, pair.second} <= names and abs(pair.correlation) > 0.5 for pair in tied)
