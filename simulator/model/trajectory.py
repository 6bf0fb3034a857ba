"""What a run reports: one array (month, draw) per indicator, and the state to go on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from simulator.model.arrays import Array
from simulator.model.names import INDICATORS
from simulator.model.state import State


@dataclass(frozen=True)
class Trajectory:
    """values: indicator -> (month, draw). Flows are those of the month.

    before_change: month index -> indicator -> (draw,), stocks just before a new standard took effect at the
    end of that month: the only place where a figure of the old standard and one of the new share a date.
    """

    dates: tuple[date, ...]
    values: Mapping[str, Array]
    final: State
    before_change: Mapping[int, Mapping[str, Array]]

    def __getitem__(self, indicator: str) -> Array:
        return self.values[indicator]


def followed_by(first: Trajectory, second: Trajectory) -> Trajectory:
    """Two runs, the second started from the first one's final state, as one."""
    shift = len(first.dates)
    names = [name for name in INDICATORS if name in first.values and name in second.values]
    return Trajectory(
        dates=first.dates + second.dates,
        values={name: np.concatenate([first.values[name], second.values[name]]) for name in names},
        final=second.final,
        before_change={**first.before_change, **{shift + m: v for m, v in second.before_change.items()}},
    )
