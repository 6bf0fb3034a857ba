"""Scenarios beside each other: what a baseline fills in, and in which levers two scenarios differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.scenario.record import Scenario, Schedule, value_in
from simulator.scenario.vocabulary import FIRST_YEAR, LAST_YEAR, SHARE_PATHS, lever_rank

NOTHING: Schedule = ()


def completed(scenario: Scenario, baseline: Scenario) -> Scenario:
    """Return the scenario with everything it does not say taken from the baseline.

    A lever that the scenario changes later than the baseline starts keeps the baseline's values until then,
    so the result begins with the earlier of the two. Credit shares are one unit: a scenario that lists any of
    them replaces all. Events and targets are the scenario's when it has the key, even an empty one.
    """
    first, last = min(scenario.first_year, baseline.first_year), scenario.last_year
    own, before = _with_shares(scenario), _with_shares(baseline)
    levers = {
        path: _joined(before.get(path, NOTHING), own.get(path, NOTHING), first, last)
        for path in sorted({*own, *before}, key=lever_rank)
    }
    events = scenario.events
    if events is None:
        events = tuple(event for event in baseline.events or () if event.date.year <= last)
    targets = scenario.targets
    if targets is None:
        targets = tuple(target for target in baseline.targets or () if first <= target.date.year <= last)
    return replace(scenario, first_year=first, levers=levers, events=events, targets=targets)


def differences(a: Scenario, b: Scenario) -> list[tuple[str, Schedule, Schedule]]:
    """Return (path, schedule of a, schedule of b) of the levers that differ in any year; () when not set."""
    paths = sorted({*a.levers, *b.levers}, key=lever_rank)
    pairs = ((path, a.levers.get(path, NOTHING), b.levers.get(path, NOTHING)) for path in paths)
    return [pair for pair in pairs if _by_year(pair[1]) != _by_year(pair[2])]


def _with_shares(scenario: Scenario) -> Mapping[str, Schedule]:
    """Return the levers of a scenario; when it lists a credit share, those it does not list are zero."""
    if not any(path in scenario.levers for path in SHARE_PATHS):
        return scenario.levers
    return {**dict.fromkeys(SHARE_PATHS, ((scenario.first_year, 0.0),)), **scenario.levers}


def _joined(before: Schedule, own: Schedule, first: int, last: int) -> Schedule:
    """Return the steps of ``before`` until ``own`` begins, then ``own``, from the first year to the last."""
    start = own[0][0] if own else last + 1
    steps = tuple(step for step in before if step[0] < start) + own or before[:1]
    return ((min(first, steps[0][0]), steps[0][1]), *steps[1:])


def _by_year(schedule: Schedule) -> tuple[float, ...]:
    return tuple(value_in(schedule, year) for year in range(FIRST_YEAR, LAST_YEAR + 1)) if schedule else ()
