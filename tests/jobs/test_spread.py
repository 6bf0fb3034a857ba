"""Tasks come to the same in this process, on its cores and on a cluster; they end at a word and with their parent."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from simulator.analysis.tasks import in_turn
from simulator.jobs import JobError, Queue, Work, cluster
from simulator.jobs.spread import Spread, cores, spare_cores
from simulator.jobs.tally import GivenUpError
from tests.jobs import spread_tasks
from tests.jobs.test_queue import is_alive, pid_in, waited

ROOT = Path(__file__).parents[2]
HERE = Spread(workers=1)
TWO = Spread(workers=2)
SEEDS = {f"seed {seed}": seed for seed in range(5)}
ENDLESS = {"a": 0, "b": 1}


def children() -> list[int]:
    """Processes of this one that calculate; the standard library's own helper is none."""
    found = psutil.Process().children(recursive=True)
    return [child.pid for child in found if "resource_tracker" not in " ".join(child.cmdline())]


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    before = set(children())
    yield
    waited(lambda: set(children()) <= before, 2.0)


def test_processes_give_the_same_bits_as_this_one_in_the_order_of_the_tasks() -> None:
    here = HERE(spread_tasks.sampled, 1.5, SEEDS)
    assert TWO(spread_tasks.sampled, 1.5, SEEDS) == here
    assert in_turn(spread_tasks.sampled, 1.5, SEEDS) == here
    assert len(set(here)) == len(SEEDS)


def test_a_cluster_gives_the_same_bits(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    here = HERE(spread_tasks.sampled, 1.5, SEEDS)
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        local_directory=str(tmp_path),
    ) as two:
        there = Spread(scheduler=two.scheduler_address)
        told: list[tuple[float, str]] = []
        assert there(spread_tasks.sampled, 1.5, SEEDS, lambda *word: told.append(word)) == here
        shares = [share for share, _ in told]
        assert (shares[0], shares[-1], shares) == (0.0, 1.0, sorted(shares))
        who = there(spread_tasks.place, "", dict(zip("abcdef", range(6), strict=True)))
        assert [number for number, _ in who] == list(range(6))
        assert len({process for _, process in who} - {os.getpid()}) == 2
        with pytest.raises(JobError) as caught:
            there(spread_tasks.half_wrong, None, {"one": 1, "two": 2})
        assert [(fault.code, fault.file) for fault in caught.value.faults] == [
            ("task_failed", "two"),
            ("missing_file", "a.csv"),
        ]
        with pytest.raises(GivenUpError):
            Spread(scheduler=two.scheduler_address, cancelled=lambda: True)(spread_tasks.place, "", {"a": 0})


def test_without_the_part_for_clusters_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(JobError) as caught:
        Spread(scheduler="tcp://127.0.0.1:1")(spread_tasks.place, "", {"a": 0})
    (line,) = caught.value.describe("vi").splitlines()
    assert ".cluster/requirements.lock" in line
    assert "tcp://127.0.0.1:1" in line


def test_a_cluster_that_is_not_there_or_has_no_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "PATIENCE", "0.5s")
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(JobError) as caught:
            Spread(scheduler=address)(spread_tasks.place, "", {"a": 0})
        assert [(fault.code, fault.file) for fault in caught.value.faults] == [("cluster_unreachable", address)]
    with distributed.LocalCluster(n_workers=0, dashboard_address=None) as empty:
        with pytest.raises(JobError) as caught:
            Spread(scheduler=empty.scheduler_address)(spread_tasks.place, "", {"a": 0})
        assert [fault.code for fault in caught.value.faults] == ["cluster_empty"]


def test_a_worker_with_other_code_does_no_work() -> None:
    content = ("of another version", pickle.dumps((spread_tasks.place, "")))
    with pytest.raises(JobError) as caught:
        cluster._do(content, 1)
    assert [fault.code for fault in caught.value.faults] == ["cluster_other_code"]


