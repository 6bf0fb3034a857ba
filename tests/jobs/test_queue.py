"""Heavy jobs: queued, told, ended at a word, with their watcher and with their server; in real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from simulator.errors import ScenarioError
from simulator.jobs import JobError, Limits, Queue, Report, State, Work
from tests.jobs import tasks

ROOT = Path(__file__).parents[2]
OWNER = "me"
PATIENCE = 30.0  # seconds; a process takes about one to start


def waited(what: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """Wait until it is so; return the seconds that took."""
    start = time.monotonic()
    while not what():
        assert time.monotonic() - start < seconds, "it did not come to that in time"
        time.sleep(0.02)
    return time.monotonic() - start


def ended(queue: Queue, job: str, owner: str = OWNER) -> Report:
    """How the job stands once it has ended; asked as a page asks."""
    start = time.monotonic()
    while (report := queue.how_is(job, owner)).state in (State.WAITING, State.RUNNING):
        assert time.monotonic() - start < PATIENCE
        time.sleep(0.05)
    return report


def pid_in(note: Path) -> int:
    waited(lambda: note.exists() and note.read_text(encoding="utf-8").isdigit())
    return int(note.read_text(encoding="utf-8"))


def is_alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


@pytest.fixture
def queue() -> Iterator[Queue]:
    made = Queue(Limits(lease=2.0, most_waiting=3))
    yield made
    for name, job in list(made._jobs.items()):
        for owner in list(job.watchers):
            made.give_up(name, owner)


def test_a_job_gives_its_result_once(queue: Queue) -> None:
    job = queue.ask_for(Work(tasks.doubled, (21,)), OWNER)
    report = ended(queue, job)
    assert (report.state, report.result, report.error) == (State.DONE, 42, None)
    assert queue.how_is(job, OWNER).state == State.GONE


def test_progress_grows_and_jobs_come_in_turn(queue: Queue, tmp_path: Path) -> None:
    first = queue.ask_for(Work(tasks.slow, (str(tmp_path / "first"), 1.0)), OWNER)
    second = queue.ask_for(Work(tasks.doubled, (1,)), "other")
    third = queue.ask_for(Work(tasks.doubled, (2,)), "third")
    seen = []
    while (report := queue.how_is(first, OWNER)).state in (State.WAITING, State.RUNNING):
        seen.append(report.progress)
        if report.state == State.RUNNING:
            assert [queue.how_is(job, who).place for job, who in ((second, "other"), (third, "third"))] == [1, 2]
        time.sleep(0.05)
    assert seen == sorted(seen)
    assert 0.2 < max(seen) <= 1.0
    assert ended(queue, second, "other").result == 2
    assert ended(queue, third, "third").result == 4


def test_a_cancelled_job_is_ended_within_a_second(queue: Queue, tmp_path: Path) -> None:
    job = queue.ask_for(Work(tasks.deaf, (str(tmp_path / "note"),)), OWNER)
    pid = pid_in(tmp_path / "note")
    queue.how_is(job, OWNER)
    queue.give_up(job, OWNER)
    assert waited(lambda: not is_alive(pid)) < 1.0
    assert queue.how_is(job, OWNER).state == State.GONE
    assert ended(queue, queue.ask_for(Work(tasks.doubled, (3,)), OWNER)).result == 6


def test_a_job_that_waits_is_cancelled_before_it_starts(queue: Queue, tmp_path: Path) -> None:
    first = queue.ask_for(Work(tasks.slow, (str(tmp_path / "first"), 0.5)), OWNER)
    second = queue.ask_for(Work(tasks.slow, (str(tmp_path / "second"), 0.5)), OWNER)
    queue.give_up(second, OWNER)
    assert ended(queue, first).state == State.DONE
    time.sleep(0.6)
    assert not (tmp_path / "second").exists()


def test_a_job_ends_soon_after_nobody_asks_for_it(queue: Queue, tmp_path: Path) -> None:
    job = queue.ask_for(Work(tasks.deaf, (str(tmp_path / "note"),)), OWNER, lambda: False)
    waited(lambda: (queue.how_is(job, OWNER), (tmp_path / "note").exists())[1])
    pid = pid_in(tmp_path / "note")
    queue.how_is(job, OWNER)
    assert 1.0 < waited(lambda: not is_alive(pid)) < 5.0


def test_a_job_goes_on_while_its_owner_is_there_without_asking(queue: Queue, tmp_path: Path) -> None:
    """A browser lets a hidden page sleep: its connection counts."""
    here = [True]
    queue.ask_for(Work(tasks.deaf, (str(tmp_path / "note"),)), OWNER, lambda: here[0])
    pid = pid_in(tmp_path / "note")
    time.sleep(3.5)
    assert is_alive(pid)
    here[0] = False
    assert waited(lambda: not is_alive(pid)) < 5.0


def test_the_same_work_is_done_once_for_all_who_ask(queue: Queue, tmp_path: Path) -> None:
    work = Work(tasks.slow, (str(tmp_path / "note"), 1.0))
    job = queue.ask_for(work, OWNER)
    pid = pid_in(tmp_path / "note")
    assert queue.ask_for(Work(tasks.slow, (str(tmp_path / "note"), 1.0)), "other") == job
    queue.give_up(job, OWNER)
    assert is_alive(pid)  # the other one still waits
    assert ended(queue, job, "other").state == State.DONE
    assert queue.how_is(job, OWNER).state == State.GONE


def test_a_full_queue_and_a_greedy_page_are_told(queue: Queue, tmp_path: Path) -> None:
    note = tmp_path / "note"
    queue.ask_for(Work(tasks.deaf, (str(note),)), "first")
    pid_in(note)
    for number, owner in enumerate(("a", "a", "b")):
        queue.ask_for(Work(tasks.doubled, (number,)), owner)
    with pytest.raises(JobError) as refused:
        queue.ask_for(Work(tasks.doubled, (9,)), "a")
    assert "job_one_too_many" in {fault.code for fault in refused.value.faults}
    with pytest.raises(JobError) as refused:
        queue.ask_for(Work(tasks.doubled, (9,)), "c")
    assert "≤ 3" in refused.value.describe("vi")


def test_what_the_user_can_put_right_is_told(queue: Queue) -> None:
    report = ended(queue, queue.ask_for(Work(tasks.at_fault), OWNER))
    assert isinstance(report.error, ScenarioError)
    assert "a.yaml:3" in report.error.describe("vi")


@pytest.mark.parametrize("task", [tasks.broken, tasks.dying, tasks.unpicklable])
def test_what_breaks_is_told_and_the_next_job_goes_on(queue: Queue, task: Callable[..., object]) -> None:
    report = ended(queue, queue.ask_for(Work(task), OWNER))
    assert report.state == State.FAILED
    assert isinstance(report.error, JobError)
    assert ended(queue, queue.ask_for(Work(tasks.doubled, (5,)), OWNER)).result == 10


def test_what_a_job_prints_is_no_message(queue: Queue) -> None:
    assert ended(queue, queue.ask_for(Work(tasks.chatty), OWNER)).result == "said"


def test_a_job_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    queue = Queue(Limits(longest=0.5))
    job = queue.ask_for(Work(tasks.deaf, (str(tmp_path / "note"),)), OWNER)
    report = ended(queue, job)
    assert isinstance(report.error, JobError)
    assert [fault.code for fault in report.error.faults] == ["job_too_long"]


SERVER = """
import sys, time
from simulator.jobs import Queue, Work
from tests.jobs import tasks
queue = Queue()
job = queue.ask_for(Work(tasks.deaf, (sys.argv[1],)), "me", lambda: True)
time.sleep(120)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM"])
def test_a_job_ends_with_its_server(tmp_path: Path, how: str) -> None:
    with subprocess.Popen([sys.executable, "-c", SERVER, str(tmp_path / "note")], cwd=ROOT) as server:
        pid = pid_in(tmp_path / "note")
        server.send_signal(getattr(signal, how))
        server.wait()
        assert waited(lambda: not is_alive(pid)) < 2.0
