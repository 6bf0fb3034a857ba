"""Descents from the scenario, from every corner and from the best of the lattice: whether they lead to one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.analysis.optimise.descent import LONG_STEP, Axes, End, Field, Way, by_cell, descend
from simulator.analysis.optimise.lots import dealt
from simulator.analysis.optimise.space import Space
from simulator.model.arrays import Array

STUCK = 0.005  # of the gain
UNSEEN = 2e-4  # of the loss: a difference that no figure shows


def clearly(scale: float) -> float:
    """By how much one end must be worse than another to be another place; scale: of the gains there are."""
    return max(STUCK * scale, UNSEEN)


@dataclass(frozen=True)
class Led:
    """Where the starts led: the best end, how much worse each start did, lots by cell of all ends.

    starts: the scenario first, then the scenario with constant years, all to one programme, the best of the lattice;
    those with constant years are compared with each other before the best of them is spread over the years.
    """

    best: End
    starts: tuple[float, ...]
    lots: tuple[Array, ...]


def from_all_starts(space: Space, quick: Field, axes: Axes, highest: Array, way: Way) -> Led:
    """Descend from everywhere. axes: those of the lattice, `highest` its best point."""
    cells = by_cell(space)
    if axes.low.shape == cells.low.shape:
        ends = _ends(space, quick, cells, [way.home.ravel(), *corners(cells), highest], way)
        return Led(min(ends, key=_value), _excess(ends), tuple(end.lots for end in ends))
    level = _ends(space, quick, axes, [axes.inside(way.home.sum(axis=1)), *corners(axes), highest], way)
    highest_level = min(level, key=_value)
    ends = _ends(space, quick, cells, [way.home.ravel(), highest_level.lots.ravel()], way)
    own, spread = _excess(ends)
    starts = (own, *(spread + excess for excess in _excess(level)))
    return Led(min(ends, key=_value), starts, tuple(end.lots for end in (*ends, *level)))


def _ends(space: Space, quick: Field, axes: Axes, starts: Sequence[Array], way: Way) -> list[End]:
    """Where each start leads; those that end clearly worse than another go on once, in longer steps."""
    ends = [descend(space, axes, quick, start, way) for start in starts]
    lowest = min(end.value for end in ends) + clearly(way.scale)
    onward = replace(way, step=LONG_STEP)
    return [end if end.value <= lowest else descend(space, axes, quick, end.point, onward) for end in ends]


def _excess(ends: Sequence[End]) -> tuple[float, ...]:
    lowest = min(end.value for end in ends)
    return tuple(end.value - lowest for end in ends)


def _value(end: End) -> float:
    return end.value


def corners(axes: Axes) -> list[Array]:
    """For each variable the point that gives it all it may have."""
    return [dealt(row, axes.low, axes.high, axes.total) for row in np.eye(len(axes.low))]
