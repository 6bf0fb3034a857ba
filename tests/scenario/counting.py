"""`python -m tests.scenario.counting FILE N`: adds one to a lever of a shared file; prints how often it met another."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from simulator.scenario.saves import Conflict
from simulator.scenario.store import Store
from tests.scenario.examples import EVIDENCE

LEVER = "ntm.investment"


def added(store: Store, path: Path) -> None:
    """Save the file with one more in the lever. Raises Conflict."""
    document = store.open(path)
    value = document.scenario.levers[LEVER][0][1] + 1
    levers = {**document.scenario.levers, LEVER: ((2026, value),)}
    store.save(path, replace(document.scenario, levers=levers), revision=document.revision)


def main(path: Path, times: int) -> int:
    """Add as often as asked for; return how often another was faster."""
    store, told, done = Store(EVIDENCE, path.parents[1]), 0, 0
    while done < times:
        try:
            added(store, path)
            done += 1
        except Conflict:
            told += 1
    return told


if __name__ == "__main__":
    sys.stdout.write(str(main(Path(sys.argv[1]), int(sys.argv[2]))))
