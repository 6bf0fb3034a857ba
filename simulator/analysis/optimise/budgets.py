"""Plans of many splits without compiling each: budgets are linear in the money of each year.

Delays and ends of programmes move and cut budgets (`scenario.plan`); what they make of one billion in each year is
read off plans compiled once, so that any split's plan is a sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from simulator.analysis.optimise.question import Question
from simulator.analysis.optimise.space import programme
from simulator.evidence import Evidence
from simulator.model import SOURCES, Plan
from simulator.model.arrays import Array
from simulator.scenario.plan import compile_plan, history_months

ARRAY: Mapping[str, str] = {"housing": "housing_budget", "training": "training_budget", "ntm": "ntm_investment"}
CREDIT = "credit"


@dataclass(frozen=True)
class Budgets:
    """The future rows of a question's scenario without the money of its free lines, and what each billion adds.

    added: programme -> (row, year), billion VND a year in each row for one billion in a year. source: the column of
    new credit capital that stands for all of them.
    """

    without: Plan
    programmes: tuple[str, ...]
    added: Mapping[str, Array]
    source: int

    def plan(self, amounts: Array) -> Plan:
        """The rows with so much for each programme in each year, (programme, year) in billion VND."""
        budgets: dict[str, Any] = {}
        for name, years in zip(self.programmes, amounts, strict=True):
            rows = self.added[name] @ years
            if name == CREDIT:
                budgets["new_capital"] = self.without.new_capital.copy()
                budgets["new_capital"][:, self.source] += rows
            else:
                budgets[ARRAY[name]] = getattr(self.without, ARRAY[name]) + rows
        return replace(self.without, **budgets)


def budgets(question: Question, evidence: Evidence, months_per_row: int) -> Budgets:
    """Compile a question's future in rows of so many months."""
    first_of: dict[str, str] = {}
    for line in question.free:
        first_of.setdefault(programme(line.path), line.path)
    paths = tuple(line.path for line in question.free)

    def rows(year: int | None) -> Plan:
        levers = {**question.scenario.levers, **dict.fromkeys(paths, ((question.scenario.first_year, 0.0),))}
        if year is not None:
            one = ((question.scenario.first_year, 0.0), (year, 1.0), (year + 1, 0.0))
            levers |= dict.fromkeys(first_of.values(), one[1:] if year == question.scenario.first_year else one)
        scenario = replace(question.scenario, levers=levers)
        locality = evidence.localities[scenario.locality]
        plan = compile_plan(scenario, locality, evidence)
        return plan.between(history_months(scenario, locality), plan.months).in_rows_of(months_per_row)

    without, each = rows(None), [rows(year) for year in question.years]
    source = SOURCES.index(first_of[CREDIT].rpartition(".")[2]) if CREDIT in first_of else 0
    added = {
        name: np.stack([_rows(name, plan, source) - _rows(name, without, source) for plan in each], axis=1)
        for name in first_of
    }
    return Budgets(without, tuple(first_of), added, source)


def _rows(name: str, plan: Plan, source: int) -> Array:
    """A programme's budget by row, (row,)."""
    found: Array = plan.new_capital[:, source] if name == CREDIT else getattr(plan, ARRAY[name])
    return found
