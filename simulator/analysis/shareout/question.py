"""What is asked when one total is split over several localities."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.optimise.question import DONG, MONEY, Allocation, allocated
from simulator.analysis.shareout.money import proportional
from simulator.evidence import Evidence
from simulator.scenario import Scenario

TODAY, EQUAL, BEST = "today", "equal_per_poor", "best"
KEYS = (TODAY, EQUAL, BEST)

POOR, POOR_AND_NEAR, COMMUNES = "poor_households", "poor_and_near_poor_households", "ntm_communes_attained"
GOALS: Mapping[str, float] = {POOR: -1.0, POOR_AND_NEAR: -1.0, COMMUNES: 1.0}
"""What is summed over the localities at the end of a year: 1 when more is better, -1 when less is."""

PARTS: Mapping[str, tuple[str, ...]] = {
    POOR: ("poor_households",),
    POOR_AND_NEAR: ("poor_households", "near_poor_households"),
    COMMUNES: ("ntm_communes_attained",),
}
"""The indicators that a goal is the sum of."""

REACH = 4.0  # times today's money: further away nothing that was reported says how a locality responds
MOST_LOTS = 10_000
NICE = (1, 2, 5)


@dataclass(frozen=True)
class Share:
    """Limits of what a locality gets, billion VND over all years."""

    locality: str
    floor: float = 0.0
    cap: float = math.inf


@dataclass(frozen=True)
class ShareQuestion:
    """How to split a total over localities.

    scenarios: complete, one a locality, with the same years; each scaled as a whole in its money `lines`, all years
    alike. shares: their limits, in the same order. goal: one of GOALS, at the end of `year`. total: billion VND over
    all years, None for what the lines cost in the scenarios together. lot: billion VND, None for the smallest round
    one that cuts the total into at most MOST_LOTS. reach: no locality gets more than so many times today's money.
    most_cut: none loses more than this share of what today's key gives it.
    """

    scenarios: tuple[Scenario, ...]
    shares: tuple[Share, ...]
    goal: str
    year: int
    total: float | None = None
    lines: tuple[str, ...] = MONEY
    lot: float | None = None
    reach: float = REACH
    most_cut: float = 1.0

    @property
    def localities(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(scenario.locality for scenario in self.scenarios)

    @property
    def today(self) -> tuple[Allocation, ...]:
        """What each scenario gives its lines now."""
        return tuple(allocated(scenario, self.lines) for scenario in self.scenarios)

    @property
    def costs(self) -> NDArray[np.int64]:
        """What each scenario's lines cost now over all years, đồng, (locality,)."""
        return np.array([today.total_dong for today in self.today], dtype=np.int64)

    @property
    def total_dong(self) -> int:
        """The total in whole đồng."""
        return int(self.costs.sum()) if self.total is None else round(self.total * DONG)

    @property
    def floors(self) -> NDArray[np.int64]:
        """The least that each locality gets, by its floor and by the largest cut, đồng, (locality,)."""
        return np.maximum([round(share.floor * DONG) for share in self.shares], self.least_after_cut)

    @property
    def least_after_cut(self) -> NDArray[np.int64]:
        """What the largest cut leaves of today's key, đồng, (locality,)."""
        kept = 1.0 - self.most_cut
        return np.array([int(kept * amount) for amount in self.today_key], dtype=np.int64)

    @property
    def today_key(self) -> list[int]:
        """The total in today's proportions, đồng, by locality; today's money itself when that is the total."""
        return proportional(self.total_dong, [int(cost) for cost in self.costs])

    @property
    def lot_dong(self) -> int:
        """A whole lot in đồng."""
        if self.lot is not None:
            return round(self.lot * DONG)
        size = DONG // 2
        while self.total_dong > MOST_LOTS * size:
            size = _next_round(size)
        return size

    def ceilings(self, evidence: Evidence) -> NDArray[np.int64]:
        """The most that each locality can get: its cap, the reach of today's money, the levers' own limits; đồng."""
        return np.minimum(self.caps, self.reaches(evidence))

    @property
    def caps(self) -> NDArray[np.int64]:
        """The caps that were asked for, đồng, (locality,); the whole total where there is none."""
        return np.array([round(min(share.cap * DONG, self.total_dong)) for share in self.shares], dtype=np.int64)

    def reaches(self, evidence: Evidence) -> NDArray[np.int64]:
        """How far each locality's money can be scaled, whatever its cap, đồng, (locality,)."""
        return np.array([int(_reach(self, today, evidence) * today.total_dong) for today in self.today], dtype=np.int64)


def _reach(question: ShareQuestion, today: Allocation, evidence: Evidence) -> float:
    """Times today's money: what was asked for, or as far as the levers go."""
    rows = zip(today.paths, today.amounts.max(axis=1), strict=True)
    return min(question.reach, *(evidence.levers[path].upper / float(most) for path, most in rows if most > 0.0))


def _next_round(size: int) -> int:
    """The next of 0.5, 1, 2, 5, 10, 20 ... billion."""
    power = int("1" + "0" * (len(str(size)) - 1))
    return next(nice * power for nice in (*NICE, 10) if nice * power > size)
