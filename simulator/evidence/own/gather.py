"""All own localities of folders of scenarios, beside the shipped ones; one that is at fault is left out and named."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from simulator.errors import DataError, Fault
from simulator.evidence.files import label
from simulator.evidence.own.load import KEPT, LOCALITY, load_own, own_folders
from simulator.evidence.own.write import OBSERVATIONS, SOURCES
from simulator.evidence.records import Evidence


def with_own(evidence: Evidence, folders: Iterable[Path]) -> tuple[Evidence, dict[str, DataError]]:
    """Return the evidence with the own localities of folders of scenarios, and what is wrong with those left out.

    A name that an earlier folder has already is one of those faults.
    """
    faulty: dict[str, DataError] = {}
    for folder in folders:
        for inside in own_folders(folder):
            taken = evidence.localities.get(inside.name)
            if taken is not None and taken.home is not None:
                faulty[inside.name] = DataError([Fault("own_name_taken", label(inside), value=inside.name)])
                continue
            try:
                evidence = load_own(inside, evidence)
            except DataError as error:
                faulty[inside.name] = error
    return evidence, faulty


def own_files(folder: Path) -> list[Path]:
    """Return the files that an own locality is read from, there or not."""
    return [folder / KEPT / name for name in (OBSERVATIONS, SOURCES, LOCALITY)]
