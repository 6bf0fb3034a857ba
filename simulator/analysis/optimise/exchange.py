"""Whole lots moved between any two cells as long as that helps, large moves first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.optimise.descent import Field
from simulator.analysis.optimise.lots import Lots
from simulator.analysis.optimise.space import Space
from simulator.model.arrays import Array

ENOUGH = 1e-4  # of the scale: what a move must help


@dataclass(frozen=True)
class Polished:
    """Lots after the exchanges, their value, the best value among the exchanges that were tried last."""

    lots: Lots
    value: float
    tried: int
    best_tried: float


def exchanged(
    space: Space, field: Field, lots: Lots, scale: float, sizes: list[int], *, pairs: int, rounds: int
) -> Polished:
    """Move lots of each size in turn; of all pairs of cells those `pairs` are run that promise most."""
    value, tried, best_tried = field.value(space.amounts(lots)), 0, np.inf
    for size in sizes:
        for _ in range(rounds):
            moves = _promising(space, field, lots, value, size, pairs)
            if not moves:
                break
            here = space.amounts(lots)
            values = field.values_around(here, [space.amounts(lots + move) - here for move in moves])
            tried += len(moves)
            best = int(np.argmin(values))
            best_tried = min(best_tried, float(values[best]))
            if values[best] >= value - ENOUGH * scale:
                break
            lots, value, best_tried = lots + moves[best], float(values[best]), np.inf
    return Polished(lots, value, tried, best_tried)


def _promising(space: Space, field: Field, lots: Lots, value: float, size: int, pairs: int) -> list[Lots]:
    """The moves of `size` lots between two cells that promise most: what taking costs and giving brings, added."""
    can_give, can_take = np.flatnonzero(lots - size >= space.low), np.flatnonzero(lots + size <= space.high)
    both = [(give, take) for give in can_give for take in can_take if give != take]
    if len(both) > pairs:
        given = dict(zip(can_give, _alone(space, field, lots, can_give, -size) - value, strict=True))
        taken = dict(zip(can_take, _alone(space, field, lots, can_take, size) - value, strict=True))
        both = sorted(both, key=lambda pair: float(given[pair[0]] + taken[pair[1]]))[:pairs]
    moves = []
    for give, take in both:
        move = np.zeros_like(lots)
        move.flat[give], move.flat[take] = -size, size
        moves.append(move)
    return moves


def _alone(space: Space, field: Field, lots: Lots, cells: Lots, size: int) -> Array:
    """Values with so many lots more in one cell, (cell,)."""
    here, moves = space.amounts(lots), []
    for cell in cells:
        more = lots.copy()
        more.flat[cell] += size
        moves.append(space.amounts(more) - here)
    return field.values_around(here, moves)
