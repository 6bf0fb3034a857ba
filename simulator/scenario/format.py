"""The scenario format: from the text of a file to its checked content, or to all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import ScenarioError
from simulator.scenario import migrations
from simulator.scenario.content import Content
from simulator.scenario.fields import line_of_text, number, plain_text, year
from simulator.scenario.levers import read_levers
from simulator.scenario.localities import read_locality
from simulator.scenario.milestones import read_events, read_targets
from simulator.scenario.names import is_name
from simulator.scenario.nodes import ScalarNode, read_nodes
from simulator.scenario.places import Findings, Place, choice, entries, keyed, unknown_name
from simulator.scenario.record import Scenario
from simulator.scenario.vocabulary import EFFECTS, FIRST_YEAR, FORMAT, LAST_YEAR

if TYPE_CHECKING:
    from simulator.evidence import Evidence

KEYS = (
    "format",
    "title",
    "locality",
    "extends",
    "note",
    "years",
    "levers",
    "events",
    "targets",
    "effects",
    "assumptions",
    "saved_by",
    "saved_at",
)
REQUIRED = ("format", "title", "locality", "years")
LONGEST_TITLE = 120
LONGEST_NOTE = 2_000
LONGEST_PERSON = 120
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})")
MOMENT_EXAMPLE = "2026-03-05T08:30:00+07:00"

Years = tuple[int, int]


def parse_content(text: str, *, file: str, evidence: Evidence, beside: Path | None = None) -> Content:
    """Return what the text of a file says by itself; ScenarioError with every fault, named by ``file`` and line.

    ``beside``: the folder of the file, from which it may name an own locality by its file of figures.
    """
    root = read_nodes(text, file)
    version = migrations.version_of(root)
    findings = Findings(file)
    content = _content(
        Place(migrations.migrated(root, migrations.STEPS), "", findings),
        evidence,
        FORMAT if version is None else version,
        beside,
    )
    if content is None or findings.faults:
        raise ScenarioError(findings.in_order())
    return content


def _content(root: Place, evidence: Evidence, version: int, beside: Path | None) -> Content | None:
    parts = entries(root, KEYS, REQUIRED)
    if parts is None:
        return None
    _check_format(parts.get("format"))
    base = parts.get("extends")
    return Content(
        own=_scenario(parts, evidence, beside),
        extends=_base(base) if base else "",
        effects_stated="effects" in parts,
        saved_by=line_of_text(parts["saved_by"], LONGEST_PERSON) if "saved_by" in parts else "",
        saved_at=_moment(parts["saved_at"]) if "saved_at" in parts else None,
        version=version,
        base_line=base.node.line if base else None,
    )


def _scenario(parts: Mapping[str, Place], evidence: Evidence, beside: Path | None) -> Scenario:
    years = _years(parts["years"]) if "years" in parts else None
    first, last = bounds = years or (FIRST_YEAR, LAST_YEAR)  # so that a fault in the years makes no others
    title, locality, effects = parts.get("title"), parts.get("locality"), parts.get("effects")
    return Scenario(
        title=line_of_text(title, LONGEST_TITLE) if title else "",
        locality=read_locality(locality, evidence.localities, beside) if locality else "",
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
    text = plain_text(place) if place else str(FORMAT)
    if place and text != str(FORMAT):
        newer = migrations.VERSION.fullmatch(text) is not None and int(text) > FORMAT
        place.fault("format_newer" if newer else "format", allowed=str(FORMAT))


def _base(place: Place) -> str:
    """Return the name of the file that this one stacks on; whether there is one is seen where the files are."""
    text = place.node.text if isinstance(place.node, ScalarNode) else ""
    if is_name(text) and not text.casefold().endswith((".yaml", ".yml")):
        return text
    bare = re.split(r"[/\\]", text)[-1].strip()
    bare = re.sub(r"\.ya?ml$", "", bare, flags=re.IGNORECASE)
    place.fault("base_name", nearest=bare if is_name(bare) else "")
    return ""


def _moment(place: Place) -> datetime | None:
    text = plain_text(place)
    try:
        if MOMENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:  # the thirtieth of February
        pass
    place.fault("not_moment", allowed=MOMENT_EXAMPLE)
    return None


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
