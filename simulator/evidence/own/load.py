"""Own localities on disk: beside their scenarios, in the hidden folder ``.locality``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from simulator.errors import DataError, Fault
from simulator.evidence import files
from simulator.evidence.folder import Rows, records
from simulator.evidence.load import compared
from simulator.evidence.localities import read_locality
from simulator.evidence.nodes import read_yaml
from simulator.evidence.observations import COLUMNS, read_observation
from simulator.evidence.own.reading import known_names
from simulator.evidence.own.typed import plain
from simulator.evidence.own.write import OBSERVATIONS, SOURCES
from simulator.evidence.records import Evidence, Locality, Observation, Source
from simulator.evidence.references import SOURCE_COLUMNS, read_source
from simulator.evidence.tables import Row, note_repeats, read_table

KEPT = ".locality"
LOCALITY = "locality.yaml"

Record = TypeVar("Record")


def own_folders(scenario_folder: Path) -> list[Path]:
    """Return the folders of own localities below a folder of scenarios, by name; hidden ones aside."""
    found = scenario_folder.glob(f"*/{KEPT}/{LOCALITY}")
    return sorted(path.parents[1] for path in found if not path.parents[1].name.startswith("."))


def load_own(folder: Path, evidence: Evidence) -> Evidence:
    """Return the evidence with the own locality of a folder added, or put in place of its earlier state.

    ``folder`` is that of its scenarios, named like the locality. DataError carries all faults of all files at once.
    """
    reading = _OwnFolder(folder / KEPT)
    base = _without(folder.name, evidence)
    sources = reading.table(SOURCES, SOURCE_COLUMNS, read_source)
    note_repeats([row for row, _ in sources or []], ("source_id",))
    for row, source in sources or []:
        if source.source_id in base.sources:
            row.fault("repeated_key", "source_id")
    own = {source.source_id: _plain_source(source) for source in records(sources)}
    known = known_names(replace(base, sources={**base.sources, **own}), folder.name)
    rows = reading.table(OBSERVATIONS, COLUMNS, lambda row: read_observation(row, known))
    reading.faults.extend(compared(rows or [], (), files.label(reading.folder / OBSERVATIONS)))
    text = reading.text(LOCALITY)
    block = None if text is None else read_yaml(text, files.label(reading.folder / LOCALITY), reading.faults)
    locality = None if block is None else read_locality(block, folder.name, known)
    if locality is not None and folder.name in base.localities:
        reading.faults.append(Fault("own_shipped_locality", files.label(reading.folder / LOCALITY), value=locality.id))
    if reading.faults or locality is None:
        raise DataError(reading.faults)
    return _with(base, locality, own, records(rows), reading)


class _OwnFolder:
    """The files of one own locality, and what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.contents: dict[str, bytes] = {}

    def text(self, name: str) -> str | None:
        """Return the text of a file, and remember its bytes for the digest."""
        content = files.read_bytes(self.folder / name, self.faults)
        if content is None:
            return None
        self.contents[name] = content
        return files.decode(content, files.label(self.folder / name), self.faults)

    def table(self, name: str, columns: tuple[str, ...], read: Callable[[Row], Record]) -> Rows[Record]:
        """Return the rows of a table, None where it cannot be read."""
        text = self.text(name)
        return None if text is None else read_table(text, files.label(self.folder / name), columns, read, self.faults)


def _without(locality: str, evidence: Evidence) -> Evidence:
    """Return the evidence without what was read of an own locality before."""
    place = evidence.localities.get(locality)
    if place is None or place.home is None:
        return evidence
    return replace(
        evidence,
        observations=tuple(row for row in evidence.observations if row.locality != locality),
        sources={name: one for name, one in evidence.sources.items() if not name.startswith(f"{locality}-own-")},
        localities={name: one for name, one in evidence.localities.items() if name != locality},
    )


def _with(
    base: Evidence, locality: Locality, sources: dict[str, Source], rows: tuple[Observation, ...], reading: _OwnFolder
) -> Evidence:
    return replace(
        base,
        observations=(*base.observations, *(replace(row, note=plain(row.note)) for row in rows)),
        sources={**base.sources, **sources},
        localities={**base.localities, locality.id: replace(locality, home=reading.folder)},
        digest=files.digest({**reading.contents, "data": base.digest.encode()}),
    )


def _plain_source(source: Source) -> Source:
    return replace(source, topic=plain(source.topic), publisher=plain(source.publisher))
