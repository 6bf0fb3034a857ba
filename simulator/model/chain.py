"""Moves between compartments at hazards that hold for one step: the exact solution, by uniformisation."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, exp, expm1

import numpy as np

from simulator.model.arrays import Array

TAIL = 1e-15  # probability of more moves in a step than the truncated series counts
COARSE_TAIL = 1e-9  # the same for steps longer than a month, whose length costs more than that
LARGEST_STEP = 8.0  # expected moves in a sub-step; above it the step is divided


class Moves:
    """The moves that a chain of compartments allows: `pairs` of (origin, target), and what they do to stocks.

    incidence (compartment, move) is -1 where a move leaves and +1 where it arrives, so that the change of all
    stocks is incidence @ flows: what leaves one compartment arrives in another.
    """

    def __init__(self, compartments: int, pairs: Sequence[tuple[int, int]]) -> None:
        self.pairs = tuple(pairs)
        self.origins = np.array([origin for origin, _ in pairs])
        self.targets = np.array([target for _, target in pairs])
        self.leaving = np.zeros((compartments, len(self.pairs)))
        self.leaving[self.origins, np.arange(len(self.pairs))] = 1.0
        self.arriving = np.zeros_like(self.leaving)
        self.arriving[self.targets, np.arange(len(self.pairs))] = 1.0
        self.incidence = self.arriving - self.leaving
        self.compartments = compartments

    def row(self, origin: int, target: int) -> int:
        """Row of a move among hazards and flows."""
        return self.pairs.index((origin, target))


def _remaining_weights(expected: float, tail: float) -> list[float]:
    """P(more than k moves) for k = 0, 1, ..., of a Poisson count with mean `expected`, down to `tail`."""
    term = exp(-expected)
    remaining, weights = -expm1(-expected), []
    while remaining > tail:
        weights.append(remaining)
        term *= expected / len(weights)
        remaining -= term
    return weights or [expected]


def _occupancy(
    stocks: Array, moves: Moves, hazards: Array, leaving: Array, fastest: float, years: float, tail: float
) -> Array:
    """Time spent in each compartment during the step, shape (compartment, draw), household-years.

    Integral of exp(Q t) x over the step: sum over k of P(N > k) / fastest * (I + Q / fastest)^k x with N
    Poisson(fastest * years). Every term is non-negative, so no compartment can be driven below zero.
    (Jensen 1953; van Moorsel & Sanders 1994.)
    """
    weights: Array = np.array(_remaining_weights(fastest * years, tail)) / fastest
    if len(weights) == 1:
        return stocks * float(weights[0])
    size, draws = stocks.shape
    jump = np.zeros((size, size, draws))  # (target, origin, draw): I + Q / fastest
    jump[moves.targets, moves.origins] = hazards / fastest
    diagonal = np.arange(size)
    jump[diagonal, diagonal] = 1.0 - leaving / fastest
    terms = np.empty((len(weights), size, draws))
    terms[0] = stocks
    for k in range(1, len(weights)):
        np.einsum("tod,od->td", jump, terms[k - 1], out=terms[k])
    return (weights @ terms.reshape(len(weights), -1)).reshape(size, draws)


def midway(stocks: Array, moves: Moves, hazards: Array, years: float) -> Array:
    """H7. Stocks half a step on, (compartment, draw): what is left of each, and what half a step brings.

    X exp(-sum(h) t / 2) + (what arrives at the start's pace) t / 2, never negative; a predictor that does not keep
    the total. Whatever depends on the stocks themselves (effort, coverage, money per commune) is taken here, in the
    middle of the step, because it changes as the step goes on.
    """
    arriving = moves.arriving @ (hazards * stocks[moves.origins])
    middle: Array = stocks * np.exp(-0.5 * years * (moves.leaving @ hazards)) + (0.5 * years) * arriving
    return middle


def advance(stocks: Array, moves: Moves, hazards: Array, years: float, tail: float = TAIL) -> tuple[Array, Array]:
    """H0. Stocks after `years`, (compartment, draw), and the flows in between, (move, draw), hazards held constant.

    stocks: (compartment, draw), any count unit. hazards: (move, draw), per year, >= 0.
    Solves dX/dt = Q X exactly (to `tail`): several moves inside one step are allowed for, unlike the usual
    X (1 - exp(-h dt)), which it replaces. Stocks change only through the flows returned.
    """
    leaving = moves.leaving @ hazards
    fastest = float(leaving.max())
    if fastest <= 0.0:
        return stocks.copy(), np.zeros_like(hazards)
    pieces = max(1, ceil(fastest * years / LARGEST_STEP))
    total = np.zeros_like(hazards)
    for _ in range(pieces):
        spent = _occupancy(stocks, moves, hazards, leaving, fastest, years / pieces, tail)
        flows = hazards * spent[moves.origins]
        stocks = stocks + moves.incidence @ flows
        total += flows
    return stocks, total
