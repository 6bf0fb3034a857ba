"""Policy credit as a revolving fund: capital by source, loans by programme, books that close."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arrays import Array
from simulator.model.households import SMALLEST_STOCK
from simulator.model.names import PROGRAMMES
from simulator.model.parameters import Parameters

MILLION_PER_BILLION = 1000.0
# Programmes with an effect on households, in the order in which coverage is stacked: those that help poor and
# near-poor households leave, water and sanitation, then those that protect the recently escaped and the secure.
COVERED = [
    PROGRAMMES.index(name) for name in ("poor", "near_poor", "water_sanitation", "recently_escaped", "job_creation")
]


@dataclass(frozen=True)
class Books:
    """How loans leave the books over one step, (draw,) each: shares still lent, and that of losses in the rest.

    kept: after the whole step; kept_half: after half of it; written_share: written off, of all that leaves.
    """

    kept: Array
    kept_half: Array
    written_share: Array


def books(repayment: Array, writeoff: Array, years: float) -> Books:
    """The constants of a step of `years`; repayment = 1 / term and writeoff per year, (draw,)."""
    kept_half = still_lent(repayment, writeoff, 0.5 * years)
    return Books(kept_half * kept_half, kept_half, writeoff / (repayment + writeoff))


def still_lent(repayment: Array, writeoff: Array, years: float) -> Array:
    """C1. Share of loans neither repaid nor written off after `years`, exp(-(1/term + w) t), (draw,).

    repayment = 1 / term and writeoff per year: competing hazards.
    """
    return np.exp(-(repayment + writeoff) * years)


def lent(capital: Array, loans: Array, books: Books, idle_share: Array) -> Array:
    """C2. New lending of the step, billion VND, (draw,): all that is not kept back as liquidity, never negative.

    Lent in the middle of the step, so that part of it comes back within the step and is lent again. Solves
    loans after = (1 - idle_share) * capital after. capital: billion VND, with the step's new capital, (draw,).
    """
    usable = 1.0 - idle_share
    lost = books.written_share * (1.0 - books.kept_half)
    wanted = usable * (capital - books.written_share * (1.0 - books.kept) * loans) - books.kept * loans
    above: Array = np.maximum(wanted / (books.kept_half + usable * lost), 0.0)
    return above


def left_the_books(loans: Array, lending: Array, books: Books) -> tuple[Array, Array]:
    """C6. Principal repaid and written off in the step, billion VND, (draw,) each; lending falls in its middle."""
    leaving = loans * (1.0 - books.kept) + lending * (1.0 - books.kept_half)
    written_off = leaving * books.written_share
    return leaving - written_off, written_off


def capital_after(capital: Array, new_capital: Array, written_off: Array) -> Array:
    """C5. Capital by source after the step, billion VND, (source, draw): write-offs fall in proportion."""
    kept = 1.0 - written_off / np.maximum(capital.sum(axis=0), SMALLEST_STOCK)
    after: Array = capital * kept + new_capital
    return after


def overdue_after(overdue: Array, loans: Array, inflow: Array, cure: Array, years: float) -> Array:
    """C7. Overdue part of the loans after the step, billion VND, (draw,): dO/dt = inflow * loans - cure * O, exactly.

    inflow: share of the loans that falls overdue a year; cure: hazard of being repaid or rescheduled, per year.
    """
    left = np.exp(-cure * years)
    return overdue * left + loans * (inflow / cure) * (1.0 - left)


def loan_ratios(p: Parameters) -> Array:
    """Mean loan of each programme against the locality's mean loan, (programme, draw): 1 where a file gives none."""
    names = [f"start.mean_loan_ratio.{name}" for name in PROGRAMMES]
    return np.stack([p[name] if name in p else np.ones(p.draws) for name in names])


def borrowers(outstanding: Array, mean_loan: Array) -> Array:
    """C3. Loans out = outstanding / mean loan, households; outstanding in billion, mean_loan in million VND."""
    return outstanding * (MILLION_PER_BILLION / mean_loan)


def coverage(loans: Array, stock: Array, ceiling: Array) -> Array:
    """C4. Share of a compartment reached by its programme, ceiling * (1 - exp(-loans / (ceiling * stock))), (draw,)."""
    return ceiling * -np.expm1(-loans / (ceiling * np.maximum(stock, SMALLEST_STOCK)))
