"""Temporary and dilapidated houses of poor and near-poor households: need, building, households decided."""

from __future__ import annotations

import numpy as np

from simulator.model.arrays import Array
from simulator.model.credit import MILLION_PER_BILLION
from simulator.model.households import SMALLEST_STOCK


def new_need(poor_and_near_poor: Array, dilapidation: Array, years: float) -> Array:
    """B1. Houses that become dilapidated in the step, (draw,); `dilapidation` is a share of houses per year."""
    return poor_and_near_poor * dilapidation * years


def cost(repair_share: float, norm_new: float, norm_repair: float, factor: Array) -> Array:
    """B4. Mean cost to the budget of a house, billion VND, (draw,): mean norm times a cost factor.

    Norms in million VND, by the dated rules; the factor is what a house costs over its norm.
    """
    return ((1.0 - repair_share) * norm_new + repair_share * norm_repair) / MILLION_PER_BILLION * factor


def supported(money: float, cost: Array, need: Array, capacity: Array) -> Array:
    """B2. Houses built or repaired in the step, (draw,): min(money / cost, need, building capacity).

    money: billion VND disbursed in the step; cost: billion VND a house. The rest of the money stays unspent.
    """
    affordable = money / cost
    return np.minimum(np.minimum(need, capacity), affordable)


def decided(houses: Array, poor: Array, near_poor: Array, decisive_share: Array, years: float) -> Array:
    """B3. Hazard POOR -> NEAR_POOR from houses, per year, (draw,).

    Houses go to poor and near-poor in proportion; a share of the poor beneficiaries falls below three
    deprivations. Per poor household: decisive_share * houses / ((poor + near_poor) * years).
    """
    return decisive_share * houses / (np.maximum(poor + near_poor, SMALLEST_STOCK) * years)
