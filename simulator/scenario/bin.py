"""Deleted scenarios: kept in a bin until they are taken out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from simulator.files import make_folder, move
from simulator.scenario.headline import Headline, read_headline
from simulator.scenario.history import stamp_of, stamped, stamped_files
from simulator.scenario.names import KEPT


@dataclass(frozen=True)
class Binned:
    """One deleted file: its name in the bin, the name it had, and when it was deleted."""

    name: str
    stem: str
    deleted_at: datetime
    headline: Headline


def throw(path: Path, at: datetime) -> str:
    """Move a scenario file to the bin and return its name there. Raises OutputError."""
    folder = folder_of(path.parent)
    make_folder(folder)
    target = folder / stamped(at, path.stem)
    move(path, target)
    return target.name


def binned(locality: Path) -> list[Binned]:
    """Return what was deleted from a locality's folder, the newest first."""
    found = stamped_files(folder_of(locality))
    return [Binned(path.name, stem_of(path), stamp_of(path.name), read_headline(path)) for path in reversed(found)]


def binned_path(locality: Path, name: str) -> Path | None:
    """Return where a deleted file is kept, None when the bin holds none of this name."""
    return next((path for path in stamped_files(folder_of(locality)) if path.name == name), None)


def stem_of(path: Path) -> str:
    """Return the name that a file of the bin had."""
    return path.stem.partition("-")[2]


def folder_of(locality: Path) -> Path:
    """Return the bin of a locality's folder."""
    return locality.parent / KEPT / "bin" / locality.name
