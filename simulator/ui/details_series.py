"""A projection read as the page of details shows it: year-ends, sums of years, and stretches that may be joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from simulator.analysis.projection import Projection
from simulator.analysis.summary import Interval, quantiles
from simulator.model.arrays import Array
from simulator.model.events import Event, StandardChange
from simulator.model.plan import MONTHS_PER_YEAR

DECEMBER = 12
QUARTER_ENDS = (3, 6, 9, 12)
BOUNDS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Stretch:
    """Dates with their figures between two changes of a kind; `standard` is the poverty standard in force."""

    standard: str
    dates: tuple[date, ...]
    figures: tuple[Interval, ...]


def years(projection: Projection) -> range:
    """The calendar years of a monthly projection, which runs from a January to a December."""
    dates = projection.trajectory.dates
    return range(dates[0].year, dates[-1].year + 1)


def at_year_ends(projection: Projection, indicator: str) -> dict[int, Interval]:
    """A stock at the end of each year, as recorded: after an event of that day."""
    values = projection.trajectory[indicator][MONTHS_PER_YEAR - 1 :: MONTHS_PER_YEAR]
    return dict(zip(years(projection), intervals(values), strict=True))


def by_year(projection: Projection, indicator: str) -> dict[int, Interval]:
    """A flow added up over each calendar year."""
    return dict(zip(years(projection), intervals(yearly(projection, indicator)), strict=True))


def yearly(projection: Projection, indicator: str) -> Array:
    """A flow added up over each calendar year, (year, draw)."""
    values = projection.trajectory[indicator]
    return np.asarray(values.reshape(-1, MONTHS_PER_YEAR, values.shape[-1]).sum(axis=1))


def intervals(values: Array) -> list[Interval]:
    """Median and 90 % interval of each row, (row, draw)."""
    low, median, high = quantiles(values, BOUNDS)
    return [Interval(*map(float, row)) for row in zip(median, low, high, strict=True)]


def stretches(
    projection: Projection,
    indicator: str,
    kind: type[Event] | None = StandardChange,
    months: Sequence[int] = (DECEMBER,),
) -> tuple[Stretch, ...]:
    """A stock at the ends of these months, parted at the changes of a kind, with the figures on both sides of each."""
    trajectory, plan = projection.trajectory, projection.plan
    parts: list[list[tuple[date, Array]]] = [[]]
    standards = [plan.standard]
    for row, day in enumerate(trajectory.dates):
        change = trajectory.changes.get(row)
        if change is not None and change.event is kind:
            moment = day if row in plan.events_after else (trajectory.dates[row - 1] if row else plan.start)
            _put(parts[-1], moment, change.before[indicator])
            parts.append([(moment, change.after[indicator])])
            standards.append(projection.standards[row])
        if day.month in months:
            _put(parts[-1], day, trajectory[indicator][row])
    return tuple(_stretch(standard, points) for standard, points in zip(standards, parts, strict=True) if points)


def _put(points: list[tuple[date, Array]], day: date, values: Array) -> None:
    """Add a point, unless its day has one."""
    if not points or points[-1][0] != day:
        points.append((day, values))


def _stretch(standard: str, points: Sequence[tuple[date, Array]]) -> Stretch:
    figures = intervals(np.stack([values for _, values in points]))
    return Stretch(standard, tuple(day for day, _ in points), tuple(figures))
