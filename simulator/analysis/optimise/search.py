"""From several starts to the best split in whole lots, and how far the search can be trusted.

Two fields value the same splits: a quick one (fewer draws, longer rows) to look around from all starts and over a
lattice, a fine one (all draws) to end the search, to round to whole lots and to judge.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from simulator.analysis.optimise.descent import Axes, Field, Way, by_cell, by_programme, descend
from simulator.analysis.optimise.exchange import Polished, exchanged
from simulator.analysis.optimise.grid import lattice
from simulator.analysis.optimise.lots import Lots
from simulator.analysis.optimise.space import Space
from simulator.analysis.optimise.starts import Led, clearly, from_all_starts
from simulator.analysis.tasks import Progress, quiet
from simulator.model.arrays import Array

MOST_POINTS = 120  # of the lattice
ROUNDS, FINE_ROUNDS = 20, 6
QUICK_SWEEPS, FINE_SWEEPS = 5, 2  # of exchanges of one size
FINALISTS = 3  # of the lattice, valued on all draws
FLAT = 1e-9  # a value that differs by less says nothing
SMALLEST_SCALE = 1e-5  # of the loss, for descents
FEW_CELLS = 4  # of which all exchanges are run
PAIRS = 12  # exchanges of lots that are run, of those that promise most


@dataclass(frozen=True)
class Found:
    """What a search ended with. Values are statistics of the loss less that of the scenario; lower is better.

    lots: (programme, cell). before: value of the start. scale: the gain that shares are of. slip: how much better than
    the descents alone exchanges and lattice did. starts: where each start led, on the quick field, less the best of
    them. tried: best value among the lattice and the exchanges that were not taken. every: the lattice was every split
    there is. flat: no split changes anything. others: good splits met on the way.
    """

    lots: Lots
    value: float
    before: float
    scale: float
    slip: float
    starts: tuple[float, ...]
    grid_points: int
    tried: float
    every: bool
    flat: bool
    others: tuple[Lots, ...] = field(default=())

    @property
    def stuck(self) -> bool:
        """Whether the descents depend on where they begin, or lattice and exchanges found clearly better."""
        return not self.flat and max(self.slip, *self.starts) > clearly(self.scale)


def search(
    space: Space,
    quick: Field,
    fine: Field,
    home: Array,
    *,
    most_points: int = MOST_POINTS,
    progress: Progress = quiet,
) -> Found:
    """Search from `home`, the lots by cell of the start (they need not be whole), and from all corners."""
    seen = _seen(space, quick, home, most_points, progress)
    if max(abs(seen.values - seen.begin)) <= FLAT and _flat(space, quick, home, seen.begin):
        return nothing(space, fine, home, len(seen.points), every=seen.every)

    led, moved, scale = _descended(space, quick, home, seen, progress)
    slip = led.best.value - moved.value
    progress(0.65, "fine")
    onward = moved.lots.astype(float) if slip > 0.0 else led.best.lots
    last = descend(space, by_cell(space), fine, onward.ravel(), Way(max(scale, SMALLEST_SCALE), home, FINE_ROUNDS))
    before = fine.value(space.amounts(home))
    options = [space.whole(last.lots), moved.lots, *seen.finalists, space.whole(home)]
    worth = [fine.value(space.amounts(option)) for option in options]
    scale = max(before - min(worth), FLAT)
    progress(0.75, "exchange")
    polished = _polished(space, fine, options[int(np.argmin(worth))], scale, (8, 64), FINE_SWEEPS)
    return Found(
        lots=polished.lots,
        value=polished.value,
        before=before,
        scale=max(before - polished.value, FLAT),
        slip=max(slip, last.value - polished.value),
        starts=led.starts,
        grid_points=len(seen.points),
        tried=min(polished.best_tried, *worth[2 : 2 + len(seen.finalists)]),
        every=seen.every,
        flat=False,
        others=(*(space.whole(lots) for lots in led.lots), *seen.finalists),
    )


@dataclass(frozen=True)
class _Seen:
    """The lattice on the quick field. values: of its points, (point,). begin: of the start. finalists: its best."""

    axes: Axes
    points: Array
    every: bool
    values: Array
    begin: float
    finalists: list[Lots]


def _seen(space: Space, quick: Field, home: Array, most_points: int, progress: Progress) -> _Seen:
    axes = by_programme(space) if len(space.programmes) > 1 else by_cell(space)
    points, every = lattice(axes, most_points)
    spread = [axes.spread(point) for point in points]
    values = _values(space, quick, spread, progress, (0.0, 0.25))
    begin = quick.value(space.amounts(home))
    finalists = [space.whole(spread[place]) for place in np.argsort(values, kind="stable")[:FINALISTS]]
    return _Seen(axes, points, every and space.cells == 1, values, begin, finalists)


def _descended(space: Space, quick: Field, home: Array, seen: _Seen, progress: Progress) -> tuple[Led, Polished, float]:
    """Where the starts led on the quick field, exchanges from the best end, and the gain that shares are of so far."""
    scale = max(seen.begin - float(seen.values.min()), FLAT)
    progress(0.25, "starts")
    way = Way(max(scale, SMALLEST_SCALE), home, ROUNDS)
    led = from_all_starts(space, quick, seen.axes, seen.points[int(np.argmin(seen.values))], way)
    scale = max(scale, seen.begin - led.best.value)
    progress(0.6, "exchange")
    moved = _polished(space, quick, space.whole(led.best.lots), scale, (1, 3, 12), QUICK_SWEEPS)
    return led, moved, scale


def _values(space: Space, quick: Field, spread: list[Array], progress: Progress, share: tuple[float, float]) -> Array:
    found = np.empty(len(spread))
    for place, lots in enumerate(spread):
        if place % 20 == 0:
            progress(share[0] + (share[1] - share[0]) * place / len(spread), "grid")
        found[place] = quick.value(space.amounts(lots))
    return found


def _flat(space: Space, quick: Field, home: Array, begin: float) -> bool:
    """Whether money moved between years changes nothing either."""
    here, moves = space.amounts(home), []
    for cell in range(space.low.size):
        more = np.zeros(space.low.shape)
        more.flat[cell] = 0.1 * space.lots / space.low.size
        moves.append(space.amounts(home + more) - here)
    rises = quick.values_around(here, moves) - begin
    return bool(np.ptp(rises) <= FLAT)


def nothing(space: Space, fine: Field, home: Array, points: int = 1, *, every: bool = True) -> Found:
    """What is found where there is nothing to find: the start."""
    lots = space.whole(home)
    value = fine.value(space.amounts(lots))
    return Found(lots, value, value, FLAT, 0.0, (), points, value, every, flat=True)


def _polished(space: Space, values: Field, lots: Lots, scale: float, parts: tuple[int, ...], sweeps: int) -> Polished:
    """Exchanges of these parts of the mean lots of a cell, or of all sizes down to one lot where cells are few."""
    mean = space.lots // space.low.size
    few = space.low.size <= FEW_CELLS
    sizes = {max(1, mean // part) for part in ((1, 4, 16, mean + 1) if few else parts)}
    pairs, rounds = (space.low.size**2, 20) if few else (PAIRS, sweeps)
    return exchanged(space, values, lots, scale, sorted(sizes, reverse=True), pairs=pairs, rounds=rounds)
