"""What a planner's file says: a locality, its figures and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.errors import Fault
from simulator.evidence.records import Observation, Source


@dataclass(frozen=True)
class OwnFigures:
    """The figures of a locality that is not shipped, checked as those of ``data/``.

    ``region`` is one of ``priors.REGIONS``, ``ntm_region`` a scope of ``ntm_criterion_11`` in ``rules.csv``.
    Every observation is of the locality ``id`` and names one of ``sources`` or a shipped source; the order is that
    of ``obs_id``, so files that differ only in the order of their rows give the same figures, ``line`` aside.
    ``remarks`` say how a doubtful cell was read and which defaults were taken; they are no faults.
    """

    id: str
    name_vi: str
    name_en: str
    region: str
    ntm_region: str
    parent: str
    former_area: bool
    observations: tuple[Observation, ...]
    sources: Mapping[str, Source]
    remarks: tuple[Fault, ...]
