"""Tasks in processes of this machine, which end when their parent does, however it ends."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from typing import Any

from simulator.errors import Fault
from simulator.jobs.queue import JobError
from simulator.jobs.tally import Tally
from simulator.threads import one_thread

TICK = 0.1  # seconds between two looks at what the children say
PAUSE = 0.2  # seconds between two words of a child
MOST = 61  # processes that Windows can wait for


def do_in_processes(
    function: Callable[..., Any], shared: object, arguments: Sequence[object], workers: int, tally: Tally
) -> None:
    """Do every task in one of some processes; started afresh, not forked: this process may have threads."""
    context = multiprocessing.get_context("spawn")
    held, leash = context.Pipe(duplex=False)
    says = context.SimpleQueue()
    content = pickle.dumps((function, shared))
    # Not handed over with the process: Python waits for ever for a child that ends before it has read so much.
    memory = SharedMemory(create=True, size=len(content))
    _bytes_of(memory)[: len(content)] = content
    begin = (held, says, memory.name, len(content))
    pool = ProcessPoolExecutor(min(workers, MOST), mp_context=context, initializer=_begin, initargs=begin)
    try:
        with _no_interrupt():
            waiting = {pool.submit(_do, place, argument): place for place, argument in enumerate(arguments)}
        while waiting:
            ended, _ = wait(waiting, timeout=TICK, return_when=FIRST_COMPLETED)
            while not says.empty():
                tally.share(*says.get())
            tally.beat()
            for future in ended:
                _take(future, waiting.pop(future), tally)
    except BaseException:
        leash.close()  # ends the children at once, whatever they do
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for end in (leash, held, says, memory):
            end.close()
        memory.unlink()


def _take(future: Future[Any], place: int, tally: Tally) -> None:
    error = future.exception()
    if isinstance(error, BrokenProcessPool):
        raise JobError([Fault("spread_broke", "")]) from error
    if error is not None:
        tally.failed(place, error)
    tally.done(place, future.result())


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Start children that never hear of Ctrl-C, which goes to all processes of a terminal: the parent ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _bytes_of(memory: SharedMemory) -> memoryview:
    found = memory.buf
    if found is None:
        raise OSError(memory.name)  # closed already
    return found


class _Child:
    """What a child of the pool holds. Set once by `_begin`."""

    function: Callable[..., Any]
    shared: object
    says: Any


def _begin(held: Connection, says: Any, name: str, size: int) -> None:
    threading.Thread(target=_end_with_parent, args=(held,), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    memory = SharedMemory(name)
    content = bytes(_bytes_of(memory)[:size])
    memory.close()
    _Child.function, _Child.shared = pickle.loads(content)  # imports what the work needs, which takes a while
    _Child.says = says
    one_thread()


def _end_with_parent(held: Connection) -> None:
    with suppress(EOFError, OSError):
        held.recv_bytes()
    os._exit(1)


def _do(place: int, argument: object) -> Any:
    last = float("-inf")

    def tell(share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= PAUSE:
            last = now
            _Child.says.put((place, float(share)))

    return _Child.function(_Child.shared, argument, tell)
