"""One writer at a time in a folder of scenarios, whichever process, machine or session it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from simulator.errors import Fault, OutputError
from simulator.files import make_folder, refusal, shown
from simulator.scenario.names import KEPT

LONGEST_WAIT = 10.0  # seconds; a save takes far less
POLL = 0.01  # seconds


@contextmanager
def locked(folder: Path, wait: float = LONGEST_WAIT) -> Iterator[None]:
    """Keep other writers out of a folder of scenarios.

    Raises OutputError when the folder stays busy, and for whatever the system refuses meanwhile. A lock ends with the
    process that holds it, however that ends.
    """
    place = folder / KEPT
    make_folder(place)
    lock = FileLock(place / "lock", timeout=wait, poll_interval=POLL)
    try:
        lock.acquire()
    except Timeout:
        raise OutputError([Fault("folder_busy", shown(folder))]) from None
    except OSError as error:
        raise refusal(error, folder) from error
    try:
        yield
    except OSError as error:
        raise refusal(error, folder) from error
    finally:
        lock.release()
