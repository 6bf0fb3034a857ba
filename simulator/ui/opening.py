"""What a new session finds: the drafts that its browser left on disk, and the scenario in the page's address."""

from __future__ import annotations

import secrets

import streamlit as st

from simulator.errors import ScenarioError, SimulatorError
from simulator.scenario import Document, Scenario, Shared, completed, decoded, encoded
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


def show_address(editing: Editing) -> None:
    """Put the open scenario, as it is now, into what the page's address is to show; "" when it is too long for one."""
    draft = editing.draft
    stem, scenario = draft.path.stem if draft.path else "", draft.scenario
    baseline = resources.baseline(scenario.locality)
    try:
        editing.address = encoded(scenario, baseline, resources.evidence(), stem=stem, revision=draft.revision)
    except ScenarioError:
        editing.address = ""
    editing.addressed = draft.now


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
        found = _file_of(left.scenario.locality, left.stem)
        if found is None:
            key = open_loose(editing, left.scenario, name)
        else:
            document, saved = found
            before = completed(left.saved, resources.baseline(saved.locality))
            key = str(document.path)
            draft = Draft(settings_of(left.scenario), before, document.path, left.revision)
            draft.rebase(saved)
            editing.drafts[key] = draft
        editing.drafts[key].kept = editing.drafts[key].now
        editing.drafts[key].address = left.address
    except SimulatorError as error:
        editing.fault = error


def _file_of(locality: str, stem: str) -> tuple[Document, Scenario] | None:
    """The file of a name as it is on disk and its complete scenario; None when there is none that can be read."""
    path = named_file(stem, locality_folder(locality, resources.scenario_folder())) if stem else None
    if path is None:
        return None
    try:
        document = resources.document_at(path)
        return document, completed(document.scenario, resources.baseline(locality))
    except ScenarioError:
        return None


def _follow(editing: Editing, address: str) -> None:
    """Go to the scenario of an address: its file, moved as it says, or one beside the files; no draft is lost."""
    if not address:
        return
    shared = decoded(address, resources.evidence())
    baseline = resources.baseline(shared.scenario.locality)
    editing.locality = shared.scenario.locality
    editing.moved_baseline = not shared.fits(baseline)
    go_to(editing, _place_of(editing, shared, address))


def _place_of(editing: Editing, shared: Shared, address: str) -> str:
    wanted = completed(shared.scenario, resources.baseline(shared.scenario.locality))
    found = _file_of(wanted.locality, shared.stem)
    if found is not None:
        document, saved = found
        key, held = str(document.path), editing.drafts.get(str(document.path))
        is_same_file = document.revision.startswith(shared.revision or "-")
        if held is not None and held.is_unsaved:
            if held.address == address or alike(held.scenario, wanted):
                return key  # moved on since the address was written: a reload
        elif alike(saved, wanted):
            return key
        elif alike((moved := Draft(settings_of(wanted), saved, document.path)).scenario, wanted):
            # On another version of the file than today's: the page tells so, and a save asks.
            moved.revision = document.revision if is_same_file else shared.revision or "?"
            editing.drafts[key] = moved
            return key
    for key in editing.loose(wanted.locality):
        held = editing.drafts[key]
        if held.address == address or alike(held.scenario, wanted):
            return key
    return open_loose(editing, wanted, draft_name(address))
