"""Scenarios run to be compared: what is kept of each, on the same members of the posterior and the same storms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from simulator.analysis.projection import Past, Projection, by_quarter, reported_indicators, simulated_past
from simulator.evidence import Evidence
from simulator.model import INDICATORS, SOURCES, Parameters, Plan, Trajectory, simulate
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR
from simulator.model.trajectory import followed_by
from simulator.scenario import Scenario, Target
from simulator.scenario.plan import compile_plan
from simulator.scenario.vocabulary import TARGET_INDICATORS

PROGRAMMES = ("credit", "housing", "training", "ntm")
PARTS = tuple(f"money_spent_{name}" for name in PROGRAMMES) + tuple(f"money_unspent_{name}" for name in PROGRAMMES[1:])
COMPARED = tuple(dict.fromkeys((*TARGET_INDICATORS, *PARTS)))
CHARTED = ("poverty_rate", "ntm_communes_attained", "ntm_communes_advanced")
BUDGETS = "budgets"  # the capital source of what is not lent: the budgets of the three programmes
CAPITAL_SOURCES = (*SOURCES, BUDGETS)
POVERTY = frozenset(name for name in COMPARED if INDICATORS[name].group == "households" and name != "households")
"""Indicators that count households by a poverty standard: two standards make two measures."""


@dataclass(frozen=True)
class Outcome:
    """What is kept of a complete scenario that was run, for its own years.

    standards: the poverty standard at the end of each year. values: indicator -> (year, draw), stocks at the year's
    end, flows over the year. planned, sources: billion VND put in each year, (year,), by programme and by capital
    source; both add up to the same. on_days: values at targets that do not fall on the end of a year.
    quarterly: the reported past and the future of what the charts show.
    """

    scenario: Scenario
    years: tuple[int, ...]
    standards: tuple[str, ...]
    values: Mapping[str, Array]
    planned: Mapping[str, Array]
    sources: Mapping[str, Array]
    on_days: Mapping[tuple[str, date], Array]
    quarterly: Projection

    def end(self, indicator: str, year: int) -> Array:
        """An indicator at the end of a year, or over it, (draw,). Raises ValueError outside the scenario's years."""
        found: Array = self.values[indicator][self._place(year)]
        return found

    def over(self, indicator: str, first: int, last: int) -> Array:
        """Sum of a flow over whole years, (draw,)."""
        rows = slice(self._place(first), self._place(last) + 1)
        found: Array = self.values[indicator][rows].sum(axis=0)
        return found

    def put_in(self, name: str, first: int, last: int) -> float:
        """Billion VND planned for a programme, or from a capital source, over whole years."""
        table = self.planned if name in self.planned else self.sources
        return float(table[name][self._place(first) : self._place(last) + 1].sum())

    def standard(self, year: int) -> str:
        """The poverty standard in force at the end of a year."""
        return self.standards[self._place(year)]

    def at_target(self, target: Target) -> Array | None:
        """What a target is about on its day, (draw,); flows over its year up to it. None where unknown."""
        if is_year_end(target.date) and target.indicator in self.values and target.date.year in self.years:
            return self.end(target.indicator, target.date.year)
        return self.on_days.get((target.indicator, target.date))

    def _place(self, year: int) -> int:
        if year not in self.years:
            raise ValueError(f"{year} is outside {self.years[0]}–{self.years[-1]}")
        return year - self.years[0]


def is_year_end(day: date) -> bool:
    """Whether a day lies in the month that ends a year: months are the finest step of a run."""
    return day.month == MONTHS_PER_YEAR


