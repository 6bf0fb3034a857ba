"""Changes a folder of scenarios in children that are killed, or whose disk fails, and looks at what is left.

`python -m tests.scenario.faulty_disk kill`, or `fail`: each call to the system that touches the folder is in turn the
last of a child, or fails. `chance NUMBER`: as many children are killed at a random moment. Prints what came of it.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from simulator.errors import SimulatorError
from simulator.scenario import Scenario
from simulator.scenario.lock import locked
from simulator.scenario.store import Store
from tests.scenario.examples import EVIDENCE
from tests.scenario.folders import BASELINE, BY_HAND, START, brief, store_in, written

CALLS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.listdir", "os.scandir")
NUMBERS = (errno.ENOSPC, errno.EROFS, errno.EIO)
KILLED, DONE, REFUSED, CRASHED = 9, 0, 3, 4
LOCALITY = "son-la"
LATER = START + timedelta(days=1)

Change = Callable[[Store, Path], Any]


def moved(scenario: Scenario, value: float) -> Scenario:
    return replace(scenario, levers={**scenario.levers, "ntm.investment": ((2026, value),)})


def save(store: Store, path: Path) -> None:
    document = store.open(path)
    store.save(path, moved(document.scenario, 77), revision=document.revision, by="Lan")


def rename(store: Store, path: Path) -> None:
    store.rename(path, "Tên khác", revision=store.open(path).revision)


def delete(store: Store, path: Path) -> None:
    follower = path.with_name("them.yaml")
    store.delete(follower, revision=store.open(follower).revision)


def restore(store: Store, path: Path) -> None:
    del path
    store.restore(LOCALITY, store.bin(LOCALITY)[0].name)


def restore_version(store: Store, path: Path) -> None:
    store.restore_version(path, store.versions(path)[0].name, revision=store.open(path).revision)


CHANGES: dict[str, Change] = {
    "save": save,
    "save_as": lambda store, path: store.save_as(store.open(path).scenario, "Mới"),
    "duplicate": lambda store, path: store.duplicate(path, "Mới"),
    "rename": rename,
    "delete": delete,
    "restore": restore,
    "restore_version": restore_version,
}


def folder_in(place: Path) -> tuple[Store, Path]:
    """A folder with a file that has comments, versions and a follower, and something in the bin."""
    store = store_in(place)
    path = written(store, "nha-o", BY_HAND)
    first = store.open(path)
    store.save(path, moved(first.scenario, 11), revision=first.revision, by="Hùng")
    written(store, "them", brief("Thêm", "# chú thích\n", extends="nha-o"))
    thrown = written(store, "bo", brief("Bỏ"))
    store.delete(thrown, revision=store.open(thrown).revision)
    return store, path


def losses(folder: Path) -> list[str]:
    """What is damaged or lost in a folder: every file is whole, and every scenario is somewhere."""
    store = Store(EVIDENCE, folder)
    found, titles = [], []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            if ".store" not in path.parts:
                titles.append(store.open(path).scenario.title)
            else:
                titles.append(next(line[7:] for line in path.read_text("utf-8").splitlines() if line[:7] == "title: "))
        except (SimulatorError, StopIteration) as error:
            found.append(f"{path.name}: {error}")
    wanted = {"Như hiện nay", "Bỏ"}
    found += [f"lost: {title}" for title in wanted - {title.strip("'") for title in titles}]
    if not {"Nhà ở trước", "'Nhà ở trước'      # tên", "Tên khác"} & {*titles}:
        found.append("lost: Nhà ở trước")
    found += [f"stray: {path}" for path in folder.rglob("*") if path.is_file() and not expected(path)]
    return found


def expected(path: Path) -> bool:
    return path.suffix == ".yaml" or path.name == "lock" or path.name.endswith(".saving")


def ended(act: Callable[[], Any]) -> int:
    """Do something in a process of its own and return how that ended."""
    process = forked(act)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def forked(act: Callable[[], Any]) -> int:
    process = os.fork()
    if process:
        return process
    try:
        act()
    except SimulatorError:
        os._exit(REFUSED)
    except BaseException as error:
        sys.stderr.write(f"{error!r}\n")
        os._exit(CRASHED)
    os._exit(DONE)


def watched(folder: Path, act: Callable[[int], None]) -> None:
    """Act at each call to the system that touches the folder; calls are counted from one."""
    seen = count(1)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CALLS and str(arguments[0]).startswith(str(folder)):
            act(next(seen))

    sys.addaudithook(hook)


def calls_of(change: Change, origin: Path, folder: Path) -> int:
    """How many calls a change makes when nothing stops it."""
    shutil.copytree(origin, folder)
    log = folder.with_suffix(".log")
    with log.open("w") as stream:

        def run() -> None:
            watched(folder, lambda number: print(number, file=stream, flush=True))
            change(Store(EVIDENCE, folder), folder / LOCALITY / "nha-o.yaml")

        assert ended(run) == DONE
    shutil.rmtree(folder)
    return len(log.read_text().splitlines())


def at_each_call(how: str, place: Path) -> dict[str, Any]:
    """Stop every change at each of its calls in turn; how each ended, and all that was damaged or lost."""
    ends: Counter[int] = Counter()
    found: list[str] = []
    known: dict[frozenset[tuple[str, int, bytes]], list[str]] = {}  # many calls only read
    origin, folder = place / "origin", place / "copy"
    folder_in(origin)
    for name, change in CHANGES.items():
        for last in range(1, calls_of(change, origin, folder) + 1):
            shutil.copytree(origin, folder)

            def stop(number: int, last: int = last) -> None:
                if number != last:
                    return
                if how == "kill":
                    os._exit(KILLED)
                code = NUMBERS[number % len(NUMBERS)]
                raise OSError(code, os.strerror(code))

            def run(change: Change = change, stop: Callable[[int], None] = stop) -> None:
                watched(folder, stop)
                change(Store(EVIDENCE, folder, clock=lambda: LATER), folder / LOCALITY / "nha-o.yaml")

            end = ended(run)
            ends[end] += 1
            left = contents(folder)
            if left not in known:
                known[left] = losses(folder)
                Store(EVIDENCE, folder).save_as(BASELINE, "Sau")  # the folder can be written to
            found += [f"{name} {last}: {loss}" for loss in known[left]]
            found += [f"{name} {last}: crashed"] if end == CRASHED else []
            with locked(folder, wait=0.0):  # nothing is left locked
                shutil.rmtree(folder)
    return {"ends": ends, "found": found}


def contents(folder: Path) -> frozenset[tuple[str, int, bytes]]:
    """All that is in a folder: names, modes and bytes. The name of a file that is being written is drawn at random."""
    return frozenset(
        (
            str((path.with_name(path.suffix) if path.suffix == ".saving" else path).relative_to(folder)),
            path.stat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in folder.rglob("*")
    )


def at_random(kills: int, place: Path) -> dict[str, Any]:
    """Kill a writer again and again, whatever it is doing; what was damaged or lost, and what was swept."""
    chance = random.Random(1)
    folder = place / "folder"
    _, path = folder_in(folder)
    found: list[str] = []

    def work() -> None:
        store = Store(EVIDENCE, folder)
        for value in count(os.getpid()):
            document = store.open(path)
            store.save(path, moved(document.scenario, value % 1000), revision=document.revision, by="Lan")

    ends: Counter[int] = Counter()
    for number in range(kills):
        process = forked(work)
        time.sleep(chance.uniform(0, 0.12))
        os.kill(process, signal.SIGKILL)
        ends[os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])] += 1
        found += [f"{number}: {loss}" for loss in losses(folder)]
    strays = [*folder.rglob("*.saving")]
    for stray in strays:
        os.utime(stray, (0, 0))
    store = Store(EVIDENCE, folder)
    document = store.open(path)
    store.save(path, moved(document.scenario, 1001), revision=document.revision)
    text = path.read_text("utf-8")
    found += [] if "# hết nhà tạm" in text else ["comments lost"]
    left = [*folder.rglob("*.saving")]
    return {
        "ends": ends,
        "found": found,
        "strays": len(strays),
        "left": len(left),
        "versions": len(store.versions(path)),
    }


if __name__ == "__main__":
    mode = sys.argv[1]
    with tempfile.TemporaryDirectory() as root:
        result = at_random(int(sys.argv[2]), Path(root)) if mode == "chance" else at_each_call(mode, Path(root))
    sys.stdout.write(json.dumps(result))
