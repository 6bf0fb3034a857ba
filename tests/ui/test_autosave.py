"""Unsaved work reaches the disk by itself, survives a kill, and goes when it is saved."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator.scenario import Store, baseline_path, dump_scenario
from simulator.scenario.drafts import read_drafts
from simulator.ui import autosave
from simulator.ui.levers import Settings, settings_of
from simulator.ui.session import LOOSE, Draft, Editing
from tests.shipped import baseline, evidence

OWNER = "c" * 32
BUDGET = "housing.budget"
MOVES_UNTIL_KILLED = """
import sys, time
from pathlib import Path
from tests.ui.test_autosave import editing_in, move
from simulator.ui import autosave
folder = Path(sys.argv[1])
editing = editing_in(folder)
for step in range(10_000):
    move(editing, 100.0 + step)
    autosave.note(editing, folder)
    print(100.0 + step, flush=True)
    time.sleep(0.02)
"""


def editing_in(folder: Path) -> Editing:
    path = baseline_path("son-la", folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump_scenario(baseline()), encoding="utf-8")
    editing = Editing(owner=OWNER)
    editing.read(Store(evidence(), folder).open(path), baseline())
    editing.opened(str(path))
    return editing


def move(editing: Editing, value: float) -> None:
    shown = settings_of(baseline())
    editing.replaced(Settings({**shown.values, BUDGET: value}, shown.shares, shown.events))


def budgets(folder: Path) -> list[float]:
    return [draft.scenario.levers[BUDGET][0][1] for draft in read_drafts(folder, OWNER, evidence()).values()]


@pytest.fixture
def writer(monkeypatch: pytest.MonkeyPatch) -> autosave.Writer:
    """A writer that waits to be told."""
    found = autosave.Writer(pause=3_600.0)
    monkeypatch.setattr(autosave, "_writer", found)
    return found


def test_only_the_latest_state_is_written(tmp_path: Path, writer: autosave.Writer) -> None:
    editing = editing_in(tmp_path)
    for value in (110.0, 120.0, 130.0):
        move(editing, value)
        autosave.note(editing, tmp_path)
    assert writer.waits()
    assert budgets(tmp_path) == []
    autosave.flush()
    assert not writer.waits()
    assert budgets(tmp_path) == [130.0]


def test_a_draft_goes_when_nothing_is_unsaved_any_more(tmp_path: Path, writer: autosave.Writer) -> None:
    editing = editing_in(tmp_path)
    move(editing, 110.0)
    autosave.note(editing, tmp_path)
    autosave.flush()
    assert budgets(tmp_path) == [110.0]
    editing.undone()
    autosave.note(editing, tmp_path)
    autosave.flush()
    assert budgets(tmp_path) == []


def test_a_scenario_without_a_file_is_kept_until_it_is_forgotten(tmp_path: Path, writer: autosave.Writer) -> None:
    editing, key = Editing(owner=OWNER), f"{LOOSE}{'1' * 20}"
    editing.drafts[key] = Draft(settings_of(baseline()), baseline())
    autosave.keep(editing, key, tmp_path)
    autosave.flush()
    assert list(read_drafts(tmp_path, OWNER, evidence())) == ["1" * 20]
    autosave.forget(editing, key, tmp_path)
    autosave.flush()
    assert read_drafts(tmp_path, OWNER, evidence()) == {}
    assert key not in editing.drafts


def test_what_cannot_be_written_now_is_written_later(tmp_path: Path, writer: autosave.Writer) -> None:
    editing = editing_in(tmp_path)
    block = tmp_path / ".store"
    block.write_text("in the way")
    move(editing, 110.0)
    autosave.note(editing, tmp_path)
    autosave.flush()
    assert writer.waits()
    block.unlink()
    autosave.flush()
    assert budgets(tmp_path) == [110.0]


def test_a_killed_server_loses_a_few_seconds_at_most(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(
        [sys.executable, "-c", MOVES_UNTIL_KILLED, str(tmp_path)], stdout=subprocess.PIPE, env=environment, cwd=root
    ) as app:
        assert app.stdout is not None
        first, last = time.monotonic(), 0.0
        while time.monotonic() - first < 3.0 * autosave.PAUSE:
            last = float(app.stdout.readline())
        app.send_signal(signal.SIGKILL)
    (kept,) = budgets(tmp_path)
    lost = (last - kept) * 0.02  # seconds of moving
    assert 0.0 <= lost < 30.0
    assert kept > 100.0
