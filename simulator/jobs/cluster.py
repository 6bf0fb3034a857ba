"""Tasks on a Dask cluster, whose workers have this project installed. `distributed` is an extra part: `[cluster]`."""

from __future__ import annotations

import hashlib
import pickle
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from simulator.errors import Fault
from simulator.files import PROJECT, read_whole
from simulator.jobs.queue import JobError
from simulator.jobs.tally import Tally
from simulator.threads import one_thread

TICK = 0.1  # seconds between two looks at what is done
PATIENCE = "10s"  # to reach the scheduler
INSTALL = "python -m pip install --require-hashes -r .cluster/requirements.lock"


def do_on_cluster(
    function: Callable[..., Any], shared: object, arguments: Sequence[object], address: str, tally: Tally
) -> None:
    """Do every task wherever the scheduler puts it. What all tasks share is sent to each worker once.

    When the work is given up, tasks that wait are dropped; one that is running ends by itself, its result unused.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise JobError([Fault("cluster_part_missing", address, field="--scheduler", nearest=INSTALL)]) from error
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise JobError([Fault("cluster_unreachable", address, field="--scheduler")]) from error
    with client:
        if not client.nthreads():
            raise JobError([Fault("cluster_empty", address, field="--scheduler")])
        content = client.scatter((code_digest(), pickle.dumps((function, shared))), broadcast=True, hash=False)
        waiting = {client.submit(_do, content, argument, pure=False): place for place, argument in enumerate(arguments)}
        try:
            _collect(client, waiting, address, tally)
        finally:
            client.cancel(list(waiting), force=True)


def _collect(client: Any, waiting: dict[Any, int], address: str, tally: Tally) -> None:
    while waiting:
        ended = [future for future in waiting if future.done()]
        for future in ended:
            place = waiting.pop(future)
            if future.status == "error":
                tally.failed(place, future.exception())
            if future.status != "finished":
                raise JobError([Fault("cluster_lost", address, field="--scheduler")])
            tally.done(place, future.result())
        if client.status != "running":
            raise JobError([Fault("cluster_lost", address, field="--scheduler")])
        tally.beat()
        if not ended:
            time.sleep(TICK)


def _do(content: tuple[str, bytes], argument: object) -> Any:
    if content[0] != code_digest():
        raise JobError([Fault("cluster_other_code", "")])
    function, shared = _unpacked(content[1])
    one_thread()
    return function(shared, argument, lambda share: None)


@lru_cache(maxsize=2)
def _unpacked(content: bytes) -> tuple[Callable[..., Any], Any]:
    found: tuple[Callable[..., Any], Any] = pickle.loads(content)
    return found


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Hash of this project's code: a worker with another version would give other results."""
    hashed = hashlib.sha256()
    for path in sorted((PROJECT / "simulator").rglob("*.py")):
        hashed.update(read_whole(path).replace(b"\r\n", b"\n"))
    return hashed.hexdigest()
