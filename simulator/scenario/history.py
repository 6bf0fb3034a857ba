"""Earlier versions of a scenario: what a save replaces is kept, the last twenty of each file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from simulator.files import make_folder, move, remove, write_whole
from simulator.scenario.headline import Headline, read_headline
from simulator.scenario.load import revision_of
from simulator.scenario.names import KEPT, SUFFIX, listed

MOST_VERSIONS = 20
STAMP = "%Y%m%dT%H%M%S%fZ"
STAMPED = re.compile(r"[0-9]{8}T[0-9]{12}Z-.+")


@dataclass(frozen=True)
class Version:
    """One earlier version of a file, and when another took its place."""

    name: str
    replaced_at: datetime
    headline: Headline


def keep(path: Path, raw: bytes, at: datetime) -> None:
    """Keep the bytes of a file that is about to be replaced. Raises OutputError."""
    folder = folder_of(path)
    make_folder(folder)
    kept = stamped_files(folder)
    mark = revision_of(raw)[:12]
    if not (kept and kept[-1].stem.endswith(mark)):  # else a save that did not end has kept it already
        write_whole(folder / stamped(at, mark), raw)
        for old in kept[: max(0, len(kept) + 1 - MOST_VERSIONS)]:
            remove(old)


def versions(path: Path) -> list[Version]:
    """Return the earlier versions of a file, the newest first."""
    found = [Version(kept.name, stamp_of(kept.name), read_headline(kept)) for kept in stamped_files(folder_of(path))]
    return found[::-1]


def version_path(path: Path, name: str) -> Path | None:
    """Return where an earlier version is kept, None when there is none of this name."""
    return next((kept for kept in stamped_files(folder_of(path)) if kept.name == name), None)


def folder_of(path: Path) -> Path:
    """Return the folder of the earlier versions of a scenario file."""
    return path.parent.parent / KEPT / "history" / path.parent.name / path.stem


def names(locality: Path) -> list[str]:
    """Return the names of the files of a locality's folder that have earlier versions, or had them."""
    return [kept.name for kept in listed(folder_of(locality / "x").parent, "*")]


def move_versions(source: Path, target: Path) -> None:
    """Give the earlier versions of a file to another name of it; those that were there go. Raises OutputError."""
    old, new = folder_of(source), folder_of(target)
    if old.is_dir():
        for left in stamped_files(new):
            remove(left)
        if new.is_dir():
            new.rmdir()
        make_folder(new.parent)
        move(old, new)


def stamped(at: datetime, name: str) -> str:
    """Return the name of a file that is kept since a moment: names in order are moments in order."""
    return f"{at.astimezone(UTC).strftime(STAMP)}-{name}{SUFFIX}"


def stamp_of(name: str) -> datetime:
    """Return the moment in the name of a kept file."""
    return datetime.strptime(name.partition("-")[0], STAMP).replace(tzinfo=UTC)


def stamped_files(folder: Path) -> list[Path]:
    """Return the kept files of a folder, the oldest first; none when there is no such folder."""
    return [path for path in listed(folder, f"*{SUFFIX}") if STAMPED.fullmatch(path.name)]
