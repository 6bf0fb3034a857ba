"""The best split of whole lots over several localities: exact, whatever the shape of the responses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.model.arrays import Array


def best_split(losses: Sequence[Array], lots: int) -> tuple[list[int], float]:
    """Lots by locality, and the least sum of losses when `lots` are given out, all of them.

    losses: by locality, what it loses when it gets 0, 1, 2 ... lots (its last entry is the most it can get). Dynamic
    programming over the localities: F_j(n) = min over k of F_{j-1}(n - k) + loss_j(k). Raises ValueError when the
    lots are more than the localities can get.
    """
    if not 0 <= lots <= sum(len(loss) - 1 for loss in losses):
        raise ValueError("the localities cannot get so many lots")
    least, given = np.asarray(losses[0][: lots + 1], dtype=np.float64), []
    for loss in losses[1:]:
        least, chosen = _joined(least, np.asarray(loss[: lots + 1], dtype=np.float64), lots)
        given.append(chosen)
    value, split, left = float(least[lots]), list[int](), lots
    for chosen in reversed(given):
        split.append(int(chosen[left]))
        left -= split[-1]
    return [left, *reversed(split)], value


def _joined(least: Array, loss: Array, lots: int) -> tuple[Array, NDArray[np.intp]]:
    """Least losses of the localities so far with one more, by lots given out, and the lots of that one."""
    size = min(lots, len(least) + len(loss) - 2) + 1
    found, chosen = np.full(size, np.inf), np.zeros(size, dtype=np.intp)
    for given, lost in enumerate(loss):
        end = min(size, given + len(least))
        if end <= given:
            break
        here = least[: end - given] + lost
        better = here < found[given:end]
        found[given:end][better] = here[better]
        chosen[given:end][better] = given
    return found, chosen
