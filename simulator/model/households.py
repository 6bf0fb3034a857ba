"""Households: poor, near-poor, recently escaped, secure (official definitions since Decree 07/2021)."""

from __future__ import annotations

import numpy as np

from simulator.model.arrays import Array
from simulator.model.chain import Moves
from simulator.model.parameters import Parameters

POOR, NEAR_POOR, ESCAPED, SECURE = range(4)
SMALLEST_STOCK = 1e-9  # household; keeps a ratio defined when a compartment is empty
MOVES = Moves(
    4,
    [
        (POOR, NEAR_POOR),
        (POOR, ESCAPED),
        (NEAR_POOR, ESCAPED),
        (NEAR_POOR, POOR),
        (ESCAPED, NEAR_POOR),
        (ESCAPED, POOR),
        (ESCAPED, SECURE),
        (SECURE, NEAR_POOR),
        (SECURE, POOR),
    ],
)
SERVICES_GAINED = MOVES.row(POOR, NEAR_POOR)


def effort(stock: Array, reference: Array, exponent: Array, cap: Array, pace: Array) -> Array:
    """H1. Multiplier of the exit hazards, min(pace * (reference / stock)^exponent, cap), the shape of `stock`.

    Effort per household rises as their number falls; reported rates fall almost in a straight line. No cap is below
    1, the effort of the era's start.
    `reference` is the stock at the start of the standard's era. Source: fit to S22 year-ends of Sơn La.
    """
    ratio = np.maximum(reference, SMALLEST_STOCK) / np.maximum(stock, SMALLEST_STOCK)
    multiplier: Array = np.minimum(pace * np.exp(exponent * np.log(ratio)), np.maximum(cap, 1.0))
    return multiplier


def pace(p: Parameters, standard: str) -> Array:
    """H8. Exits under a poverty standard against those under the one of 2022-2026, (draw,).

    Each standard had its own programmes and its own distance to the line; 1 where no parameter says otherwise.
    """
    name = f"households.pace_{standard.lower()}"
    return p[name] if name in p else np.ones(p.draws)


def pace_after(p: Parameters, standard: str, before: Array) -> Array:
    """H9. Pace under a standard to come, (draw,): what the effort `before` the change leads one to expect.

    A new line brings new households, but those who work on poverty stay; `households.continuity_*` is the effort for a
    household just after the change against just before. Standards of the past have a pace of their own (H8).
    """
    name = f"households.continuity_{standard.lower()}"
    return p[name] * before if name in p else pace(p, standard)


def lifted(coverage: Array, effect: Array) -> Array:
    """H2. Hazard multiplier 1 + effect * coverage of a programme that helps households leave, (draw,).

    effect > -1 (its range in the parameter table): a draw may be negative and is not truncated.
    """
    return 1.0 + effect * coverage


def protected(coverage: Array, protection: Array) -> Array:
    """H3. Hazard multiplier exp(-protection * coverage) of a programme that keeps households from falling, (draw,)."""
    return np.exp(-protection * coverage)


def base_hazards(p: Parameters) -> Array:
    """H4. Hazards of all moves without programmes and at the effort of the era's start, per year, (move, draw).

    Two different things move a household: services (to near-poor) and income (over the line). Whoever is closer to
    the poor falls at least as often: the near-poor no less than the recently escaped, they no less than the secure.
    """
    services = p["households.near_poor_share_of_exits"]
    to_poor = p["households.fall_to_poor_share"]
    exits, entry = p["households.exit_rate"], p["households.entry_rate"]
    relapse = np.maximum(p["households.relapse_rate"], entry)
    by_move = {
        (POOR, NEAR_POOR): exits * services,
        (POOR, ESCAPED): exits * (1.0 - services),
        (NEAR_POOR, ESCAPED): p["households.near_poor_exit_rate"],
        (NEAR_POOR, POOR): np.maximum(p["households.near_poor_to_poor_rate"], relapse * to_poor),
        (ESCAPED, NEAR_POOR): relapse * (1.0 - to_poor),
        (ESCAPED, POOR): relapse * to_poor,
        (ESCAPED, SECURE): 1.0 / p["households.recently_escaped_years"],
        (SECURE, NEAR_POOR): entry * (1.0 - to_poor),
        (SECURE, POOR): entry * to_poor,
    }
    return np.stack([by_move[pair] for pair in MOVES.pairs])


def multipliers(effort: Array, income: Array, services: Array, relapse: Array, entry: Array, shock: Array) -> Array:
    """H5. Multipliers of `base_hazards`, (move, draw).

    effort, income: (2, draw), of poor and near-poor; services, relapse, entry, shock: (draw,). Falls from near-poor are
    moved by disasters only, the passing of 36 months by nothing.
    """
    found = np.ones((len(MOVES.pairs), effort.shape[1]))
    np.multiply(effort[POOR], services, out=found[SERVICES_GAINED])
    np.multiply(effort, income, out=found[1:3])
    found[3] += shock
    found[4] = found[5] = relapse * found[3]
    found[7] = found[8] = entry * found[3]
    return found


def growth(rate: Array, years: float) -> Array:
    """H6. Factor by which every compartment grows with new households, exp(rate * years), (draw,)."""
    return np.exp(rate * years)
