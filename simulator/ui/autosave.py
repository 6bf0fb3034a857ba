"""Unsaved work goes to disk a moment after it changes, in a thread of its own: no move of a slider waits for a disk."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from simulator.errors import SimulatorError
from simulator.scenario import Scenario
from simulator.scenario.drafts import SavedDraft, draft_name, remove_draft, sweep_drafts, write_draft
from simulator.scenario.names import locality_folder
from simulator.scenario.store import now
from simulator.ui.levers import Settings, applied, settings_of
from simulator.ui.session import LOOSE, Draft, Editing

LOG = logging.getLogger(__name__)
PAUSE = 2.0  # seconds between two writes


@dataclass(frozen=True)
class _Work:
    """A draft as it is to be on disk; settings None: it is to go, like one that its file holds already."""

    folder: Path
    owner: str
    name: str
    saved: Scenario
    settings: Settings | None
    stem: str
    revision: str
    address: str
    touched: datetime

    def done(self) -> None:
        if self.settings is None or (self.stem and self.settings == settings_of(self.saved)):
            remove_draft(self.folder, self.owner, self.name)
            return
        scenario = applied(self.saved, self.settings)
        draft = SavedDraft(scenario, self.saved, self.stem, self.revision, self.address, self.touched)
        write_draft(self.folder, self.owner, self.name, draft)


class Writer:
    """Writes the latest state of each draft every other second; what could not be written is tried again."""

    def __init__(self, pause: float = PAUSE) -> None:
        self._pause = pause
        self._waiting: dict[tuple[str, str], _Work] = {}
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._changed = threading.Event()
        self._thread: threading.Thread | None = None

    def put(self, work: _Work) -> None:
        """Take over the latest state of a draft; returns at once."""
        with self._lock:
            self._waiting[work.owner, work.name] = work
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, args=(work.folder,), name="autosave", daemon=True)
                self._thread.start()
        self._changed.set()

    def flush(self) -> None:
        """Write what waits, now."""
        with self._writing:
            with self._lock:
                taken, self._waiting = self._waiting, {}
            for key, work in taken.items():
                try:
                    work.done()
                except Exception:  # the thread is everybody's: whatever happens to one draft, it goes on
                    LOG.exception("a draft was not kept; it is tried again")
                    with self._lock:
                        self._waiting.setdefault(key, work)  # a newer state counts

    def waits(self) -> bool:
        """Whether something has not reached the disk."""
        with self._lock:
            return bool(self._waiting)

    def _run(self, folder: Path) -> None:
        with suppress(SimulatorError, OSError):
            sweep_drafts(folder)
        while True:
            self._changed.wait()
            self._changed.clear()
            time.sleep(self._pause)
            self.flush()
            if self.waits():
                self._changed.set()


_writer = Writer()
atexit.register(_writer.flush)


def note(editing: Editing, folder: Path) -> None:
    """Keep the open draft on disk if it is another than was kept; costs nothing when it is not."""
    if editing.owner and editing.draft.kept is not editing.draft.now:
        keep(editing, editing.file or "", folder)


def keep(editing: Editing, key: str, folder: Path) -> None:
    """Keep the draft of a key on disk as long as it has something unsaved."""
    draft = editing.drafts[key]
    draft.kept = draft.now
    _put(editing, key, draft, draft.now, folder)


def forget(editing: Editing, key: str, folder: Path) -> None:
    """Let the draft of a key go, on disk too."""
    draft = editing.drafts.pop(key, None)
    if draft is not None:
        _put(editing, key, draft, None, folder)


def flush() -> None:
    """Write what waits, now: before another session reads it."""
    _writer.flush()


def record_name(key: str, draft: Draft) -> str:
    """The name under which a draft is on disk: the same for the same scenario, wherever the folder is mounted."""
    if draft.path is None:
        return key.removeprefix(LOOSE)
    return draft_name(f"{locality_folder(draft.saved.locality).name}/{draft.path.stem}")


def _put(editing: Editing, key: str, draft: Draft, settings: Settings | None, folder: Path) -> None:
    if not editing.owner:
        return
    stem = draft.path.stem if draft.path else ""
    name = record_name(key, draft)
    draft.address = editing.address
    _writer.put(_Work(folder, editing.owner, name, draft.saved, settings, stem, draft.revision, draft.address, now()))