def off_year_ends(targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets whose values a run must keep besides those at the ends of years."""
    return tuple(target for target in targets if not is_year_end(target.date))


def past_key(scenario: Scenario) -> str:
    """What the years before a complete scenario's first depend on, posterior aside."""
    before = tuple(event for event in scenario.events or () if event.date.year < scenario.first_year)
    return repr((scenario.locality, scenario.first_year, before, sorted(scenario.assumptions.items())))


def run_past(scenario: Scenario, evidence: Evidence, parameters: Parameters) -> Past:
    """The years before a complete scenario's first: the same for all scenarios with the same `past_key`.

    Run with everything that is compared, since what is not asked for is not computed; kept is what the charts show.
    """
    past = simulated_past(scenario, evidence, parameters, _held(scenario, evidence))
    return replace(past, trajectory=replace(past.trajectory, values=_charted(past.trajectory.values)))


def run(past: Past, scenario: Scenario, evidence: Evidence, targets: Sequence[Target] = ()) -> Outcome:
    """Run a complete scenario on from its past; keep what the targets off the ends of years ask for."""
    plan = compile_plan(scenario, evidence.localities[scenario.locality], evidence)
    ahead = plan.between(past.months, plan.months)
    following = simulate(past.state, past.parameters, ahead, wanted=_held(scenario, evidence))
    years = tuple(range(scenario.first_year, scenario.last_year + 1))
    return Outcome(
        scenario=scenario,
        years=years,
        standards=ahead.standards[MONTHS_PER_YEAR - 1 :: MONTHS_PER_YEAR],
        values={name: _yearly(name, values) for name, values in following.values.items()},
        planned=_by_year(_planned(ahead)),
        sources=_by_year(_sources(ahead)),
        on_days=_on_days(following, off_year_ends(targets)),
        quarterly=by_quarter(Projection(scenario, plan, plan.standards, _joined(past.trajectory, following))),
    )


def _held(scenario: Scenario, evidence: Evidence) -> tuple[str, ...]:
    """What is compared, but for what makes no sense in the locality."""
    held = reported_indicators(evidence, scenario.locality)
    return tuple(name for name in COMPARED if name in held)


def _joined(past: Trajectory, following: Trajectory) -> Trajectory:
    """Past and future of what the charts show."""
    changes = {
        row: replace(change, before=_charted(change.before), after=_charted(change.after))
        for row, change in following.changes.items()
    }
    return followed_by(past, replace(following, values=_charted(following.values), changes=changes))


def _yearly(name: str, values: Array) -> Array:
    """(month, draw) to (year, draw), which nobody can change."""
    months = values.reshape(-1, MONTHS_PER_YEAR, values.shape[-1])
    found: Array = months[:, -1].copy() if INDICATORS[name].kind == "stock" else months.sum(axis=1)
    found.setflags(write=False)
    return found


def _planned(plan: Plan) -> dict[str, Array]:
    """Budgets by programme, billion VND a year in each month, (month,)."""
    budgets = (plan.new_capital.sum(axis=1), plan.housing_budget, plan.training_budget, plan.ntm_investment)
    return dict(zip(PROGRAMMES, budgets, strict=True))


def _sources(plan: Plan) -> dict[str, Array]:
    """The same money by where it comes from: the credit fund's sources, and the budgets of the programmes."""
    by_source = dict(zip(SOURCES, plan.new_capital.T, strict=True))
    return {**by_source, BUDGETS: plan.housing_budget + plan.training_budget + plan.ntm_investment}


def _by_year(table: Mapping[str, Array]) -> dict[str, Array]:
    """Yearly rates by month to amounts by year, (year,)."""
    return {name: rates.reshape(-1, MONTHS_PER_YEAR).mean(axis=1) for name, rates in table.items()}


def _on_days(trajectory: Trajectory, targets: Sequence[Target]) -> dict[tuple[str, date], Array]:
    found = {}
    for target in targets:
        months = [place for place, day in enumerate(trajectory.dates) if day.year == target.date.year]
        if not months or target.indicator not in trajectory.values:
            continue
        until = months[0] + target.date.month
        first = until - 1 if INDICATORS[target.indicator].kind == "stock" else months[0]
        found[target.indicator, target.date] = np.asarray(trajectory[target.indicator][first:until].sum(axis=0))
    return found


def _charted(values: Mapping[str, Array]) -> dict[str, Array]:
    return {name: values[name] for name in CHARTED}
