"""What a session holds open: each gesture is one step of undo, and nothing gets lost between scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.scenario import Document, Scenario
from simulator.scenario.content import Content
from simulator.ui.levers import Settings, settings_of
from simulator.ui.session import LONGEST_UNDO, Editing
from tests.shipped import alternative, baseline

BASELINE, OTHER = Path("baseline.yaml"), Path("other.yaml")
BUDGET = "housing.budget"


def read(editing: Editing, path: Path, scenario: Scenario, revision: str = "first") -> bool:
    return editing.read(Document(path, revision, Content(scenario), scenario, ()), scenario)


@pytest.fixture
def editing() -> Editing:
    found = Editing()
    read(found, BASELINE, baseline())
    found.opened(str(BASELINE))
    return found


def with_budget(value: float) -> Settings:
    shown = settings_of(baseline())
    return Settings({**shown.values, BUDGET: value}, shown.shares)


def test_a_gesture_is_one_step_of_undo(editing: Editing) -> None:
    for sequence, (value, gesture) in enumerate([(110.0, 1), (120.0, 1), (130.0, 2)], start=1):
        editing.moved(with_budget(value), sequence, gesture)
    assert (editing.sequence, editing.gesture) == (3, 2)
    assert editing.draft.last_change(editing.draft.undo) == (BUDGET, 130.0, 120.0)
    editing.undone()
    assert editing.draft.now == with_budget(120.0)
    editing.undone()
    assert editing.draft.now == settings_of(baseline())
    assert editing.draft.last_change(editing.draft.undo) is None
    editing.undone()
    assert editing.draft.now == settings_of(baseline())


def test_the_same_values_again_are_no_change(editing: Editing) -> None:
    editing.moved(settings_of(baseline()), 1, 1)
    editing.replaced(settings_of(baseline()))
    assert editing.draft.undo == []
    assert editing.sequence == 1


def test_a_reset_is_a_step_of_its_own_and_is_taken_over_by_the_panel(editing: Editing) -> None:
    editing.moved(with_budget(110.0), 1, 1)
    revision = editing.revision
    editing.replaced(settings_of(baseline()))
    assert editing.revision == revision + 1
    editing.moved(with_budget(140.0), 2, 1)  # the gesture was ended by the reset
    assert len(editing.draft.undo) == 3


def test_what_is_unsaved_waits_in_its_own_place(editing: Editing) -> None:
    editing.moved(with_budget(110.0), 1, 1)
    read(editing, OTHER, alternative("son-la-nha-o-truoc"))
    editing.opened(str(OTHER))
    assert editing.draft.now == settings_of(alternative("son-la-nha-o-truoc"))
    read(editing, BASELINE, baseline())
    editing.opened(str(BASELINE))
    assert editing.draft.now == with_budget(110.0)


def test_undo_does_not_grow_for_ever(editing: Editing) -> None:
    for step in range(LONGEST_UNDO + 5):
        editing.moved(with_budget(200.0 + step), step + 1, step + 1)
    assert len(editing.draft.undo) == LONGEST_UNDO


def test_what_was_undone_is_done_again_until_something_else_is_moved(editing: Editing) -> None:
    for step, value in enumerate((110.0, 120.0), start=1):
        editing.moved(with_budget(value), step, step)
    editing.undone()
    editing.undone()
    assert editing.draft.last_change(editing.draft.redo) == (BUDGET, 98.0, 110.0)
    editing.redone()
    editing.redone()
    editing.redone()
    assert editing.draft.now == with_budget(120.0)
    editing.undone()
    editing.moved(with_budget(130.0), 3, 3)
    editing.redone()
    assert editing.draft.now == with_budget(130.0)
    editing.undone()
    assert editing.draft.now == with_budget(110.0)


def test_sliders_that_were_not_moved_follow_the_file(editing: Editing) -> None:
    revision = editing.revision
    assert not read(editing, BASELINE, baseline())
    assert read(editing, BASELINE, alternative("son-la-nha-o-truoc"), "second")
    assert editing.draft.now == settings_of(alternative("son-la-nha-o-truoc"))
    assert not editing.draft.is_unsaved
    assert editing.revision > revision


def test_moved_sliders_stay_when_the_file_changes_and_remember_what_they_were_moved_on(editing: Editing) -> None:
    editing.moved(with_budget(110.0), 1, 1)
    assert not read(editing, BASELINE, alternative("son-la-nha-o-truoc"), "second")
    assert editing.draft.now == with_budget(110.0)
    assert editing.draft.saved == baseline()
    assert editing.draft.revision == "first"


def test_what_was_not_moved_follows_a_file_below(editing: Editing) -> None:
    editing.moved(with_budget(110.0), 1, 1)
    other = alternative("son-la-nha-o-truoc")
    assert read(editing, BASELINE, other)  # the same revision: its base has changed
    old, new = settings_of(baseline()), settings_of(other)
    changed = [path for path in new.values if new.values[path] != old.values[path] and path != BUDGET]
    assert changed
    assert all(editing.draft.now.values[path] == new.values[path] for path in changed)
    assert editing.draft.now.values[BUDGET] == 110.0
    editing.undone()
    assert editing.draft.now == new
    assert not editing.draft.is_unsaved


def test_a_file_that_is_only_looked_at_asks_for_nothing_on_disk(editing: Editing) -> None:
    assert editing.draft.kept is editing.draft.now


def test_a_message_to_another_scenario_or_session_is_told_apart(editing: Editing) -> None:
    first = editing.panel_of
    read(editing, OTHER, alternative("son-la-nha-o-truoc"))
    editing.opened(str(OTHER))
    assert editing.panel_of != first
    fresh = Editing(file=str(BASELINE))
    assert fresh.panel_of != first
