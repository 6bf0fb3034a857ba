"""Good and bad years: what one year adds to a pace, calibrated where it was reported, dealt out by chance later."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from simulator.model.arrays import Array
from simulator.model.parameters import Parameters

YEAR = "year."
SPREADS = {"communes": "ntm.yearly_spread", "near_poor": "households.near_poor_yearly_spread"}
"""What has good and bad years, and the parameter that says how different they are (standard deviation of the log)."""

DEALT = {"communes": 20260702, "near_poor": 20260703}  # seeds


def latent_name(what: str, year: int) -> str:
    """Name of the standard normal variable of one year."""
    return f"{YEAR}{what}.{year}"


def communes_pace(p: Parameters, year: int) -> Array:
    """N8. Pace of communes and villages in a calendar year, exp(spread * z), (draw,), median 1.

    Recognition comes in waves. z is a calibrated variable in the years that figures speak of; in the others it is
    dealt out by year and member, so that a draw meets the same years in every scenario.
    """
    return _pace(p, "communes", year)


def near_poor_pace(p: Parameters, year: int) -> Array:
    """H10. Pace of the near-poor's exits in a calendar year, exp(spread * z), (draw,), z as in N8.

    Reviews move households between the two lists unevenly.
    """
    return _pace(p, "near_poor", year)


def _pace(p: Parameters, what: str, year: int) -> Array:
    name = latent_name(what, year)
    z = p[name] if name in p else _dealt(DEALT[what], year, int(p.members.max(initial=0)) + 1)[p.members]
    return np.exp(p[SPREADS[what]] * z)


@lru_cache(maxsize=256)
def _dealt(seed: int, year: int, members: int) -> NDArray[np.float64]:
    found = ndtri(np.random.default_rng((seed, year)).random(members))
    found.setflags(write=False)
    return found
