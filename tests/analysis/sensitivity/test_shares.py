"""Shares of variance: Ishigami's, those of sums, groups of what is tied, and what the real posterior gives."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis.sensitivity import CHANCE, TODAY, Indices, indices
from simulator.analysis.sensitivity.bars import active
from simulator.analysis.sensitivity.future import Outcome
from simulator.analysis.sensitivity.shares import SAMPLES, shares
from tests.analysis.sensitivity.toys import DRAWS, Toy, additive, ishigami
from tests.shipped import alternative, baseline, evidence, posterior

VARIANCE = 0.5 + 49.0 / 8.0 + 0.1 * np.pi**4 / 5.0 + 0.01 * np.pi**8 / 18.0
FIRST = {"x0": (0.5 + 0.1 * np.pi**4 / 5.0 + 0.01 * np.pi**8 / 50.0) / VARIANCE, "x1": 49.0 / 8.0 / VARIANCE, "x2": 0.0}
JOINT = 0.01 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0) / VARIANCE
TOTAL = {"x0": FIRST["x0"] + JOINT, "x1": FIRST["x1"], "x2": JOINT}


def found(toy: Toy, seed: int = 1, effective: float = DRAWS) -> Indices:
    return shares(toy, "poverty_rate", 2030, effective, seed=seed)


def by_group(item: Indices) -> dict[tuple[str, ...], tuple[float, float]]:
    return {group: (item.first[place], item.total[place]) for place, group in enumerate(item.groups)}


def test_ishigami() -> None:
    item = found(ishigami())
    assert item.groups == (("x0",), ("x1",), ("x2",))
    assert not item.rest
    assert item.samples == SAMPLES * 5
    assert item.variance_independent == pytest.approx(VARIANCE, rel=0.03)
    assert item.variance == pytest.approx(VARIANCE, rel=0.1)
    for group, (first, total) in by_group(item).items():
        assert first == pytest.approx(FIRST[group[0]], abs=0.05)
        assert total == pytest.approx(TOTAL[group[0]], abs=0.05)


def test_error_bars_hold_what_they_say() -> None:
    toy, held = ishigami(), []
    for seed in range(2, 14):
        item = found(toy, seed)
        for place, group in enumerate(item.groups):
            held.append(abs(item.first[place] - FIRST[group[0]]) <= item.first_error[place])
            held.append(abs(item.total[place] - TOTAL[group[0]]) <= item.total_error[place])
    assert np.mean(held) >= 0.85
    assert (item.first_error > 0.0).all()
    assert (item.total_error < 0.1).all()


def test_a_sum_with_chance_and_today() -> None:
    item = found(additive({"a": 4.0, "b": 3.0, TODAY: 2.0, CHANCE: 1.0}))
    assert item.groups == (("a",), ("b",), (TODAY,), (CHANCE,))
    truth = np.array([16.0, 9.0, 4.0, 1.0]) / 30.0
    assert item.first == pytest.approx(truth, abs=0.03)
    assert item.total == pytest.approx(truth, abs=0.03)
    assert item.first.sum() == pytest.approx(1.0, abs=0.04)
    assert item.variance == pytest.approx(30.0, rel=0.01)
    assert item.variance_independent == pytest.approx(30.0, rel=0.03)


@pytest.mark.parametrize(("weight", "own"), [(1.0, 3.8), (-1.0, 0.2)])
def test_what_is_tied_is_one_group(weight: float, own: float) -> None:
    item = found(additive({"a": 1.0, "b": weight, "c": 1.0}, {("a", "b"): 0.9}))
    shares_of = by_group(item)
    assert set(map(frozenset, shares_of)) == {frozenset({"a", "b"}), frozenset({"c"})}
    together = next(pair for group, pair in shares_of.items() if "a" in group)
    assert together == pytest.approx((own / (own + 1.0), own / (own + 1.0)), abs=0.04)
    assert item.variance_independent == pytest.approx(item.variance, rel=0.05)


def test_parameters_tied_to_todays_state_are_one_group_with_it() -> None:
    item = found(additive({"a": 1.0, "b": 1.0, TODAY: 1.0}, {("a", TODAY): -0.8}))
    assert {frozenset(group) for group in item.groups} == {frozenset({"a", TODAY}), frozenset({"b"})}


def test_weak_ties_are_cut_and_said_to_be() -> None:
    item = found(additive({"a": 1.0, "b": 1.0, "c": 1.0}, {("a", "b"): 0.15}))
    assert len(item.groups) == 3
    assert item.correlation == pytest.approx(0.15, abs=0.02)
    assert item.variance / item.variance_independent == pytest.approx(1.1, abs=0.05)


def test_a_tie_that_may_be_an_accident_joins_nothing() -> None:
    toy = additive({"a": 1.0, "b": -1.0, "c": 1.0}, {("a", "b"): 0.4})
    assert {frozenset(group) for group in found(toy, effective=DRAWS).groups} == {frozenset("ab"), frozenset("c")}
    assert len(found(toy, effective=20.0).groups) == 3


def test_what_matters_little_is_one_group_at_the_end() -> None:
    item = found(additive({"a": 1.0, "b": 1.0} | {f"small{place}": 0.03 for place in range(5)}))
    assert item.rest
    assert set(item.groups[-1]) == {f"small{place}" for place in range(5)}
    assert item.total[-1] < 0.01


def test_nothing_unknown_nothing_shared() -> None:
    item = found(additive({"a": 0.0}))
    assert (item.groups, item.variance, item.samples) == ((), 0.0, 0)


def test_one_unknown_has_all() -> None:
    item = found(additive({"a": 2.0}))
    assert (item.groups, item.correlation) == ((("a",),), 0.0)
    assert (*item.first, *item.total) == pytest.approx((1.0, 1.0), abs=0.03)


def test_the_same_seed_gives_the_same() -> None:
    first, again = (found(ishigami()) for _ in range(2))
    assert (again.groups, again.variance_independent) == (first.groups, first.variance_independent)
    for name in ("first", "first_error", "total", "total_error"):
        assert (getattr(again, name) == getattr(first, name)).all()
    assert (found(ishigami(), seed=7).first != first.first).any()


def check_real(item: Indices) -> None:
    assert item.samples == SAMPLES * (len(item.groups) + 2)
    assert (item.total >= item.first - item.first_error - item.total_error).all()
    assert item.first.sum() <= 1.0 + item.first_error.sum()
    assert item.total.sum() >= 1.0 - item.total_error.sum()
    names = [name for group in item.groups for name in group]
    assert len(names) == len(set(names))
    told = item.total[: len(item.total) - item.rest]
    assert (np.diff(told) <= 0.0).all()


def test_shares_of_a_real_outcome() -> None:
    item = indices(baseline(), "poverty_rate", 2030, evidence(), posterior())
    check_real(item)
    outcome = Outcome.of(baseline(), "poverty_rate", 2030, evidence(), posterior().parameters)
    names = {name for group in item.groups for name in group}
    assert {TODAY, "households.effort_cap", "households.entry_rate", "households.continuity_s27"} < names
    assert names <= {*active(outcome), TODAY, CHANCE}
    assert item.variance == pytest.approx(outcome.exact.var(), rel=0.03)  # half-years against months
    assert item.variance_independent == pytest.approx(item.variance, rel=0.25)
    tied = next(group for group in item.groups if "households.entry_rate" in group)
    assert "households.fall_to_poor_share" in tied  # r = -0.4: as many falls either way


def test_shares_of_a_real_difference() -> None:
    plan = alternative("son-la-viec-lam-va-dao-tao")
    item = indices(plan, "poverty_rate", 2027, evidence(), posterior(), baseline())
    check_real(item)
    assert item.difference
    assert item.groups[0][0] == "training.exit_effect"


def test_chance_decides_much_about_communes() -> None:
    item = indices(baseline(), "ntm_communes_attained", 2026, evidence(), posterior())
    check_real(item)
    assert (CHANCE,) in item.groups[:2]
