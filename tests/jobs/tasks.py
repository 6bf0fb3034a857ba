"""Jobs for the tests; they run in processes of their own, so they live in a module of their own."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from simulator.errors import Fault, ScenarioError
from simulator.jobs import Progress


def doubled(number: int, progress: Progress) -> int:
    progress(0.5)
    return 2 * number


def slow(note: str, seconds: float, progress: Progress) -> str:
    """Say in a file which process works, and take a while."""
    Path(note).write_text(str(os.getpid()), encoding="utf-8")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        progress(1.0 - (end - time.monotonic()) / seconds)
        time.sleep(0.02)
    return note


def deaf(note: str, progress: Progress) -> None:
    """Work that never looks up."""
    Path(note).write_text(str(os.getpid()), encoding="utf-8")
    while True:
        sum(range(10_000))


def chatty(progress: Progress) -> str:
    sys.stdout.write("a stray print\n")
    sys.stdout.flush()
    os.write(1, b"and another\n")
    return "said"


def at_fault(progress: Progress) -> None:
    raise ScenarioError([Fault("unknown_key", "a.yaml", 3, "credit.capitl", "capitl")])


def broken(progress: Progress) -> None:
    raise ZeroDivisionError


def dying(progress: Progress) -> None:
    os._exit(3)


def unpicklable(progress: Progress) -> object:
    return lambda: None
