"""Outcomes whose answers are known, for the same code that real outcomes go through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.sensitivity import CHANCE, TODAY
from simulator.model import Parameters
from simulator.model.arrays import Array

DRAWS = 1000
Members = NDArray[np.intp]
Values = Mapping[str, Array]


def evenly(draws: int = DRAWS, seed: int = 0, low: float = 0.0, high: float = 1.0) -> Array:
    """Uniform, every value once, in any order."""
    return low + (high - low) * (np.random.default_rng(seed).permutation(draws) + 0.5) / draws


@dataclass(frozen=True)
class Toy:
    """`figure` of the parameters, of `today` and of `chance`, each one number a member."""

    values: Values
    figure: Callable[[Values, Array, Array], Array]
    today: Array = field(default_factory=lambda: np.zeros(DRAWS))
    chance: Array = field(default_factory=lambda: np.zeros(DRAWS))

    @property
    def parameters(self) -> Parameters:
        return Parameters(self.values)

    @property
    def exact(self) -> Array:
        return self.at(np.arange(len(self.today)))

    def free(self) -> tuple[str, ...]:
        return tuple(self.values)

    def at(
        self, members: Members, apart: Mapping[str, Members] | None = None, held: Mapping[str, Array] | None = None
    ) -> Array:
        apart, held = apart or {}, held or {}
        values = {name: held.get(name, known[apart.get(name, members)]) for name, known in self.values.items()}
        return self.figure(values, self.today[apart.get(TODAY, members)], self.chance[apart.get(CHANCE, members)])


def ishigami() -> Toy:
    """Ishigami & Homma (1990) with a = 7, b = 0.1 on (-pi, pi)."""
    values = {f"x{place}": evenly(seed=place, low=-np.pi, high=np.pi) for place in range(3)}

    def figure(x: Values, today: Array, chance: Array) -> Array:
        return np.asarray(np.sin(x["x0"]) + 7.0 * np.sin(x["x1"]) ** 2 + 0.1 * x["x2"] ** 4 * np.sin(x["x0"]))

    return Toy(values, figure)


def additive(weights: Mapping[str, float], correlations: Mapping[tuple[str, str], float] | None = None) -> Toy:
    """Sum of standard normal unknowns with weights; TODAY and CHANCE may be among them."""
    names = list(weights)
    covariance = np.eye(len(names))
    for (first, second), value in (correlations or {}).items():
        i, j = names.index(first), names.index(second)
        covariance[i, j] = covariance[j, i] = value
    drawn = np.random.default_rng(5).standard_normal((len(names), DRAWS))
    white = np.linalg.solve(np.linalg.cholesky(np.atleast_2d(np.cov(drawn))), drawn - drawn.mean(axis=1, keepdims=True))
    known = dict(zip(names, np.linalg.cholesky(covariance) @ white, strict=True))  # exactly these moments

    def figure(x: Values, today: Array, chance: Array) -> Array:
        parts = [weight * x[name] for name, weight in weights.items() if name not in (TODAY, CHANCE)]
        return np.asarray(sum(parts) + weights.get(TODAY, 0.0) * today + weights.get(CHANCE, 0.0) * chance)

    none = np.zeros(DRAWS)
    values = {name: x for name, x in known.items() if name not in (TODAY, CHANCE)}
    return Toy(values, figure, known.get(TODAY, none), known.get(CHANCE, none))
