"""Scenarios beside a chosen one: key figures, paired differences, chances of all targets, money by its ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from simulator.analysis.comparison_runs import (
    CAPITAL_SOURCES,
    POVERTY,
    PROGRAMMES,
    Outcome,
    past_key,
    run,
    run_past,
)
from simulator.analysis.summary import Interval, interval
from simulator.errors import Fault, ScenarioError
from simulator.evidence import Evidence
from simulator.model import Parameters
from simulator.model.arrays import Array
from simulator.scenario import Scenario, Target

FEWEST, MOST = 2, 8
PLANNED = "money_planned"


@dataclass(frozen=True)
class Figure:
    """A key figure: an indicator at the end of the year, or (`summed`) from the first year to that one.

    better: 1 when more is better, -1 when less is, 0 when neither can be said. smallest: differences whose whole
    interval lies within it are none.
    """

    name: str
    unit: str
    better: int = 0
    summed: bool = False
    smallest: float = 1e-6


def _figures(rows: str) -> Mapping[str, Figure]:
    split = (row.split() for row in rows.strip().splitlines())
    return {
        name: Figure(name, unit, int(better), over == "sum", 5e-7 if unit == "share" else 1e-6)
        for name, unit, better, over in split
    }


FIGURES: Mapping[str, Figure] = {
    **_figures("""
poverty_rate             share        -1  end
multidimensional_rate    share        -1  end
near_poor_rate           share         0  end
ntm_communes_attained    commune       1  end
ntm_communes_advanced    commune       1  end
ntm_communes_model       commune       1  end
credit_outstanding       billion_vnd   0  end
houses_supported         house         1  sum
houses_needed            house        -1  end
persons_placed           person        1  sum
money_spent              billion_vnd   0  sum
money_unspent            billion_vnd   0  sum
money_spent_credit       billion_vnd   0  sum
money_spent_housing      billion_vnd   0  sum
money_spent_training     billion_vnd   0  sum
money_spent_ntm          billion_vnd   0  sum
money_unspent_housing    billion_vnd   0  sum
money_unspent_training   billion_vnd   0  sum
money_unspent_ntm        billion_vnd   0  sum
money_planned            billion_vnd  -1  sum
"""),
    **{f"source_{name}": Figure(f"source_{name}", "billion_vnd", 0, True) for name in CAPITAL_SOURCES},
}


@dataclass(frozen=True)
class Comparison:
    """Outcomes on the same draws, one of them the reference, looked at in one year. Nothing here simulates.

    first_year: the first year that all have; sums begin there.
    """

    outcomes: tuple[Outcome, ...]
    reference: int
    year: int

    def __post_init__(self) -> None:
        if self.year not in self.years:
            raise ValueError(f"{self.year} is outside {self.years}")

    @property
    def years(self) -> tuple[int, ...]:
        """The years that all outcomes have."""
        return common_years([outcome.scenario for outcome in self.outcomes])

    @property
    def first_year(self) -> int:
        """Where sums begin."""
        return self.years[0]

    @property
    def draws(self) -> int:
        """Members of the posterior that every scenario was run with."""
        return int(self.outcomes[0].values["poverty_rate"].shape[-1])

    def values(self, place: int, name: str) -> Array:
        """A figure of one outcome, (draw,)."""
        outcome, figure = self.outcomes[place], FIGURES[name]
        if name == PLANNED:
            return np.full(self.draws, sum(outcome.put_in(part, self.first_year, self.year) for part in PROGRAMMES))
        if name.startswith("source_"):
            source = name.removeprefix("source_")
            return np.full(self.draws, outcome.put_in(source, self.first_year, self.year))
        if figure.summed:
            return outcome.over(name, self.first_year, self.year)
        return outcome.end(name, self.year)

    def level(self, place: int, name: str) -> Interval:
        """A figure of one outcome: median and 90 % interval."""
        return interval(self.values(place, name))

    def difference(self, place: int, name: str, other: int | None = None) -> Interval | None:
        """A figure less that of the reference (or of another outcome), on paired draws.

        None where the two count by different poverty standards.
        """
        against = self.reference if other is None else other
        if not self.is_comparable(place, against, name):
            return None
        return interval(self.values(place, name) - self.values(against, name))

    def is_comparable(self, place: int, other: int, name: str) -> bool:
        """Whether a figure means the same thing in two outcomes."""
        first, second = (self.outcomes[number].standard(self.year) for number in (place, other))
        return bool(name not in POVERTY or first == second)

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The targets of all scenarios, each once, the reference's first."""
        return all_targets([self.outcomes[self.reference].scenario, *(o.scenario for o in self.outcomes)])

    def chance(self, place: int, target: Target) -> float | None:
        """Share of the draws that meet a target on its day; None where the scenario does not reach that day."""
        values = self.outcomes[place].at_target(target)
        if values is None:
            return None
        if target.at_most is not None:
            return float(np.mean(values <= target.at_most))
        return float(np.mean(values >= (target.at_least or 0.0)))

    def on(self, reference: int, year: int) -> Comparison:
        """The same outcomes beside another one, or in another year."""
        return replace(self, reference=reference, year=year)


def is_none(difference: Interval, name: str) -> bool:
    """Whether a difference is none at all, but for rounding."""
    return max(abs(difference.p05), abs(difference.p95)) < FIGURES[name].smallest


def all_targets(scenarios: Sequence[Scenario]) -> tuple[Target, ...]:
    """The targets of complete scenarios, each once, in their order."""
    return tuple(dict.fromkeys(target for scenario in scenarios for target in scenario.targets or ()))


def common_years(scenarios: Sequence[Scenario]) -> tuple[int, ...]:
    """The years that all scenarios have; () when there is none."""
    first = max(scenario.first_year for scenario in scenarios)
    last = min(scenario.last_year for scenario in scenarios)
    return tuple(range(first, last + 1))


def check(scenarios: Sequence[tuple[str, Scenario]]) -> None:
    """Refuse what cannot be compared: (name, complete scenario) of each. Raises ScenarioError."""
    if not FEWEST <= len(scenarios) <= MOST:
        count = str(len(scenarios))
        raise ScenarioError([Fault("compare_count", scenarios[0][0] if scenarios else "", value=count)])
    (first, one), *others = scenarios
    faults = [
        Fault("compare_locality", name, field="locality", value=other.locality, allowed=f"{one.locality} ({first})")
        for name, other in others
        if other.locality != one.locality
    ]
    if faults:
        raise ScenarioError(faults)
    if not common_years([scenario for _, scenario in scenarios]):
        spans = ", ".join(f"{scenario.first_year}–{scenario.last_year}" for _, scenario in scenarios)
        raise ScenarioError([Fault("compare_years", first, field="years", value=spans)])


def with_evidence_of(scenarios: Sequence[Scenario], reference: int) -> list[Scenario]:
    """The scenarios with the reference's set of evidence on effects: draws are paired within one set only."""
    effects = scenarios[reference].effects
    return [replace(scenario, effects=effects) for scenario in scenarios]


def compared(
    scenarios: Sequence[Scenario], evidence: Evidence, parameters: Parameters, *, reference: int = 0, year: int
) -> Comparison:
    """Run complete scenarios of one locality on the same members and compare them in a year."""
    targets, pasts = all_targets(scenarios), {}
    outcomes = []
    for scenario in scenarios:
        key = past_key(scenario)
        if key not in pasts:
            pasts[key] = run_past(scenario, evidence, parameters)
        outcomes.append(run(pasts[key], scenario, evidence, targets))
    return Comparison(tuple(outcomes), reference, year)
