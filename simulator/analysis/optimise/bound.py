"""How much better any split could still be, where returns do not rise (Frank & Wolfe 1956)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.optimise.descent import Field, by_cell, by_programme
from simulator.analysis.optimise.lots import Lots, dealt
from simulator.analysis.optimise.space import Space
from simulator.model.arrays import Array

NEARLY = 1e-3  # of the scale: what rounding and coarse rows may make of a straight line
ALONG = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Slopes:
    """Change of the value by cell, (programme, cell), per lot more."""

    value: float
    more: Array


def slopes(space: Space, field: Field, lots: Lots | Array) -> Slopes:
    """Slopes for a hundredth of the mean money of a cell."""
    step = max(0.01 * space.lots / space.low.size, 1e-6)
    here, moves = space.amounts(lots), []
    for cell in range(space.low.size):
        more = lots.astype(float)
        more.flat[cell] += step
        moves.append(space.amounts(more) - here)
    value = field.value(here)
    return Slopes(value, ((field.values_around(here, moves) - value) / step).reshape(space.low.shape))


def bound(space: Space, field: Field, lots: Lots | Array, found: Slopes, scale: float, home: Array) -> float | None:
    """The most that the value could still fall; None where returns rise on the way to another split.

    A convex function lies above its tangent, so no split is better by more than what the tangent promises the best of
    them. Both are checked along straight lines to that split, to the start and to every corner.
    """
    best = _fullest(space, found.more)
    promised = float((found.more * (lots - best)).sum())
    axes = by_programme(space)
    ends = [best, by_cell(space).inside(np.asarray(home, dtype=float).ravel()).reshape(best.shape)]
    for place in range(len(axes.low)):
        wanted = np.zeros(len(axes.low))
        wanted[place] = 1.0
        ends.append(axes.spread(dealt(wanted, axes.low, axes.high, axes.total)))
    here = space.amounts(lots)
    for end in ends:
        way = end - lots
        moves = [space.amounts(lots + share * way) - here for share in ALONG]
        values = np.concatenate([[found.value], field.values_around(here, moves)])
        tangent = found.value + np.array((0.0, *ALONG)) * float((found.more * way).sum())
        if min(np.diff(values, 2).min(), (values - tangent).min()) < -NEARLY * scale:
            return None
    return max(0.0, promised)


def _fullest(space: Space, more: Array) -> Array:
    """The split that the slopes promise most of: the best cells as full as they may be."""
    found = space.low.astype(float)
    left = space.lots - found.sum()
    for cell in np.argsort(more, axis=None, kind="stable"):
        added = min(left, float(space.high.flat[cell] - space.low.flat[cell]))
        found.flat[cell] += added
        left -= added
    return found
