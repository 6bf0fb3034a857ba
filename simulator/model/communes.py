"""New Rural (NTM) communes by exclusive tier, their readiness, and villages."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from simulator.model.arrays import Array
from simulator.model.chain import Moves
from simulator.model.parameters import Parameters

BELOW, STANDARD, ADVANCED, MODEL = range(4)
SMALLEST_COUNT = 1e-9  # commune; keeps a ratio defined when there is none
EDGE = 1e-6  # keeps a logit finite when a locality's mean share is 0 or 1
MOVES = Moves(
    4,
    [
        (BELOW, STANDARD),
        (STANDARD, ADVANCED),
        (ADVANCED, MODEL),
        (STANDARD, BELOW),
        (ADVANCED, BELOW),
        (MODEL, BELOW),
    ],
)
VILLAGE_MOVES = Moves(3, [(0, 1), (1, 2)])


def log_odds(share: Array) -> Array:
    """Log of share / (1 - share), finite at 0 and 1, same shape."""
    inside = np.minimum(np.maximum(share, EDGE), 1.0 - EDGE)
    return np.log(inside / (1.0 - inside))


def shares_meeting(mean_shares: Array, limits: Array, spread: Array) -> Array:
    """N1. Share of communes that meet each criterion on a share, (criterion, draw).

    Communes are spread logit-normally around the locality's mean shares (criterion, draw) with standard
    deviation `spread`; `limits` (criterion, 1) are the regional thresholds of the rules file as log odds. Every
    criterion is written so that it is met at or below its limit.
    """
    met: Array = ndtr((limits - log_odds(mean_shares)) / spread)
    return met


def readiness(shares: Array) -> Array:
    """N2. Readiness index in 0-1, (draw,): geometric mean of the shares of communes meeting each criterion.

    Criteria moved by the other blocks: 11 (poor and near-poor), 9 (temporary houses), 12 (untrained labour).
    A geometric mean, because the criteria are met by much the same communes: independence would multiply them.
    """
    index: Array = np.cbrt(shares[0] * shares[1] * shares[2])
    return index


def investment_response(money_per_year: float, communes: Array, half: Array, autonomous: Array) -> Array:
    """N3. Response of attainment to investment, autonomous + (1 - autonomous) x / (x + half), (draw,).

    x: billion VND disbursed a year per commune of the programme; half: where the response is half-way. Saturates at 1;
    without money only the communes' own effort remains. Those that have attained go on receiving, for the higher tiers.
    """
    per_commune = money_per_year / np.maximum(communes, SMALLEST_COUNT)
    return autonomous + (1.0 - autonomous) * per_commune / (per_commune + half)


def still_ready(ready: Array, tiers: Array, selection: Array) -> Array:
    """N7. Readiness of the communes that remain below, (draw,): ready * (below / all)^selection.

    The best placed go first, so those that remain are less ready than the locality's mean says.
    """
    remaining = tiers[BELOW] / np.maximum(tiers.sum(axis=0), SMALLEST_COUNT)
    left: Array = ready * np.exp(selection * np.log(np.maximum(remaining, SMALLEST_COUNT)))
    return left


def criteria_pace(p: Parameters, criteria_set: str) -> Array:
    """N6. Attaining, and rising to the upper tiers, under a set of criteria against that of 2021-2025, (2, draw).

    1 where there is no parameter. The upper tiers were only defined in 2018.
    """
    names = (f"ntm.pace_{criteria_set}", f"ntm.upper_pace_{criteria_set}")
    return np.stack([p[name] if name in p else np.ones(p.draws) for name in names])


def commune_hazards(ready: Array, response: Array, pace: Array, rates: Array, loss: Array) -> Array:
    """N4. Hazards between tiers, per year, (move, draw): intensity * readiness * response to attain.

    ready: (draw,), readiness of those below. pace: (2, draw), of the set of criteria. rates: (3, draw), intensities of
    attaining, advancing and becoming a model commune; loss: (draw,).
    """
    hazards = np.empty((len(MOVES.pairs), loss.shape[0]))
    np.multiply(rates, response, out=hazards[:3])
    hazards[0] *= ready * pace[0]
    hazards[1:3] *= pace[1]
    hazards[3:] = loss
    return hazards


def village_hazards(response: Array, upper_pace: Array, rates: Array) -> Array:
    """N5. Hazards of villages below -> standard -> model, per year, (2, draw), with the communes' response.

    Villages are recognised since 2018, as the upper tiers are.
    """
    return rates * (response * upper_pace)
