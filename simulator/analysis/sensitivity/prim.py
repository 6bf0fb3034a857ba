"""A box in which something happens more often: patient rule induction (Friedman & Fisher 1999).

A box is peeled, a twentieth of its draws at a time, from the side where that raises the share of misses most for each
draw lost. Of all boxes on the way the one is taken whose misses exceed the general share by most standard deviations,
which weighs density against coverage. Quantities come in one by one, at most three, each the one that makes the best
box beside those before it, as long as its limits are significant (one-sided binomial test, Bryant & Lempert 2010): with
many quantities and few draws, peeling all of them at once would use the draws up on accidents.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from simulator.model.arrays import Array

ALPHA = 0.05  # of a box's draws, peeled at a time
MOST_LIMITED = 3  # quantities
SMALLEST = 0.05  # share of the draws that a box holds at least
LEVEL = 0.05  # of all tests of one step together
AT_LEAST, AT_MOST = ">=", "<="
Chosen = NDArray[np.bool_]


@dataclass(frozen=True)
class Limit:
    """One side of a box: row of the quantity, which side is kept, where."""

    row: int
    side: str
    value: float

    def holds(self, inputs: Array) -> Chosen:
        """Which draws keep to it, (draw,)."""
        values = inputs[self.row]
        return np.asarray(values >= self.value if self.side == AT_LEAST else values <= self.value)


Limits = tuple[Limit, ...]
NOT_ALLOWED: Collection[tuple[int, str]] = ()


def inside(limits: Sequence[Limit], inputs: Array) -> Chosen:
    """Return which draws lie within all limits, (draw,). inputs: (quantity, draw)."""
    found = np.ones(inputs.shape[1], dtype=np.bool_)
    for limit in limits:
        found &= limit.holds(inputs)
    return found


def best_box(inputs: Array, missed: Chosen, barred: Collection[tuple[int, str]] = NOT_ALLOWED) -> Limits:
    """Return the limits of the best box, none where nothing is significant.

    inputs: (quantity, draw). barred: rows and sides that no limit may be on.
    """
    limits: Limits = ()
    while len(_rows(limits)) < MOST_LIMITED and 0.0 < missed.mean() < 1.0:
        rows = _rows(limits)
        boxes = [_peeled_best(inputs, missed, (*rows, row), barred) for row in range(len(inputs)) if row not in rows]
        best = max(boxes, key=lambda box: box.excess, default=_Box((), 0.0))
        found = _significant(best.limits, inputs, missed)
        if len(_rows(found)) <= len(rows):
            break
        limits = found
    return limits


def _rows(limits: Limits) -> tuple[int, ...]:
    return tuple(sorted({limit.row for limit in limits}))


def _significant(limits: Limits, inputs: Array, missed: Chosen) -> Limits:
    """The limits without those that may be luck, given up one by one."""
    while limits:
        chances = [by_luck(limits, limit, inputs, missed) for limit in limits]
        worst = int(np.argmax(chances))
        if chances[worst] <= LEVEL / (2 * len(inputs)):
            break
        limits = limits[:worst] + limits[worst + 1 :]
    return limits


def by_luck(limits: Limits, limit: Limit, inputs: Array, missed: Chosen) -> float:
    """Return the chance of as many misses in the box as there are if the limit had nothing to do with them."""
    without = missed[inside([other for other in limits if other != limit], inputs)]
    within = missed[inside(limits, inputs)]
    return float(binom.sf(int(within.sum()) - 1, len(within), float(without.mean())))


@dataclass(frozen=True)
class _Box:
    """Limits, and misses above the general share, in standard deviations but for a constant."""

    limits: Limits
    excess: float


def _peeled_best(inputs: Array, missed: Chosen, rows: Sequence[int], barred: Collection[tuple[int, str]]) -> _Box:
    """The best of all boxes from the whole down to the smallest, limited in these rows."""
    general, kept = float(missed.mean()), np.arange(len(missed))
    limits: dict[tuple[int, str], Limit] = {}
    best = _Box((), 0.0)
    while True:
        found: tuple[float, Limit, NDArray[np.intp]] | None = None
        now = float(missed[kept].mean())
        for limit, left in _sides(inputs, rows, kept, barred):
            if len(left) < SMALLEST * len(missed):
                continue
            gain = (float(missed[left].mean()) - now) / (len(kept) - len(left))
            if found is None or gain > found[0]:
                found = gain, limit, left
        if found is None:
            return best
        _, limit, kept = found
        limits[limit.row, limit.side] = limit
        excess = (float(missed[kept].mean()) - general) * float(np.sqrt(len(kept)))
        if excess > best.excess:
            best = _Box(tuple(limits.values()), excess)


def _sides(
    inputs: Array, rows: Sequence[int], kept: NDArray[np.intp], barred: Collection[tuple[int, str]]
) -> Iterator[tuple[Limit, NDArray[np.intp]]]:
    """Each way to peel the draws `kept`, and what it leaves; more than a share goes where many have one value."""
    fewest = int(np.ceil(ALPHA * len(kept)))
    for row in rows:
        values = inputs[row][kept]
        ordered = np.sort(values)
        if ordered[0] == ordered[-1]:
            continue
        low = int(max(fewest, np.searchsorted(ordered, ordered[0], "right")))
        high = len(ordered) - 1 - int(max(fewest, len(ordered) - np.searchsorted(ordered, ordered[-1], "left")))
        if (row, AT_LEAST) not in barred:
            yield Limit(row, AT_LEAST, float(ordered[low])), kept[values >= ordered[low]]
        if (row, AT_MOST) not in barred:
            yield Limit(row, AT_MOST, float(ordered[high])), kept[values <= ordered[high]]
