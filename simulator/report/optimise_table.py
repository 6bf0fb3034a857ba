"""Found splits as rows: what each line gets over all years and by year, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.analysis.optimise.question import Allocation, Question, allocated
from simulator.model.arrays import Array
from simulator.report.change_words import lever_name
from simulator.units import number, signed_number

DECIMALS = 3  # million VND: finer amounts are not printed
SMALLEST = 5e-4  # billion VND


@dataclass(frozen=True)
class Row:
    """A money line: billion VND by year in the scenario and in what was found; fixed: it keeps the scenario's."""

    path: str
    name: str
    before: Array
    after: Array
    fixed: bool = False

    @property
    def change(self) -> float:
        """What it gains over all years, billion VND."""
        return float(self.after.sum() - self.before.sum())


def money_rows(question: Question, allocation: Allocation, language: str) -> list[Row]:
    """The lines of a question in their order; those that are fixed only where they have money."""
    paths = tuple(line.path for line in question.lines)
    today = allocated(question.scenario, paths).amounts
    found = dict(zip(allocation.paths, allocation.amounts, strict=True))
    rows = []
    for line, before in zip(question.lines, today, strict=True):
        after = found.get(line.path, before)
        if before.any() or after.any():
            rows.append(Row(line.path, lever_name(line.path, language), before, after, line.path not in found))
    return rows


def summed(rows: Sequence[Row], name: str) -> Row:
    """All lines together."""
    before, after = (np.sum([getattr(row, side) for row in rows], axis=0) for side in ("before", "after"))
    return Row("", name, before, after)


def decimals_of(amounts: Array) -> int:
    """Decimals that amounts of billions have, three at most."""
    return next((d for d in range(DECIMALS) if np.all(np.abs(np.round(amounts, d) - amounts) < SMALLEST)), DECIMALS)


def money(amount: float, language: str) -> str:
    """Billions with the decimals that they have: 5.415 or 2,5."""
    return number(amount, language, decimals_of(np.array([amount])))


def signed_money(amount: float, language: str) -> str:
    """A change of billions with its sign."""
    return signed_number(amount, language, decimals_of(np.array([amount])))
