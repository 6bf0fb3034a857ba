"""The poverty rate standard by standard, the factor of each change, and moves reported under the older ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.analysis.projection import Projection, continued, simulated_past
from simulator.analysis.summary import Interval, interval
from simulator.calibration import Posterior
from simulator.calibration.prior import Z95, Marginal, marginals
from simulator.evidence import Evidence, Observation
from simulator.model import Parameters
from simulator.model.events import StandardChange
from simulator.model.trajectory import Change
from simulator.scenario import Scenario
from simulator.ui.details_compare import Compared, compared, needed
from simulator.ui.details_series import QUARTER_ENDS, Stretch, stretches
from simulator.ui.methods_data import applied_record

RATE = "poverty_rate"
NARROWER = 0.7  # of the prior's 90 % range: below it the figures have taught something
MOVES = ("escaped_households", "escaped_near_poor_households", "relapsed_households", "newly_poor_households")


@dataclass(frozen=True)
class Era:
    """One poverty standard: the fitted stretch and the figures reported under it, with the model's."""

    stretch: Stretch
    reported: tuple[Compared, ...]


@dataclass(frozen=True)
class Factor:
    """A change of standard: poor and near-poor after over before; `given` where the scenario fixes it.

    poor: the same for the poor alone, whose part of the list may change too.
    """

    standard: str
    year: int
    before: Interval
    after: Interval
    poor: Interval
    given: bool
    source_ids: tuple[str, ...]

    @property
    def learned(self) -> str:
        """What the figures taught about it: given, narrowed or little."""
        if self.given:
            return "given"
        is_narrower = self.after.p95 - self.after.p05 < NARROWER * (self.before.p95 - self.before.p05)
        return "narrowed" if is_narrower else "little"


@dataclass(frozen=True)
class ErasData:
    """Everything of the part."""

    first_year: int
    last_year: int
    eras: tuple[Era, ...]
    factors: tuple[Factor, ...]
    moves: tuple[Compared, ...]


def eras_data(evidence: Evidence, scenario: Scenario, posteriors: Sequence[Posterior]) -> ErasData:
    """Run a complete scenario once and part it at the changes of standard."""
    (posterior,) = posteriors
    past = simulated_past(scenario, evidence, posterior.parameters, (RATE, *needed(MOVES)))
    now = continued(past, scenario, evidence)
    rows = evidence.of(scenario.locality)
    rates = compared(now, past.parameters, [row for row in rows if is_shown(row)])
    eras = []
    for stretch in stretches(now, RATE, StandardChange, QUARTER_ENDS):
        own = [row for row in rates if row.observation.standard == stretch.standard]
        eras.append(Era(stretch, tuple(sorted(own, key=lambda row: row.observation.period_end))))
    moves = compared(now, past.parameters, [row for row in rows if row.fit == "yes" and row.indicator in MOVES])
    order = {name: place for place, name in enumerate(MOVES)}
    return ErasData(
        scenario.first_year,
        scenario.last_year,
        tuple(eras),
        _factors(evidence, now, past.parameters),
        tuple(sorted(moves, key=lambda row: (row.observation.period_end, order[row.observation.indicator]))),
    )


def is_shown(row: Observation) -> bool:
    """Whether a poverty rate belongs to a standard's series: fitted, or shown beside it without a doubt."""
    trusted = row.fit == "yes" or (row.fit == "check" and row.note.startswith("context"))
    return row.indicator == RATE and row.kind == "stock" and trusted


def _factors(evidence: Evidence, now: Projection, parameters: Parameters) -> tuple[Factor, ...]:
    place = evidence.localities[now.scenario.locality]
    priors = {prior.name: prior for prior in marginals(evidence, place, now.scenario.effects)}
    before, after = now.plan.events_before, now.plan.events_after
    found = []
    for row, day in enumerate(now.trajectory.dates):
        for event in (*before.get(row, ()), *after.get(row, ())):
            if isinstance(event, StandardChange):
                name = f"standard_change.factor{event.of_year}"
                prior = priors[name]
                found.append(
                    Factor(
                        event.to_standard,
                        day.year - (event in before.get(row, ())),
                        _sampled(prior),
                        interval(event.size(name, parameters)),
                        _ratio(now.trajectory.changes[row]),
                        event.value is not None,
                        applied_record(evidence, place, name).source_ids,
                    )
                )
    return tuple(found)


def _ratio(change: Change) -> Interval:
    return interval(change.after[RATE] / change.before[RATE])


def _sampled(prior: Marginal) -> Interval:
    """Median and 90 % range of a prior as it is sampled: two bounds may over-determine its family."""
    low, median, high = prior.values(np.array([-Z95, 0.0, Z95]))
    return Interval(float(median), float(low), float(high))
