"""What the comparison of keys comes to, as names of texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.shareout.best import Limits
from simulator.analysis.shareout.question import BEST, GOALS, KEYS, TODAY, ShareQuestion
from simulator.analysis.shareout.result import Figure, Outcome
from simulator.model.arrays import Array

MORE_UNSPENT = 0.05  # share of the money
NOTHING = 1e-6  # goal's units a billion


def verdicts(
    question: ShareQuestion,
    dong: NDArray[np.int64],
    limits: Limits,
    best: Outcome,
    price: Sequence[Figure],
    unspent: Array,
) -> tuple[str, ...]:
    """The verdicts in the order in which they are told.

    One of as_today, within_noise, better, worse; then not_binding (one more billion does nothing wherever there is
    room), price_noise (its effect cannot be told from none anywhere), unspent (somewhere clearly more money lies
    unspent than with today's key).
    """
    today, found = KEYS.index(TODAY), KEYS.index(BEST)
    told = [_first(question, dong[today], dong[found], limits.lot, best)]
    room = [figure for figure, most, gets in zip(price, limits.ceilings, dong[found], strict=True) if most > gets]
    if room and all(figure.mean <= NOTHING for figure in room):
        told.append("not_binding")
    elif all(figure.range.includes_zero for figure in price):
        told.append("price_noise")
    if np.any(unspent[found] - unspent[today] > MORE_UNSPENT):
        told.append("unspent")
    return tuple(told)


def _first(question: ShareQuestion, today: NDArray[np.int64], found: NDArray[np.int64], lot: int, best: Outcome) -> str:
    if np.abs(found - today).max() < lot:
        return "as_today"
    if best.change.range.includes_zero:
        return "within_noise"
    return "better" if GOALS[question.goal] * best.change.mean > 0.0 else "worse"
