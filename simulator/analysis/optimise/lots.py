"""Money dealt out under limits: in proportion to what is wanted, and in whole lots."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.model.arrays import Array

HALVINGS = 200
SMALLEST = 1e-100
LEAST_WANTED = 1e-12  # of what is wanted most; less is nothing
Lots = NDArray[np.int64]
Limit = TypeVar("Limit", bound=np.generic)


def dealt(wanted: Array, least: NDArray[Limit], most: NDArray[Limit], total: float) -> Array:
    """Amounts in proportion to `wanted` where the limits allow it, adding up to the total; any shape.

    What the wanted ones cannot take goes to the others in proportion to their room. Needs least.sum() <= total <=
    most.sum().
    """
    low, high = least.astype(float), most.astype(float)
    sought = float(wanted.sum())
    if sought > SMALLEST:
        scaled = wanted * (total / sought)
        if ((low <= scaled) & (scaled <= high)).all():
            return np.asarray(scaled)
    most_wanted = float(wanted.max())
    sure = wanted > LEAST_WANTED * most_wanted
    fullest = np.where(sure, high, low)
    if fullest.sum() <= total:
        room = high - fullest
        return np.asarray(fullest + room * ((total - fullest.sum()) / max(float(room.sum()), 1.0)))
    wanted = np.where(sure, wanted, 0.0) / most_wanted  # numbers too small to divide by come here, too
    under, over = 0.0, float((high[sure] / wanted[sure]).max())
    for _ in range(HALVINGS):
        middle = 0.5 * (under + over)
        if middle in (under, over):
            break
        short = np.clip(middle * wanted, low, high).sum() < total
        under, over = (middle, over) if short else (under, middle)
    found: Array = np.clip(over * wanted, low, high)
    return found


def whole(wanted: Array, least: Lots, most: Lots, total: int) -> Lots:
    """The whole lots nearest to `wanted` that keep the limits and add up to the total (largest remainders)."""
    found = np.clip(np.floor(wanted + 1e-9).astype(np.int64), least, most)
    while (missing := total - int(found.sum())) != 0:
        step = 1 if missing > 0 else -1
        open_ = (found < most) if step > 0 else (found > least)
        order = np.argsort(np.where(open_, -step * (wanted - found), np.inf), axis=None, kind="stable")
        chosen = order[: min(abs(missing), int(open_.sum()))]
        found.flat[chosen] += step
    return found
