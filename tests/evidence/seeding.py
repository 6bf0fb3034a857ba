"""Copies of the shipped data with one thing spoilt."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from simulator.errors import DataError, Fault
from simulator.evidence import DATA, load_evidence

KEYS = {
    "observations.csv": "obs_id",
    "sources.csv": "source_id",
    "indicators.csv": "indicator",
    "levers.csv": "path",
    "places.csv": "place",
}


def copied_data(folder: Path) -> Path:
    """Copy the shipped data, posteriors aside."""
    return Path(shutil.copytree(DATA, folder / "data", ignore=shutil.ignore_patterns("posteriors")))


def read_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def write_rows(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def line_of(path: Path, key: str | tuple[str, ...]) -> int:
    """Return the line of the row whose first cells are the key. No shipped cell holds a line break."""
    wanted = [key] if isinstance(key, str) else list(key)
    lines = [number for number, row in enumerate(read_rows(path), 1) if row[: len(wanted)] == wanted]
    assert len(lines) == 1, (path, key, lines)
    return lines[0]


def spoil(path: Path, key: str | tuple[str, ...], **cells: str) -> int:
    """Write cells into the row with this key and return its line."""
    rows, line = read_rows(path), line_of(path, key)
    for column, value in cells.items():
        rows[line - 1][rows[0].index(column)] = value
    write_rows(path, rows)
    return line


def append(path: Path, like: str, **cells: str) -> int:
    """Append a row that differs from another in these cells and return its line."""
    rows = read_rows(path)
    row = list(rows[line_of(path, like) - 1])
    for column, value in cells.items():
        row[rows[0].index(column)] = value
    write_rows(path, [*rows, row])
    return len(rows) + 1


def replace(path: Path, old: str, new: str) -> int:
    """Replace a text that stands there once and return its line."""
    content = path.read_text(encoding="utf-8")
    assert content.count(old) == 1, (path, old)
    path.write_text(content.replace(old, new), encoding="utf-8")
    return content[: content.index(old)].count("\n") + 1


def faults_of(data: Path) -> tuple[Fault, ...]:
    """Return what the loader says about a folder."""
    try:
        load_evidence(data)
    except DataError as error:
        return error.faults
    return ()
