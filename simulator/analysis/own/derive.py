"""A planner's figures and calibrated peers in; the locality's file and its baseline out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.analysis.own import figures
from simulator.analysis.own.baseline import baseline_scenario, baseline_text
from simulator.analysis.own.ground import Ground, ground
from simulator.analysis.own.history import Past, flows, history
from simulator.analysis.own.mergers import REFORM
from simulator.analysis.own.peers import Peer
from simulator.analysis.own.start import Start, start_values
from simulator.analysis.own.words import LANGUAGE, day_text, note, number_text
from simulator.errors import Fault
from simulator.evidence import Evidence
from simulator.evidence.own import OwnFigures, indicator_name
from simulator.scenario.fields import plain_number


@dataclass(frozen=True)
class Derived:
    """The text of the locality's file and of its baseline, and what the planner should know about them."""

    locality_yaml: str
    baseline_yaml: str
    remarks: tuple[Fault, ...]


def derive(own: OwnFigures, evidence: Evidence, peers: Mapping[str, Peer]) -> Derived:
    """Derive what the figures do not say from how the calibrated peers stood. Deterministic.

    Raises DataError when there is no peer, or no households, no count of communes or no poverty rate of a year-end
    that the simulation can start from.
    """
    found = ground(own, evidence, peers)
    starts = start_values(found)
    past = flows(found, starts)
    scenario = baseline_scenario(found, starts, past)
    locality = "\n".join(_locality(found, starts, history(found, past))) + "\n"
    return Derived(locality, baseline_text(found, scenario, past), tuple(_remarks(found, starts)))


def _locality(found: Ground, starts: Mapping[str, Start], past: Mapping[str, Past]) -> Iterator[str]:
    own = found.own
    yield f"# {note('file.locality', name=own.name_vi)}"
    yield f"# {note('file.start', day=day_text(found.start), standard=found.rate.standard)}"
    yield f"id: {own.id}"
    yield f"name: {{vi: {_quoted(own.name_vi)}, en: {_quoted(own.name_en or own.name_vi)}}}"
    if own.parent:
        yield f"parent: {own.parent}"
    yield f"region: {own.region}"
    yield f"ntm_region: {_quoted(own.ntm_region)}"
    yield f"start: {found.start.isoformat()}"
    yield f"standard: {found.rate.standard}"
    if own.former_area:
        yield "merged_former_area: true"
    yield "start_values:"
    for name, start in starts.items():
        yield f"  {name}: {_start(start)}"
    yield "history:"
    for path, lever in past.items():
        yield f"  {path}:"
        yield f"    values: {{{', '.join(f'{month}: {plain_number(level)}' for month, level in lever.steps)}}}"
        yield from (f"    {part}" for part in _provenance(lever.note, lever.source_ids))


def _start(start: Start) -> str:
    range_ = start.range
    numbers = (f"{key}: {plain_number(getattr(range_, key))}" for key in ("value", "p05", "p95"))
    return f"{{{', '.join([*numbers, f'unit: {start.unit}', *_provenance(start.note, start.source_ids)])}}}"


def _provenance(words: str, source_ids: tuple[str, ...]) -> list[str]:
    if not source_ids:
        own = words if words.startswith(note("assumption")) else note("assumed", words=words)
        return [f"assumption: {_quoted(own)}"]
    return [f"source_ids: [{', '.join(_quoted(name) for name in source_ids)}]", f"note: {_quoted(words)}"]


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _remarks(found: Ground, starts: Mapping[str, Start]) -> Iterator[Fault]:
    name, communes = found.own.name_vi, indicator_name("communes_total", LANGUAGE)
    yield Fault("own_started", name, value=day_text(found.start), allowed=found.rate.standard)
    yield Fault("own_peers", name, value=found.names)
    if not found.own.former_area and found.communes.last_day < REFORM:
        yield Fault("own_no_merger", name, field=communes, value=number_text(found.communes.last))
    for point in found.communes.risen:
        yield Fault(
            "own_communes_rose",
            name,
            field=communes,
            value=number_text(point.value),
            allowed=day_text(point.day),
        )
    if "villages_total" not in starts and figures.stock("villages_total")(found.rows):
        yield Fault("own_villages_left_out", name, field=indicator_name("villages_total", LANGUAGE))
