"""What is decided from outside, month by month: money, shares, norms, events. No draws, no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from simulator.model.arrays import Array
from simulator.model.communes import log_odds
from simulator.model.events import Event, StandardChange
from simulator.model.names import PROGRAMMES, SOURCES

MONTHS_PER_YEAR = 12
QUARTER = 3
CRITERIA_SETS = ("2016", "2021", "2026")  # first years; the set before 2016 is taken with the one after it


@dataclass(frozen=True)
class Thresholds:
    """Regional thresholds of the New Rural criteria 11, 9 and 12, each a share."""

    poor_and_near_poor: float
    temporary_houses: float
    trained_labour: float

    @cached_property
    def log_odds(self) -> Array:
        """Limits of criteria 11, 9 and 12 as log odds, (3,); the last on the untrained share: met at or below it."""
        return log_odds(np.array([self.poor_and_near_poor, self.temporary_houses, 1.0 - self.trained_labour]))


@dataclass(frozen=True)
class Plan:
    """Inputs of a run that starts from a state at the end of the month of `start`, in rows of a month.

    standard: of poverty, in force at the start. Arrays have the month first. new_capital (month, source),
    housing_budget, training_budget, ntm_investment (month,): billion VND a year. shares (month, programme): share
    of lending. repair_share, disbursed_* (month,): share. norm_new, norm_repair (month,): million VND a house.
    jobs_connected (month,): persons a year. Events by month index: `events_before` act on the state before that
    month's step, `events_after` after it and before it is recorded. steps_per_row divides the step. In a plan in
    longer rows (`in_rows`) "month" above reads "row", and `lengths` says how many months each has.
    """

    start: date
    standard: str
    thresholds: Thresholds
    new_capital: Array
    shares: Array
    housing_budget: Array
    repair_share: Array
    norm_new: Array
    norm_repair: Array
    training_budget: Array
    jobs_connected: Array
    ntm_investment: Array
    disbursed_housing: Array
    disbursed_training: Array
    disbursed_ntm: Array
    events_before: Mapping[int, tuple[Event, ...]] = field(default_factory=dict)
    events_after: Mapping[int, tuple[Event, ...]] = field(default_factory=dict)
    steps_per_row: int = 1
    lengths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.lengths:
            object.__setattr__(self, "lengths", (1,) * self.months)
        if len(self.lengths) != self.months:
            raise ValueError(f"plan.lengths needs {self.months} rows, found {len(self.lengths)}")
        for name in ARRAYS:
            found = getattr(self, name).shape
            expected = (self.months, *COLUMNS.get(name, ()))
            if found != expected:
                raise ValueError(f"plan.{name} needs shape {expected}, found {found}")

    @property
    def months(self) -> int:
        """Number of rows: months, unless the plan is in longer rows."""
        return int(self.housing_budget.shape[0])

    @property
    def row_years(self) -> Array:
        """Length of each row in years, (row,)."""
        return np.array(self.lengths) / MONTHS_PER_YEAR

    @property
    def months_per_row(self) -> int:
        """Months in every row. Raises ValueError for rows of different lengths."""
        if len(set(self.lengths)) != 1:
            raise ValueError("rows of different lengths")
        return self.lengths[0]

    @property
    def dates(self) -> tuple[date, ...]:
        """Last day of each row."""
        following = np.datetime64(self.start, "M") + 1 + np.cumsum(self.lengths)
        ends = following.astype("datetime64[D]") - 1
        return tuple(ends.astype(object))

    @property
    def criteria_set(self) -> str:
        """First year of the set of New Rural criteria in force at the start."""
        return max(
            (year for year in CRITERIA_SETS if date(int(year) - 1, 12, 31) <= self.start), default=CRITERIA_SETS[0]
        )

    @property
    def standards(self) -> tuple[str, ...]:
        """The poverty standard in force at the end of each row."""
        names = [self.standard] * self.months
        for row in sorted({*self.events_before, *self.events_after}):
            for event in (*self.events_before.get(row, ()), *self.events_after.get(row, ())):
                if isinstance(event, StandardChange):
                    names[row:] = [event.to_standard] * (self.months - row)
        return tuple(names)

    def between(self, first: int, last: int) -> Plan:
        """The months `first` (included) to `last` (excluded) as a plan of their own."""
        cut = {name: getattr(self, name)[first:last] for name in ARRAYS}
        start = self.start if first == 0 else self.dates[first - 1]
        return replace(
            self,
            start=start,
            standard=self.standards[first - 1] if first else self.standard,
            lengths=self.lengths[first:last],
            events_before=_shifted(self.events_before, first, last),
            events_after=_shifted(self.events_after, first, last),
            **cut,
        )

    def in_rows(self, lengths: Sequence[int]) -> Plan:
        """The same monthly plan in rows of so many months, means of their months: coarser and faster.

        Each event moves to the nearer end of its row. Raises ValueError unless the rows make up a monthly plan.
        """
        edges = np.concatenate([[0], np.cumsum(lengths)])
        if self.lengths != (1,) * int(edges[-1]):
            raise ValueError(
                f"{len(self.lengths)} rows are not the {int(edges[-1])} months of the whole rows asked for"
            )
        means: dict[str, Any] = {
            name: np.add.reduceat(values, edges[:-1], axis=0) / np.reshape(lengths, (-1, *(1,) * (values.ndim - 1)))
            for name, values in ((name, getattr(self, name)) for name in ARRAYS)
        }
        before: dict[int, tuple[Event, ...]] = {}
        after: dict[int, tuple[Event, ...]] = {}
        dated = [(month, 0, events) for month, events in self.events_before.items()]
        dated += [(month, 1, events) for month, events in self.events_after.items()]
        for month, later, events in sorted(dated, key=lambda found: found[:2]):
            row = int(np.searchsorted(edges, month, side="right")) - 1
            chosen = before if 2 * (month + later - edges[row]) < lengths[row] else after
            chosen[row] = (*chosen.get(row, ()), *events)
        return replace(self, events_before=before, events_after=after, lengths=tuple(lengths), **means)

    def in_rows_of(self, length: int) -> Plan:
        """The same monthly plan in rows of `length` months; ValueError unless it has whole ones from their end on."""
        if len(self.lengths) % length or self.start.month % length:
            raise ValueError(f"{len(self.lengths)} rows from {self.start} are not whole rows of {length} months")
        return self.in_rows((length,) * (len(self.lengths) // length))

    def restless(self, first: int, last: int) -> bool:
        """Whether a lever or a norm of a monthly plan changes, or an event falls, inside these months."""
        inside = any(first < month < last for month in self.events_before)
        inside = inside or any(first < month + 1 < last for month in self.events_after)
        months = (getattr(self, name)[first:last] for name in ARRAYS)
        return inside or any(bool((values != values[0]).any()) for values in months)


def _shifted(events: Mapping[int, tuple[Event, ...]], first: int, last: int) -> dict[int, tuple[Event, ...]]:
    return {month - first: found for month, found in events.items() if first <= month < last}


COLUMNS: Mapping[str, tuple[int, ...]] = {"new_capital": (len(SOURCES),), "shares": (len(PROGRAMMES),)}
ARRAYS = tuple(
    f.name
    for f in fields(Plan)
    if f.name not in {"start", "standard", "thresholds", "events_before", "events_after", "steps_per_row", "lengths"}
)
