"""What a scenario is: levers over years, events, targets and assumptions, as plain immutable records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Schedule = tuple[tuple[int, float], ...]
"""(from year, value) pairs with ascending years; a value holds until the next year; () means not set."""


@dataclass(frozen=True)
class Event:
    """Something that happens to the locality on one day.

    ``values`` are the numbers its type asks for, ``programme`` the budget that it is about, if any.
    """

    type: str
    date: date
    values: Mapping[str, float] = field(default_factory=dict)
    programme: str = ""


@dataclass(frozen=True)
class Target:
    """What the planners promised: an indicator at most or at least so much on a day."""

    indicator: str
    date: date
    at_most: float | None = None
    at_least: float | None = None


@dataclass(frozen=True)
class Scenario:
    """One plan for one locality.

    ``events`` and ``targets`` are None when the file does not mention them (the baseline's then hold) and
    () when it says that there are none.
    """

    title: str
    locality: str
    note: str
    first_year: int
    last_year: int
    levers: Mapping[str, Schedule]
    events: tuple[Event, ...] | None = None
    targets: tuple[Target, ...] | None = None
    effects: str = "causal"
    assumptions: Mapping[str, float] = field(default_factory=dict)


def value_in(schedule: Schedule, year: int) -> float:
    """Return the value that holds in a year; before the first year named, the first value holds."""
    value = schedule[0][1]
    for start, later in schedule:
        if start > year:
            break
        value = later
    return value
