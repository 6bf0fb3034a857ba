"""What one session is editing: one record in Streamlit's session state, with undo and redo."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import streamlit as st

from simulator.errors import SimulatorError
from simulator.scenario import Conflict, Document, Scenario
from simulator.ui.levers import Settings, applied, settings_of

LONGEST_UNDO = 200
KEY = "editing"
LOOSE = "loose:"  # begins the keys of scenarios that no file holds yet


@dataclass
class Draft:
    """An open scenario's sliders: now, the gesture that moved them last, what undo and redo go to.

    saved: the complete scenario that they are moved on. path, revision: its file, and that file as it was when the
    changes began (None and "": no file yet). kept: the settings that are on disk, or on their way there; address: what
    the page's address showed then.
    """

    now: Settings
    saved: Scenario
    path: Path | None = None
    revision: str = ""
    gesture: int | None = None
    undo: list[Settings] = field(default_factory=list)
    redo: list[Settings] = field(default_factory=list)
    kept: Settings | None = None
    address: str = ""

    @property
    def scenario(self) -> Scenario:
        """The scenario with the sliders as they are now."""
        return applied(self.saved, self.now)

    @property
    def is_unsaved(self) -> bool:
        """Whether there is something that no file holds."""
        return self.path is None or self.now != settings_of(self.saved)

    def rebase(self, scenario: Scenario) -> bool:
        """Stand on another saved scenario: what was not moved follows it. Return whether anything shown is another."""
        old, new = settings_of(self.saved), settings_of(scenario)
        self.saved = scenario
        if old == new:
            return False
        self.now = followed(self.now, old, new)
        self.undo = [followed(step, old, new) for step in self.undo]
        self.redo = [followed(step, old, new) for step in self.redo]
        return True

    def set(self, settings: Settings, gesture: int | None) -> bool:
        """Take over settings; those before a new gesture become one step of undo. Return whether they differ."""
        if settings == self.now:
            return False
        if gesture is None or gesture != self.gesture:
            self.undo = [*self.undo, self.now][-LONGEST_UNDO:]
        self.now, self.gesture, self.redo = settings, gesture, []
        return True

    def step(self, back: list[Settings], forth: list[Settings]) -> None:
        """Go to the last settings of one list; those of now become the last of the other."""
        if back:
            forth.append(self.now)
            self.now, self.gesture = back.pop(), None

    def last_switch(self, steps: list[Settings]) -> tuple[str, bool] | None:
        """An event that the last of `steps` switches, and whether on; None when it changes something else."""
        then = steps[-1].events if steps else self.now.events
        switched = sorted(self.now.events ^ then)
        return (switched[0], switched[0] in then) if switched else None

    def last_change(self, steps: list[Settings]) -> tuple[str, float, float] | None:
        """What the last of `steps` brings: (path, value now, value then) of one slider; None when there is nothing."""
        if not steps:
            return None
        then = steps[-1]
        for now, before in ((self.now.values, then.values), (self.now.shares, then.shares)):
            for path, value in now.items():
                if value != before[path]:
                    return path, value, before[path]
        return None


@dataclass
class Editing:
    """What the session has open.

    good: the last scenario that could be read, complete; file: the key of what is open, its path or the name of a
    scenario without a file; wish: one to open next. drafts: by key. conflict: a save that another one forestalled.
    revision: raised when the panel must take values over; sequence, gesture: the last ones that the panel sent.
    saves: how often the box for saving has done its work. address: the open scenario for the page's address, as its
    sliders were at `addressed`; nonce: tells what the panel sends to this session from what it sent to another.
    owner: whose drafts are on disk; cookie: what the browser is to remember of that. person: who saves.
    left: keys of drafts that were found on disk; fault: what of them, or of the address, could not be read;
    moved_baseline: the address was made on another baseline; rescued: a file that was deleted under unsaved work.
    """

    good: Scenario | None = None
    file: str | None = None
    wish: str | None = None
    locality: str | None = None
    conflict: Conflict | None = None
    revision: int = 0
    sequence: int = 0
    gesture: int = 0
    saves: int = 0
    address: str = ""
    addressed: Settings | None = None
    nonce: str = field(default_factory=lambda: secrets.token_hex(6))
    owner: str = ""
    cookie: str = ""
    person: str = ""
    left: tuple[str, ...] = ()
    fault: SimulatorError | None = None
    moved_baseline: bool = False
    rescued: str = ""
    drafts: dict[str, Draft] = field(default_factory=dict)

    @property
    def draft(self) -> Draft:
        """The open scenario's record, changed in place and never replaced while it is open."""
        return self.drafts[self.file or ""]

    @property
    def panel_of(self) -> str:
        """What the panel's messages must bear to be meant for what is open in this session."""
        return f"{self.nonce}.{crc32((self.file or '').encode('utf-8', 'replace'))}"

    def loose(self, locality: str) -> list[str]:
        """Keys of the scenarios of a locality that no file holds yet."""
        return [key for key, draft in self.drafts.items() if draft.path is None and draft.saved.locality == locality]

    def opened(self, key: str) -> None:
        """Go to a draft; what is unsaved in another one stays in its own place."""
        self.file = key
        self.revision += 1

    def read(self, document: Document, scenario: Scenario) -> bool:
        """Take over a file as it is on disk now (`scenario`: complete); return whether it follows another version.

        Sliders that were not moved follow the file. Moved ones stay, and so does the revision they were moved on:
        then a save asks.
        """
        key = str(document.path)
        draft = self.drafts.get(key)
        if draft is None:
            now = settings_of(scenario)
            self.drafts[key] = Draft(now, scenario, document.path, document.revision, kept=now)
            return False
        if document.revision == draft.revision:  # a file below it may have changed
            followed_it = draft.rebase(scenario)
            self.revision += followed_it
            return followed_it
        if not draft.is_unsaved or draft.now == settings_of(scenario):
            draft.now, draft.saved, draft.revision = settings_of(scenario), scenario, document.revision
            draft.undo, draft.redo = [], []
            self.revision += 1
            return True
        return False

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
        self.draft.step(self.draft.undo, self.draft.redo)
        self.revision += 1

    def redone(self) -> None:
        """Take the last undo back."""
        self.draft.step(self.draft.redo, self.draft.undo)
        self.revision += 1


def followed(settings: Settings, old: Settings, new: Settings) -> Settings:
    """Settings made on `old` as they are on `new`: what was moved stays, what was not follows."""
    return Settings(
        {path: new.values[path] if value == old.values[path] else value for path, value in settings.values.items()},
        new.shares if settings.shares == old.shares else settings.shares,
        (settings.events - (old.events - new.events)) | (new.events - old.events),
    )


def editing() -> Editing:
    """The session's record."""
    found: Editing | None = st.session_state.get(KEY)
    if found is None:
        found = st.session_state[KEY] = Editing()
    return found


def get(name: str) -> Any:
    """A field of the session's record."""
    return getattr(editing(), name)
