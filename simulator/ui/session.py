"""What one session is editing: one record in Streamlit's session state, with undo."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from simulator.scenario import Scenario
from simulator.ui.levers import Settings, settings_of

LONGEST_UNDO = 200
KEY = "editing"


@dataclass
class Draft:
    """An open scenario's sliders: now, the gesture that moved them last, and what undo goes back to."""

    now: Settings
    gesture: int | None = None
    undo: list[Settings] = field(default_factory=list)

    def set(self, settings: Settings, gesture: int | None) -> bool:
        """Take over settings; those before a new gesture become one step of undo. Return whether they differ."""
        if settings == self.now:
            return False
        if gesture is None or gesture != self.gesture:
            self.undo = [*self.undo, self.now][-LONGEST_UNDO:]
        self.now, self.gesture = settings, gesture
        return True

    def last_switch(self) -> tuple[str, bool] | None:
        """An event that undo would switch, and whether on; None when the last change is of another kind."""
        then = self.undo[-1].events if self.undo else self.now.events
        switched = sorted(self.now.events ^ then)
        return (switched[0], switched[0] in then) if switched else None

    def last_change(self) -> tuple[str, float, float] | None:
        """What undo would bring back: (path, value now, value then) of one slider; None when there is nothing."""
        if not self.undo:
            return None
        then = self.undo[-1]
        for now, before in ((self.now.values, then.values), (self.now.shares, then.shares)):
            for path, value in now.items():
                if value != before[path]:
                    return path, value, before[path]
        return None


@dataclass
class Editing:
    """What the session has open.

    good: the last scenario that could be read, complete; file: where it is from; wish: a file to open next.
    revision: raised when the panel must take values over; sequence, gesture: the last ones that the panel sent.
    """

    good: Scenario | None = None
    file: str | None = None
    wish: str | None = None
    locality: str | None = None
    revision: int = 0
    sequence: int = 0
    gesture: int = 0
    drafts: dict[str, Draft] = field(default_factory=dict)

    @property
    def draft(self) -> Draft:
        """The open scenario's record, changed in place and never replaced while it is open."""
        return self.drafts[self.file or ""]

    def opened(self, path: Path, scenario: Scenario) -> None:
        """Start editing a scenario; what was unsaved in another one stays in its own place."""
        self.file = str(path)
        self.revision += 1
        if self.file not in self.drafts:
            self.drafts[self.file] = Draft(settings_of(scenario))

    def moved(self, settings: Settings, sequence: int, gesture: int) -> None:
        """Take over what the panel sent."""
        self.sequence = sequence
        if self.draft.set(settings, gesture):
            self.gesture = max(gesture, self.gesture)

    def replaced(self, settings: Settings) -> None:
        """Set all sliders at once (a reset); can be undone."""
        self.draft.set(settings, None)
        self.revision += 1

    def undone(self) -> None:
        """Go back to before the last gesture."""
        draft = self.draft
        if draft.undo:
            draft.now, draft.gesture = draft.undo.pop(), None
        self.revision += 1


def editing() -> Editing:
    """The session's record."""
    found: Editing | None = st.session_state.get(KEY)
    if found is None:
        found = st.session_state[KEY] = Editing()
    return found


def get(name: str) -> Any:
    """A field of the session's record."""
    return getattr(editing(), name)


def current() -> Settings:
    """The panel's values now."""
    return editing().draft.now


def is_changed(scenario: Scenario) -> bool:
    """Whether the panel differs from the scenario as saved."""
    return current() != settings_of(scenario)
