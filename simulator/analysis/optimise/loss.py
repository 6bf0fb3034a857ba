"""What is made small: one number for each draw, and one for all of them.

Loss of a draw: the sum over the goals of weight x level / scale, negative for goals of which more is better. The scale
makes goals comparable: for a rate its mean level in the scenario at the end of the goal's year, so that a hundredth is
one per cent of the poverty there would be; for communes their number, so that a hundredth is one per cent of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.optimise.question import BETTER, Goal
from simulator.model.arrays import Array

Draws = NDArray[np.intp]
"""Numbers of draws of an ensemble."""

WORST = 0.1  # share of the draws that "worst" is the mean of
SMALLEST_SCALE = 1e-9  # keeps a loss defined where a level is zero in every draw


@dataclass(frozen=True)
class Loss:
    """How levels of the goals, (goal, draw), are weighed against those of the scenario.

    scales: (goal,). today: the scenario's exact loss, (draw,). worst: how many draws the mean of the worst is of; 0
    for the mean of all.
    """

    goals: tuple[Goal, ...]
    scales: Array
    today: Array
    worst: int

    def of(self, levels: Array) -> Array:
        """Loss by draw, (draw,)."""
        weights = [-BETTER[goal.indicator] * goal.weight for goal in self.goals] / self.scales
        found: Array = weights @ levels
        return found

    def value(self, score: Array) -> float:
        """The statistic of a score, the loss less that of the scenario, (draw,): 0 as the scenario, lower is better."""
        if not self.worst:
            return float(score.mean())
        return self._worst_mean(self.today + score) - self._worst_mean(self.today)

    def subset(self, draws: Draws) -> Loss:
        """The same for some of the draws; the worst are as many as before."""
        return Loss(self.goals, self.scales, self.today[draws], self.worst)

    def _worst_mean(self, losses: Array) -> float:
        if self.worst >= len(losses):
            return float(losses.mean())
        return float(np.partition(losses, -self.worst)[-self.worst :].mean())


def loss(goals: tuple[Goal, ...], levels: Array, communes: Array, statistic: str) -> Loss:
    """The loss that belongs to the scenario's exact levels, (goal, draw); communes: their number, (goal,)."""
    counted = np.array([goal.indicator.startswith("ntm_") for goal in goals])
    scales = np.maximum(np.where(counted, communes, levels.mean(axis=1)), SMALLEST_SCALE)
    worst = int(np.ceil(WORST * levels.shape[1])) if statistic == "worst" else 0
    unscaled = Loss(goals, scales, np.zeros(levels.shape[1]), worst)
    return Loss(goals, scales, unscaled.of(levels), worst)
