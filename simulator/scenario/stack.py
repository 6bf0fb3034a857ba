"""Scenarios on top of each other: what a file gives on its base, and what a file must say to give a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from simulator.errors import ScenarioError
from simulator.scenario.combine import completed, differences
from simulator.scenario.content import Content
from simulator.scenario.format import parse_content
from simulator.scenario.record import Scenario, Schedule, value_in
from simulator.scenario.vocabulary import EFFECTS, SHARE_PATHS
from simulator.scenario.write import dump_content

if TYPE_CHECKING:
    from simulator.evidence import Evidence

Part = TypeVar("Part")


def stacked(content: Content, below: Scenario) -> Scenario:
    """Return the complete scenario that a file gives on the complete one below it.

    On a base (``extends``) the effects and assumptions that the file does not state are the base's; a baseline
    hands on neither.
    """
    own = content.own
    if content.extends:
        effects = own.effects if content.effects_stated else below.effects
        own = replace(own, effects=effects, assumptions={**below.assumptions, **own.assumptions})
    return completed(own, below)


def alike(a: Scenario, b: Scenario) -> bool:
    """Tell whether two complete scenarios are the same plan in the same words, however their years are cut."""
    return not differences(a, b) and replace(a, levers={}) == replace(b, levers={})


def blank(scenario: Scenario, extends: str = "") -> Content:
    """Return a file that has the words and years of a scenario and changes nothing."""
    own = replace(scenario, levers={}, events=None, targets=None, effects=EFFECTS[0], assumptions={})
    return Content(own, extends, effects_stated=False)


def rewritten(now: Content, wanted: Scenario, below: Scenario, evidence: Evidence) -> Content:
    """Return what a file must say to give ``wanted`` on what is below it: all that it says already, where that holds.

    ``wanted`` may be complete; what it has in common with the file as it stands is not written into it. A file on a
    base keeps only differences from it. When the base has something that a file cannot take back, the whole
    scenario is written without the base.
    """
    last = wanted.last_year
    levers = {path: tuple(step for step in schedule if step[0] <= last) for path, schedule in wanted.levers.items()}
    wanted = replace(wanted, levers={path: schedule for path, schedule in levers.items() if schedule})
    aim = _Aim(now, wanted, completed(wanted, below), below)
    for content in aim.candidates():
        if _gives(content, aim.whole, below, evidence):
            return content
    return replace(now, own=aim.whole, extends="", effects_stated=True)


def _gives(content: Content, whole: Scenario, below: Scenario, evidence: Evidence) -> bool:
    try:
        read = parse_content(dump_content(content), file=content.own.title, evidence=evidence)
    except ScenarioError:
        return False
    return alike(stacked(read, below), whole)


@dataclass(frozen=True)
class _Aim:
    """What a file says now, the scenario that it is to give (as asked for, and complete), and what lies below it."""

    now: Content
    wanted: Scenario
    whole: Scenario
    below: Scenario

    def candidates(self) -> Iterator[Content]:
        """Yield contents for the file, those that change it least first."""
        for first in dict.fromkeys((self.now.own.first_year, self.wanted.first_year)):
            yield self._from(first)
        yield replace(self.now, own=self.wanted, effects_stated=True)

    def _from(self, first: int) -> Content:
        """Return the content with the changes only, for a file whose years begin with ``first``."""
        now, whole = self.now, self.whole
        before = stacked(now, self.below)
        bare = completed(replace(self.wanted, levers={}, events=None, targets=None), self.below)
        base = self.below if now.extends else replace(self.below, effects=EFFECTS[0], assumptions={})
        stated = now.effects_stated if whole.effects == before.effects else whole.effects != base.effects
        own = replace(
            whole,
            first_year=first,
            levers=dict(self._levers(before, bare, first)),
            events=self._part(now.own.events, whole.events, before.events, bare.events),
            targets=self._part(now.own.targets, whole.targets, before.targets, bare.targets),
            effects=whole.effects if stated else EFFECTS[0],
            assumptions={
                name: value
                for name, value in whole.assumptions.items()
                if name not in base.assumptions or value != base.assumptions[name]
            },
        )
        return replace(now, own=own, effects_stated=stated)

    def _part(self, now: Part | None, whole: Part | None, before: Part | None, bare: Part | None) -> Part | None:
        """Return the events or targets to write: as the file has them, the base's (None), or those wanted."""
        if whole == before:
            return now
        return None if self.now.extends and whole == bare else whole

    def _levers(self, before: Scenario, bare: Scenario, first: int) -> Iterator[tuple[str, Schedule]]:
        moved = {path for path, *_ in differences(self.whole, before)}
        own = {path for path, *_ in differences(self.whole, bare)}
        for unit in _units(self.whole):
            if moved.isdisjoint(unit):
                kept = self.now.own.levers
            elif self.wanted.levers.keys().isdisjoint(unit) or (self.now.extends and own.isdisjoint(unit)):
                continue
            else:
                kept = {path: self.whole.levers[path] for path in unit if _counts(self.whole.levers[path], unit)}
            for path in unit:
                if path in kept and (cut := _cut(kept[path], first, self.whole.last_year)):
                    yield path, cut


def _units(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """Yield the levers that are written together: the credit shares as one, every other alone."""
    if any(path in scenario.levers for path in SHARE_PATHS):
        yield SHARE_PATHS
    yield from ((path,) for path in scenario.levers if path not in SHARE_PATHS)


def _counts(schedule: Schedule, unit: tuple[str, ...]) -> bool:
    """Tell whether a lever has to be written: a share that is always zero goes without saying."""
    return unit != SHARE_PATHS or any(value for _, value in schedule)


def _cut(schedule: Schedule, first: int, last: int) -> Schedule:
    """Return the part of a schedule that a file from the first to the last year can say."""
    inside = tuple(step for step in schedule if first < step[0] <= last)
    return ((first, value_in(schedule, first)), *inside) if schedule[0][0] <= first else inside
