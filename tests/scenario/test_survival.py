"""Whatever ends a save, and whenever: no file is damaged and no scenario is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import SimulatorError
from simulator.scenario.names import KEPT
from simulator.scenario.store import Store
from tests.scenario.examples import EVIDENCE
from tests.scenario.folders import BASELINE, brief, store_in, written

ROOT = Path(__file__).parents[2]
UPDATES, KILLS = 200, 120
REFUSED, DONE = "3", "0"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are made by fork")


def result_of(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-W", "error", "-m", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_a_kill_at_any_call_to_the_system_loses_nothing() -> None:
    result = result_of("tests.scenario.faulty_disk", "kill")
    assert result["found"] == []
    assert result["ends"].keys() == {"9"}
    assert result["ends"]["9"] > 150


def test_a_disk_that_fails_at_any_call_is_told_and_loses_nothing() -> None:
    result = result_of("tests.scenario.faulty_disk", "fail")
    assert result["found"] == []
    assert result["ends"].keys() == {REFUSED, DONE}
    assert result["ends"][REFUSED] > 100


def test_a_kill_at_any_moment_loses_nothing_and_strays_are_swept() -> None:
    result = result_of("tests.scenario.faulty_disk", "chance", str(KILLS))
    assert result["found"] == []
    assert result["ends"] == {"-9": KILLS}
    assert result["left"] == 0
    assert result["versions"] > 1


@pytest.mark.parametrize("writers", [2, 8])
def test_writers_in_several_processes_lose_no_update(tmp_path: Path, writers: int) -> None:
    """Each adds one to the same lever, again and again, and starts over when another was faster."""
    store = store_in(tmp_path)
    path = written(store, "chung", brief("Chung", "levers:\n  ntm: {investment: 0}  # số lần\n"))
    command = [sys.executable, "-m", "tests.scenario.counting", str(path), str(UPDATES // writers)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(writers)]
    told = [int(process.communicate(timeout=600)[0]) for process in running]
    document = store.open(path)
    assert document.scenario.levers["ntm.investment"] == ((2026, float(UPDATES)),)
    assert "# số lần" in path.read_text(encoding="utf-8")
    assert sum(told) > 0  # some did meet, and were told
    assert [left.name for left in (tmp_path / KEPT).rglob("*.saving")] == []


def test_two_sessions_of_one_process_keep_each_other_out(tmp_path: Path) -> None:
    first, second = store_in(tmp_path), Store(EVIDENCE, tmp_path)
    document = first.save_as(BASELINE, "A").document
    second.save_as(BASELINE, "B")
    assert len(first.files("son-la")) == 3
    second.delete(document.path, revision=document.revision)
    with pytest.raises(SimulatorError):
        first.rename(document.path, "C", revision=document.revision)
