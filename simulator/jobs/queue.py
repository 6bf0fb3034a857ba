"""The queue of a server: few jobs at once, each as long as somebody waits for it.

Who asks for a job watches it, and renews that by asking on. A job that nobody watches any more is ended. Work that is
already waiting or running is not taken twice: whoever asks for it too, watches it too.
"""

from __future__ import annotations

import logging
import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from threading import Condition, Thread
from typing import Any

from simulator.errors import Fault, SimulatorError
from simulator.jobs.process import Process
from simulator.jobs.work import Message, Work

LOG = logging.getLogger(__name__)
TICK = 0.25  # seconds between two looks at who still watches


class JobError(SimulatorError):
    """A job was refused, or it came to no end."""


class State(StrEnum):
    """Where a job stands; `GONE`: not known, given up, or nobody watched it."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True)
class Report:
    """How a job stands: place in the queue (the next one has 1), share done, result, what went wrong."""

    state: State
    place: int = 0
    progress: float = 0.0
    result: Any = None
    error: SimulatorError | None = None


@dataclass(frozen=True)
class Limits:
    """What one server takes on. Times in seconds; `lease`: how long a job goes on after its watcher's last word."""

    at_once: int = 1
    most_waiting: int = 8
    most_of_owner: int = 2
    lease: float = 3.0
    longest: float = 3600.0


@dataclass
class _Watcher:
    until: float
    is_here: Callable[[], bool]


@dataclass
class _Job:
    id: str
    work: bytes
    watchers: dict[str, _Watcher] = field(default_factory=dict)
    process: Process = field(default_factory=Process)
    state: State = State.WAITING
    started: float = 0.0
    progress: float = 0.0
    result: Any = None
    error: SimulatorError | None = None

    @property
    def is_open(self) -> bool:
        return self.state in (State.WAITING, State.RUNNING)


def _is_away() -> bool:
    return False


class Queue:
    """Jobs of one server; safe to use from any thread."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._jobs: dict[str, _Job] = {}  # in the order of their coming
        self._names = count(1)
        self._changed = Condition()
        self._tender: Thread | None = None

    def ask_for(self, work: Work, owner: str, is_here: Callable[[], bool] = _is_away) -> str:
        """Put work into the queue, or join whoever waits for the same; return the job's name.

        `is_here` is asked when the owner has not asked `how_is` for a while: a browser lets a page that is not looked
        at sleep, though its owner is still there. Raises JobError when the queue is full.
        """
        content = pickle.dumps(work)
        with self._changed:
            open_jobs = [job for job in self._jobs.values() if job.is_open]
            job = next((job for job in open_jobs if job.work == content), None)
            if job is None:
                self._check_room(open_jobs, owner)
                job = _Job(f"job-{next(self._names)}", content)
                self._jobs[job.id] = job
            job.watchers[owner] = _Watcher(time.monotonic() + self.limits.lease, is_here)
            self._tend()
            return job.id

    def how_is(self, name: str, owner: str) -> Report:
        """How the owner's job stands; asking says that the owner still waits. What has ended is told once."""
        with self._changed:
            job = self._jobs.get(name)
            if job is None or owner not in job.watchers:
                return Report(State.GONE)
            job.watchers[owner].until = time.monotonic() + self.limits.lease
            report = Report(job.state, self._place(job), job.progress, job.result, job.error)
            if not job.is_open:
                self._leave(job, owner)
            return report

    def give_up(self, name: str, owner: str) -> None:
        """Stop waiting for a job; it is ended at once unless somebody else waits for it."""
        with self._changed:
            job = self._jobs.get(name)
            if job is not None and owner in job.watchers:
                self._leave(job, owner)
                self._changed.notify_all()

    def _check_room(self, open_jobs: list[_Job], owner: str) -> None:
        limits = self.limits
        if sum(owner in job.watchers for job in open_jobs) >= limits.most_of_owner:
            raise JobError([Fault("job_one_too_many", "", allowed=f"≤ {limits.most_of_owner}")])
        if sum(job.state == State.WAITING for job in open_jobs) >= limits.most_waiting:
            raise JobError([Fault("job_queue_full", "", allowed=f"≤ {limits.most_waiting}")])

    def _place(self, job: _Job) -> int:
        waiting = [name for name, other in self._jobs.items() if other.state == State.WAITING]
        return waiting.index(job.id) + 1 if job.state == State.WAITING else 0

    def _leave(self, job: _Job, owner: str) -> None:
        job.watchers.pop(owner, None)
        if not job.watchers:
            del self._jobs[job.id]
            job.process.end()

    def _tend(self) -> None:
        if self._tender is None:
            self._tender = Thread(target=self._look_after, name="jobs", daemon=True)
            self._tender.start()
        self._changed.notify_all()

    def _look_after(self) -> None:
        """Start what is next, end what nobody waits for; asleep while there are no jobs."""
        with self._changed:
            while True:
                now = time.monotonic()
                for job in list(self._jobs.values()):
                    self._end_if_left(job, now)
                running = [job for job in self._jobs.values() if job.state == State.RUNNING]
                waiting = [job for job in self._jobs.values() if job.state == State.WAITING]
                for job in waiting[: max(0, self.limits.at_once - len(running))]:
                    job.state, job.started = State.RUNNING, now
                    Thread(target=self._do, args=(job,), name=job.id, daemon=True).start()
                self._changed.wait(TICK if self._jobs else None)

    def _end_if_left(self, job: _Job, now: float) -> None:
        for owner, watcher in list(job.watchers.items()):
            if watcher.until < now:
                if watcher.is_here():
                    watcher.until = now + self.limits.lease
                else:
                    self._leave(job, owner)
        if job.state == State.RUNNING and now - job.started > self.limits.longest:
            minutes = f"{self.limits.longest / 60:.0f}"
            self._close(job, State.FAILED, error=JobError([Fault("job_too_long", "", allowed=f"≤ {minutes} min")]))
            job.process.end()

    def _do(self, job: _Job) -> None:
        try:
            job.process.run(job.work, lambda message: self._hear(job, message))
        except OSError:
            LOG.exception("no process for %s", job.id)
        with self._changed:
            self._close(job, State.FAILED, error=JobError([Fault("job_broke", "")]))

    def _hear(self, job: _Job, message: Message) -> None:
        kind, content = message
        if kind == "broke":
            LOG.error("%s broke\n%s", job.id, content)
        with self._changed:
            if kind == "progress":
                job.progress = min(max(job.progress, content), 1.0)
            elif kind == "done":
                self._close(job, State.DONE, result=content)
            elif kind == "failed":
                self._close(job, State.FAILED, error=content)

    def _close(self, job: _Job, state: State, *, result: Any = None, error: SimulatorError | None = None) -> None:
        if job.is_open:
            job.state, job.result, job.error = state, result, error
            self._changed.notify_all()
