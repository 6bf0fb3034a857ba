"""What a session begins with: its browser's drafts, and the scenario of the address."""

from __future__ import annotations

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


def address_of(editing: Editing) -> str:
    opening.show_address(editing)
    return editing.address


def moved(editing: Editing, value: float) -> Settings:
    now = editing.draft.now
    editing.replaced(Settings({**now.values, "ntm.investment": value}, now.shares, now.events))
    return editing.draft.now


def test_an_address_gives_the_scenario_that_it_was_made_of(folder: Path) -> None:
    first, second = opened(folder), Editing()
    settings = moved(first, 410.0)
    opening._follow(second, address_of(first))
    key = str(file_of(folder))
    assert (second.wish, second.locality) == (key, "son-la")
    assert second.drafts[key].now == settings
    assert second.drafts[key].saved == whole(folder)
    assert second.drafts[key].is_unsaved
    assert not second.moved_baseline


def test_the_address_of_a_saved_scenario_opens_its_file(folder: Path) -> None:
    second = Editing()
    opening._follow(second, address_of(opened(folder)))
    assert (second.wish, second.drafts) == (str(file_of(folder)), {})


def test_an_address_needs_no_file(folder: Path) -> None:
    first, second = opened(folder), Editing()
    moved(first, 410.0)
    address = address_of(first)
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
    opening._follow(second, address_of(first))
    assert second.wish is not None
    assert second.wish.startswith(LOOSE)
    assert second.drafts[second.wish].saved.effects == "reported"


def test_an_address_of_another_baseline_is_told(folder: Path) -> None:
    address = address_of(opened(folder))
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
    left = SavedDraft(first.draft.scenario, first.draft.saved, STEM, "older", "", AT)
    opening._take_up(second, draft_name("any"), left)
    draft = second.drafts[str(file_of(folder))]
    assert (draft.now, draft.revision) == (settings, "older")


def test_a_draft_whose_file_is_gone_comes_back_without_one(folder: Path) -> None:
    first, second, name = opened(folder), Editing(), draft_name("any")
    moved(first, 410.0)
    file_of(folder).unlink()
    opening._take_up(second, name, SavedDraft(first.draft.scenario, first.draft.saved, STEM, "older", "", AT))
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
    opening._follow(second, address_of(first))
    assert second.drafts[str(path)].now == settings
    assert settings_of(second.drafts[str(path)].scenario) == settings


def taken_up(first: Editing, folder: Path, address: str = "") -> Editing:
    """A new session that finds the draft of the first on disk."""
    second = Editing()
    left = SavedDraft(first.draft.scenario, first.draft.saved, STEM, first.draft.revision, address, AT)
    opening._take_up(second, draft_name("any"), left)
    return second


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_old_link_does_not_undo_newer_unsaved_work(folder: Path) -> None:
    first = opened(folder)
    link = address_of(first)
    settings = moved(first, 410.0)
    other = moved(first, 500.0)
    second = taken_up(first, folder)
    key = str(file_of(folder))
    shown = opened(folder)
    moved(shown, 123.0)
    opening._follow(second, address_of(shown))
    assert second.drafts[key].now == other != settings
    assert second.wish is not None
    assert second.wish.startswith(LOOSE)
    assert second.drafts[second.wish].now.values["ntm.investment"] == 123.0
    opening._follow(second, link)  # the link of the file as saved: it is open, moved on
    assert second.drafts[key].now == other


def test_a_reload_in_the_middle_of_moves_keeps_the_newer_draft(folder: Path) -> None:
    first = opened(folder)
    moved(first, 410.0)
    shown = address_of(first)
    latest = moved(first, 500.0)  # the address has not caught up
    second = taken_up(first, folder, address=shown)
    opening._follow(second, shown)
    assert second.wish == str(file_of(folder))
    assert second.drafts[second.wish].now == latest
    assert second.loose("son-la") == []


def test_yesterdays_address_does_not_pass_for_a_change_of_todays_file(folder: Path) -> None:
    address, path = address_of(opened(folder)), file_of(folder)
    rewrite(path, "2026: 180", "2026: 150")  # a schedule: sliders cannot lead from one file to the other
    second = Editing()
    opening._follow(second, address)
    assert second.wish is not None
    assert second.wish.startswith(LOOSE)
    assert str(path) not in second.drafts


def test_moves_from_an_address_are_on_the_version_they_were_made_on(folder: Path) -> None:
    first = opened(folder)
    moved(first, 410.0)
    address = address_of(first)
    rewrite(file_of(folder), "Nhà ở trước", "Nhà ở trước tiên")
    rewrite(file_of(folder), "Nhà ở trước tiên", "Nhà ở trước")
    path = file_of(folder)
    path.write_text(path.read_text(encoding="utf-8") + "# đã xem\n", encoding="utf-8")
    second = Editing()
    opening._follow(second, address)
    draft = second.drafts[str(path)]
    assert draft.is_unsaved
    assert draft.revision != resources.document_at(path).revision


def test_a_scenario_without_a_file_is_one_however_often_it_is_reloaded(folder: Path) -> None:
    first = Editing()
    key = opening.open_loose(first, whole(folder))
    first.opened(key)
    addresses = []
    for value in (410.0, 420.0, 430.0):
        addresses.append(address_of(first))
        moved(first, value)
    second = Editing()
    left = SavedDraft(first.draft.scenario, first.draft.saved, "", "", addresses[-1], AT)
    opening._take_up(second, key.removeprefix(LOOSE), left)
    for address in (addresses[-1], address_of(first)):
        opening._follow(second, address)
        assert second.loose("son-la") == [key]
        assert second.wish == key


def test_a_draft_follows_its_baseline_where_it_was_not_moved(folder: Path) -> None:
    first = opened(folder)
    moved(first, 410.0)
    base = baseline_path("son-la", folder)
    rewrite(base, "jobs_connected: 2060", "jobs_connected: 2500")
    second = taken_up(first, folder)
    now = second.drafts[str(file_of(folder))].now
    assert now.values["training.jobs_connected"] == 2500.0
    assert now.values["ntm.investment"] == 410.0


def test_a_file_in_another_localitys_folder_is_refused(folder: Path) -> None:
    stray = file_of(folder, "lac")
    stray.write_text(baseline_path("dien-bien", folder).read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        resources.document_at(stray)
    assert caught.value.faults[0].code == "scenario_wrong_folder"
