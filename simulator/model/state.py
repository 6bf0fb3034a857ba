"""State of a locality at one instant: every stock that the next month depends on."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from simulator.model.arrays import Array
from simulator.model.names import PROGRAMMES, SOURCES

SHAPES = {
    "households": 4,
    "references": 4,
    "outstanding": len(PROGRAMMES),
    "capital": len(SOURCES),
    "ntm_pace": 2,
    "communes": 4,
    "villages": 3,
}


@dataclass(frozen=True)
class State:
    """Stocks of every block, draw axis last.

    households, references: (compartment, draw), households; references are the stocks at the start of the
    poverty standard in force. pace (draw,): exits under that standard against those under the one of 2022-2026.
    shock (draw,): how much more often households fall since the last disasters, a ratio. ntm_pace (2, draw): attaining
    and rising further under the set of New Rural criteria in force against that of 2021-2025.
    outstanding (programme, draw), capital (source, draw), idle, overdue (draw,): billion VND; what is overdue is part
    of what is outstanding. mean_loan (draw,): million VND. houses_needed (draw,). ripening, effective (draw,): placed
    workers. trained_labour (draw,): share. communes (tier, draw), villages (tier, draw): tiers exclusive.
    """

    households: Array
    references: Array
    pace: Array
    shock: Array
    ntm_pace: Array
    outstanding: Array
    capital: Array
    idle: Array
    overdue: Array
    mean_loan: Array
    houses_needed: Array
    ripening: Array
    effective: Array
    trained_labour: Array
    communes: Array
    villages: Array

    def __post_init__(self) -> None:
        draws = self.idle.shape[0]
        for name, stock in vars(self).items():
            rows = SHAPES.get(name)
            expected = (draws,) if rows is None else (rows, draws)
            if stock.shape != expected:
                raise ValueError(f"state.{name} needs shape {expected}, found {stock.shape}")

    @property
    def draws(self) -> int:
        """Members of the ensemble."""
        return int(self.idle.shape[0])

    def subset(self, draws: slice | Array) -> State:
        """The chosen members of the ensemble."""
        return State(
            **{field.name: np.ascontiguousarray(getattr(self, field.name)[..., draws]) for field in fields(self)}
        )
