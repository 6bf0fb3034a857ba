"""The window of files: earlier versions, the bin, names, and files from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from simulator.errors import SimulatorError
from simulator.report.change_words import change_lines
from simulator.scenario import Binned, Scenario, Store, Version, changes, check_upload, completed
from simulator.scenario.format import LONGEST_TITLE
from simulator.scenario.history import version_path
from simulator.scenario.load import revision_at
from simulator.scenario.names import is_baseline
from simulator.scenario.nodes import LARGEST_FILE
from simulator.texts import text
from simulator.ui import autosave, opening, resources
from simulator.ui.identity import who
from simulator.ui.levers import settings_of
from simulator.ui.messages import tell, tell_faults, tell_later
from simulator.ui.notices import saved_moment
from simulator.ui.session import Draft, Editing

MOST_CHANGES = 3  # lines shown of what an earlier version has different
UPLOAD = "files_upload"


def open_window(editing: Editing, language: str) -> None:
    """Open the window over the page."""
    st.dialog(text("files.window", language), width="medium")(_window)(editing, language)


def _window(editing: Editing, language: str) -> None:
    store, draft = resources.store(), editing.draft
    tell([draft.saved.title], "title")
    left, right = st.columns(2, gap="large")
    with left:
        _earlier(editing, draft, store, language)
        _bin(editing, store, draft.saved.locality, language)
    with right:
        if draft.path is None:
            tell([text("files.not_saved_yet", language)])
            if st.button(text("files.discard", language), key="files_discard"):
                _discard(editing)
        else:
            _names(editing, draft, draft.path, store, language)
        _upload(editing, language)


def _earlier(editing: Editing, draft: Draft, store: Store, language: str) -> None:
    """Earlier versions of the open file, each put back at a click."""
    tell([text("files.earlier", language)], "heading")
    found = store.versions(draft.path) if draft.path else []
    if draft.path is None or not found:
        tell([text("files.no_earlier", language)])
        return
    with st.container(height=230, border=False):
        for version in found:
            lines, is_sound = _version_lines(version, draft.path, draft, language)
            if _row(lines, text("files.restore", language), version.name, disabled=not is_sound):
                _do(language, partial(_restore_version, editing, draft, version.name, store))


def _version_lines(version: Version, path: Path, draft: Draft, language: str) -> tuple[list[str], bool]:
    """When a version was replaced, who had saved it, what is different in it; and whether it is sound."""
    until = text("files.until", language, when=saved_moment(version.replaced_at, language))
    by = version.headline.saved_by
    head = f"{until}, {text('files.by', language, by=by)}" if by else until
    kept = version_path(path, version.name)
    try:
        earlier = resources.document_at(kept).scenario if kept else None
    except SimulatorError:
        return [head, text("files.version_broken", language)], False
    if earlier is None:
        return [head], False
    whole = completed(earlier, resources.baseline(draft.saved.locality))
    lines = change_lines(changes(draft.saved, whole), language)
    more = [text("files.more_changes", language, count=len(lines) - MOST_CHANGES)] if len(lines) > MOST_CHANGES else []
    return [head, *(lines[:MOST_CHANGES] + more or [text("files.version_same", language)])], True


def _bin(editing: Editing, store: Store, locality: str, language: str) -> None:
    """Deleted scenarios of the locality."""
    tell([text("files.bin", language)], "heading")
    found = store.bin(locality)
    if not found:
        tell([text("files.bin_empty", language)])
        return
    with st.container(height=150, border=False):
        for item in found:
            lines = [
                item.headline.title,
                text("files.deleted_at", language, when=saved_moment(item.deleted_at, language)),
            ]
            if _row(lines, text("files.take_back", language), item.name):
                _do(language, partial(_take_back, editing, store, locality, item))


def _names(editing: Editing, draft: Draft, path: Path, store: Store, language: str) -> None:
    """Another title, a copy, or away with it; the baseline keeps its place."""
    tell([text("files.this_file", language)], "heading")
    tell([path.name])
    title = st.text_input(
        text("files.new_title", language), draft.saved.title, max_chars=LONGEST_TITLE, key=f"files_title_{path}"
    ).strip()
    with st.container(horizontal=True):
        if st.button(text("files.rename", language), key="files_rename", disabled=is_baseline(path)):
            _do(language, partial(_rename, editing, draft, path, title, store))
        if st.button(text("files.duplicate", language), key="files_duplicate"):
            _do(language, partial(_duplicate, editing, path, title, draft, store))
        if st.button(text("files.delete", language), key="files_delete", disabled=is_baseline(path)):
            _do(language, partial(_delete, editing, draft, path, store))
    if is_baseline(path):
        tell([text("files.baseline_stays", language)])


def _upload(editing: Editing, language: str) -> None:
    """A file from elsewhere: checked whole, then opened as a scenario that is not in the folder yet."""
    tell([text("files.from_elsewhere", language)], "heading")
    faults = st.container(key="files_faults")  # above the box: below it they would fall off the window
    with st.container(key=f"{UPLOAD}_{language}"):
        given = st.file_uploader(
            text("files.upload", language), type=["yaml", "yml"], key=UPLOAD, label_visibility="collapsed"
        )
    if given is None:
        tell([text("files.upload_note", language, limit=LARGEST_FILE // 1000)])
        return
    report = check_upload(given.getvalue(), given.name, resources.evidence(), resources.scenario_folder())
    if report.scenario is None or report.warnings:
        with faults:
            tell(report.describe(language).split("\n"), "warning" if report.scenario else "error")
    if report.scenario is not None and st.button(text("files.open_upload", language), key="files_open", type="primary"):
        _do(language, partial(_open_upload, editing, report.scenario))


def _row(lines: list[str], label: str, key: str, *, disabled: bool = False) -> bool:
    """Lines of text with a button beside them; whether it was pressed."""
    words, button = st.columns([3, 1.2], vertical_alignment="top")
    with words:
        tell(lines, "row")
    with button:
        return st.button(label, key=f"files_{key}", width="stretch", disabled=disabled)


def _do(language: str, act: Callable[[], str]) -> None:
    """Do something to the folder and close the window, or say why not and leave it open."""
    try:
        done = act()
    except SimulatorError as error:
        tell_faults(error, language)
        return
    tell_later(text(f"files.done_{done}", language))
    st.rerun(scope="app")


def _restore_version(editing: Editing, draft: Draft, name: str, store: Store) -> str:
    path = draft.path
    if path is not None:
        store.restore_version(path, name, revision=_revision(draft, path))
        whole = resources.full_scenario(path, draft.saved.locality)
        undo = [*draft.undo, draft.now] if draft.is_unsaved else draft.undo
        _reopened(editing, Draft(settings_of(whole), whole, path, undo=undo))
    return "restored"


def _take_back(editing: Editing, store: Store, locality: str, item: Binned) -> str:
    opening.go_to(editing, str(store.restore(locality, item.name)))
    return "taken_back"


def _rename(editing: Editing, draft: Draft, path: Path, title: str, store: Store) -> str:
    saved = store.rename(path, title, revision=draft.revision, by=who() or editing.person)
    autosave.forget(editing, str(path), store.folder)
    whole = resources.full_scenario(saved.document.path, draft.saved.locality)
    _reopened(editing, replace(draft, saved=whole, path=saved.document.path, kept=None))
    return "renamed"


def _duplicate(editing: Editing, path: Path, title: str, draft: Draft, store: Store) -> str:
    wanted = store.free_title(draft.saved.locality, title or draft.saved.title)
    saved = store.duplicate(path, wanted, by=who() or editing.person)
    opening.go_to(editing, str(saved.document.path))
    return "duplicated"


def _delete(editing: Editing, draft: Draft, path: Path, store: Store) -> str:
    store.delete(path, revision=_revision(draft, path))
    if draft.is_unsaved:
        loose = opening.open_loose(editing, draft.scenario)
        autosave.keep(editing, loose, store.folder)
        opening.go_to(editing, loose)
    autosave.forget(editing, str(path), store.folder)
    return "deleted"


def _open_upload(editing: Editing, scenario: Scenario) -> str:
    key = opening.open_loose(editing, scenario)
    editing.locality = scenario.locality
    autosave.keep(editing, key, resources.scenario_folder())
    opening.go_to(editing, key)
    return "opened"


def _discard(editing: Editing) -> None:
    autosave.forget(editing, editing.file or "", resources.scenario_folder())
    st.rerun(scope="app")


def _revision(draft: Draft, path: Path) -> str:
    """The revision that the planner has seen; that on disk for a file that cannot be read, which nobody has seen."""
    try:
        resources.document_at(path)
    except SimulatorError:
        return revision_at(path)
    return draft.revision


def _reopened(editing: Editing, draft: Draft) -> None:
    """Go on with a file that was changed or renamed here."""
    if draft.path is not None:
        draft.revision = resources.document_at(draft.path).revision
        editing.drafts[str(draft.path)] = draft
        opening.go_to(editing, str(draft.path))
        editing.revision += 1
