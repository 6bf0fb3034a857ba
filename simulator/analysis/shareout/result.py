"""How one total was split over several localities, and what follows from each key."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.optimise.question import DONG
from simulator.analysis.shareout.question import KEYS, ShareQuestion
from simulator.analysis.summary import Interval
from simulator.model.arrays import Array


@dataclass(frozen=True)
class Figure:
    """A figure over the draws: means add up over localities, medians do not."""

    mean: float
    range: Interval


@dataclass(frozen=True)
class Outcome:
    """The goal's indicator under a key, and the change from today's key on the same draws."""

    level: Figure
    change: Figure


@dataclass(frozen=True)
class Binding:
    """A limit at which the best split stands: "floor", "cut" (the largest), "cap", or "reach" (of today's money)."""

    kind: str
    locality: str


@dataclass(frozen=True)
class Response:
    """How the goal's indicator of a locality responds to its money: mean over the draws at amounts that were run.

    dong: over all years, rising, (point,); values: (point,).
    """

    dong: NDArray[np.int64]
    values: Array


@dataclass(frozen=True)
class ShareOut:
    """Three keys of one total beside each other: today's, equal per poor household, the best.

    dong: (key, locality), each row adds up to the total to the đồng. floors, ceilings: the limits of the best, đồng,
    (locality,). within: by key, whether it keeps them. poor_at_start: mean poor households at the start of the plan,
    (locality,). outcomes: of all localities together, by key. by_locality: [key][locality]. unspent: share of the
    money that is not spent, mean, (key, locality). price: goal's units gained by one more billion at the best, by
    locality. verdicts: keys of texts. gap: what the best of the grid has over the split, as a share of the gain over
    today's key. curve_error: how far the outcome of the first split found was from what the curves said, goal's units.
    """

    question: ShareQuestion
    dong: NDArray[np.int64]
    floors: NDArray[np.int64]
    ceilings: NDArray[np.int64]
    within: tuple[bool, ...]
    poor_at_start: Array
    outcomes: tuple[Outcome, ...]
    by_locality: tuple[tuple[Outcome, ...], ...]
    unspent: Array
    price: tuple[Figure, ...]
    bindings: tuple[Binding, ...]
    responses: tuple[Response, ...]
    verdicts: tuple[str, ...]
    gap: float
    curve_error: float
    draws: int
    evaluations: int
    seconds: float

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys by the rows of `dong`."""
        return KEYS

    @property
    def localities(self) -> tuple[str, ...]:
        """The localities by the columns of `dong`."""
        return self.question.localities

    @property
    def amounts(self) -> Array:
        """Billion VND over all years, (key, locality)."""
        return self.dong / DONG

    def at(self, key: str) -> int:
        """The row of a key."""
        return KEYS.index(key)
