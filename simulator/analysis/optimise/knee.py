"""Where a curve of outcome against total bends: beyond it, money brings clearly less than before it."""

from __future__ import annotations

import numpy as np

from simulator.analysis.summary import Interval, interval
from simulator.model.arrays import Array

SMALLEST = 1e-3  # of the loss (`loss`): a tenth of a per cent of today's poverty, or of the communes
CLEAR = 0.1  # of the whole fall: how far below its chord a curve must sag to have a knee


def sags(totals: Array, losses: Array) -> Array:
    """How far each point lies below the chord from the first point to the last, (point, draw) as `losses`."""
    share = (totals - totals[0]) / (totals[-1] - totals[0])
    chord = losses[0] + share[:, None] * (losses[-1] - losses[0])
    return np.asarray(chord - losses)


def knee(totals: Array, losses: Array, values: Array) -> tuple[int | None, str]:
    """Index of the knee, and "" or why there is none: "flat", "straight" or "within_noise".

    The point farthest below the chord (Kneedle, Satopää et al. 2011: largest distance in the curve's own units when
    both axes are scaled to their range). totals: (point,). losses: (point, draw), lower is better. values: their
    statistic, (point,). None where the whole fall is next to nothing, where it or the sag cannot be told from
    none on paired draws, or where the sag is less than a tenth of the fall.
    """
    fall = values[0] - values[-1]
    if len(totals) < 3 or fall < SMALLEST or interval(losses[0] - losses[-1]).includes_zero:
        return None, "flat"
    below = sags(totals, values[:, None])[:, 0]
    place = int(np.argmax(below))
    if below[place] < CLEAR * fall:
        return None, "straight"
    sag: Interval = interval(sags(totals, losses)[place])
    return (None, "within_noise") if sag.includes_zero else (place, "")
