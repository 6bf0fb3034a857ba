"""What a run reports: one array (month, draw) per indicator, and the state to go on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from simulator.model.arrays import Array
from simulator.model.events import Event
from simulator.model.names import INDICATORS
from simulator.model.plan import QUARTER
from simulator.model.state import State


@dataclass(frozen=True)
class Change:
    """Stock indicators, (draw,) each, just before and just after an event that starts a new series."""

    event: type[Event]
    before: Mapping[str, Array]
    after: Mapping[str, Array]


@dataclass(frozen=True)
class Trajectory:
    """values: indicator -> (month, draw). Flows are those of the month.

    changes: by the index of their month. Before and after one, figures share a date but not a standard (or a
    set of communes).
    """

    dates: tuple[date, ...]
    values: Mapping[str, Array]
    final: State
    changes: Mapping[int, Change]

    def __getitem__(self, indicator: str) -> Array:
        return self.values[indicator]

    def by_quarter(self) -> Trajectory:
        """Stocks at the quarters' ends, flows of the quarters. Raises ValueError unless the quarters are whole."""
        if len(self.dates) % QUARTER or self.dates[0].month % QUARTER != 1:
            raise ValueError(f"{len(self.dates)} months to {self.dates[-1]} are not whole quarters")
        return replace(
            self,
            dates=self.dates[QUARTER - 1 :: QUARTER],
            values={name: _by_quarter(name, values) for name, values in self.values.items()},
            changes={month // QUARTER: change for month, change in self.changes.items()},
        )


def _by_quarter(name: str, values: Array) -> Array:
    if INDICATORS[name].kind == "stock":
        return values[QUARTER - 1 :: QUARTER]
    sums: Array = values.reshape(-1, QUARTER, values.shape[-1]).sum(axis=1)
    return sums


def followed_by(first: Trajectory, second: Trajectory) -> Trajectory:
    """Two runs, the second started from the first one's final state, as one."""
    shift = len(first.dates)
    names = [name for name in INDICATORS if name in first.values and name in second.values]
    return Trajectory(
        dates=first.dates + second.dates,
        values={name: np.concatenate([first.values[name], second.values[name]]) for name in names},
        final=second.final,
        changes={**first.changes, **{shift + month: change for month, change in second.changes.items()}},
    )
