"""Tasks that are spread in the tests; they run in other processes, so they live in a module of their own."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np

from simulator.analysis.tasks import Tell
from simulator.calibration.sampler import Settings, sample
from simulator.errors import DataError, Fault
from simulator.jobs import Progress
from simulator.jobs.spread import Spread
from simulator.model.arrays import Array


def sampled(target: float, seed: int, tell: Tell) -> bytes:
    """Draws of a small posterior, to the last bit."""
    found = sample(
        lambda z: (-0.5 * np.square((z - target) / 0.3).sum(axis=0), (z - target) / 0.3),
        30,
        Settings(draws=200, moves=6, seed=seed),
        tell,
    )
    return found.z.tobytes()


def place(folder: str, number: int, tell: Tell) -> tuple[int, int]:
    """Which process did which task; the first task ends last."""
    time.sleep(0.4 if number == 0 else 0.05)
    return number, os.getpid()


def half_wrong(_: None, number: int, tell: Tell) -> int:
    if number == 2:
        raise DataError([Fault("missing_file", "a.csv")])
    return number


def broken(_: None, number: int, tell: Tell) -> int:
    if number == 1:
        raise ZeroDivisionError("one")
    return number


def dying(_: None, number: int, tell: Tell) -> int:
    os._exit(3)


class Unreadable:
    """What a child cannot take in, however much there is of it."""

    def __init__(self) -> None:
        self.much = b"x" * 10_000_000

    def __setstate__(self, state: object) -> None:
        os._exit(4)


def number_only(_: object, number: int, tell: Tell) -> int:
    return number


def picked(much: Array, number: int, tell: Tell) -> float:
    return float(much[number])


def endless(folder: str, number: int, tell: Tell) -> None:
    """Say in a file which process works, then work on for ever without looking up."""
    tell(0.5)
    (Path(folder) / f"{number}.pid").write_text(str(os.getpid()), encoding="utf-8")
    while True:
        sum(range(10_000))


def spread_out(folder: str, progress: Progress) -> None:
    """A job of the page that spreads tasks that never end."""
    Spread(workers=2)(endless, folder, {"a": 0, "b": 1}, lambda share, _: progress(share))
