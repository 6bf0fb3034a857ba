"""Runs to the end of one year, and what is read from them of outcomes, money and lending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.analysis.explain.marginal import OUTCOMES, POOR
from simulator.analysis.explain.rows import row_lengths
from simulator.analysis.projection import Past, future
from simulator.evidence import Evidence
from simulator.model import Plan
from simulator.model.arrays import Array
from simulator.scenario import Scenario
from simulator.scenario.plan import compile_plan

LENT = "credit_lent"
SPENT = ("money_spent_credit", "money_spent_housing", "money_spent_training", "money_spent_ntm")
RECORDED = (*OUTCOMES, *SPENT, LENT)


@dataclass(frozen=True)
class Run:
    """outcomes, spent: at the end of the year and up to it, (draw,); lent: in each row, mean of the draws, (row,)."""

    outcomes: Mapping[str, Array]
    spent: Mapping[str, Array]
    lent: Array

    def better(self, other: Run, indicator: str) -> Array:
        """What is better here than there: fewer poor, more communes, (draw,)."""
        found: Array = (self.outcomes[indicator] - other.outcomes[indicator]) * (-1.0 if indicator == POOR else 1.0)
        return found


@dataclass(frozen=True)
class Ground:
    """What all runs of a question share; plans end with the year that is asked for."""

    evidence: Evidence
    past: Past
    year: int

    def plan(self, scenario: Scenario) -> Plan:
        """The coarse rows from the scenario's first year to the end of the year."""
        short = replace(scenario, last_year=self.year)
        plan = compile_plan(short, self.evidence.localities[scenario.locality], self.evidence)
        ahead = plan.between(self.past.months, plan.months)
        series = [event for event in scenario.events or () if event.type in ("standard_change", "merger")]
        return ahead.in_rows(row_lengths(ahead, series))

    def run(self, plan: Plan) -> Run:
        """What is read of one run."""
        found = future(self.past, plan)
        spent = {name: found[name].sum(axis=0) for name in SPENT}
        return Run({name: found[name][-1] for name in OUTCOMES}, spent, found[LENT].mean(axis=1))
