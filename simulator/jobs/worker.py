"""The process of one job: ``python -m simulator.jobs.worker``, told what to do through its input.

It ends with the server: its input is closed then, however the server ended.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
import time
import traceback
from typing import BinaryIO

from simulator.errors import SimulatorError
from simulator.jobs.work import LENGTH, Message, Work
from simulator.threads import one_thread

SHORTEST_PAUSE = 0.05  # seconds between two words on progress
NICENESS = 10  # a job gives way to the pages


def main() -> None:
    """Do the work that the input names, and say how it goes on the output."""
    told, says = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print is no message
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    # A job may be killed with a pool of its own; Python then puts away what the pool shared, and need not say so.
    sys.warnoptions.append("ignore::UserWarning:multiprocessing.resource_tracker")
    say = _Speaker(says)
    try:
        content = told.read(int.from_bytes(told.read(LENGTH)))
        threading.Thread(target=_end_with_the_server, args=(told,), daemon=True).start()
        work: Work = pickle.loads(content)  # imports what the work needs, which takes a while
        one_thread()
        result = work.function(*work.arguments, say.progress)
        say(("done", result))
    except SimulatorError as error:
        say(("failed", error))
    except Exception:
        say(("broke", traceback.format_exc()))


def _end_with_the_server(told: BinaryIO) -> None:
    told.read(1)
    os._exit(1)


class _Speaker:
    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.last = float("-inf")

    def __call__(self, message: Message) -> None:
        content = pickle.dumps(message)  # whole before a byte is sent: what cannot be pickled breaks no stream
        self.stream.write(content)
        self.stream.flush()

    def progress(self, share: float) -> None:
        now = time.monotonic()
        if now - self.last >= SHORTEST_PAUSE:
            self.last = now
            self(("progress", float(share)))


if __name__ == "__main__":
    main()
