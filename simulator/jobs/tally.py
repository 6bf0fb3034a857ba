"""What is heard of tasks that are done elsewhere: results in order, the share done, the first error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from simulator.analysis.tasks import Done, Progress
from simulator.errors import Fault, SimulatorError
from simulator.jobs.queue import JobError


class GivenUpError(JobError):
    """The work was given up at somebody's word."""

    def __init__(self) -> None:
        super().__init__([Fault("spread_cancelled", "")])


class Tally:
    """Results of tasks by their place. All calls come from the thread that waits for the results."""

    def __init__(
        self, names: Sequence[str], progress: Progress, done: Done[Any], cancelled: Callable[[], bool]
    ) -> None:
        self.names = names
        self.results: list[Any] = [None] * len(names)
        self._shares = [0.0] * len(names)
        self._progress, self._done, self._cancelled = progress, done, cancelled

    def beat(self) -> None:
        """Raise GivenUpError when the work is to be given up; called several times a second."""
        if self._cancelled():
            raise GivenUpError

    def share(self, place: int, share: float) -> None:
        """A task says how far it is."""
        self.beat()
        self._shares[place] = min(max(share, self._shares[place]), 1.0)
        self._progress(sum(self._shares) / len(self._shares), self.names[place])

    def done(self, place: int, result: object) -> None:
        """A task is done."""
        self.results[place] = result
        self.share(place, 1.0)
        self._done(self.names[place], result)

    def failed(self, place: int, error: BaseException) -> NoReturn:
        """Raise what went wrong with the name of the task: JobError with all faults, or the error with a note."""
        if isinstance(error, GivenUpError):
            raise error
        if isinstance(error, SimulatorError):
            raise JobError([Fault("task_failed", self.names[place]), *error.faults]) from error
        error.add_note(f"in the task {self.names[place]}")
        raise error
