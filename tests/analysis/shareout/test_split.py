"""The best split of whole lots is the best of all, and money adds up to the đồng."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.optimise.question import Allocation
from simulator.analysis.shareout.money import ROUND, proportional, scaled
from simulator.analysis.shareout.split import best_split

CASES = 200


@pytest.mark.parametrize("case", range(CASES))
def test_no_split_of_all_is_better(case: int) -> None:
    chance = np.random.default_rng(case)
    losses = [chance.normal(size=chance.integers(1, 7)).cumsum() for _ in range(chance.integers(2, 5))]
    most = sum(len(loss) - 1 for loss in losses)
    lots = int(chance.integers(0, most + 1))
    everything = product(*(range(len(loss)) for loss in losses))
    least = min(
        sum(loss[part] for loss, part in zip(losses, split, strict=True)) for split in everything if sum(split) == lots
    )
    split, value = best_split(losses, lots)
    assert sum(split) == lots
    assert value == pytest.approx(least, abs=1e-12)
    assert sum(loss[part] for loss, part in zip(losses, split, strict=True)) == pytest.approx(least, abs=1e-12)


@pytest.mark.parametrize("lots", [-1, 4])
def test_more_lots_than_can_be_had_are_refused(lots: int) -> None:
    with pytest.raises(ValueError, match="so many lots"):
        best_split([np.zeros(2), np.zeros(3)], lots)


@given(
    total=st.integers(0, 10**16),
    weights=st.lists(st.integers(0, 10**15), min_size=1, max_size=12).filter(any),
)
def test_parts_add_up_and_are_in_proportion(total: int, weights: list[int]) -> None:
    parts = proportional(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


def test_weights_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="weights"):
        proportional(5, [0, 0])


cells = st.integers(0, 3 * 10**12)


@given(
    dong=st.integers(0, 10**14), rows=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6).filter(np.any)
)
def test_a_scaled_plan_costs_what_it_may_to_the_dong(dong: int, rows: list[tuple[int, int, int]]) -> None:
    today = Allocation(tuple(map(str, range(len(rows)))), (2026, 2027, 2028), np.array(rows, dtype=np.int64))
    found = scaled(today, dong)
    assert found.total_dong == dong
    assert (found.dong >= 0).all()
    factor = dong / today.total_dong
    off = np.abs(found.dong - factor * today.dong)
    assert off.max() <= 2 * ROUND + 1e-6 * factor * today.dong.max()
    assert scaled(today, today.total_dong) is today


def test_what_has_no_money_gets_none() -> None:
    today = Allocation(("a", "b"), (2026, 2027), np.array([[0, 0], [3_000_000, 5_000_000]], dtype=np.int64))
    found = scaled(today, 123_456_789)
    assert found.dong[0].tolist() == [0, 0]
    assert found.total_dong == 123_456_789
