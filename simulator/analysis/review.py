"""The books of the yearly review of poor households: poor at the start, escaped, relapsed, newly poor, poor at the end.

Means over the draws, because means add up and medians do not: in every row the poor at the start, less those who
escaped, plus those who relapsed, became poor, were added by the growth of the locality and by disasters, are the poor
at the end. A new poverty standard counts other households as poor: it ends one period and starts the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from simulator.analysis.comparison_runs import past_key
from simulator.analysis.projection import Past, Projection, continued, simulated_past
from simulator.evidence import Evidence
from simulator.model import Parameters, start_state
from simulator.model.arrays import Array
from simulator.model.events import StandardChange
from simulator.model.households import POOR
from simulator.scenario import Scenario

FLOWS = ("escaped_households", "relapsed_households", "newly_poor_households")
WANTED = ("households", "poor_households", *FLOWS)


@dataclass(frozen=True)
class Period:
    """A year, or the part of it under one poverty standard. Households, means over the draws.

    growth: poor households that the growth of all households brought. disasters: households that lost services.
    """

    first: date
    last: date
    standard: str
    households_before: float
    households: float
    poor_before: float
    escaped: float
    relapsed: float
    newly_poor: float
    growth: float
    disasters: float
    poor: float

    @property
    def rate_before(self) -> float:
        """Poor households of all at the start."""
        return self.poor_before / self.households_before

    @property
    def rate(self) -> float:
        """Poor households of all at the end."""
        return self.poor / self.households


@dataclass(frozen=True)
class Recount:
    """A new poverty standard: the same households on one day, counted by both."""

    day: date
    standard: str
    households: float
    before: float
    after: float


@dataclass(frozen=True)
class Review:
    """The periods and recounts of one scenario, in order of time."""

    rows: tuple[Period | Recount, ...]


def review(scenarios: Sequence[Scenario], evidence: Evidence, parameters: Parameters) -> tuple[Review, ...]:
    """Return the yearly review of complete scenarios of one locality, for the years of each."""
    pasts: dict[str, Past] = {}
    found = []
    for scenario in scenarios:
        key = past_key(scenario)
        if key not in pasts:
            pasts[key] = simulated_past(scenario, evidence, parameters, WANTED)
        found.append(_reviewed(continued(pasts[key], scenario, evidence), pasts[key].parameters))
    return tuple(found)


def _reviewed(run: Projection, parameters: Parameters) -> Review:
    dates, changes = run.trajectory.dates, run.trajectory.changes
    moved = {row for row, change in changes.items() if change.event is StandardChange}
    first = next(row for row, day in enumerate(dates) if day.year == run.scenario.first_year)
    # A month whose last instant brings a standard ends its period; one that begins with it starts the next.
    cuts = {row + 1 if row in run.plan.events_after else row for row in moved if row >= first}
    cuts |= {row for row in range(first, len(dates)) if dates[row].month == 1} | {first, len(dates)}
    rows: list[Period | Recount] = []
    for start, end in pairwise(sorted(cuts)):
        change = changes.get(start) if start in moved and start not in run.plan.events_after else None
        before = _ends(run, start - 1, parameters)
        if change is not None:
            rows.append(_recount(dates[start].replace(day=1), run.standards[start], change.before, change.after))
            before = {name: change.after[name] for name in before}
        closing = changes.get(end - 1) if end - 1 in moved and end - 1 in run.plan.events_after else None
        after = _ends(run, end - 1, parameters) if closing is None else closing.before
        is_one_row = closing is not None and start == end - 1 > 0
        standard = run.standards[start - 1 if is_one_row else start]
        rows.append(_period(run, (start, end), before, after, standard))
        if closing is not None:
            rows.append(_recount(dates[end - 1], run.standards[end - 1], closing.before, closing.after))
    return Review(tuple(rows))


def _ends(run: Projection, row: int, parameters: Parameters) -> Mapping[str, Array]:
    """The stocks at the end of a row; those of the start before the first."""
    if row >= 0:
        return {name: run.trajectory[name][row] for name in ("households", "poor_households")}
    households = start_state(parameters, run.plan).households
    return {"households": households.sum(axis=0), "poor_households": households[POOR]}


def _recount(day: date, standard: str, before: Mapping[str, Array], after: Mapping[str, Array]) -> Recount:
    means = [float(np.mean(side["poor_households"])) for side in (before, after)]
    return Recount(day, standard, float(np.mean(after["households"])), means[0], means[1])


def _period(
    run: Projection, rows: tuple[int, int], before: Mapping[str, Array], after: Mapping[str, Array], standard: str
) -> Period:
    """The books of some rows. Growth multiplies every compartment at the end of a month (H6): all households tell."""
    span = slice(*rows)
    everyone = np.concatenate([before["households"][None], run.trajectory["households"][span]])
    poor = np.concatenate([run.trajectory["poor_households"][span][:-1], after["poor_households"][None]])
    growth = (poor * (1.0 - everyone[:-1] / everyone[1:])).sum(axis=0)
    escaped, relapsed, newly = (run.trajectory[name][span].sum(axis=0) for name in FLOWS)
    left = after["poor_households"] - before["poor_households"] + escaped - relapsed - newly - growth
    figures = (
        before["households"],
        after["households"],
        before["poor_households"],
        escaped,
        relapsed,
        newly,
        growth,
        left,
        after["poor_households"],
    )
    first, last = run.trajectory.dates[rows[0]].replace(day=1), run.trajectory.dates[rows[1] - 1]
    return Period(first, last, standard, *(float(np.mean(values)) for values in figures))
