"""One pass over a data folder: its tables in the order in which they refer to each other, and every fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from simulator.errors import Fault
from simulator.evidence import files, localities, priors, references, rules
from simulator.evidence.known import Known
from simulator.evidence.nodes import read_yaml
from simulator.evidence.records import Indicator, Lever, Locality, ParameterRecord, Prior, Rule, Source
from simulator.evidence.tables import Row, note_repeats, read_table

LOCALITIES = "localities"

Record = TypeVar("Record")
Rows = list[tuple[Row, Record]] | None


def records(rows: Rows[Record]) -> tuple[Record, ...]:
    """Return the records of a table, none where it could not be read."""
    return tuple(record for _, record in rows or ())


class FolderReading:
    """What a data folder holds as far as it can be read, and what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.contents: dict[str, bytes] = {}
        self.sources: Rows[Source] = self._table(
            "sources.csv", references.SOURCE_COLUMNS, references.read_source, ("source_id",)
        )
        self.indicators: Rows[Indicator] = self._table(
            "indicators.csv", references.INDICATOR_COLUMNS, references.read_indicator, ("indicator",)
        )
        self.levers: Rows[Lever] = self._table("levers.csv", references.LEVER_COLUMNS, references.read_lever, ("path",))
        names = _names(self.sources, "source_id")
        self.rules: Rows[Rule] = self._table(
            "rules.csv",
            rules.COLUMNS,
            lambda row: rules.read_rule(row, names),
            ("topic", "scope", "valid_from", "valid_to"),
        )
        self.priors: Rows[Prior] = self._table(
            "priors.csv",
            priors.PRIOR_COLUMNS,
            lambda row: priors.read_prior(row, names),
            ("parameter", "scope"),
        )

    def known(self) -> Known:
        """Return the names that observations, parameters and localities may refer to."""
        stems = tuple(localities.id_of(path.stem) for path in self._locality_files())
        if not stems:
            self.faults.append(Fault("missing_file", files.label(self.folder / LOCALITIES / "*.yaml")))
        places = self._table("places.csv", references.PLACE_COLUMNS, references.read_place, ("place",))
        return Known(
            sources=_names(self.sources, "source_id"),
            units=None if self.indicators is None else {row.indicator: row.unit for _, row in self.indicators},
            localities=stems or None,
            places=None if places is None or not stems else (*stems, *records(places)),
            levers=None if self.levers is None else {row.path: row for _, row in self.levers},
            ntm_regions=_names(self.rules, "scope"),
        )

    def parameters(self, known: Known) -> tuple[ParameterRecord, ...]:
        """Return the parameters, with the ranges of the priors that they name."""
        rows: Rows[ParameterRecord] = self._table(
            "parameters.csv",
            priors.PARAMETER_COLUMNS,
            lambda row: priors.read_parameter(row, known, self.priors),
            ("name", "scope", "evidence"),
        )
        return records(rows)

    def localities(self, known: Known) -> Iterator[Locality]:
        """Yield the locality of each file that can be read."""
        for path in self._locality_files():
            text = self.text(f"{LOCALITIES}/{path.name}")
            block = None if text is None else read_yaml(text, files.label(path), self.faults)
            if block is not None:
                yield localities.read_locality(block, path.stem, known)

    def text(self, name: str) -> str | None:
        """Return the text of a file of the folder, and remember its bytes for the digest."""
        path = self.folder / name
        content = files.read_bytes(path, self.faults)
        if content is None:
            return None
        self.contents[name] = content
        return files.decode(content, files.label(path), self.faults)

    def _table(
        self, name: str, columns: tuple[str, ...], read: Callable[[Row], Record], key: tuple[str, ...]
    ) -> Rows[Record]:
        text = self.text(name)
        if text is None:
            return None
        rows = read_table(text, files.label(self.folder / name), columns, read, self.faults)
        note_repeats([row for row, _ in rows or []], key)
        return rows

    def _locality_files(self) -> list[Path]:
        return sorted((self.folder / LOCALITIES).glob("*.yaml"))


def _names(rows: Rows[Record], field: str) -> tuple[str, ...] | None:
    """Return a field of all rows, once each; None where the table could not be read."""
    return None if rows is None else tuple(dict.fromkeys(row.text(field) for row, _ in rows))
