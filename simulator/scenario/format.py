"""The scenario format: from the text of a file to a checked Scenario, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simulator.errors import ScenarioError
from simulator.scenario.fields import line_of_text, number, plain_text, year
from simulator.scenario.levers import read_levers
from simulator.scenario.milestones import read_events, read_targets
from simulator.scenario.nodes import read_nodes
from simulator.scenario.places import Findings, Place, choice, entries, keyed, unknown_name
from simulator.scenario.record import Scenario
from simulator.scenario.vocabulary import EFFECTS, FIRST_YEAR, FORMAT, LAST_YEAR

if TYPE_CHECKING:
    from simulator.evidence import Evidence

KEYS = (
    "format",
    "title",
    "locality",
    "note",
    "years",
    "levers",
    "events",
    "targets",
    "effects",
    "assumptions",
)
REQUIRED = ("format", "title", "locality", "years")
LONGEST_TITLE = 120
LONGEST_NOTE = 2_000

Years = tuple[int, int]


def parse_scenario(text: str, *, file: str, evidence: Evidence) -> Scenario:
    """Return the scenario that ``text`` holds; ScenarioError with every fault, named by ``file`` and line."""
    findings = Findings(file)
    scenario = _scenario(Place(read_nodes(text, file), "", findings), evidence)
    if scenario is None or findings.faults:
        raise ScenarioError(findings.in_order())
    return scenario


def _scenario(root: Place, evidence: Evidence) -> Scenario | None:
    parts = entries(root, KEYS, REQUIRED)
    if parts is None:
        return None
    years = _years(parts["years"]) if "years" in parts else None
    first, last = bounds = years or (FIRST_YEAR, LAST_YEAR)  # so that a fault in the years makes no others
    title, locality, effects = parts.get("title"), parts.get("locality"), parts.get("effects")
    _check_format(parts.get("format"))
    return Scenario(
        title=line_of_text(title, LONGEST_TITLE) if title else "",
        locality=choice(locality, tuple(evidence.localities), "unknown_locality") if locality else "",
        note=line_of_text(parts["note"], LONGEST_NOTE, several=True) if "note" in parts else "",
        first_year=first,
        last_year=last,
        levers=read_levers(parts["levers"], evidence.levers, bounds) if "levers" in parts else {},
        events=read_events(parts["events"], bounds) if "events" in parts else None,
        targets=read_targets(parts["targets"], bounds) if "targets" in parts else None,
        effects=choice(effects, EFFECTS, "unknown_effects") if effects else EFFECTS[0],
        assumptions=_assumptions(parts["assumptions"], evidence) if "assumptions" in parts else {},
    )


def _check_format(place: Place | None) -> None:
    if place and plain_text(place) != str(FORMAT):
        place.fault("format", allowed=str(FORMAT))


def _years(place: Place) -> Years | None:
    ends = entries(place, ("from", "to"), ("from", "to"))
    if not ends or len(ends) < 2:
        return None
    first, last = (_end(ends[name]) for name in ("from", "to"))
    if first is None or last is None:
        return None
    if first > last:
        place.fault("years_reversed", value=f"{first}–{last}")
        return None
    return first, last


def _end(place: Place) -> int | None:
    return year(place, plain_text(place), FIRST_YEAR, LAST_YEAR)


def _assumptions(place: Place, evidence: Evidence) -> Mapping[str, float]:
    ranges: dict[str, tuple[float, float]] = {}
    for parameter in evidence.parameters:  # one may have a record for each region: the widest range holds
        lower, upper = ranges.get(parameter.name, (parameter.lower, parameter.upper))
        ranges[parameter.name] = (min(lower, parameter.lower), max(upper, parameter.upper))
    values: dict[str, float] = {}
    for name, (key, value_place) in (keyed(place) or {}).items():
        if name not in ranges:
            unknown_name(key, "unknown_parameter", ranges, name=name)
            continue
        value = number(value_place, *ranges[name])
        if value is not None:
            values[name] = value
    return values
