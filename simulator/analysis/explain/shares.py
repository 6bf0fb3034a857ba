"""Shares of a change among what caused it: what the Shapley value gives each lever, event and assumption."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.summary import Interval, interval
from simulator.model.arrays import Array

DRIFT = "drift"


@dataclass(frozen=True)
class Shares:
    """How a change of one indicator is shared out; in every year and draw the parts and the remainder add up to it.

    indicator: at the end of each year, in its own unit. before, after: (year, draw). parts: (player, year, draw);
    players without a part are left out. remainder: (year, draw), what no player did, zeros between two scenarios;
    remainder_name: "" or "drift". comparable: by year, whether both ends are counted by the same poverty standard;
    where they are not, every array holds NaN. sampling_error: the largest standard error that sampled orders leave in
    the mean of a part, own unit; 0.0 where all coalitions were run. breaks: players whose part is a jump on one day
    because the line was counted anew, no progress and no setback.
    """

    indicator: str
    years: tuple[int, ...]
    players: tuple[str, ...]
    before: Array
    after: Array
    parts: Array
    remainder: Array
    remainder_name: str
    comparable: tuple[bool, ...]
    sampling_error: float = 0.0
    breaks: tuple[str, ...] = ()

    @property
    def change(self) -> Array:
        """After less before, (year, draw)."""
        return self.after - self.before

    @property
    def moved(self) -> Array:
        """The change without the breaks, (year, draw): what may be called progress or setback."""
        jumps = [self.parts[self.players.index(name)] for name in self.breaks]
        found: Array = self.change - np.sum(jumps, axis=0) if jumps else self.change
        return found

    def part(self, player: str, year: int) -> Interval | None:
        """A player's part at the end of a year, over the draws. None where the year cannot be compared."""
        row = self.years.index(year)
        return interval(self.parts[self.players.index(player), row]) if self.comparable[row] else None
