"""The best splits of many totals, each found from those of totals near it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.analysis.optimise.descent import Field, Way, by_cell, by_programme, descend
from simulator.analysis.optimise.faults import faults, no_way, refuse
from simulator.analysis.optimise.limits import bounds, space
from simulator.analysis.optimise.question import DONG, MONEY, Allocation, Question, allocated
from simulator.analysis.optimise.space import Dong, Space, programme
from simulator.analysis.optimise.starts import corners
from simulator.evidence import Evidence
from simulator.model.arrays import Array

TIMES = 10  # of today's money: the most that is tried where no cap ends it before
FIRST_ROUNDS, ROUNDS = 15, 10  # of a descent from far away, from a split of a total nearby
SMALLEST_SCALE = 1e-3


class Ladder:
    """Best splits by total, in đồng, for one field of values (lower is better).

    least, most: the totals that can be asked for: what floors and limits on cuts leave at least; what caps leave at
    most, or ten times what the lines cost today. step: what totals differ by. capped: whether caps end it.
    """

    def __init__(self, question: Question, evidence: Evidence, field: Field) -> None:
        least, most = bounds(question, evidence)
        refuse(faults(question, evidence))
        refuse(fault for fault in no_way(replace(question, total=None), least, most) if fault.field != "total")
        self.question, self._evidence, self._field = question, evidence, field
        if not question.by_year:
            least = np.broadcast_to(least.max(axis=1, keepdims=True), least.shape).copy()
            most = np.broadcast_to(most.min(axis=1, keepdims=True), most.shape)
        self._floors = Allocation(question.today.paths, question.years, least)
        self.step = round(question.lot * DONG) * (1 if question.by_year else len(question.years))
        today = question.today.total_dong or allocated(question.scenario, MONEY).total_dong
        self.least, self.capped = int(least.sum()), int(most.sum()) <= TIMES * today
        top = min(int(most.sum()), TIMES * today)
        self.most = max(self.least, top if self.capped else self.whole(top))
        self.known: dict[int, Allocation] = {self.least: self._floors}
        self._scale = SMALLEST_SCALE

    def whole(self, total: float) -> int:
        """The total nearest to one that is asked for, from the least in whole steps."""
        return self.least + max(0, round((total - self.least) / self.step)) * self.step

    def at(self, total: int) -> Allocation:
        """The best split of a total, in whole lots."""
        if total not in self.known:
            self.known[total] = self._best(total)
        return self.known[total]

    def between(self, total: int) -> Allocation:
        """A split of a total on the straight line between the best splits known for less and for more."""
        if total in self.known:
            return self.known[total]
        under = max(known for known in self.known if known < total)
        over = min(known for known in self.known if known > total)
        share = (total - under) / (over - under)
        wanted = (1.0 - share) * self.known[under].amounts + share * self.known[over].amounts
        return self._rounded(self._space(total), np.rint(wanted * DONG).astype(np.int64))

    def like(self, known: int, total: int) -> Allocation:
        """The split of a known total in proportion, for another total."""
        return self._floors if total == self.least else self._rounded(self._space(total), self.at(known).dong)

    def amounts(self, allocation: Allocation) -> Array:
        """Billion VND a year of a split as fields take them, (programme, year)."""
        names = [programme(path) for path in allocation.paths]
        return np.stack(
            [allocation.amounts[[name == each for name in names]].sum(axis=0) for each in dict.fromkeys(names)]
        )

    def _best(self, total: int) -> Allocation:
        room = self._space(total)
        cells = by_cell(room)
        nearest = sorted((known for known in self.known if known != self.least), key=lambda k: abs(k - total))[:1]
        home = room.low.astype(float)
        if nearest:
            begin, rounds = room.wanted(self.known[nearest[0]].dong).ravel(), ROUNDS
        else:
            begin, rounds = self._mixed(room, home).ravel(), FIRST_ROUNDS
        end = descend(room, cells, self._field, cells.inside(begin), Way(self._scale, home, rounds))
        options = [self._rounded(room, self.question.today.dong)]
        options.append(room.allocation(room.whole(end.lots)))
        values = [self._field.value(self.amounts(option)) for option in options]
        self._scale = max(self._scale, values[0] - min(values))
        return options[int(np.argmin(values))]

    def _mixed(self, room: Space, home: Array) -> Array:
        """The best mix of programmes that the scenario's proportions and the corners lead to, lots by cell."""
        programmes = by_programme(room)
        own = room.wanted(self.question.today.dong).sum(axis=1)
        starts = [programmes.inside(own), *corners(programmes)]
        way = Way(self._scale, home, ROUNDS)
        ends = [descend(room, programmes, self._field, start, way) for start in starts]
        return min(ends, key=lambda end: end.value).lots

    def _space(self, total: int) -> Space:
        return space(replace(self.question, total=total / DONG), self._evidence)

    @staticmethod
    def _rounded(room: Space, wanted: Dong) -> Allocation:
        return room.allocation(room.near(np.maximum(room.wanted(wanted), 0.0)))
