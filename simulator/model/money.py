"""Money of each month: spent on what was delivered, or unspent. Spent + unspent = budget, to the last đồng."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from simulator.model.arrays import Array
from simulator.model.credit import MILLION_PER_BILLION
from simulator.model.housing import cost
from simulator.model.parameters import Parameters
from simulator.model.plan import Plan

Kept = Mapping[str, Array]
Money = Callable[[Plan, Parameters, Kept], Array]


def _monthly(plan: Plan, p: Parameters, budget: Array) -> Array:
    """A yearly amount by month, billion VND, the same in every draw: (month, draw)."""
    return np.repeat((budget * plan.row_years)[:, None], p.draws, axis=1)


def spent_credit(plan: Plan, p: Parameters, kept: Kept) -> Array:
    """M1. New capital paid into the fund, billion VND, (month, draw): a budget that is always spent."""
    del kept
    return _monthly(plan, p, plan.new_capital.sum(axis=1))


def spent_housing(plan: Plan, p: Parameters, kept: Kept) -> Array:
    """M2. Houses times their cost, billion VND, (month, draw)."""
    months = zip(plan.repair_share, plan.norm_new, plan.norm_repair, strict=True)
    costs = np.stack([cost(float(r), float(n), float(m), p["housing.cost_factor"]) for r, n, m in months])
    return kept["houses"] * costs


def spent_training(plan: Plan, p: Parameters, kept: Kept) -> Array:
    """M3. People trained times the cost of training one, billion VND, (month, draw)."""
    del plan
    return kept["trained"] * (p["training.cost"] / MILLION_PER_BILLION)


def spent_ntm(plan: Plan, p: Parameters, kept: Kept) -> Array:
    """M4. Disbursed share of the New Rural investment, billion VND, (month, draw)."""
    del kept
    return _monthly(plan, p, plan.ntm_investment * plan.disbursed_ntm)


def _unspent(budget: str, spent: Money) -> Money:
    return lambda plan, p, kept: _monthly(plan, p, getattr(plan, budget)) - spent(plan, p, kept)


SPENT: Mapping[str, Money] = {
    "money_spent_credit": spent_credit,
    "money_spent_housing": spent_housing,
    "money_spent_training": spent_training,
    "money_spent_ntm": spent_ntm,
}
UNSPENT: Mapping[str, Money] = {
    "money_unspent_housing": _unspent("housing_budget", spent_housing),
    "money_unspent_training": _unspent("training_budget", spent_training),
    "money_unspent_ntm": _unspent("ntm_investment", spent_ntm),
}


def _sum(parts: Mapping[str, Money]) -> Money:
    return lambda plan, p, kept: np.asarray(sum(part(plan, p, kept) for part in parts.values()))


MONEY: Mapping[str, Money] = {**SPENT, **UNSPENT, "money_spent": _sum(SPENT), "money_unspent": _sum(UNSPENT)}
