"""A smooth search for the split of least loss: SciPy's SLSQP in scaled variables, on common draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.optimize import LinearConstraint, minimize

from simulator.analysis.optimise.lots import dealt
from simulator.analysis.optimise.space import Space
from simulator.model.arrays import Array

STEP, LONG_STEP = 0.02, 0.1  # of the mean lots of a variable: the finite difference
HOMEWARD = 5e-4  # of the scale: what it costs to move all the money, so that money stays where moving changes nothing
CLOSE = 1e-4  # of the scale: when a descent ends


class Field(Protocol):
    """Values of amounts by programme and year, (programme, year) in billion VND; lower is better."""

    def value(self, amounts: Array) -> float:
        """The value of one split."""
        ...

    def values_around(self, amounts: Array, moves: Sequence[Array]) -> Array:
        """The values with each move added, (move,)."""
        ...


@dataclass(frozen=True)
class Axes:
    """Variables of a search, (variable,) in lots: limits, what they add up to, and the lots by cell they stand for."""

    low: Array
    high: Array
    total: float
    spread: Callable[[Array], Array]

    def inside(self, point: Array) -> Array:
        """The point, or the nearest in proportion that keeps limits and total."""
        return dealt(np.clip(point, self.low, self.high), self.low, self.high, self.total)


def by_cell(space: Space) -> Axes:
    """A variable for each programme and cell."""
    shape = space.low.shape
    return Axes(
        space.low.ravel().astype(float),
        space.high.ravel().astype(float),
        space.lots,
        lambda point: point.reshape(shape),
    )


def by_programme(space: Space) -> Axes:
    """A variable for each programme: its lots over all years, in equal parts as far as the limits allow."""
    low, high = space.low.astype(float), space.high.astype(float)
    even = np.ones(space.cells)

    def spread(point: Array) -> Array:
        return np.stack([dealt(even, *row) for row in zip(low, high, point, strict=True)])

    return Axes(low.sum(axis=1), np.minimum(high.sum(axis=1), space.lots), space.lots, spread)


@dataclass(frozen=True)
class End:
    """Where a descent ended: point (variable,) in lots, its value, and the lots by cell."""

    point: Array
    value: float
    lots: Array


@dataclass(frozen=True)
class Way:
    """How descents go.

    scale: of the gains there are. home: (programme, cell) in lots, where money stays if moving it changes nothing.
    rounds: the most there may be. step: of finite differences, as a share of the mean lots of a variable.
    """

    scale: float
    home: Array
    rounds: int
    step: float = STEP


def descend(space: Space, axes: Axes, field: Field, start: Array, way: Way) -> End:
    """Go down from `start`, (variable,) in lots; never ends higher than it began."""
    scale, home = way.scale, way.home
    unit = max(axes.total / len(axes.low), 1.0)
    step = max(way.step * unit, min(1.0, unit))
    whole = max(axes.total, 1.0)

    def away(point: Array) -> float:
        return HOMEWARD * scale * float((((axes.spread(point) - home) / whole) ** 2).sum())

    def value(scaled: Array) -> float:
        point = np.clip(scaled * unit, axes.low, axes.high)
        return (field.value(space.amounts(axes.spread(point))) + away(point)) / scale

    def slopes(scaled: Array) -> Array:
        point = np.clip(scaled * unit, axes.low, axes.high)
        here = space.amounts(axes.spread(point))
        signs = np.where(point + step <= axes.high, 1.0, np.where(point - step >= axes.low, -1.0, 1.0))
        steps = np.diag(signs * step)
        moves = [space.amounts(axes.spread(point + move)) - here for move in steps]
        rises = field.values_around(here, moves) - field.value(here)
        drift = np.array([away(point + move) for move in steps]) - away(point)
        return np.asarray((rises + drift) / (signs * step) * unit / scale)

    begin = axes.inside(start)
    found = minimize(
        value,
        begin / unit,
        jac=slopes,
        method="SLSQP",
        bounds=list(zip(axes.low / unit, axes.high / unit, strict=True)),
        constraints=LinearConstraint(np.ones(len(axes.low)), axes.total / unit, axes.total / unit),
        options={"maxiter": way.rounds, "ftol": CLOSE},
    )
    ends = [begin] if not np.isfinite(found.x).all() else [axes.inside(found.x * unit), begin]
    lots = [axes.spread(end) for end in ends]
    values = [field.value(space.amounts(each)) for each in lots]
    best = int(np.argmin(values))
    return End(ends[best], values[best], lots[best])
