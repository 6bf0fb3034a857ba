"""What a setting of the sliders shows is what its projection holds, and is simulated once."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from simulator.analysis import live
from simulator.texts import LANGUAGES
from simulator.ui import stage as stages
from simulator.ui.levers import Settings, settings_of
from simulator.ui.panel_data import panel_message, slider_records
from simulator.ui.session import Draft, Editing
from simulator.ui.stage import Stage, View, stage, view
from tests.shipped import alternative, baseline


def with_budget(here: Stage, value: float) -> Settings:
    return replace(here.settings, values={**here.settings.values, "housing.budget": value})


def seen_at(here: Stage, settings: Settings) -> View:
    return view(here, settings, is_unsaved=settings != here.settings)


def table(content: bytes) -> list[dict[str, Any]]:
    with pa.ipc.open_stream(content) as stream:
        rows: list[dict[str, Any]] = stream.read_all().to_pylist()
    return rows


def test_the_baseline_unmoved_lies_on_its_own_dashed_line() -> None:
    shown = view(stage("vi", baseline()), settings_of(baseline()), is_unsaved=False)
    for content in (shown.poverty, shown.ntm):
        drawn = [row for row in table(content) if row["kind"] == "projection"]
        assert drawn
        assert [row["value"] for row in drawn] == [row["baseline"] for row in drawn]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_moved_slider_changes_what_is_shown(language: str) -> None:
    here = stage(language, baseline())
    still, moved = seen_at(here, here.settings), seen_at(here, with_budget(here, 250.0))
    for name in ("poverty", "readout", "sparks"):
        assert getattr(still, name) != getattr(moved, name)
    end = next(row for row in table(moved.poverty) if row["kind"] == "end")
    sentence = "".join(part["text"] for part in json.loads(moved.readout)["parts"])
    assert end["label"] in sentence
    assert json.loads(moved.readout)["sub"].startswith("●")
    assert not json.loads(still.readout)["sub"].startswith("●")


def test_settings_seen_before_are_not_simulated_again(monkeypatch: pytest.MonkeyPatch) -> None:
    here = stage("vi", baseline())
    seen = seen_at(here, with_budget(here, 175.0))
    runs = []
    monkeypatch.setattr(stages, "moved", lambda *given: runs.append(given) or live.moved(*given))
    assert seen_at(stage("vi", baseline()), with_budget(here, 175.0)) is seen
    assert runs == []
    stages._views.clear()
    assert seen_at(stage("vi", baseline()), with_budget(here, 175.0)) == seen
    assert len(runs) == 1


def test_another_scenario_has_another_stage() -> None:
    here, there = stage("vi", baseline()), stage("vi", alternative("son-la-nha-o-truoc"))
    assert here is stage("vi", baseline())
    assert here.settings != there.settings
    assert here.today == there.today
    assert seen_at(here, here.settings) != seen_at(there, there.settings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_is_told_what_it_is_and_what_it_holds_now(language: str) -> None:
    here, editing = stage(language, alternative("son-la-nha-o-truoc")), Editing()
    editing.drafts["open"] = Draft(settings_of(here.saved), here.saved)
    editing.opened("open")
    editing.moved(with_budget(here, 33.0), 4, 2)
    fixed, moving = panel_message(here.panel, editing, is_unsaved=True).decode().split("\n")
    still, now = json.loads(fixed), json.loads(moving)
    sliders = [slider for group in still["groups"] for slider in group["sliders"]]
    assert [slider["path"] for slider in sliders] == list(now["values"])
    assert now["values"]["housing.budget"] == 33.0
    assert sum(now["split"].values()) == 100
    assert (now["echo"], now["gesture"]) == (4, 2)
    assert now["enabled"] == {
        "undo": True,
        "redo": False,
        "reset_today": True,
        "reset_saved": True,
        "copy": False,
    }
    assert "33" in now["undo"]
    assert {item["key"] for item in still["shares"]["items"]} == set(now["split"])
    assert [record["value"] for record in slider_records(here.panel, editing.draft.now)] == list(now["values"].values())


def test_what_was_shown_is_kept_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    here = stage("vi", baseline())
    one = seen_at(here, with_budget(here, 100.0))
    monkeypatch.setattr(stages._views, "most", 3 * stages._weight(one))
    for value in range(101, 111):
        seen_at(here, with_budget(here, float(value)))
    assert stages._views.weight <= 3 * stages._weight(one)
    assert len(stages._views) >= 2
