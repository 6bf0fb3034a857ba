"""A found split judged on all draws month by month, and the certificate that goes with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.optimise.alternatives import SEEN, alternatives
from simulator.analysis.optimise.bench import Bench, Coarse
from simulator.analysis.optimise.bound import Slopes, bound, slopes
from simulator.analysis.optimise.certificate import Binding, Certificate
from simulator.analysis.optimise.holding import capacity_that_binds, limits_that_bind, unspent_wanted
from simulator.analysis.optimise.limits import bounds
from simulator.analysis.optimise.lots import Lots
from simulator.analysis.optimise.question import DONG, Allocation
from simulator.analysis.optimise.search import Found
from simulator.analysis.optimise.space import Dong, Space, programme
from simulator.analysis.optimise.starts import STUCK
from simulator.analysis.summary import Interval, interval
from simulator.model.arrays import Array

MORE = 0.01  # of the total: how much more must bring at least
NOTHING, HARDLY = 1e-8, 1e-5  # of the loss; hardly anything, where money stays unspent already
SMALLEST_GAIN = 1e-6  # of the loss; shares of less say nothing
Start = tuple[Allocation, Array, Array]
"""The split, its exact levels (goal, draw), its lots by cell."""


def intervals(levels: Array) -> tuple[Interval, ...]:
    """By goal, of levels (goal, draw)."""
    return tuple(interval(row) for row in levels)


def certified(
    bench: Bench, room: Space, quick: Coarse, fine: Coarse, found: Found, start: Start
) -> tuple[Allocation, Array, Certificate]:
    """The split, its exact levels (goal, draw) and its certificate; the start comes back where nothing is better."""
    allocation, before = room.allocation(found.lots), start[1]
    after = bench.outcomes(allocation)
    gain = _value(bench, before) - _value(bench, after)
    kept = found.flat or gain <= 0.0
    lots: Lots | Array = start[2] if kept else found.lots
    if kept:
        allocation, after = start[0], before
    scale = max(found.scale, SMALLEST_GAIN)
    steep = slopes(room, fine, lots)
    below = bound(room, fine, lots, steep, scale, start[2]) if found.scale > SMALLEST_GAIN else None
    if not room.decides:
        below = 0.0
    limits = bounds(bench.question, bench.evidence)
    binding = limits_that_bind(bench.question, room, limits, allocation, lots, steep)
    idle = capacity_that_binds(bench, allocation, bench.trajectory(allocation, unspent_wanted(allocation)))
    binding += idle
    price = _price(bench, room, allocation, after, steep, limits[1], idle)
    brings = _brings(fine, room, lots, steep, HARDLY if idle else NOTHING)
    if brings:
        binding += (Binding("total", "", room.years),)
    gap = 0.0 if found.flat else (found.value - found.tried) / scale
    certificate = Certificate(
        gap=gap,
        grid_points=found.grid_points,
        bound=None if below is None else below / scale,
        binding=binding,
        price=price.change,
        alternatives=() if kept else alternatives(bench, room, quick, found, after, start[2]),
        verdicts=_verdicts(bench, room, found, gap, kept, after - before, brings),
        starts=found.starts,
        every=found.every,
        price_path=price.path,
        price_years=price.years,
        apart=max(found.starts, default=0.0) / scale,
    )
    return allocation, after, certificate


def _value(bench: Bench, levels: Array) -> float:
    return bench.loss.value(bench.loss.of(levels) - bench.loss.today)


def _verdicts(
    bench: Bench, room: Space, found: Found, gap: float, kept: bool, change: Array, brings: bool | None
) -> tuple[str, ...]:
    seen = [SEEN[goal.indicator] for goal in bench.question.goals]
    score = interval(bench.loss.of(change))
    unseen = bool((np.abs(change.mean(axis=1)) < seen).all())
    said = {
        "no_room": not room.decides and not room.has_sources,
        "no_effect": found.flat and (room.decides or room.has_sources),
        "nothing_better": kept and not found.flat,
        "stuck": found.stuck,
        "optimal": not (found.flat or found.stuck) and gap <= STUCK,
        "within_noise": not kept and (score.includes_zero or unseen),
        "budget_not_binding": brings is False,
    }
    return tuple(verdict for verdict, holds in said.items() if holds)


@dataclass(frozen=True)
class _Price:
    """Change of each goal from one more billion, and where it is put."""

    change: tuple[Interval, ...]
    path: str = ""
    years: tuple[int, ...] = ()


def _price(
    bench: Bench,
    room: Space,
    allocation: Allocation,
    after: Array,
    steep: Slopes,
    most: Dong,
    idle: tuple[Binding, ...],
) -> _Price:
    """One billion more in the cell and line where the slopes promise most, the cap allows it and it can be spent."""
    free = most - allocation.dong
    for limit in idle:
        free[allocation.paths.index(limit.path), np.isin(room.years, limit.years)] = 0
    for cell in np.argsort(steep.more, axis=None, kind="stable"):
        place, when = divmod(int(cell), room.cells)
        years = np.array([when]) if room.cells == len(room.years) else np.arange(len(room.years))
        added = np.full(len(years), DONG // len(years), dtype=np.int64)
        added[-1] += DONG - int(added.sum())
        own = [row for row, path in enumerate(room.paths) if programme(path) == room.programmes[place]]
        able = [row for row in own if (free[row, years] >= added).all()]
        if able:
            row = max(able, key=lambda row: int(allocation.dong[row, years].sum()))
            dong = allocation.dong.copy()
            dong[row, years] += added
            more = Allocation(allocation.paths, allocation.years, dong)
            named = tuple(np.array(room.years)[years].tolist())
            return _Price(intervals(bench.outcomes(more) - after), room.paths[row], named)
    return _Price(())


def _brings(fine: Coarse, room: Space, lots: Lots | Array, steep: Slopes, least: float) -> bool | None:
    """Whether a hundredth more of the total, where it helps most, would bring `least`; None where caps leave none."""
    free = np.minimum(room.top - lots, max(MORE * room.lots, 1.0))
    gains = np.where(free > 0.0, steep.more * free, np.inf)
    cell = int(np.argmin(gains))
    if not np.isfinite(gains.flat[cell]):
        return None
    more = np.zeros(room.low.shape)
    more.flat[cell] = free.flat[cell]
    here = room.amounts(lots)
    value = fine.values_around(here, [room.amounts(lots + more) - here])[0]
    return bool(value < steep.value - least)
