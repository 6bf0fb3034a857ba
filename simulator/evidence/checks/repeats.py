"""Repeats: a figure stands once, and calibration is told one thing about one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.evidence.checks.finding import Clash
from simulator.evidence.records import Observation

Slot = tuple[object, ...]


def slot(observation: Observation) -> Slot:
    """Return what a figure is about: place, quantity, period and standard."""
    return (
        observation.locality,
        observation.indicator,
        observation.period_start,
        observation.period_end,
        observation.standard,
    )


def repeated_ids(observations: Sequence[Observation]) -> Iterator[Clash]:
    """Find rows with the name of an earlier one."""
    seen: set[str] = set()
    for row in observations:
        if row.obs_id and row.obs_id in seen:
            yield Clash((row,), "repeated_id", "obs_id", row.obs_id, "")
        seen.add(row.obs_id)


def repeated_rows(observations: Sequence[Observation]) -> Iterator[Clash]:
    """Find the same figure from the same source under another name."""
    first: dict[Slot, Observation] = {}
    for row in observations:
        earlier = first.setdefault((*slot(row), row.value, row.source_id), row)
        if earlier is not row and earlier.obs_id != row.obs_id:
            yield Clash((row,), "repeated_row", "value", f"{row.value:.10g}", earlier.obs_id)


def contradictions(observations: Sequence[Observation]) -> Iterator[Clash]:
    """Find rows to fit that say different things about the same place, quantity, period and standard.

    A figure that is only a bound agrees with all that lies on its side.
    """
    floors: dict[Slot, Observation] = {}
    ceilings: dict[Slot, Observation] = {}
    for row in observations:
        if row.fit != "yes":
            continue
        about = slot(row)
        floor, ceiling = floors.setdefault(about, row), ceilings.setdefault(about, row)
        against = ceiling if _lowest(row) > _highest(ceiling) else floor
        if _lowest(row) > _highest(ceiling) or _highest(row) < _lowest(floor):
            allowed = f"{against.value:.10g} ({against.obs_id})"
            yield Clash((row, against), "contradiction", "value", f"{row.value:.10g}", allowed)
        floors[about] = max(floor, row, key=_lowest)
        ceilings[about] = min(ceiling, row, key=_highest)


def _lowest(row: Observation) -> float:
    return float("-inf") if row.bound == "at_most" else row.value


def _highest(row: Observation) -> float:
    return float("inf") if row.bound == "at_least" else row.value
