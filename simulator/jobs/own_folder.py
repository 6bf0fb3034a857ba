"""Where own localities lie in a folder of scenarios, and how one gets there: wholly, or not at all.

It is made in a hidden folder beside, locked as long as its job lives. A new one is moved to its place in one move; one
that replaces another is first marked as ready: from then on it is put in its place whatever happens, by whoever looks.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from simulator.errors import DataError, Fault
from simulator.evidence.own.load import KEPT, LOCALITY
from simulator.files import make_folder, move, refusal, remove
from simulator.scenario import baseline_path
from simulator.scenario.load import revision_at
from simulator.scenario.lock import locked
from simulator.scenario.names import KEPT as STORE
from simulator.scenario.names import locality_folder

GENERATED = "baseline.yaml"
"""The baseline as it was generated: the planner's is edited when it differs."""

STAGES = ".bringing-"
READY = "ready"
OLD = "old"
LOCK = "lock"
PUT_AWAY = "localities"


def is_own(folder: Path) -> bool:
    """Tell whether a locality's folder of scenarios is that of an own locality."""
    return (folder / KEPT / LOCALITY).is_file()


@contextmanager
def stage(folder: Path) -> Iterator[Path]:
    """Make a hidden folder to build in, and remove it in the end. What killed jobs left is swept first.

    Raises OutputError when the folder cannot be written.
    """
    place = folder / f"{STAGES}{secrets.token_hex(8)}"
    with locked(folder):
        _sweep(folder)
        make_folder(place)
        lock = FileLock(place / LOCK, timeout=0)
        lock.acquire()
    try:
        yield place
    finally:
        lock.release()
        shutil.rmtree(place, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Finish or remove what jobs left that were killed; nothing happens to those that live. Raises OutputError."""
    if any(folder.glob(f"{STAGES}*")):
        with locked(folder):
            _sweep(folder)


def refuse_existing(locality: str, folder: Path, file: str) -> None:
    """Raise DataError when a folder of scenarios has a locality of this name."""
    if locality_folder(locality, folder).exists():
        raise DataError([Fault("own_exists", file, value=locality)])


def is_edited(locality: str, folder: Path) -> bool:
    """Tell whether the baseline of an own locality is not as it was generated."""
    path = baseline_path(locality, folder)
    generated = locality_folder(locality, folder) / KEPT / GENERATED
    return path.exists() and revision_at(path) != revision_at(generated)


def install(place: Path, locality: str, folder: Path, file: str, *, replace: bool) -> None:
    """Give what was built its place. Raises DataError when there is one and it is not to be replaced, OutputError."""
    made = locality_folder(locality, place)
    with locked(folder):
        if not replace:
            refuse_existing(locality, folder, file)
        if not locality_folder(locality, folder).exists():
            move(made, locality_folder(locality, folder))
            return
        if is_edited(locality, folder):
            remove(baseline_path(locality, place))
        make_folder(place / READY)
        move(made, place / READY / made.name)
        _finish(place, folder)


def put_away(locality: str, folder: Path) -> Path:
    """Move an own locality with its scenarios out of sight, to the store of the folder; return where it is kept.

    Raises DataError when it is no own locality, OutputError.
    """
    found = locality_folder(locality, folder)
    with locked(folder):
        if not is_own(found):
            raise DataError([Fault("own_not_there", found.name)])
        kept = folder / STORE / PUT_AWAY
        make_folder(kept)
        target = kept / f"{datetime.now():%Y%m%d-%H%M%S}-{found.name}"
        move(found, target)
    return target


def _finish(place: Path, folder: Path) -> None:
    """Put what is ready in its place; each step may have been done before."""
    for made in (place / READY).glob("*"):
        target = folder / made.name
        if (made / KEPT).exists():
            if (target / KEPT).exists():
                move(target / KEPT, place / OLD)
            make_folder(target)
            move(made / KEPT, target / KEPT)
        for baseline in made.glob("*.yaml"):
            os.replace(baseline, target / baseline.name)
        made.rmdir()


def _sweep(folder: Path) -> None:
    for place in folder.glob(f"{STAGES}*"):
        lock = FileLock(place / LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            continue
        except OSError as error:
            raise refusal(error, place) from error
        try:
            _finish(place, folder)
        finally:
            lock.release()
        shutil.rmtree(place, ignore_errors=True)
