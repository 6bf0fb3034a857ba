"""All splits of a lattice: amounts that are constant over the years, from all to one programme to all to another."""

from __future__ import annotations

from math import comb

import numpy as np

from simulator.analysis.optimise.descent import Axes
from simulator.model.arrays import Array

FINEST = 20_000  # points that are listed to see how many keep the limits


def lattice(axes: Axes, most: int) -> tuple[Array, bool]:
    """Points (point, variable) in lots that keep limits and total, about `most`; whether they are every whole lot."""
    room = round(axes.total - axes.low.sum())
    chosen, every = axes.inside(axes.low)[None], room == 0
    for parts in _finenesses(len(axes.low), room):
        points = axes.low + room * (_compositions(len(axes.low), parts) / parts)
        points = points[(points <= axes.high + 1e-9).all(axis=1)]
        if len(points) > most:
            break
        if len(points) >= len(chosen):
            chosen, every = points, parts == room
    return chosen, every


def _finenesses(variables: int, room: int) -> list[int]:
    """Numbers of parts to try, rising, ending with single lots if their splits can be listed."""
    return [parts for parts in range(1, min(room, 400) + 1) if comb(parts + variables - 1, variables - 1) <= FINEST]


def _compositions(variables: int, parts: int) -> Array:
    """All ways to deal so many equal parts, (way, variable)."""
    if variables == 1:
        return np.array([[float(parts)]])
    ways = [
        np.hstack([np.full((len(rest), 1), float(first)), rest])
        for first in range(parts + 1)
        for rest in [_compositions(variables - 1, parts - first)]
    ]
    return np.concatenate(ways)
