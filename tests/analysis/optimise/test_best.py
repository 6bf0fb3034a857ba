"""The best use of a total on a calibrated locality: never worse than today, to the đồng, with a certificate."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from simulator.analysis.optimise.bench import Bench
from simulator.analysis.optimise.best import Best, best
from simulator.analysis.optimise.certificate import VERDICTS
from simulator.analysis.optimise.limits import keeps
from simulator.analysis.optimise.question import MONEY, Goal, Line, Question
from simulator.analysis.projection import project
from simulator.analysis.summary import at, interval
from simulator.calibration import Posterior
from simulator.scenario import Scenario
from tests.shipped import baseline, evidence, posterior

DRAWS, LAST = 60, 2028
POVERTY = (Goal("poverty_rate", LAST),)
PAIR = (Goal("poverty_rate", LAST, 0.6), Goal("ntm_communes_attained", LAST, 0.4))
THREE = tuple(Line(path) for path in ("housing.budget", "training.budget", "ntm.investment"))


@lru_cache(maxsize=1)
def few() -> Posterior:
    """The shipped posterior with fewer members."""
    whole = posterior()
    return replace(whole, z=whole.z[:, :DRAWS], parameters=whole.parameters.subset(slice(0, DRAWS)))


@lru_cache(maxsize=1)
def plan() -> Scenario:
    """The baseline's first three years: enough for a new standard, and cheaper to search than all five."""
    return replace(baseline(), last_year=LAST)


def question(**changes: object) -> Question:
    asked = Question(plan(), THREE, POVERTY, by_year=False, lot=1.0)
    return replace(asked, **changes)


TOLD: list[float] = []
"""The progress of the plain case."""


@lru_cache(maxsize=32)
def answered(asked: str) -> Best:
    cases: dict[str, Question] = {
        "plain": question(),
        "years": question(by_year=True, most_cut=0.4, goals=PAIR),
        "worst": question(statistic="worst", goals=PAIR),
        "limits": question(lines=(Line("housing.budget", 60.0, 150.0), Line("training.budget", cap=60.0), THREE[2])),
        "less": question(total=900.0),
        "more": question(total=2400.0),
        "flat": question(lines=(Line("ntm.investment"), Line("credit.new_capital.mobilised", cap=0.0))),
        "sources": question(lines=tuple(Line(path) for path in MONEY[:3])),
        "no_room": question(most_cut=0.0),
        "houses": question(lines=(Line("housing.budget"), Line("training.budget", cap=1.0)), total=12_000.0),
    }

    def progress(share: float, _: str) -> None:
        TOLD.extend([share] if asked == "plain" else [])

    return best(cases[asked], evidence(), few(), progress=progress)


ALL = ("plain", "years", "worst", "limits", "less", "more", "flat", "sources", "no_room", "houses")


@pytest.mark.parametrize("case", ALL)
def test_to_the_dong_within_the_limits_and_never_worse_than_the_start(case: str) -> None:
    found = answered(case)
    asked = found.question
    assert found.allocation.total_dong == asked.total_dong
    assert keeps(asked, evidence(), found.allocation)
    assert keeps(asked, evidence(), found.start)
    levels = np.array(
        [
            [at(project(s.applied(plan()), evidence(), few().parameters), g.indicator, g.year) for g in asked.goals]
            for s in (found.start, found.allocation)
        ]
    )
    for place in range(len(asked.goals)):
        assert found.before[place].median == pytest.approx(interval(levels[0, place]).median)
        assert found.after[place].median == pytest.approx(interval(levels[1, place]).median)
        assert found.change[place].median == pytest.approx(
            interval(levels[1, place] - levels[0, place]).median, abs=1e-12
        )
    if len(asked.goals) == 1:
        assert levels[1].mean() <= levels[0].mean() + 1e-12
    loss = Bench(asked, evidence(), few().parameters).loss
    start, chosen = (loss.value(loss.of(each) - loss.today) for each in levels)
    assert chosen <= start + 1e-12


