"""In what two complete scenarios differ, key by key, as a file would write it: the page puts it into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from simulator.scenario.combine import differences
from simulator.scenario.fields import written_number
from simulator.scenario.record import Scenario, Schedule, value_in
from simulator.scenario.write import event_text, schedule_text, target_text


@dataclass(frozen=True)
class YearsChange:
    """A lever over years in which neither scenario changes it; None: not set."""

    first_year: int
    last_year: int
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Change:
    """One key with another value, both as a file writes them ("": not set); a lever also by years."""

    key: str
    before: str
    after: str
    years: tuple[YearsChange, ...] = ()


def changes(before: Scenario, after: Scenario) -> list[Change]:
    """Return in what two complete scenarios of a locality differ, in the order of a file."""
    found = [
        Change("title", before.title, after.title),
        Change("note", before.note, after.note),
        Change("years", _years(before), _years(after)),
    ]
    first, last = min(before.first_year, after.first_year), max(before.last_year, after.last_year)
    for path, old, new in differences(before, after):
        found.append(Change(path, _schedule(old, first), _schedule(new, first), _by_years(old, new, first, last)))
    found += _items("events", map(event_text, before.events or ()), map(event_text, after.events or ()))
    found += _items("targets", map(target_text, before.targets or ()), map(target_text, after.targets or ()))
    found.append(Change("effects", before.effects, after.effects))
    for name in sorted({*before.assumptions, *after.assumptions}):
        old_value, new_value = (_number(side.assumptions.get(name)) for side in (before, after))
        found.append(Change(f"assumptions.{name}", old_value, new_value))
    return [change for change in found if change.before != change.after]


def _items(key: str, before: Iterable[str], after: Iterable[str]) -> list[Change]:
    """Return the items of a list that only one side has."""
    old, new = [*before], [*after]
    gone = [Change(key, text, "") for text in old if text not in new]
    return gone + [Change(key, "", text) for text in new if text not in old]


def _by_years(old: Schedule, new: Schedule, first: int, last: int) -> tuple[YearsChange, ...]:
    """Return the stretches of years in which the two schedules differ."""
    found: list[YearsChange] = []
    for year in range(first, last + 1):
        now = YearsChange(year, year, *(value_in(side, year) if side else None for side in (old, new)))
        if now.before == now.after:
            continue
        if found and found[-1] == replace(now, first_year=found[-1].first_year, last_year=year - 1):
            now = replace(now, first_year=found.pop().first_year)
        found.append(now)
    return tuple(found)


def _years(scenario: Scenario) -> str:
    return f"{{from: {scenario.first_year}, to: {scenario.last_year}}}"


def _schedule(schedule: Schedule, first: int) -> str:
    return schedule_text(schedule, first) if schedule else ""


def _number(value: float | None) -> str:
    return "" if value is None else written_number(value)
