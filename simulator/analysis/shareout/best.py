"""The best split of a total: curves, the exact optimum on their grid, and a look at what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.shareout.place import Place, curve
from simulator.analysis.shareout.split import best_split
from simulator.model.arrays import Array

ROUNDS = 3
NO_GAIN = 1e-9  # in the goal's units


@dataclass(frozen=True)
class Limits:
    """Least and most that each locality gets, the total and the lot, all in đồng."""

    floors: NDArray[np.int64]
    ceilings: NDArray[np.int64]
    total: int
    lot: int


@dataclass(frozen=True)
class Found:
    """The split in đồng, (locality,); error of the curves at the first one found; gap to the best of the last grid."""

    dong: NDArray[np.int64]
    curve_error: float
    gap: float


def best_of(
    places: Sequence[Place], limits: Limits, better: float, start: Sequence[int], ran: Callable[[], None]
) -> Found:
    """The best split on whole lots; where it lies is run and put into the curves, until it stays there.

    start: today's key, which stays when nothing is better. better: 1 when more of the indicator is, -1 when less is.
    """
    errors, found = [], np.array(start, dtype=np.int64)
    for _ in range(ROUNDS):
        before, found = found, split_on_curves(places, limits, better)
        told = _outcome(places, found)
        for place, dong in zip(places, found, strict=True):
            place.explore([int(dong)])
            ran()
        errors.append(abs(told - _outcome(places, found)))
        if np.abs(found - before).max() <= limits.lot:
            break
    kept = [int(dong) for dong in start]
    least = better * _outcome(places, split_on_curves(places, limits, better))
    gain = least - better * _outcome(places, kept)
    if gain <= NO_GAIN and _keeps(kept, limits):
        return Found(np.array(kept, dtype=np.int64), errors[0], 0.0)
    missed = least - better * _outcome(places, found)
    return Found(found, errors[0], max(0.0, missed / gain) if gain > NO_GAIN else 0.0)


def split_on_curves(places: Sequence[Place], limits: Limits, better: float) -> NDArray[np.int64]:
    """The exact optimum over whole lots above the floors; less than a lot that is left goes where it does most."""
    left = limits.total - int(limits.floors.sum())
    room = (limits.ceilings - limits.floors) // limits.lot
    lots = min(left // limits.lot, int(room.sum()))
    losses = [
        -better * curve(place.response, floor + limits.lot * np.arange(min(int(most), lots) + 1))
        for place, floor, most in zip(places, limits.floors, room, strict=True)
    ]
    split, _ = best_split(losses, lots)
    found = limits.floors + limits.lot * np.array(split, dtype=np.int64)
    return _with_rest(found, limits, left - limits.lot * lots, _slopes(places, found, limits.lot, better))


def _with_rest(found: NDArray[np.int64], limits: Limits, rest: int, slopes: Array) -> NDArray[np.int64]:
    """Give out what whole lots leave over, to those with room, the one first where it does most."""
    given = found.copy()
    for place in np.argsort(-slopes, kind="stable"):
        part = min(rest, int(limits.ceilings[place] - given[place]))
        given[place] += part
        rest -= part
    return given


def _slopes(places: Sequence[Place], found: NDArray[np.int64], lot: int, better: float) -> Array:
    """What one more lot would do at each locality, goal's units."""
    ahead = [
        np.diff(curve(place.response, np.array([dong, dong + lot])))[0]
        for place, dong in zip(places, found, strict=True)
    ]
    slopes: Array = better * np.nan_to_num(np.array(ahead))
    return slopes


def _outcome(places: Sequence[Place], split: Sequence[int] | NDArray[np.int64]) -> float:
    return float(sum(curve(place.response, np.array([dong]))[0] for place, dong in zip(places, split, strict=True)))


def _keeps(split: Sequence[int], limits: Limits) -> bool:
    return bool(np.all(limits.floors <= split) and np.all(split <= limits.ceilings))
