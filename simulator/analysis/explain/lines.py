"""What is read from each run: indicators at the ends of years, and how much of them a new way of counting made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from simulator.analysis.explain.rows import year_ends
from simulator.analysis.projection import Past, future
from simulator.model import INDICATORS, Plan, Trajectory
from simulator.model.arrays import Array
from simulator.model.events import Event, Merger, StandardChange
from simulator.model.trajectory import Change

EXPLAINED = ("poverty_rate", "multidimensional_rate", "near_poor_rate", "poor_households", "ntm_communes_attained")
BREAKS: Mapping[str, type[Event]] = {"households": StandardChange, "communes": Merger}
"""Group of indicators -> the event that counts it anew from one day to the next."""


@dataclass(frozen=True)
class Lines:
    """Indicators of one run. levels: at the end of each year, (year, draw).

    jumps: by group of indicators and last day of the row, how much an event that counts them anew added on its day,
    (year, draw), zero before. standards: the poverty standard at the end of each year.
    """

    levels: Mapping[str, Array]
    jumps: Mapping[str, Mapping[date, Mapping[str, Array]]]
    standards: tuple[str, ...]

    def jump(self, indicator: str, day: date) -> Array:
        """What the events of a month added by counting anew, (year, draw); of a run by month."""
        found = np.zeros_like(self.levels[indicator])
        for end, jumps in self.jumps[INDICATORS[indicator].group].items():
            if (end.year, end.month) == (day.year, day.month):
                found += jumps[indicator]
        return found

    def moved(self, indicator: str) -> Array:
        """The level without any jump, (year, draw): no new way of counting is in it."""
        found = self.levels[indicator].copy()
        for jumps in self.jumps[INDICATORS[indicator].group].values():
            found -= jumps[indicator]
        return found


def lines(past: Past, plan: Plan) -> Lines:
    """Run the rows of `plan`, which starts where the past ends with a year."""
    run, ends = future(past, plan), year_ends(plan)
    levels = {name: run[name][ends] for name in EXPLAINED}
    jumps = {}
    for group, kind in BREAKS.items():
        names = [name for name in EXPLAINED if INDICATORS[name].group == group]
        jumps[group] = {
            plan.dates[row]: {
                name: np.multiply.outer(np.array(ends) >= row, change.after[name] - change.before[name])
                for name in names
            }
            for row, change in _changes(past, plan, run, kind).items()
        }
    return Lines(levels, jumps, tuple(plan.standards[row] for row in ends))


def _changes(past: Past, plan: Plan, run: Trajectory, kind: type[Event]) -> dict[int, Change]:
    """Indicators just before and just after each event of a kind, by its row.

    A run keeps one change a row, the last. What comes after the event in the same row is left out in a second run.
    """
    hidden = {}
    for row in {*plan.events_before, *plan.events_after}:
        series = [event for event in _events(plan, row) if event.starts_series]
        places = [place for place, event in enumerate(series) if isinstance(event, kind)]
        if places and places[-1] < len(series) - 1:
            hidden[row] = series[places[-1] + 1 :]
    if hidden:
        run = future(past, _without(plan, hidden))
    return {row: change for row, change in run.changes.items() if issubclass(change.event, kind)}


def _events(plan: Plan, row: int) -> tuple[Event, ...]:
    return (*plan.events_before.get(row, ()), *plan.events_after.get(row, ()))


def _without(plan: Plan, hidden: Mapping[int, list[Event]]) -> Plan:
    def kept(side: Mapping[int, tuple[Event, ...]]) -> dict[int, tuple[Event, ...]]:
        return {row: tuple(e for e in events if e not in hidden.get(row, ())) for row, events in side.items()}

    return replace(plan, events_before=kept(plan.events_before), events_after=kept(plan.events_after))
