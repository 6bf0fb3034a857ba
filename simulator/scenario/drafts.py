"""Unsaved work on disk: each browser's drafts, written whole, so that a reload or a restart loses next to nothing.

A draft is a scenario file inside a small JSON record, checked like any other file when it is read back.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import ScenarioError
from simulator.files import make_folder, remove, write_whole
from simulator.scenario.load import parse_scenario, read_raw
from simulator.scenario.names import KEPT, is_name, listed
from simulator.scenario.record import Scenario
from simulator.scenario.write import dump_scenario

if TYPE_CHECKING:
    from simulator.evidence import Evidence

VERSION = 1
OWNER, NAME = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{20}")
MOST = 50  # drafts of one browser
KEPT_FOR = 60 * 24 * 3600  # seconds


@dataclass(frozen=True)
class SavedDraft:
    """A complete scenario with unsaved changes, and ``saved``, the one that they were made on.

    ``stem`` is the name of the file it was opened from ("": none), ``revision`` that file's when the changes began,
    ``address`` what the page's address showed when they were kept.
    """

    scenario: Scenario
    saved: Scenario
    stem: str
    revision: str
    address: str
    touched: datetime


def is_owner(text: object) -> bool:
    """Tell whether a text can stand for a browser: nothing that could lead out of the folder of drafts."""
    return isinstance(text, str) and OWNER.fullmatch(text) is not None


def owner_of(account: str) -> str:
    """Return what stands for a person who has signed in, on whatever machine."""
    return hashlib.sha256(account.encode("utf-8", "replace")).hexdigest()[:32]


def draft_name(key: str) -> str:
    """Return the name of the record that belongs to a key, such as a locality's folder and a file in it."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:20]


def write_draft(folder: Path, owner: str, name: str, draft: SavedDraft) -> None:
    """Keep a draft in place of the one of the same name (`draft_name`). Raises OutputError."""
    inside = _folder(folder, owner)
    record = {
        "version": VERSION,
        "stem": draft.stem,
        "revision": draft.revision,
        "touched": draft.touched.isoformat(timespec="seconds"),
        "address": draft.address,
        "scenario": dump_scenario(draft.scenario),
        "saved": dump_scenario(draft.saved),
    }
    make_folder(inside)
    write_whole(_path(inside, name), json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8"))
    for old in _by_age(inside)[:-MOST]:
        remove(old)


def remove_draft(folder: Path, owner: str, name: str) -> None:
    """Forget a draft; one that is gone already is no fault. Raises OutputError."""
    inside = _folder(folder, owner)
    if inside.is_dir():
        remove(_path(inside, name))


def read_drafts(folder: Path, owner: str, evidence: Evidence) -> dict[str, SavedDraft]:
    """Return the drafts of a browser by the names of their records, the oldest first.

    One that cannot be read stays on disk and is left out.
    """
    found: dict[str, SavedDraft] = {}
    for path in _by_age(_folder(folder, owner)):
        with suppress(ScenarioError, ValueError, KeyError, TypeError):
            found[path.stem] = _read(path, folder, evidence)
    return found


def sweep_drafts(folder: Path) -> None:
    """Remove what has not been touched for two months. Raises OutputError."""
    for path in listed(folder / KEPT / "drafts", "*/*.json"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > KEPT_FOR:
                remove(path)


def _read(path: Path, folder: Path, evidence: Evidence) -> SavedDraft:
    record = json.loads(read_raw(path))
    stem, revision, address, *texts = (record[name] for name in ("stem", "revision", "address", "scenario", "saved"))
    touched = datetime.fromisoformat(record["touched"])
    if record["version"] != VERSION or not all(isinstance(part, str) for part in (stem, revision, address, *texts)):
        raise ValueError(path.name)
    if stem and not is_name(stem):
        raise ValueError(path.name)
    scenario, saved = (parse_scenario(text, file=path.name, evidence=evidence, folder=folder) for text in texts)
    return SavedDraft(scenario, saved, stem, revision, address, touched)


def _by_age(inside: Path) -> list[Path]:
    """The records of a browser, the oldest first; one that goes meanwhile counts as oldest."""
    ages: dict[Path, float] = {}
    for path in listed(inside, "*.json"):
        with suppress(OSError):
            ages[path] = path.stat().st_mtime
    return sorted(ages, key=lambda path: (ages[path], path.name))


def _folder(folder: Path, owner: str) -> Path:
    if not is_owner(owner):
        raise ValueError(f"not an owner of drafts: {owner!r}")
    return folder / KEPT / "drafts" / owner


def _path(inside: Path, name: str) -> Path:
    if not NAME.fullmatch(name):
        raise ValueError(f"not a name of a draft: {name!r}")
    return inside / f"{name}.json"
