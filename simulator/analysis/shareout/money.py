"""A locality's own mix of money scaled to another amount, to the đồng."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.optimise.question import Allocation

ROUND = 10**6  # đồng: a cell of the plan is a whole number of millions, but for the odd ones in the largest


def proportional(total: int, weights: Sequence[int]) -> list[int]:
    """Whole numbers that add up to `total`, as near as can be in proportion to weights (largest remainders).

    Raises ValueError when no weight is above zero.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be at least 0 and one of them above")
    parts = [total * weight // whole for weight in weights]
    rests = [total * weight % whole for weight in weights]
    for place in sorted(range(len(parts)), key=lambda place: -rests[place])[: total - sum(parts)]:
        parts[place] += 1
    return parts


def scaled(today: Allocation, dong: int) -> Allocation:
    """All lines and years of `today` by one factor, so that they add up to `dong` exactly.

    Cells are whole millions of đồng; what is left of less than a million is in the largest.
    """
    if dong == today.total_dong:
        return today
    cells = [int(cell) for cell in today.dong.ravel()]
    parts = [part * ROUND for part in proportional(dong // ROUND, cells)]
    parts[int(np.argmax(cells))] += dong % ROUND
    found: NDArray[np.int64] = np.array(parts, dtype=np.int64).reshape(today.dong.shape)
    return Allocation(today.paths, today.years, found)
