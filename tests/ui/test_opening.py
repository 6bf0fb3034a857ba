"""What a session begins with: its browser's drafts, and the scenario of the address."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.errors import ScenarioError
from simulator.scenario import Scenario, baseline_path, completed, load_scenario
from simulator.scenario.drafts import SavedDraft, draft_name
from simulator.scenario.stack import alike
from simulator.ui import opening, resources
from simulator.ui.levers import Settings, settings_of
from simulator.ui.session import LOOSE, Editing
from tests.shipped import evidence

STEM = "son-la-nha-o-truoc"
AT = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped scenarios that the page reads."""
    copied = tmp_path / "scenarios"
    shutil.copytree(Path(__file__).parents[2] / "scenarios", copied, ignore=shutil.ignore_patterns(".store"))
    monkeypatch.setenv("SIMULATOR_SCENARIOS", str(copied))
    return copied


def file_of(folder: Path, stem: str = STEM) -> Path:
    return baseline_path("son-la", folder).with_name(f"{stem}.yaml")


def whole(folder: Path, stem: str = STEM) -> Scenario:
    baseline = load_scenario(baseline_path("son-la", folder), evidence())
    return completed(load_scenario(file_of(folder, stem), evidence()), baseline)


def opened(folder: Path, stem: str = STEM) -> Editing:
    editing, path = Editing(), file_of(folder, stem)
    editing.read(resources.document_at(path), whole(folder, stem))
    editing.opened(str(path))
    return editing


def moved(editing: Editing, value: float) -> Settings:
    now = editing.draft.now
    editing.replaced(Settings({**now.values, "ntm.investment": value}, now.shares, now.events))
    return editing.draft.now


def test_an_address_gives_the_scenario_that_it_was_made_of(folder: Path) -> None:
    first, second = opened(folder), Editing()
    settings = moved(first, 410.0)
    opening._follow(second, opening.address_of(first))
    key = str(file_of(folder))
    assert (second.wish, second.locality) == (key, "son-la")
    assert second.drafts[key].now == settings
    assert second.drafts[key].saved == whole(folder)
    assert second.drafts[key].is_unsaved
    assert not second.moved_baseline


def test_the_address_of_a_saved_scenario_opens_its_file(folder: Path) -> None:
    second = Editing()
    opening._follow(second, opening.address_of(opened(folder)))
    assert not second.drafts[str(file_of(folder))].is_unsaved


def test_an_address_needs_no_file(folder: Path) -> None:
    first, second = opened(folder), Editing()
    moved(first, 410.0)
    address = opening.address_of(first)
    file_of(folder).unlink()
    opening._follow(second, address)
    assert second.wish is not None
    assert second.wish.startswith(LOOSE)
    assert alike(second.drafts[second.wish].saved, first.draft.scenario)
    opening._follow(second, address)
    assert len(second.drafts) == 1


def test_an_address_that_says_more_than_sliders_can_leaves_the_file_alone(folder: Path) -> None:
    first, second = opened(folder), Editing()
    first.draft.saved = replace(first.draft.saved, effects="reported", title="Bản khác")
    opening._follow(second, opening.address_of(first))
    assert second.wish is not None
    assert second.wish.startswith(LOOSE)
    assert second.drafts[second.wish].saved.effects == "reported"


def test_an_address_of_another_baseline_is_told(folder: Path) -> None:
    address = opening.address_of(opened(folder))
    path = baseline_path("son-la", folder)
    path.write_text(path.read_text(encoding="utf-8").replace("investment: 400", "investment: 380"), encoding="utf-8")
    assert "investment: 380" in path.read_text(encoding="utf-8")
    second = Editing()
    opening._follow(second, address)
    assert second.moved_baseline


@pytest.mark.parametrize("address", ["1.x", "9.abc", "<script>", "1." + "A" * 5_000, "\x00", "1.abcd"])
def test_a_damaged_address_is_one_clear_fault(folder: Path, address: str) -> None:
    editing = Editing()
    with pytest.raises(ScenarioError) as caught:
        opening._follow(editing, address)
    assert len(caught.value.faults) == 1
    assert editing.drafts == {}


def test_a_draft_comes_back_to_its_file_with_the_revision_it_was_moved_on(folder: Path) -> None:
    first, second = opened(folder), Editing()
    settings = moved(first, 410.0)
    left = SavedDraft(first.draft.scenario, STEM, "older", AT)
    opening._take_up(second, draft_name("any"), left)
    draft = second.drafts[str(file_of(folder))]
    assert (draft.now, draft.revision) == (settings, "older")


def test_a_draft_whose_file_is_gone_comes_back_without_one(folder: Path) -> None:
    first, second, name = opened(folder), Editing(), draft_name("any")
    moved(first, 410.0)
    file_of(folder).unlink()
    opening._take_up(second, name, SavedDraft(first.draft.scenario, STEM, "older", AT))
    draft = second.drafts[f"{LOOSE}{name}"]
    assert draft.path is None
    assert alike(draft.scenario, first.draft.scenario)
    assert second.loose("son-la") == [f"{LOOSE}{name}"]


@pytest.mark.parametrize("locality", ["son-la", "dien-bien", "lai-chau", "hau-giang", "thanh-hoa/dong-son", "vn"])
def test_every_baseline_can_be_shared(folder: Path, locality: str) -> None:
    path = baseline_path(locality, folder)
    baseline, first, second = load_scenario(path, evidence()), Editing(), Editing()
    first.read(resources.document_at(path), completed(baseline, baseline))
    first.opened(str(path))
    settings = moved(first, 7.0)
    opening._follow(second, opening.address_of(first))
    assert second.drafts[str(path)].now == settings
    assert settings_of(second.drafts[str(path)].scenario) == settings
