"""New Rural (NTM) communes by exclusive tier, their readiness, and villages."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from simulator.model.arrays import Array

BELOW, STANDARD, ADVANCED, MODEL = range(4)
EDGE = 1e-6  # keeps a logit finite when a locality's mean share is 0 or 1


def log_odds(share: Array) -> Array:
    """Log of share / (1 - share), finite at 0 and 1, same shape."""
    inside = np.minimum(np.maximum(share, EDGE), 1.0 - EDGE)
    return np.log(inside / (1.0 - inside))


def share_meeting(mean_share: Array, threshold_log_odds: float, spread: Array, *, at_most: bool) -> Array:
    """N1. Share of communes that meet a criterion on a share, (draw,).

    Communes are spread logit-normally around the locality's mean with standard deviation `spread`;
    the threshold is the regional one of the rules file.
    """
    distance = (threshold_log_odds - log_odds(mean_share)) / spread
    return np.asarray(ndtr(distance if at_most else -distance))


def readiness(poverty: Array, houses: Array, labour: Array) -> Array:
    """N2. Readiness index in 0-1, (draw,): geometric mean of the shares of communes meeting each criterion.

    Criteria moved by the other blocks: 11 (poor and near-poor), 9 (temporary houses), 12 (trained labour).
    A geometric mean, because the criteria are met by much the same communes: independence would multiply them.
    """
    return np.cbrt(poverty * houses * labour)


def investment_response(
    money_per_year: float, communes_below: Array, half: Array, autonomous: Array
) -> Array:
    """N3. Response of attainment to investment, autonomous + (1 - autonomous) x / (x + half), (draw,).

    x: billion VND disbursed a year per commune below the standard; half: where the response is half-way.
    Saturates at 1; without money only the communes' own effort remains.
    """
    per_commune = money_per_year / np.maximum(communes_below, 1.0)
    return autonomous + (1.0 - autonomous) * per_commune / (per_commune + half)


def commune_hazards(
    ready: Array, response: Array, rates: tuple[Array, Array, Array, Array]
) -> dict[tuple[int, int], Array]:
    """N4. Hazards between tiers, per year: attain = intensity * readiness * response, then advance, model; loss."""
    attain, advance, model, loss = rates
    return {
        (BELOW, STANDARD): attain * ready * response,
        (STANDARD, ADVANCED): advance * response,
        (ADVANCED, MODEL): model * response,
        (STANDARD, BELOW): loss,
        (ADVANCED, BELOW): loss,
        (MODEL, BELOW): loss,
    }


def village_hazards(response: Array, attain: Array, model: Array) -> dict[tuple[int, int], Array]:
    """N5. Hazards of villages below -> standard -> model, per year, with the communes' investment response."""
    return {(0, 1): attain * response, (1, 2): model * response}
