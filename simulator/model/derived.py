"""Figures worked out from what a run recorded: money, loans by programme, criteria. No run depends on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from simulator.model import communes, credit
from simulator.model.arrays import Array
from simulator.model.households import NEAR_POOR, POOR, SMALLEST_STOCK
from simulator.model.money import MONEY
from simulator.model.names import PROGRAMMES
from simulator.model.parameters import Parameters
from simulator.model.plan import Plan

WORKS_A_LOAN = 2.0  # a water work and a sanitation work (Decision 10/2024; 10,468 works of 5,234 borrowers in Đông Sơn)
WATER = PROGRAMMES.index("water_sanitation")
POVERTY = [PROGRAMMES.index(name) for name in ("poor", "near_poor", "recently_escaped")]
CRITERIA = ("11", "9", "12")  # in the order of Thresholds.log_odds

Kept = Mapping[str, Array]  # parts of the state or flows, recorded as (row, ..., draw)


@dataclass(frozen=True)
class Derived:
    """parts: recorded parts that it needs; read: (plan, parameters, recorded) -> (row, draw)."""

    parts: tuple[str, ...]
    read: Callable[[Plan, Parameters, Kept], Array]


def borrowers(programme: int) -> Derived:
    """D1. Borrowers of a programme: its balance over its mean loan, (row, draw)."""

    def read(plan: Plan, p: Parameters, kept: Kept) -> Array:
        del plan
        return credit.borrowers(kept["outstanding"][:, programme], kept["mean_loan"] * credit.loan_ratios(p)[programme])

    return Derived(("outstanding", "mean_loan"), read)


def _each(p: Parameters, kept: Kept) -> Array:
    """Borrowers, (row, programme, draw)."""
    return credit.borrowers(kept["outstanding"], kept["mean_loan"][:, None] * credit.loan_ratios(p))


def _all_borrowers(plan: Plan, p: Parameters, kept: Kept) -> Array:
    del plan
    return np.asarray(_each(p, kept).sum(axis=1))


def _poverty_borrowers(plan: Plan, p: Parameters, kept: Kept) -> Array:
    """Those of the poor, near-poor and recently escaped together, as some reports count them."""
    del plan
    return np.asarray(_each(p, kept)[:, POVERTY].sum(axis=1))


def _overdue_share(plan: Plan, p: Parameters, kept: Kept) -> Array:
    del plan, p
    return np.asarray(kept["overdue"] / np.maximum(kept["outstanding"].sum(axis=1), SMALLEST_STOCK))


def water_works(plan: Plan, p: Parameters, kept: Kept) -> Array:
    """D2. Water and sanitation works of the row, (row, draw): two for each loan made in the programme."""
    lent = kept["lent"] * plan.shares[:, WATER, None]
    return WORKS_A_LOAN * credit.borrowers(lent, kept["mean_loan"] * credit.loan_ratios(p)[WATER])


def interest_subsidy(plan: Plan, p: Parameters, kept: Kept) -> Array:
    """D3. What the programmes' low rates cost over the row, billion VND, (row, draw).

    Outstanding times what the market rate is above the programme's rate, none where it is below.
    """
    rates = np.stack([p[f"credit.rate.{name}"] for name in PROGRAMMES])
    below = np.maximum(p["credit.market_rate"] - rates, 0.0)
    return np.asarray((kept["outstanding"] * below).sum(axis=1) * plan.row_years[:, None])


def criterion(index: int) -> Derived:
    """Share of communes that meet a criterion (equation N1) at the end of the row, (row, draw)."""

    def read(plan: Plan, p: Parameters, kept: Kept) -> Array:
        h = kept["households"]
        everyone = h.sum(axis=1)
        means = (
            (h[:, POOR] + h[:, NEAR_POOR]) / everyone,
            kept["houses_needed"] / everyone,
            1.0 - kept["trained_labour"],
        )
        return communes.shares_meeting(means[index], plan.thresholds.log_odds[index], p["ntm.commune_spread"])

    return Derived(("households", "houses_needed", "trained_labour"), read)


DERIVED: Mapping[str, Derived] = {
    **{name: Derived(("houses", "trained"), read) for name, read in MONEY.items()},
    "credit_borrowers": Derived(("outstanding", "mean_loan"), _all_borrowers),
    **{f"credit_borrowers_{name}": borrowers(row) for row, name in enumerate(PROGRAMMES)},
    "credit_borrowers_poverty": Derived(("outstanding", "mean_loan"), _poverty_borrowers),
    "credit_overdue_share": Derived(("overdue", "outstanding"), _overdue_share),
    "water_works": Derived(("lent", "mean_loan"), water_works),
    "interest_subsidy": Derived(("outstanding",), interest_subsidy),
    **{f"ntm_criterion_{name}_share": criterion(index) for index, name in enumerate(CRITERIA)},
}
