"""Moves between compartments at hazards that hold for one step: the exact solution, by uniformisation."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, exp

import numpy as np

from simulator.model.arrays import Array

Move = tuple[int, int]
Hazards = Mapping[Move, Array]
TAIL = 1e-12  # probability of more moves in a step than the truncated series counts
LARGEST_STEP = 1.0  # expected moves in a sub-step; above it the step is divided


def _remaining_weights(expected: float) -> list[float]:
    """P(more than k moves) for k = 0, 1, ..., of a Poisson count with mean `expected`, down to TAIL."""
    term = exp(-expected)
    remaining, weights = -np.expm1(-expected), []
    while remaining > TAIL:
        weights.append(float(remaining))
        term *= expected / len(weights)
        remaining -= term
    return weights or [expected]


def _occupancy(stocks: Array, hazards: Hazards, leaving: Array, fastest: float, years: float) -> Array:
    """Time spent in each compartment during the step, shape (compartment, draw), household-years.

    Integral of exp(Q t) x over the step: sum over k of P(N > k) / fastest * (I + Q / fastest)^k x with N
    Poisson(fastest * years). Every term is non-negative, so no compartment can be driven below zero.
    (Jensen 1953; van Moorsel & Sanders 1994.) Written with two buffers in turn: this is the innermost loop.
    """
    first, *others = [weight / fastest for weight in _remaining_weights(fastest * years)]
    total = first * stocks
    if not others:
        return total
    stay = 1.0 - leaving / fastest
    scaled = [(origin, target, hazard / fastest) for (origin, target), hazard in hazards.items()]
    term, moved, buffer, row = stocks, np.empty_like(stocks), np.empty_like(stocks), np.empty_like(stocks[0])
    spare = np.empty_like(stocks)
    for weight in others:
        np.multiply(stay, term, out=moved)
        for origin, target, share in scaled:
            np.multiply(share, term[origin], out=row)
            inflow = moved[target]
            np.add(inflow, row, out=inflow)
        np.multiply(moved, weight, out=buffer)
        np.add(total, buffer, out=total)
        term, moved = moved, (spare if term is stocks else term)
    return total


def advance(stocks: Array, hazards: Hazards, years: float) -> tuple[Array, dict[Move, Array]]:
    """H0. Stocks after `years` and the flows in between, hazards held constant.

    stocks: (compartment, draw), any count unit. hazards: (origin, target) -> (draw,), per year, >= 0.
    Solves dX/dt = Q X exactly (to TAIL): several moves inside one step are allowed for, unlike the usual
    X (1 - exp(-h dt)), which it replaces. Stocks change only through the flows returned.
    """
    leaving = np.zeros_like(stocks)
    for (origin, _), hazard in hazards.items():
        out = leaving[origin]
        np.add(out, hazard, out=out)
    fastest = float(leaving.max())
    if fastest <= 0.0:
        return stocks.copy(), {move: np.zeros(stocks.shape[1]) for move in hazards}
    pieces = max(1, ceil(fastest * years / LARGEST_STEP))
    after, flows = _moved(stocks, hazards, leaving, fastest, years / pieces)
    for _ in range(pieces - 1):
        after, more = _moved(after, hazards, leaving, fastest, years / pieces)
        flows = {move: flows[move] + more[move] for move in flows}
    return after, flows


def _moved(
    stocks: Array, hazards: Hazards, leaving: Array, fastest: float, years: float
) -> tuple[Array, dict[Move, Array]]:
    time_spent = _occupancy(stocks, hazards, leaving, fastest, years)
    after, flows = stocks.copy(), {}
    for (origin, target), hazard in hazards.items():
        flow = hazard * time_spent[origin]
        after[origin] -= flow
        after[target] += flow
        flows[origin, target] = flow
    return after, flows
