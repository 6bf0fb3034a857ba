"""Projections that follow a moving hand: fast, and exact where nothing has been moved.

A setting of the levers is run in steps of half a year beside the saved scenario in the same steps, on the same
draws. Their difference, read between the half-years along a straight line, is added to the saved scenario's exact
monthly run: the error of the coarse steps cancels draw by draw, and what is shown for a saved scenario is what the
command line writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from simulator.analysis.projection import Past, Projection, by_quarter, continued, future
from simulator.evidence import Evidence
from simulator.model import INDICATORS, Plan, Trajectory
from simulator.model.arrays import Array
from simulator.model.plan import QUARTER
from simulator.model.trajectory import Change
from simulator.scenario import Scenario
from simulator.scenario.plan import compile_plan

HALF_YEAR = 2 * QUARTER
Values = Mapping[str, Array]


@dataclass(frozen=True)
class Reference:
    """A saved scenario, exact by quarter, with the coarse run that belongs to it (future rows only).

    plan: the coarse rows, half-years, or quarters where a new series starts inside a half-year.
    """

    past: Past
    exact: Projection
    plan: Plan
    coarse: Trajectory

    @property
    def quarters(self) -> int:
        """Quarters of the past, which no lever changes."""
        return self.past.months // QUARTER


def reference(past: Past, scenario: Scenario, evidence: Evidence) -> Reference:
    """Run a complete scenario both ways."""
    exact = continued(past, scenario, evidence)
    following = exact.plan.between(past.months, exact.plan.months)
    plan = following.in_rows_of(QUARTER if _cuts(following) else HALF_YEAR)
    return Reference(past, by_quarter(exact), plan, future(past, plan))


def series_starts(plan: Plan) -> list[int]:
    """The months of a monthly plan that begin with a new series: a row of several months should not hold one inside."""
    starts = [month for month, events in plan.events_before.items() if any(e.starts_series for e in events)]
    return starts + [month + 1 for month, events in plan.events_after.items() if any(e.starts_series for e in events)]


def _cuts(plan: Plan) -> bool:
    """Whether a new series starts inside a half-year of a monthly plan; other events may move to its nearer end."""
    return any(month % HALF_YEAR for month in series_starts(plan))


def moved(saved: Reference, scenario: Scenario, evidence: Evidence) -> Projection:
    """The projection of `scenario`, which differs from the saved one in its levers only."""
    if scenario.levers == saved.exact.scenario.levers:
        return saved.exact
    whole = compile_plan(scenario, evidence.localities[scenario.locality], evidence)
    plan = whole.between(saved.past.months, whole.months).in_rows_of(saved.plan.months_per_row)
    now, exact = future(saved.past, plan), saved.exact.trajectory
    values = {name: _shifted(name, saved, now) for name in exact.values}
    changes = dict(exact.changes)
    for row, change in now.changes.items():
        then, index = saved.coarse.changes[row], _quarter_of(row, saved)
        changes[index] = Change(
            change.event,
            _added(exact.changes[index].before, change.before, then.before),
            _added(exact.changes[index].after, change.after, then.after),
        )
    quarters = whole.in_rows_of(QUARTER)
    return Projection(scenario, quarters, saved.exact.standards, replace(exact, values=values, changes=changes))


def _quarter_of(row: int, saved: Reference) -> int:
    """The quarter that a change in a coarse row belongs to: the row's first, or its last if the change ends it."""
    parts = saved.plan.months_per_row // QUARTER
    return saved.quarters + row * parts + (parts - 1 if row in saved.plan.events_after else 0)


def _shifted(name: str, saved: Reference, now: Trajectory) -> Array:
    """Exact values with the coarse difference added to the future rows, (quarter, draw)."""
    exact, past = saved.exact.trajectory[name], saved.quarters
    parts = saved.plan.months_per_row // QUARTER
    difference = now[name] - saved.coarse[name]
    if INDICATORS[name].kind == "flow":
        by_quarter = np.repeat(difference / parts, parts, axis=0)
    elif parts == 1:
        by_quarter = difference
    else:
        by_quarter = _between(name, difference, saved, now)
    shown = np.empty_like(exact)
    shown[:past] = exact[:past]
    _at_least_none(exact[past:] + by_quarter, out=shown[past:])
    return shown


def _between(name: str, ends: Array, saved: Reference, now: Trajectory) -> Array:
    """A stock's difference at the half-years' ends, (half-year, draw), read at all quarters; no line over a change."""
    starts, finishes = np.concatenate([np.zeros_like(ends[:1]), ends[:-1]]), ends.copy()
    for row, change in now.changes.items():
        then = saved.coarse.changes[row]
        if row in saved.plan.events_after:
            finishes[row] = change.before[name] - then.before[name]
        else:
            starts[row] = change.after[name] - then.after[name]
    found: Array = np.stack([0.5 * (starts + finishes), ends], axis=1)
    return found.reshape(-1, ends.shape[1])


def _added(exact: Values, now: Values, then: Values) -> Values:
    return {name: _at_least_none(exact[name] + (now[name] - then[name])) for name in exact}


def _at_least_none(values: Array, out: Array | None = None) -> Array:
    """No count or rate shown is below zero: where both runs end at none, coarse steps may miss it by a hair."""
    shown: Array = np.maximum(values, 0.0, out=out)
    return shown
