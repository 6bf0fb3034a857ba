"""One scenario under both evidence sets: key figures, and what new credit capital does in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.analysis.projection import continued, simulated_past
from simulator.analysis.summary import Interval, at, interval, total
from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.scenario import Scenario, value_in

SETS = ("causal", "reported")
RATES = ("poverty_rate", "multidimensional_rate")
FIGURES = (*RATES, "ntm_communes_attained")
ESCAPES = "escaped_households"
EFFECT = "credit.exit_effect"
NEW_CAPITAL = tuple(f"credit.new_capital.{name}" for name in ("central", "mobilised", "entrusted"))


@dataclass(frozen=True)
class Outcome:
    """One evidence set: figures at the horizon, and their difference to the same scenario with no new capital.

    escapes: households that leave poverty over the scenario's years; added: those more with the new capital.
    effect: what a loan does to the hazard of leaving.
    """

    levels: Mapping[str, Interval]
    differences: Mapping[str, Interval]
    escapes: Interval
    added: Interval
    effect: Interval


@dataclass(frozen=True)
class SetsData:
    """Both outcomes, and whether the scenario puts in any new capital at all."""

    first_year: int
    last_year: int
    new_capital: float
    outcomes: Mapping[str, Outcome]


def sets_data(evidence: Evidence, scenario: Scenario, posteriors: Sequence[Posterior]) -> SetsData:
    """Run a complete scenario with and without new credit capital on the draws of each posterior."""
    years = range(scenario.first_year, scenario.last_year + 1)
    planned = sum(value_in(scenario.levers[path], year) for path in NEW_CAPITAL for year in years)
    outcomes = {
        found.effects: _outcome(evidence, replace(scenario, effects=found.effects), found) for found in posteriors
    }
    return SetsData(scenario.first_year, scenario.last_year, planned, outcomes)


def without_new_capital(scenario: Scenario) -> Scenario:
    """The scenario with nothing added to any source of capital from its first year on; repayments are lent again."""
    none = dict.fromkeys(NEW_CAPITAL, ((scenario.first_year, 0.0),))
    return replace(scenario, levers={**scenario.levers, **none})


def _outcome(evidence: Evidence, scenario: Scenario, posterior: Posterior) -> Outcome:
    past = simulated_past(scenario, evidence, posterior.parameters, (*FIGURES, ESCAPES))
    now = continued(past, scenario, evidence)
    without = continued(past, without_new_capital(scenario), evidence)
    year = scenario.last_year
    escapes, others = (total(run, ESCAPES, scenario.first_year, year) for run in (now, without))
    return Outcome(
        levels={name: interval(at(now, name, year)) for name in FIGURES},
        differences={name: interval(at(now, name, year) - at(without, name, year)) for name in FIGURES},
        escapes=interval(escapes),
        added=interval(escapes - others),
        effect=interval(past.parameters[EFFECT]),
    )
