"""The Shapley value of a game whose worth is an array: each player's mean marginal contribution over all orders.

Lloyd Shapley, "A value for n-person games" (1953). It is the only split that adds up (efficiency), treats equal players
alike (symmetry), gives nothing to who does nothing (null player) and adds over games (additivity).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from math import comb

import numpy as np

from simulator.model.arrays import Array

Coalition = frozenset[int]
Worth = Callable[[Coalition], Array]
"""What a coalition of players, numbered from 0, reaches: always an array of the same shape."""

MOST_EXACT = 8  # players; 256 coalitions
PAIRS = 16  # of an order and its reverse, where there are more players


def exact(players: int, worth: Worth) -> Array:
    """The Shapley value over all 2^players coalitions, (player, *shape of a worth)."""
    value = np.zeros((players, *worth(frozenset()).shape))
    for size in range(players):
        weight = 1.0 / (players * comb(players - 1, size))
        for members in combinations(range(players), size):
            without = frozenset(members)
            for player in set(range(players)) - without:
                value[player] += weight * (worth(without | {player}) - worth(without))
    return value


def sampled(players: int, worth: Worth, seed: int, pairs: int = PAIRS) -> tuple[Array, float]:
    """The Shapley value estimated from seeded orders, each with its reverse; it adds up exactly all the same.

    Second: the largest standard error of a player's mean over the last axis (the draws), from pair to pair.
    """
    random = np.random.default_rng(seed)
    value = np.zeros((players, *worth(frozenset()).shape))
    means = []
    for _ in range(pairs):
        forward = [int(player) for player in random.permutation(players)]
        found = 0.5 * (_in_order(forward, worth) + _in_order(forward[::-1], worth))
        value += found / pairs
        means.append(found.mean(axis=-1))
    return value, float(np.std(means, axis=0, ddof=1).max() / np.sqrt(pairs))


def _in_order(order: list[int], worth: Worth) -> Array:
    """What each player adds when they come in this order, (player, *shape)."""
    reached = [worth(frozenset(order[:count])) for count in range(len(order) + 1)]
    added = np.empty((len(order), *reached[0].shape))
    for place, player in enumerate(order):
        added[player] = reached[place + 1] - reached[place]
    return added


def closed(parts: Array, whole: Array) -> Array:
    """Parts (player, ...) that add up to `whole`, (...): what they miss is shared in proportion to their sizes.

    Who has no part gets none of it, equal parts stay equal; where nobody has a part all get the same.
    """
    if not len(parts):
        return parts
    sizes = np.abs(parts)
    total = sizes.sum(axis=0)
    weights = np.where(total > 0.0, sizes / np.where(total > 0.0, total, 1.0), 1.0 / len(parts))
    found: Array = parts + weights * (whole - parts.sum(axis=0))
    return found
