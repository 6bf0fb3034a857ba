"""Small made-up questions whose every split can be listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from simulator.analysis.optimise.question import DONG
from simulator.analysis.optimise.space import Space

PATHS = ("credit.new_capital.central", "housing.budget", "training.budget", "ntm.investment")


@dataclass(frozen=True)
class Toy:
    """Value of amounts: each programme's effect saturates, has a capacity, or rises only beyond a threshold.

    size, half (programme,): the largest effect and where it is half-way; steep (programme,): 1 saturates, above it
    returns rise first; capacity (programme,): beyond it money buys nothing; together: how two
    programmes help each other.
    """

    size: np.ndarray
    half: np.ndarray
    steep: np.ndarray
    capacity: np.ndarray
    together: float

    def value(self, amounts: np.ndarray) -> float:
        used = np.clip(amounts.mean(axis=1), 0.0, self.capacity)
        share = used**self.steep / (used**self.steep + self.half**self.steep)
        return -float(self.size @ share + self.together * share[0] * share[-1])

    def values_around(self, amounts: np.ndarray, moves: Sequence[np.ndarray]) -> np.ndarray:
        return np.array([self.value(amounts + move) for move in moves])


def toy(rng: np.random.Generator, programmes: int, total: float, *, deceptive: bool) -> Toy:
    steep = rng.uniform(2.0, 4.0, programmes) if deceptive else np.ones(programmes)
    return Toy(
        size=rng.uniform(-0.2, 1.0, programmes),
        half=total * rng.uniform(0.1, 0.8, programmes),
        steep=np.where(rng.random(programmes) < 0.7, steep, 1.0),
        capacity=np.where(rng.random(programmes) < 0.3, total * rng.uniform(0.2, 0.9, programmes), np.inf),
        together=rng.uniform(-0.3, 0.5),
    )


def small_space(rng: np.random.Generator, programmes: int, lots: int, lot: float = 1.0) -> Space:
    """Constant years; some lines with a floor or a cap."""
    low = np.where(rng.random(programmes) < 0.3, rng.integers(0, lots // programmes, programmes), 0)
    high = np.where(rng.random(programmes) < 0.3, rng.integers(lots // 2, lots, programmes), lots)
    today = rng.multinomial(lots - low.sum(), np.full(programmes, 1 / programmes)) + low
    dong = np.repeat(today[:, None], 2, axis=1) * round(lot * DONG)
    column = (slice(None), None)
    return Space(
        PATHS[:programmes], (2026, 2027), dong, np.zeros_like(dong), low[column], high[column], lots, round(lot * DONG)
    )


def every_split(room: Space) -> list[np.ndarray]:
    """All splits in whole lots that keep the limits."""
    ranges = [range(int(low), int(high) + 1) for low, high in zip(room.low[:-1, 0], room.high[:-1, 0], strict=True)]
    found = []
    for first in product(*ranges):
        last = room.lots - sum(first)
        if room.low[-1, 0] <= last <= room.high[-1, 0]:
            found.append(np.array([*first, last])[:, None])
    return found
