"""Projections that follow a moving hand: fast, and exact where nothing has been moved.

A setting of the levers is run in steps of a quarter beside the saved scenario in the same steps, on the same
draws. Their difference is added to the saved scenario's exact monthly run: the error of the coarse steps cancels
draw by draw, and what is shown for a saved scenario is what the command line writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from simulator.analysis.projection import Past, Projection, by_quarter, continued, future
from simulator.evidence import Evidence
from simulator.model import Trajectory
from simulator.model.arrays import Array
from simulator.model.trajectory import Change
from simulator.scenario import Scenario
from simulator.scenario.plan import compile_plan

Values = Mapping[str, Array]


@dataclass(frozen=True)
class Reference:
    """A saved scenario, exact and by quarter, with the coarse run that belongs to it (future quarters only)."""

    past: Past
    exact: Projection
    coarse: Trajectory

    @property
    def quarters(self) -> int:
        """Quarters of the past, which no lever changes."""
        return len(self.exact.trajectory.dates) - len(self.coarse.dates)


def reference(past: Past, scenario: Scenario, evidence: Evidence) -> Reference:
    """Run a complete scenario both ways."""
    exact = by_quarter(continued(past, scenario, evidence))
    quarters = past.months // exact.plan.months_per_row
    return Reference(past, exact, future(past, exact.plan.between(quarters, exact.plan.months)))


def moved(saved: Reference, scenario: Scenario, evidence: Evidence) -> Projection:
    """The projection of `scenario`, which differs from the saved one in its levers only."""
    if scenario.levers == saved.exact.scenario.levers:
        return saved.exact
    plan = compile_plan(scenario, evidence.localities[scenario.locality], evidence).by_quarter()
    now = future(saved.past, plan.between(saved.quarters, plan.months))
    exact = saved.exact.trajectory
    values = {name: _shifted(exact[name], saved.quarters, now[name], saved.coarse[name]) for name in exact.values}
    changes = dict(exact.changes)
    for row, change in now.changes.items():
        then, shown = saved.coarse.changes[row], exact.changes[saved.quarters + row]
        changes[saved.quarters + row] = Change(
            change.event,
            _added(shown.before, change.before, then.before),
            _added(shown.after, change.after, then.after),
        )
    return Projection(scenario, plan, saved.exact.standards, replace(exact, values=values, changes=changes))


def _shifted(exact: Array, quarters: int, now: Array, then: Array) -> Array:
    """Exact values with the coarse difference added to the future rows, (quarter, draw)."""
    shown = exact.copy()
    shown[quarters:] = _at_least_none(exact[quarters:] + (now - then))
    return shown


def _added(exact: Values, now: Values, then: Values) -> Values:
    return {name: _at_least_none(exact[name] + (now[name] - then[name])) for name in exact}


def _at_least_none(values: Array) -> Array:
    """No count or rate shown is below zero: where both runs end at none, steps of a quarter may miss it by a hair."""
    shown: Array = np.maximum(values, 0.0)
    return shown
