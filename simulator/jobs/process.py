"""The process of a job, as the server sees it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Lock

from simulator.files import PROJECT
from simulator.jobs.work import LENGTH, Message

COMMAND = (sys.executable, "-m", "simulator.jobs.worker")


class Process:
    """One process for one piece of work. A process of its own, not a fork: the server has threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._started: subprocess.Popen[bytes] | None = None
        self._ended = False

    def run(self, work: bytes, on_message: Callable[[Message], None]) -> None:
        """Do pickled work to its end, or to `end`; each message is handed on from this thread as it comes.

        Raises OSError when no process can be started.
        """
        with self._lock:
            if self._ended:
                return
            started = self._started = subprocess.Popen(
                COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
            )
        told, says = started.stdin, started.stdout
        with started:
            with suppress(OSError):  # ended meanwhile; its silence tells
                if told is not None:
                    told.write(len(work).to_bytes(LENGTH) + work)
                    told.flush()
            with suppress(EOFError, pickle.UnpicklingError):  # ended, perhaps in the middle of a word
                while says is not None:
                    on_message(pickle.load(says))
            self.end()

    def end(self) -> None:
        """End the process at once; nothing happens when it has ended, and none is started afterwards."""
        with self._lock:
            self._ended = True
            if self._started is not None:
                with suppress(OSError):
                    self._started.kill()


def _environment() -> dict[str, str]:
    path = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), *([path] if path else [])])}
