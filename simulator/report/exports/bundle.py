"""One file that holds a run: its scenario, what it was made from, its results, and a hash of each.

A ZIP of fixed order, dates and rights: the same run gives the same bytes. `read_bundle` trusts nothing in it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.analysis.projection import Projection
from simulator.errors import DataError, Fault
from simulator.report.export import COLUMNS, Origin, csv_text, manifest_text
from simulator.scenario import dump_scenario

SUFFIX = ".bundle.zip"
FORMAT = 1
SCENARIO, MANIFEST, RESULTS, SUMS = "scenario.yaml", "manifest.json", "results.csv", "SHA256SUMS"
MEMBERS = (SCENARIO, MANIFEST, RESULTS)
LARGEST = 40_000_000  # bytes of a member unpacked; a run of thirty years takes 2 MB
KEYS = len(("date", "indicator", "unit"))
DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can tell: the time of making says nothing of the run


@dataclass(frozen=True)
class Bundle:
    """What a file holds, its hashes already checked."""

    file: str
    scenario: str
    results: str
    origin: Origin
    versions: Mapping[str, str]


@dataclass(frozen=True)
class Difference:
    """The figure that differs most between two results, relative to its size."""

    when: str
    indicator: str
    statistic: str
    then: float
    now: float
    relative: float


def bundle_bytes(projection: Projection, origin: Origin) -> bytes:
    """Return the file of a run. The scenario in it is complete: it needs no baseline beside it."""
    contents = {
        SCENARIO: dump_scenario(projection.scenario),
        MANIFEST: manifest_text(projection, origin),
        RESULTS: csv_text(projection),
    }
    raw = {name: text.encode("utf-8") for name, text in contents.items()}
    lines = [f"format {FORMAT}", *(f"{_hash(content)}  {name}" for name, content in raw.items())]
    raw[SUMS] = ("\n".join(lines) + "\n").encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in raw.items():
            member = zipfile.ZipInfo(name, DATE)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(member, content)
    return packed.getvalue()


def read_bundle(raw: bytes, file: str) -> Bundle:
    """Return what a file holds. Raises DataError for one that is none, damaged, changed or of another format."""
    found = _members(raw, file)
    stated = dict(_sums(found[SUMS].decode("utf-8", "replace"), file))
    changed = [name for name in MEMBERS if stated.get(name) != _hash(found[name])]
    if changed:
        raise DataError([Fault("bundle_changed", file, field=name) for name in changed])
    try:
        about = json.loads(found[MANIFEST])
        origin = Origin(
            scenario_file=str(about["scenario"]["file"]),
            data_digest=str(about["data_sha256"]),
            posterior_digest=str(about["posterior_sha256"]),
            draws=int(about["draws"]),
            seed=int(about["seed"]),
        )
        versions = {str(name): str(value) for name, value in about["versions"].items()}
        texts = {name: found[name].decode("utf-8") for name in (SCENARIO, RESULTS)}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError([Fault("bundle_unreadable", file, field=MANIFEST)]) from error
    return Bundle(file, texts[SCENARIO], texts[RESULTS], origin, versions)


def largest_difference(then: str, now: str, file: str) -> Difference | None:
    """The figure that differs most between two tidy CSVs of a run; None when all are the same.

    A figure that only one of them has differs without bound. Raises DataError for results that are none.
    """
    old, new = _figures(then, file), _figures(now, file)
    worst: Difference | None = None
    for key in old.keys() | new.keys():
        before, after = old.get(key, float("nan")), new.get(key, float("nan"))
        size = max(abs(before), abs(after))
        relative = abs(after - before) / size if size > 0.0 else 0.0
        relative = float("inf") if relative != relative else relative
        if relative > 0.0 and (worst is None or (relative, key) > (worst.relative, (worst.when, *key[1:]))):
            worst = Difference(key[0], key[1], key[2], before, after, relative)
    return worst


def _members(raw: bytes, file: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()
            if sorted(names) != sorted((*MEMBERS, SUMS)) or any(i.file_size > LARGEST for i in archive.infolist()):
                raise DataError([Fault("bundle_unknown", file, allowed=", ".join((*MEMBERS, SUMS)))])
            return {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise DataError([Fault("bundle_unreadable", file)]) from error


def _sums(text: str, file: str) -> Iterator[tuple[str, str]]:
    first, *lines = text.splitlines() or [""]
    if first != f"format {FORMAT}":
        raise DataError([Fault("bundle_format", file, field=SUMS, value=first, allowed=f"format {FORMAT}")])
    for line in lines:
        stated, _, name = line.partition("  ")
        yield name, stated


def _figures(results: str, file: str) -> dict[tuple[str, str, str], float]:
    rows = csv.reader(io.StringIO(results))
    if tuple(next(rows, ())) != COLUMNS:
        raise DataError([Fault("bundle_unreadable", file, field=RESULTS)])
    try:
        return {
            (row[0], row[1], statistic): float(figure)
            for row in rows
            for statistic, figure in zip(COLUMNS[KEYS:], row[KEYS:], strict=True)
        }
    except (ValueError, IndexError) as error:
        raise DataError([Fault("bundle_unreadable", file, field=RESULTS)]) from error


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
