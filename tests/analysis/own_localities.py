"""Own localities for the tests: derived from shipped peers, and put into the evidence as a folder would be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from simulator.analysis.own import Derived, Peer, derive, peers_of
from simulator.evidence import Evidence, Observation
from simulator.evidence.known import Known
from simulator.evidence.localities import read_locality
from simulator.evidence.nodes import read_yaml
from simulator.evidence.own import OwnFigures
from simulator.scenario import Scenario, parse_scenario
from tests import shipped

ORIGIN = "own.yaml"


@lru_cache
def peer(name: str) -> Peer:
    return Peer(shipped.baseline(name), shipped.posterior(name))


def derived(own: OwnFigures, names: Iterable[str] = ()) -> Derived:
    chosen = tuple(names) or peers_of(shipped.evidence(), own.region)
    return derive(own, shipped.evidence(), {name: peer(name) for name in chosen})


def evidence_with(own: OwnFigures, found: Derived) -> Evidence:
    """The shipped evidence with the own locality; every fault of its derived file fails the test."""
    shipped_evidence = shipped.evidence()
    sources = {**shipped_evidence.sources, **own.sources}
    known = Known(
        sources=sources,
        units={name: row.unit for name, row in shipped_evidence.indicators.items()},
        localities=(*shipped_evidence.localities, own.id),
        places=(*shipped_evidence.localities, own.id),
        levers=shipped_evidence.levers,
        ntm_regions={rule.scope for rule in shipped_evidence.rules},
    )
    faults: list[object] = []
    block = read_yaml(found.locality_yaml, ORIGIN, faults)  # type: ignore[arg-type]
    assert block is not None, faults
    place = read_locality(block, own.id, known)
    assert faults == []
    return replace(
        shipped_evidence,
        sources=sources,
        observations=(*shipped_evidence.observations, *own.observations),
        localities={**shipped_evidence.localities, own.id: place},
    )


def baseline_of(own: OwnFigures, found: Derived, evidence: Evidence) -> Scenario:
    return parse_scenario(found.baseline_yaml, file=f"{own.id}-baseline.yaml", evidence=evidence)


def without(own: OwnFigures, *obs_ids: str) -> OwnFigures:
    return replace(own, observations=tuple(row for row in own.observations if row.obs_id not in obs_ids))


def only(own: OwnFigures, rows: Iterable[Observation]) -> OwnFigures:
    return replace(own, observations=tuple(sorted(rows, key=lambda row: row.obs_id)))