@pytest.mark.parametrize("case", ALL)
def test_every_certificate_says_what_it_knows(case: str) -> None:
    found = answered(case)
    certificate = found.certificate
    assert certificate.verdicts
    assert set(certificate.verdicts) <= set(VERDICTS)
    assert not {"stuck", "optimal"} <= set(certificate.verdicts)
    assert certificate.gap <= 0.005
    assert certificate.bound is None or certificate.bound >= 0.0
    assert len(found.fresh) == len(found.question.goals)
    for other in certificate.alternatives:
        assert other.allocation.total_dong == found.question.total_dong
        moved = np.abs(other.allocation.dong - found.allocation.dong).sum() / 2
        assert moved >= 0.09 * found.question.total_dong
        assert other.worse_by.includes_zero or abs(other.worse_by.median) < 0.0005


def test_a_real_gain_is_found_and_holds_on_fresh_draws() -> None:
    found = answered("plain")
    assert "optimal" in found.certificate.verdicts
    assert found.change[0].p95 < 0.0
    assert found.fresh[0].median == pytest.approx(found.change[0].median, rel=0.5)


def test_limits_that_hold_it_back_are_named() -> None:
    found = answered("limits")
    named = {(binding.kind, binding.path) for binding in found.certificate.binding}
    assert ("cap", "training.budget") in named
    assert ("floor", "housing.budget") in named or found.allocation.amounts[0, 0] > 61.0


def test_more_money_brings_no_less_and_has_a_price() -> None:
    less, more = answered("less"), answered("more")
    assert more.after[0].median < less.after[0].median
    price = less.certificate.price[0]
    assert price.median < 0.0
    assert "budget_not_binding" not in less.certificate.verdicts


def test_little_effect_is_not_none() -> None:
    asked = question(
        scenario=baseline(), lines=(Line("credit.new_capital.central"),), goals=(Goal("poverty_rate", 2030),)
    )
    credit = best(asked, evidence(), few())
    assert credit.certificate.verdicts == ("no_room",)
    assert credit.certificate.price[0].p95 < 0.0


def test_money_that_changes_nothing_stays_and_that_is_said() -> None:
    flat, sources = answered("flat"), answered("sources")
    for found in (flat, sources):
        np.testing.assert_array_equal(found.allocation.dong, found.question.today.dong)
    assert "no_effect" in sources.certificate.verdicts
    assert sources.certificate.price[0].median < 0.0


def test_no_room_is_said() -> None:
    found = answered("no_room")
    assert "no_room" in found.certificate.verdicts
    np.testing.assert_array_equal(found.allocation.dong, found.question.today.dong)


def test_more_than_can_be_built_is_said_not_to_bind() -> None:
    found = answered("houses")
    assert "budget_not_binding" in found.certificate.verdicts
    assert any(binding.kind == "capacity" and binding.path == "housing.budget" for binding in found.certificate.binding)
    assert not any(binding.kind == "total" for binding in found.certificate.binding)
    assert "start_adapted" in found.certificate.verdicts


def test_the_same_seed_gives_the_same_answer() -> None:
    again = best(question(), evidence(), few())
    first = answered("plain")
    assert again.allocation == first.allocation
    assert again.certificate == first.certificate
    assert again.change == first.change
    assert again.fresh == first.fresh


def test_money_after_the_goal_stays_out_of_the_way() -> None:
    found = best(question(by_year=True, goals=(Goal("poverty_rate", 2027),), most_cut=0.5), evidence(), few())
    assert found.change[0].p95 < 0.0
    assert found.allocation.amounts[:, 2:].sum() < found.start.amounts[:, 2:].sum()


def test_progress_rises_to_one() -> None:
    answered("plain")
    assert sorted(TOLD) == TOLD
    assert (TOLD[0], TOLD[-1]) == (0.0, 1.0)
