"""What is decided from outside, month by month: money, shares, norms, events. No draws, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property

import numpy as np

from simulator.model.arrays import Array
from simulator.model.communes import log_odds
from simulator.model.events import Event
from simulator.model.names import PROGRAMMES, SOURCES

MONTHS_PER_YEAR = 12
QUARTER = 3


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
    """Inputs of a run of `months` months that starts from a state at the end of the month of `start`.

    Arrays have the month first. new_capital (month, source), housing_budget, training_budget,
    ntm_investment (month,): billion VND a year. shares (month, programme): share of lending.
    repair_share, disbursed_* (month,): share. norm_new, norm_repair (month,): million VND a house.
    jobs_connected (month,): persons a year. Events by month index: `events_before` act on the state before
    that month's step, `events_after` after it and before it is recorded. steps_per_month divides the step;
    months_per_row is 3 in a plan by quarters (`by_quarter`), where "month" above reads "quarter".
    """

    start: date
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
    steps_per_month: int = 1
    months_per_row: int = 1

    def __post_init__(self) -> None:
        for name in ARRAYS:
            found = getattr(self, name).shape
            expected = (self.months, *COLUMNS.get(name, ()))
            if found != expected:
                raise ValueError(f"plan.{name} needs shape {expected}, found {found}")

    @property
    def months(self) -> int:
        """Number of rows of the plan: months, or quarters."""
        return int(self.housing_budget.shape[0])

    @property
    def row_years(self) -> float:
        """Length of a row in years."""
        return self.months_per_row / MONTHS_PER_YEAR

    @property
    def dates(self) -> tuple[date, ...]:
        """Last day of each simulated month."""
        following = np.datetime64(self.start, "M") + 1 + self.months_per_row * np.arange(1, self.months + 1)
        ends = following.astype("datetime64[D]") - 1
        return tuple(ends.astype(object))

    def between(self, first: int, last: int) -> Plan:
        """The months `first` (included) to `last` (excluded) as a plan of their own."""
        cut = {name: getattr(self, name)[first:last] for name in ARRAYS}
        start = self.start if first == 0 else self.dates[first - 1]
        return replace(
            self,
            start=start,
            events_before=_shifted(self.events_before, first, last),
            events_after=_shifted(self.events_after, first, last),
            **cut,
        )

    def by_quarter(self) -> Plan:
        """The same plan in steps of a quarter, means of its months: coarser and faster, for charts that follow a hand.

        Raises ValueError unless the plan starts at the end of a quarter and has whole quarters.
        """
        if self.months % QUARTER or self.start.month % QUARTER:
            raise ValueError(f"{self.months} months from {self.start} are not whole quarters")
        means = {
            name: np.reshape(values, (-1, QUARTER, *values.shape[1:])).mean(axis=1)
            for name, values in ((name, getattr(self, name)) for name in ARRAYS)
        }
        before: dict[int, tuple[Event, ...]] = {}
        after: dict[int, tuple[Event, ...]] = {}
        for month, events in self.events_before.items():
            side, row = (after, month // QUARTER) if month % QUARTER == QUARTER - 1 else (before, month // QUARTER)
            side[row] = (*side.get(row, ()), *events)
        for month, events in self.events_after.items():
            side = before if month % QUARTER == 0 else after
            side[month // QUARTER] = (*side.get(month // QUARTER, ()), *events)
        return replace(self, events_before=before, events_after=after, months_per_row=QUARTER, **means)


def _shifted(events: Mapping[int, tuple[Event, ...]], first: int, last: int) -> dict[int, tuple[Event, ...]]:
    return {month - first: found for month, found in events.items() if first <= month < last}


COLUMNS: Mapping[str, tuple[int, ...]] = {"new_capital": (len(SOURCES),), "shares": (len(PROGRAMMES),)}
ARRAYS = tuple(
    f.name
    for f in fields(Plan)
    if f.name not in {"start", "thresholds", "events_before", "events_after", "steps_per_month", "months_per_row"}
)