def test_only_clusters_need_the_part_for_clusters() -> None:
    commands = ", ".join(f"simulator.cli.{name}" for name in ("backtest", "calibrate", "proof"))
    code = f"import sys, {commands}; sys.exit('distributed' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_results_come_in_the_order_of_the_tasks_and_are_told_when_they_come() -> None:
    told: list[tuple[float, str]] = []
    done: list[str] = []
    names = {"slow": 0, "quick": 1, "also quick": 2}
    found = TWO(spread_tasks.place, "", names, lambda *word: told.append(word), lambda name, result: done.append(name))
    assert [number for number, _ in found] == [0, 1, 2]
    assert done[-1] == "slow"
    assert sorted(done) == sorted(names)
    shares = [share for share, _ in told]
    assert (shares[0], shares[-1], shares) == (0.0, 1.0, sorted(shares))
    assert os.getpid() not in {process for _, process in found}


@pytest.mark.parametrize("way", [HERE, TWO])
def test_an_error_is_told_with_the_name_of_its_task(way: Spread) -> None:
    tasks = {"one": 1, "two": 2, "three": 3}
    with pytest.raises(JobError) as caught:
        way(spread_tasks.half_wrong, None, tasks)
    for language in ("vi", "en"):
        first, second = caught.value.describe(language).splitlines()
        assert first.startswith("two: ")
        assert second.startswith("a.csv: ")
    with pytest.raises(ZeroDivisionError, match="one") as broke:
        way(spread_tasks.broken, None, tasks)
    assert "in the task one" in broke.value.__notes__


@pytest.mark.parametrize(
    ("function", "shared"),
    [(spread_tasks.dying, None), (spread_tasks.number_only, spread_tasks.Unreadable())],
    ids=["at work", "before it"],
)
def test_a_process_that_dies_is_told(function: Callable[..., int], shared: object) -> None:
    with pytest.raises(JobError) as caught:
        TWO(function, shared, ENDLESS)
    assert [fault.code for fault in caught.value.faults] == ["spread_broke"]


def test_much_that_is_shared_reaches_the_processes() -> None:
    much = np.arange(3_000_000.0)  # far more than a pipe holds
    assert TWO(spread_tasks.picked, much, ENDLESS) == [0.0, 1.0]


def pids(folder: Path) -> list[int]:
    return [pid_in(folder / f"{number}.pid") for number in ENDLESS.values()]


def test_cancelling_ends_tasks_that_never_look_up(tmp_path: Path) -> None:
    asked: list[float] = []

    def cancelled() -> bool:
        if all((tmp_path / f"{number}.pid").exists() for number in ENDLESS.values()):
            asked.append(time.monotonic())
        return bool(asked)

    with pytest.raises(GivenUpError):
        Spread(workers=2, cancelled=cancelled)(spread_tasks.endless, str(tmp_path), ENDLESS)
    assert time.monotonic() - asked[0] < 1.0
    assert not any(is_alive(pid) for pid in pids(tmp_path))


COMMAND = """
import sys
from simulator.jobs.spread import Spread
from tests.jobs import spread_tasks
if __name__ == "__main__":
    try:
        Spread(workers=2)(spread_tasks.endless, sys.argv[1], {"a": 0, "b": 1})
    except KeyboardInterrupt:
        sys.exit(7)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("end", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 7)])
def test_tasks_end_with_their_parent_and_at_ctrl_c(tmp_path: Path, end: signal.Signals, code: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(tmp_path)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as parent:
        found = pids(tmp_path)
        if end == signal.SIGINT:
            os.killpg(parent.pid, end)  # a terminal tells all its processes
        else:
            parent.send_signal(end)
        assert waited(lambda: not any(is_alive(pid) for pid in found), 5.0) < 1.0
        _, said = parent.communicate(timeout=5.0)
        assert parent.returncode == code
        if end == signal.SIGINT:
            assert said == b""


def test_what_a_job_of_the_page_spreads_ends_with_the_job(tmp_path: Path) -> None:
    queue = Queue()
    job = queue.ask_for(Work(spread_tasks.spread_out, (str(tmp_path),)), "me")
    found = pids(tmp_path)
    waited(lambda: queue.how_is(job, "me").progress > 0.0)
    queue.give_up(job, "me")
    assert waited(lambda: not any(is_alive(pid) for pid in found), 5.0) < 1.0


def test_a_job_leaves_a_core_to_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    def affinity(count: int) -> Any:
        return lambda _: set(range(count))

    for count, spare in ((1, 1), (2, 1), (8, 7)):
        monkeypatch.setattr(os, "sched_getaffinity", affinity(count), raising=False)
        assert (cores(), spare_cores()) == (count, spare)
