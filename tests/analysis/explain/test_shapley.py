"""The Shapley value: its four laws, games whose answer is known, and the plain definition over all orders."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.explain.shapley import closed, exact, sampled
from simulator.model.arrays import Array

Worth = Callable[[frozenset[int]], Array]
DRAWS = 3


def made_game(players: int, seed: int) -> Worth:
    """A game whose every coalition has a worth of its own, (2, draw)."""
    table = np.random.default_rng(seed).normal(size=(2**players, 2, DRAWS))
    return lambda coalition: table[sum(1 << player for player in coalition)]


def by_all_orders(players: int, worth: Worth) -> Array:
    """The definition: what each player adds on coming, the mean over all orders."""
    added = np.zeros((players, 2, DRAWS))
    orders = list(permutations(range(players)))
    for order in orders:
        there: frozenset[int] = frozenset()
        for player in order:
            added[player] += worth(there | {player}) - worth(there)
            there |= {player}
    return added / len(orders)


games = st.tuples(st.integers(1, 5), st.integers(0, 10_000))


@given(games)
def test_it_is_the_mean_over_all_orders_and_adds_up(drawn: tuple[int, int]) -> None:
    players, worth = drawn[0], made_game(*drawn)
    found = exact(players, worth)
    np.testing.assert_allclose(found, by_all_orders(players, worth), atol=1e-12)
    whole = worth(frozenset(range(players))) - worth(frozenset())
    np.testing.assert_allclose(found.sum(axis=0), whole, atol=1e-12)


@given(games)
def test_a_player_that_does_nothing_gets_nothing_and_changes_nothing(drawn: tuple[int, int]) -> None:
    players, worth = drawn[0], made_game(*drawn)
    found = exact(players + 1, lambda coalition: worth(coalition - {players}))
    assert not found[players].any()
    np.testing.assert_allclose(found[:players], exact(players, worth), atol=1e-12)


@given(games, st.integers(0, 100))
def test_parts_of_a_sum_of_games_are_the_sums_of_the_parts(drawn: tuple[int, int], other: int) -> None:
    players, one, two = drawn[0], made_game(*drawn), made_game(drawn[0], other)
    both = exact(players, lambda coalition: one(coalition) + 3.0 * two(coalition))
    np.testing.assert_allclose(both, exact(players, one) + 3.0 * exact(players, two), atol=1e-11)


@given(st.integers(2, 5), st.integers(0, 10_000))
def test_players_that_do_the_same_get_the_same(players: int, seed: int) -> None:
    worth = made_game(players, seed)

    def alike(coalition: frozenset[int]) -> Array:
        """Players 0 and 1 change places without a difference."""
        swapped = frozenset({0: 1, 1: 0}.get(player, player) for player in coalition)
        return worth(coalition) + worth(swapped)

    found = exact(players, alike)
    np.testing.assert_allclose(found[0], found[1], atol=1e-12)


@given(st.permutations(range(4)), st.integers(0, 10_000))
def test_the_numbering_of_the_players_does_not_matter(names: list[int], seed: int) -> None:
    worth = made_game(4, seed)
    renamed = exact(4, lambda coalition: worth(frozenset(names[player] for player in coalition)))
    np.testing.assert_allclose(renamed, exact(4, worth)[names], atol=1e-12)


@pytest.mark.parametrize(
    ("worth", "expected"),
    [
        # A left glove is worth something with a right one only: Shapley and Shubik.
        (lambda there: float(0 in there and bool(there & {1, 2})), (2 / 3, 1 / 6, 1 / 6)),
        # A runway as long as the largest aircraft needs: Littlechild and Owen (1973).
        (lambda there: float(max((player + 1 for player in there), default=0)), (1 / 3, 5 / 6, 11 / 6)),
        # A majority of 4 votes in a board of 3, 2, 1 and 1: Shapley and Shubik (1954).
        (lambda there: float(sum((3, 2, 1, 1)[player] for player in there) >= 4), (1 / 2, 1 / 6, 1 / 6, 1 / 6)),
    ],
    ids=["gloves", "airport", "votes"],
)
def test_games_of_the_books(worth: Callable[[frozenset[int]], float], expected: tuple[float, ...]) -> None:
    for find in (exact, lambda players, game: sampled(players, game, seed=3, pairs=3000)[0]):
        found = find(len(expected), lambda coalition: np.full((1, 1), worth(coalition)))
        tolerance = 1e-12 if find is exact else 0.03
        np.testing.assert_allclose(found[:, 0, 0], expected, atol=tolerance)


def test_sampled_orders_add_up_and_miss_by_what_they_say() -> None:
    misses = []
    for seed in range(30):
        worth = made_game(6, seed)
        found, error = sampled(6, worth, seed=seed)
        whole = worth(frozenset(range(6))) - worth(frozenset())
        np.testing.assert_allclose(found.sum(axis=0), whole, atol=1e-12)
        missed = (found - exact(6, worth)).mean(axis=-1)
        misses.append(np.sqrt((missed**2).mean()) / error)
        assert np.abs(missed).max() < 4.5 * error
    assert 0.3 < np.mean(misses) < 1.1  # the error said is the largest of twelve


def test_sampled_orders_of_independent_players_have_no_error() -> None:
    found, error = sampled(5, lambda there: np.full((1, 2), float(sum(there))), seed=1, pairs=2)
    np.testing.assert_allclose(found[:, 0, 0], range(5), atol=1e-12)
    assert error < 1e-12


@given(
    st.lists(st.lists(st.floats(-5, 5), min_size=2, max_size=2), min_size=1, max_size=4),
    st.lists(st.floats(-5, 5), min_size=2, max_size=2),
)
def test_closing_adds_up_and_leaves_out_who_has_no_part(rows: list[list[float]], whole: list[float]) -> None:
    parts = np.array([*rows, rows[0]])
    found = closed(parts, np.array(whole))
    np.testing.assert_allclose(found.sum(axis=0), whole, atol=1e-12)
    np.testing.assert_array_equal(found[0], found[-1])
    some = np.abs(parts).sum(axis=0) > 0
    assert not found[(parts == 0) & some].any()


def test_closing_nothing_or_what_adds_up_changes_nothing() -> None:
    parts = np.array([[1.0, -2.0], [3.0, 4.0]])
    np.testing.assert_array_equal(closed(parts, parts.sum(axis=0)), parts)
    assert closed(np.zeros((0, 2)), np.zeros(2)).shape == (0, 2)
