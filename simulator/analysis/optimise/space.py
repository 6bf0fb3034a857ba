"""What may be decided: lots of money by programme and year, between limits; and how they become a split.

Lines of one programme act alike (the sources of credit capital differ in where the money comes from, not in what it
does), so the search decides about programmes; within one, money stays as near to the scenario's proportions as whole
lots and limits allow.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.optimise.lots import Lots, dealt, whole
from simulator.analysis.optimise.question import DONG, Allocation
from simulator.model.arrays import Array

Dong = NDArray[np.int64]


@dataclass(frozen=True)
class Space:
    """Lines (path, year) in đồng: today, offset (what is no whole lot); in lots by cell: least, most, (path, cell).

    A cell is a year, or all years where amounts are constant. lots: to be dealt out over all cells.
    in_lots: False where no split in whole lots keeps the limits, and a lot is a đồng instead.
    """

    paths: tuple[str, ...]
    years: tuple[int, ...]
    today: Dong
    offset: Dong
    least: Lots
    most: Lots
    lots: int
    lot_dong: int
    in_lots: bool = True

    @cached_property
    def programmes(self) -> tuple[str, ...]:
        """What the search decides about, in the order of the lines."""
        return tuple(dict.fromkeys(programme(path) for path in self.paths))

    @cached_property
    def _members(self) -> NDArray[np.int64]:
        """Whether a line belongs to a programme, (programme, path)."""
        return np.array([[int(programme(path) == name) for path in self.paths] for name in self.programmes])

    @cached_property
    def low(self) -> Lots:
        """Fewest lots, (programme, cell)."""
        return np.asarray(self._members @ self.least)

    @cached_property
    def top(self) -> Lots:
        """Most lots that the caps allow, (programme, cell)."""
        return np.asarray(self._members @ self.most)

    @cached_property
    def high(self) -> Lots:
        """Most lots, (programme, cell); no more than the total leaves room for."""
        return np.minimum(self.top, self.lots - (int(self.low.sum()) - self.low))

    @property
    def cells(self) -> int:
        """Cells of a line."""
        return int(self.least.shape[1])

    @property
    def lot(self) -> float:
        """Billion VND."""
        return self.lot_dong / DONG

    @property
    def feasible(self) -> bool:
        """Whether any split in whole lots keeps the limits."""
        return bool((self.least <= self.most).all()) and int(self.low.sum()) <= self.lots <= int(self.top.sum())

    @property
    def decides(self) -> bool:
        """Whether there is more than one split in whole lots to choose from."""
        return self.in_lots and int((self.high > self.low).sum()) > 1

    def amounts(self, lots: Array | Lots) -> Array:
        """Billion VND a year, (programme, year), of lots by programme and cell, whole or not."""
        return (self._members @ self.offset) / DONG + self.lot * np.asarray(lots, dtype=float)

    def wanted(self, dong: Dong) -> Array:
        """Lots by programme and cell that stand for amounts of the lines, (path, year) in đồng; not whole."""
        lots: Array = (self._members @ (dong - self.offset)) / self.lot_dong
        return lots if self.cells == len(self.years) else lots.mean(axis=1, keepdims=True)

    @property
    def has_sources(self) -> bool:
        """Whether lines of one programme could share its money in another way, which changes nothing."""
        roomy = self._members @ (self.most > self.least).any(axis=1).astype(np.int64)
        return bool((roomy > 1).any()) and self.lots > int(self.low.sum())

    def whole(self, lots: Array | Lots) -> Lots:
        """The nearest whole lots, (programme, cell), that keep limits and total."""
        return whole(np.asarray(lots, dtype=float), self.low, self.high, self.lots)

    def near(self, lots: Array) -> Lots:
        """The whole lots, (programme, cell), that keep limits and total and are nearest in proportion."""
        return self.whole(dealt(np.maximum(lots, 0.0), self.low, self.high, self.lots))

    def allocation(self, lots: Lots) -> Allocation:
        """The split: each programme's lots among its lines, near today's proportions."""
        today = self.today / self.lot_dong
        if self.cells < len(self.years):
            today = today.mean(axis=1, keepdims=True)
        found = np.zeros_like(self.least)
        for place, row in enumerate(self._members):
            own = np.flatnonzero(row)
            for cell in range(self.cells):
                limits = self.least[own, cell], self.most[own, cell]
                shares = dealt(today[own, cell], *limits, float(lots[place, cell]))
                found[own, cell] = whole(shares, *limits, int(lots[place, cell]))
        spread = np.broadcast_to(found, self.offset.shape) if self.cells == 1 else found
        return Allocation(self.paths, self.years, self.offset + self.lot_dong * spread)


def programme(path: str) -> str:
    """The programme a money lever belongs to: credit, housing, training or ntm."""
    return path.split(".", 1)[0]
