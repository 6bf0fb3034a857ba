"""What a new session finds: the drafts that its browser left on disk, and the scenario in the page's address."""

from __future__ import annotations

import secrets

import streamlit as st

from simulator.errors import ScenarioError, SimulatorError
from simulator.scenario import Scenario, completed, decoded, encoded
from simulator.scenario.drafts import SavedDraft, draft_name, is_owner, owner_of, read_drafts
from simulator.scenario.names import locality_folder, named_file
from simulator.scenario.stack import alike
from simulator.ui import autosave, resources, session
from simulator.ui.identity import account
from simulator.ui.levers import settings_of
from simulator.ui.session import LOOSE, Draft, Editing

COOKIE = "simulator_browser"
ADDRESS = "s"


def begin() -> None:
    """Once a session: take up what its browser, or who has signed in, had not saved; then go where the address says."""
    editing = session.editing()
    if editing.owner:
        return
    someone, cookie = account(), st.context.cookies.get(COOKIE)
    known = owner_of(someone) if someone else cookie if cookie is not None and is_owner(cookie) else ""
    editing.owner = known or secrets.token_hex(16)
    editing.cookie = "" if someone else editing.owner
    if known:
        autosave.flush()
        for name, left in read_drafts(resources.scenario_folder(), editing.owner, resources.evidence()).items():
            _take_up(editing, name, left)
        editing.left = tuple(editing.drafts)
    try:
        _follow(editing, st.query_params.get(ADDRESS, ""))
    except SimulatorError as error:
        editing.fault = error


def address_of(editing: Editing) -> str:
    """The open scenario as it is now, for the page's address; "" when it is too long for one."""
    draft = editing.draft
    stem = draft.path.stem if draft.path else ""
    scenario = draft.scenario
    try:
        return encoded(scenario, resources.baseline(scenario.locality), resources.evidence(), stem=stem)
    except ScenarioError:
        return ""


def open_loose(editing: Editing, scenario: Scenario, name: str = "") -> str:
    """Put a scenario that no file holds among the drafts, complete, and return its key."""
    whole = completed(scenario, resources.baseline(scenario.locality))
    key = f"{LOOSE}{name or secrets.token_hex(10)}"
    editing.drafts[key] = Draft(settings_of(whole), whole)
    return key


def go_to(editing: Editing, key: str) -> None:
    """Open a draft or file at the next run."""
    editing.wish = key


def _take_up(editing: Editing, name: str, left: SavedDraft) -> None:
    """Put a draft from disk where it was: on its file, or beside the files when that is gone or cannot be read."""
    try:
        key = _on_file(editing, left.scenario, left.stem)
        if key:
            editing.drafts[key].revision = left.revision
        else:
            key = open_loose(editing, left.scenario, name)
        editing.drafts[key].kept = editing.drafts[key].now
    except SimulatorError as error:
        editing.fault = error


def _on_file(editing: Editing, scenario: Scenario, stem: str) -> str:
    """Move the sliders of a file to where a scenario has them; "" when there is no such file or more is different."""
    inside = locality_folder(scenario.locality, resources.scenario_folder())
    path = named_file(stem, inside) if stem else None
    if path is None:
        return ""
    try:
        document = resources.document_at(path)
        baseline = resources.baseline(scenario.locality)
    except ScenarioError:
        return ""
    saved, wanted = completed(document.scenario, baseline), completed(scenario, baseline)
    moved = Draft(settings_of(wanted), saved, path, document.revision)
    if not alike(moved.scenario, wanted):
        return ""
    key = str(path)
    held = editing.drafts.setdefault(key, moved)
    held.set(moved.now, None)
    return key


def _follow(editing: Editing, address: str) -> None:
    """Open the scenario of an address: on the file that it was made from, or as one that no file holds."""
    if not address:
        return
    shared = decoded(address, resources.evidence())
    baseline = resources.baseline(shared.scenario.locality)
    key = _on_file(editing, shared.scenario, shared.stem)
    if not key:
        name = draft_name(address)  # the same link again is the same draft
        key = f"{LOOSE}{name}"
        if key not in editing.drafts:
            open_loose(editing, shared.scenario, name)
    editing.moved_baseline = not shared.fits(baseline)
    editing.locality = shared.scenario.locality
    go_to(editing, key)
