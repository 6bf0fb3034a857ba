"""One indicator of a projection as charts show it: the reported figures before it, and what one line may join.

A line never joins two poverty standards, nor the communes before and after a large merger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from simulator.analysis.projection import Projection
from simulator.evidence import Evidence, Observation
from simulator.model.arrays import Array
from simulator.model.events import Event
from simulator.scenario import Event as PlannedEvent

EARLIEST = date(2020, 12, 1)  # what is older is shown in detail on another page
LARGE_MERGER = 0.9  # below this share of communes left, a merger starts a new series


@dataclass(frozen=True)
class Joined:
    """Rows of a projection that one line may join; `opened`, `closed`: rows of the changes at its two ends."""

    rows: tuple[int, ...]
    opened: int | None = None
    closed: int | None = None


def joined(run: Projection, start: date, kind: type[Event] | None) -> tuple[Joined, ...]:
    """The stretches from `start` on, parted at the changes of a kind; None: at no change."""
    trajectory = run.trajectory
    parts: list[Joined] = []
    opened, current = None, list[int]()
    for row in (row for row, day in enumerate(trajectory.dates) if day >= start):
        change = trajectory.changes.get(row)
        if change is not None and change.event is kind:
            at_end = row in run.plan.events_after
            if current:
                parts.append(Joined(tuple(current), opened, row if at_end else None))
            opened, current = (None if at_end else row), []
        current.append(row)
    if current:
        parts.append(Joined(tuple(current), opened))
    return tuple(parts)


def days_of(run: Projection, stretch: Joined) -> list[date]:
    """The days of a stretch's points, as many as `values_of` has."""
    dates = run.trajectory.dates
    first = [] if stretch.opened is None else [change_day(run, stretch.opened)]
    last = [] if stretch.closed is None else [change_day(run, stretch.closed)]
    return [*first, *(dates[row] for row in stretch.rows), *last]


def values_of(run: Projection, indicator: str, stretches: Sequence[Joined]) -> Array:
    """Values of all stretches, (point, draw): a first point may lie just after a change, a last one just before."""
    changes, values = run.trajectory.changes, run.trajectory[indicator]
    parts = []
    for stretch in stretches:
        if stretch.opened is not None:
            parts.append(changes[stretch.opened].after[indicator][None])
        parts.append(values[stretch.rows[0] : stretch.rows[-1] + 1])
        if stretch.closed is not None:
            parts.append(changes[stretch.closed].before[indicator][None])
    return np.concatenate(parts)


def change_day(run: Projection, row: int) -> date:
    """The last day before an event at the start of a row, or the row's own last day."""
    if row in run.plan.events_after:
        return run.trajectory.dates[row]
    return run.trajectory.dates[row - 1] if row else run.plan.start


def reported_rows(evidence: Evidence, locality: str, indicator: str) -> list[Observation]:
    """The reported stocks that are drawn: recent ones, or the last there is."""
    rows = [
        row
        for row in evidence.of(locality)
        if row.indicator == indicator and row.fit == "yes" and row.kind == "stock" and row.bound in ("exact", "about")
    ]
    recent = [row for row in rows if row.period_end >= EARLIEST]
    return sorted(recent or rows[-1:], key=lambda row: row.period_end)


def large_mergers(run: Projection, evidence: Evidence) -> list[tuple[PlannedEvent, float]]:
    """The mergers that start a new series, with the number of communes before each."""
    communes = float(evidence.localities[run.scenario.locality].start_values["communes_total"].value)
    found = []
    for event in sorted(run.scenario.events or (), key=lambda event: event.date):
        if event.type == "merger":
            if event.values["communes"] < LARGE_MERGER * communes:
                found.append((event, communes))
            communes = event.values["communes"]
    return found
