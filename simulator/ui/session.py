"""What one session is editing: plain values in Streamlit's session state, with undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from simulator.scenario import Scenario
from simulator.ui.levers import Settings, settings_of

LONGEST_UNDO = 200
PREFIX = "editing_"


def get(name: str, default: Any = None) -> Any:
    """A value of the page's state."""
    return st.session_state.get(PREFIX + name, default)


def put(**values: Any) -> None:
    """Set values of the page's state."""
    for name, value in values.items():
        st.session_state[PREFIX + name] = value


def opened(path: Path, scenario: Scenario) -> None:
    """Start editing a scenario; what was unsaved in another one stays in its own place."""
    key = str(path)
    drafts: dict[str, Any] = get("drafts", {})
    put(file=key, revision=get("revision", 0) + 1, drafts=drafts, sequence=get("sequence", 0))
    if key not in drafts:
        drafts[key] = {"now": _plain(settings_of(scenario)), "gesture": None, "undo": []}


def open_draft() -> dict[str, Any]:
    """The open scenario's record: sliders now, gesture, undo. Changed in place, never replaced while it is open."""
    found: dict[str, Any] = get("drafts")[get("file")]
    return found


def current() -> Settings:
    """The panel's values now."""
    return settings_in(open_draft())


def moved(settings: Settings, sequence: int, gesture: int) -> None:
    """Take over what the panel sent; the first message of a gesture makes what was before it one step of undo."""
    draft, plain = open_draft(), _plain(settings)
    put(sequence=sequence)
    if plain == draft["now"]:
        return
    if gesture != draft["gesture"]:
        _remember(draft)
    draft["now"], draft["gesture"] = plain, gesture
    put(gesture=max(gesture, get("gesture", 0)))


def replaced(settings: Settings) -> None:
    """Set all sliders at once (a reset); can be undone."""
    draft = open_draft()
    if _plain(settings) != draft["now"]:
        _remember(draft)
        draft["now"], draft["gesture"] = _plain(settings), None
    put(revision=get("revision") + 1)


def undone() -> None:
    """Go back to before the last gesture."""
    draft = open_draft()
    if draft["undo"]:
        draft["now"], draft["gesture"] = draft["undo"].pop(), None
    put(revision=get("revision") + 1)


def last_change() -> tuple[str, float, float] | None:
    """What undo would bring back: (path, value now, value then) of one slider; None when there is nothing."""
    undo = open_draft()["undo"]
    if not undo:
        return None
    now, then = open_draft()["now"], undo[-1]
    for part in ("values", "shares"):
        for path, value in now[part].items():
            if value != then[part][path]:
                return path, value, then[part][path]
    return None


def can_undo() -> bool:
    """Whether there is a change to take back."""
    return bool(open_draft()["undo"])


def is_changed(scenario: Scenario) -> bool:
    """Whether the panel differs from the scenario as saved."""
    return bool(open_draft()["now"] != _plain(settings_of(scenario)))


def _remember(draft: dict[str, Any]) -> None:
    draft["undo"] = [*draft["undo"], draft["now"]][-LONGEST_UNDO:]


def _plain(settings: Settings) -> dict[str, dict[str, float]]:
    return {"values": dict(settings.values), "shares": dict(settings.shares)}


def settings_in(draft: dict[str, Any]) -> Settings:
    """The panel's values that a draft holds now."""
    return Settings(draft["now"]["values"], draft["now"]["shares"])
