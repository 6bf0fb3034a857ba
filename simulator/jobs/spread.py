"""Independent tasks in this process, on the cores of this machine or on a Dask cluster: the same results bit for bit.

On a cluster that holds as far as its processors and libraries are the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from simulator.analysis.tasks import Done, Progress, Tell, quiet, unheard
from simulator.jobs.cluster import do_on_cluster
from simulator.jobs.pool import do_in_processes
from simulator.jobs.tally import Tally
from simulator.threads import one_thread

S = TypeVar("S")
A = TypeVar("A")
R = TypeVar("R")


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spare_cores() -> int:
    """How many cores a server's job may use: one is left to the pages."""
    return max(1, cores() - 1)


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Spread:
    """A way of doing tasks (`simulator.analysis.tasks.Spread`).

    workers: processes on this machine; 0 for as many as it has cores, 1 for this process alone. scheduler: address of
    a Dask scheduler, which then decides instead. cancelled: asked several times a second, True ends the work.
    """

    workers: int = 0
    scheduler: str = ""
    cancelled: Callable[[], bool] = _never

    def __call__(
        self,
        function: Callable[[S, A, Tell], R],
        shared: S,
        tasks: Mapping[str, A],
        progress: Progress = quiet,
        done: Done[R] = unheard,
    ) -> list[R]:
        """Do the tasks, name -> argument; results in the order of the tasks. All of it must be picklable.

        The first error ends all: JobError with the task's name and its faults, or whatever was raised, with a note
        that has the name. Raises JobError (GivenUpError when cancelled) when processes or cluster cannot do the work.
        """
        tally = Tally(tuple(tasks), progress, done, self.cancelled)
        arguments = tuple(tasks.values())
        workers = min(self.workers or cores(), len(arguments))
        progress(0.0, "")
        if self.scheduler:
            do_on_cluster(function, shared, arguments, self.scheduler, tally)
        elif workers > 1:
            do_in_processes(function, shared, arguments, workers, tally)
        else:
            _do_here(function, shared, arguments, tally)
        progress(1.0, "")
        return tally.results


def _do_here(function: Callable[[S, A, Tell], R], shared: S, arguments: tuple[A, ...], tally: Tally) -> None:
    one_thread()
    for place, argument in enumerate(arguments):

        def tell(share: float, place: int = place) -> None:
            tally.share(place, share)

        tell(0.0)
        try:
            result = function(shared, argument, tell)
        except Exception as error:  # told with the name of the task
            tally.failed(place, error)
        tally.done(place, result)
