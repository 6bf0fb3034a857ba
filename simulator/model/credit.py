"""Policy credit as a revolving fund: capital by source, loans by programme, books that close."""

from __future__ import annotations

import numpy as np

from simulator.model.arrays import Array
from simulator.model.households import SMALLEST_STOCK
from simulator.model.names import PROGRAMMES

MILLION_PER_BILLION = 1000.0
# Programmes with an effect on households, in the order in which coverage is stacked: those that help poor and
# near-poor households leave, water and sanitation, then those that protect the recently escaped and the secure.
COVERED = [
    PROGRAMMES.index(name) for name in ("poor", "near_poor", "water_sanitation", "recently_escaped", "job_creation")
]


def left_the_books(outstanding: Array, repayment: Array, writeoff: Array, years: float) -> tuple[Array, Array]:
    """C1. Principal repaid and written off in the step, billion VND, the shape of `outstanding` each.

    Competing hazards: L (1 - exp(-(1/term + w) t)), shared in proportion. repayment = 1 / term, per year.
    """
    rate = repayment + writeoff
    leaving = outstanding * -np.expm1(-rate * years)
    written_off = leaving * (writeoff / rate)
    return leaving - written_off, written_off


def still_lent(repayment: Array, writeoff: Array, years: float) -> Array:
    """C6. Share of the loans that is neither repaid nor written off in the step, exp(-(1/term + w) t), (draw,)."""
    return np.exp(-(repayment + writeoff) * years)


def capital_after(capital: Array, new_capital: Array, written_off: Array) -> Array:
    """C5. Capital by source after the step, billion VND, (source, draw): write-offs fall in proportion."""
    kept = 1.0 - written_off / np.maximum(capital.sum(axis=0), SMALLEST_STOCK)
    after: Array = capital * kept + new_capital
    return after


def lent(available: Array, capital: Array, idle_share: Array) -> Array:
    """C2. New lending of the step, billion VND, (draw,): what is available above the liquidity kept back.

    available = idle + repaid + new capital. Lending is never negative and never above what is there.
    """
    above: Array = np.maximum(available - idle_share * capital, 0.0)
    return above


def borrowers(outstanding: Array, mean_loan: Array) -> Array:
    """C3. Loans out = outstanding / mean loan, households; outstanding in billion, mean_loan in million VND."""
    return outstanding * (MILLION_PER_BILLION / mean_loan)


def coverage(loans: Array, stock: Array, ceiling: Array) -> Array:
    """C4. Share of a compartment reached by its programme, ceiling * (1 - exp(-loans / (ceiling * stock))), (draw,)."""
    return ceiling * -np.expm1(-loans / (ceiling * np.maximum(stock, SMALLEST_STOCK)))
