"""Splits that put the money elsewhere and lead to hardly anything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from simulator.analysis.optimise.bench import Bench
from simulator.analysis.optimise.certificate import Alternative
from simulator.analysis.optimise.descent import Field
from simulator.analysis.optimise.lots import Lots, dealt
from simulator.analysis.optimise.question import BETTER
from simulator.analysis.optimise.search import Found
from simulator.analysis.optimise.space import Space
from simulator.analysis.summary import interval
from simulator.model.arrays import Array

SEEN: Mapping[str, float] = {"poverty_rate": 0.0005, "multidimensional_rate": 0.0005, "ntm_communes_attained": 0.5}
"""Less than this cannot be seen: half of the last figure shown."""

ELSEWHERE = 0.1  # of the money must lie in other cells
NEAR = 0.02  # of the gain may be lost, or what cannot be seen
MOST = 3
SHARES = (1.0, 0.5, 0.25)


def alternatives(
    bench: Bench, space: Space, quick: Field, found: Found, best: Array, home: Array
) -> tuple[Alternative, ...]:
    """At most three, those that differ most first. best: exact levels of what was found, (goal, draw)."""
    lots, others = found.lots, found.others
    goal = bench.question.goals[0]
    seen = SEEN[goal.indicator]
    allowed = max(NEAR * found.scale, goal.weight * seen / float(bench.loss.scales[0]))
    value = quick.value(space.amounts(lots))
    apart = [other for other in (*others, *_elsewhere(space, lots, home)) if _moved(space, lots, other) >= ELSEWHERE]
    near = [other for other in apart if quick.value(space.amounts(other)) - value <= allowed]
    near.sort(key=lambda other: -_moved(space, lots, other))
    kept: list[Lots] = []
    kept_apart: list[Alternative] = []
    for other in near:
        if len(kept) == MOST:
            break
        if any(_moved(space, other, known) < ELSEWHERE for known in kept):
            continue
        kept.append(other)
        allocation = space.allocation(other)
        worse = interval(-BETTER[goal.indicator] * (bench.outcomes(allocation)[0] - best[0]))
        if worse.includes_zero or abs(worse.median) < seen:
            kept_apart.append(Alternative(allocation, worse))
    return tuple(kept_apart)


def _moved(space: Space, one: Lots, other: Lots) -> float:
    """Share of the money that lies in other cells."""
    return 0.5 * float(np.abs(one - other).sum()) / max(space.lots, 1)


def _elsewhere(space: Space, lots: Lots, home: Array) -> Iterator[Lots]:
    """Half-way back to the start, the same in all years, and shares of one programme given to another."""
    yield space.whole(0.5 * (lots + home))
    yield space.whole(np.repeat(lots.mean(axis=1, keepdims=True), space.cells, axis=1))
    room = space.high - lots
    for giver in range(len(lots)):
        spare = lots[giver] - space.low[giver]
        for taker in range(len(lots)):
            for share in SHARES if giver != taker and spare.any() else ():
                moved = min(share * float(spare.sum()), float(room[taker].sum()))
                point = lots.astype(float)
                point[giver] -= spare * (moved / spare.sum())
                wanted = np.maximum(lots[taker], 1.0)
                point[taker] += dealt(wanted, np.zeros_like(room[taker]), room[taker], moved)
                yield space.whole(point)
