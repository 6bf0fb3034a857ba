"""Vocational training and job connection: people trained, placed, and the effect that ripens and fades."""

from __future__ import annotations

import numpy as np

from simulator.model.arrays import Array
from simulator.model.credit import MILLION_PER_BILLION
from simulator.model.households import SMALLEST_STOCK


def trained(money: float, cost: Array, eligible: Array, years: float) -> Array:
    """T1. People trained in the step, (draw,): disbursed money / cost, at most the eligible workers of a year.

    money: billion VND; cost: million VND a person; eligible: workers of poor, near-poor and recently escaped.
    """
    return np.minimum(money * (MILLION_PER_BILLION / cost), eligible * years)


def ripened(
    ripening: Array, effective: Array, placed: Array, ripening_years: Array, fade: Array, years: float
) -> tuple[Array, Array]:
    """T2. Placed workers after the step: (ripening, effective), (draw,) each.

    A placed worker's effect is full only after `ripening_years` on average (small in the first year), then
    fades at `fade` a year. What comes during the step comes in its middle.
    """
    kept_half, faded_half = np.exp(-0.5 * years / ripening_years), np.exp(-0.5 * years * fade)
    still = ripening * (kept_half * kept_half) + placed * kept_half
    matured = ripening + placed - still
    return still, (effective * faded_half + matured) * faded_half


def coverage(effective: Array, households: Array) -> Array:
    """T3. Share of target households with an effective placed worker, 1 - exp(-effective / households), (draw,)."""
    return -np.expm1(-effective / np.maximum(households, SMALLEST_STOCK))


def trained_labour(share: Array, rise: Array, trained_persons: Array, labour_force: Array, years: float) -> Array:
    """T4. Share of the labour force with training after the step, (draw,).

    Autonomous rise of the untrained share plus the programme's trainees: criterion 12 of the New Rural set.
    """
    untrained = 1.0 - share
    hazard = rise + trained_persons / (np.maximum(labour_force, SMALLEST_STOCK) * years)
    return share + untrained * -np.expm1(-hazard * years)
