"""Households: poor, near-poor, recently escaped, secure (official definitions since Decree 07/2021)."""

from __future__ import annotations

import numpy as np

from simulator.model.arrays import Array
from simulator.model.parameters import Parameters

POOR, NEAR_POOR, ESCAPED, SECURE = range(4)
SMALLEST_STOCK = 1e-9  # household; keeps a ratio defined when a compartment is empty


def effort(stock: Array, reference: Array, exponent: Array, cap: Array) -> Array:
    """H1. Multiplier of the exit hazards, min((reference / stock)^exponent, cap), dimensionless, (draw,).

    Effort per household rises as their number falls; reported rates fall almost in a straight line.
    `reference` is the stock at the start of the standard's era. Source: fit to S22 year-ends of Sơn La.
    """
    ratio = reference / np.maximum(stock, SMALLEST_STOCK)
    return np.minimum(np.exp(exponent * np.log(np.maximum(ratio, SMALLEST_STOCK))), cap)


def lifted(coverage: Array, effect: Array) -> Array:
    """H2. Hazard multiplier 1 + effect * coverage of a programme that helps households leave, (draw,).

    effect > -1 (its range in the parameter table): a draw may be negative and is not truncated.
    """
    return 1.0 + effect * coverage


def protected(coverage: Array, protection: Array) -> Array:
    """H3. Hazard multiplier exp(-protection * coverage) of a programme that keeps households from falling, (draw,)."""
    return np.exp(-protection * coverage)


def hazards(
    stocks: Array,
    references: Array,
    lift: tuple[Array, Array, Array],
    guard: tuple[Array, Array],
    p: Parameters,
) -> dict[tuple[int, int], Array]:
    """H4. All hazards between the four compartments, per year, (draw,) each.

    stocks, references: (compartment, draw). lift: multipliers of the income exits of poor and near-poor and
    of the services gained by the poor. guard: multipliers of relapse and of entry from the secure.
    Houses decided by the housing block come on top (B3). Competing hazards; two different things move a
    household: services (to near-poor) and income (over the line).
    """
    cap, exponent = p["households.effort_cap"], p["households.effort_exponent"]
    poor_effort = p["households.exit_rate"] * effort(stocks[POOR], references[POOR], exponent, cap)
    near_effort = p["households.near_poor_exit_rate"] * effort(
        stocks[NEAR_POOR], references[NEAR_POOR], exponent, cap
    )
    to_near_poor = p["households.near_poor_share_of_exits"]
    to_poor = p["households.fall_to_poor_share"]
    relapse = p["households.relapse_rate"] * guard[0]
    entry = p["households.entry_rate"] * guard[1]
    return {
        (POOR, NEAR_POOR): poor_effort * to_near_poor * lift[2],
        (POOR, ESCAPED): poor_effort * (1.0 - to_near_poor) * lift[0],
        (NEAR_POOR, ESCAPED): near_effort * lift[1],
        (NEAR_POOR, POOR): p["households.near_poor_to_poor_rate"],
        (ESCAPED, NEAR_POOR): relapse * (1.0 - to_poor),
        (ESCAPED, POOR): relapse * to_poor,
        (ESCAPED, SECURE): 1.0 / p["households.recently_escaped_years"],
        (SECURE, NEAR_POOR): entry * (1.0 - to_poor),
        (SECURE, POOR): entry * to_poor,
    }


def growth(rate: Array, years: float) -> Array:
    """H5. Factor by which every compartment grows with new households, exp(rate * years), (draw,)."""
    return np.exp(rate * years)
