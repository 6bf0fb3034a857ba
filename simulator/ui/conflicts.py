"""Two planners, one file: the second is told, sees the difference in words, and chooses."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from simulator.errors import SimulatorError
from simulator.report.change_words import change_lines
from simulator.scenario import Conflict, Scenario, completed
from simulator.scenario.stack import alike
from simulator.texts import text
from simulator.ui import autosave, opening, resources
from simulator.ui.identity import who
from simulator.ui.levers import settings_of
from simulator.ui.messages import plain, tell, tell_faults, tell_later
from simulator.ui.notices import changed_on_disk
from simulator.ui.session import Draft, Editing


def ask(editing: Editing, language: str) -> None:
    """Open the question while there is one; nothing is written before it is answered."""
    if editing.conflict is not None:
        conflict = editing.conflict
        editing.conflict = None  # closing the window leaves everything as it is
        st.dialog(text("files.conflict", language), width="medium")(_question)(editing, conflict, language)


def _question(editing: Editing, conflict: Conflict, language: str) -> None:
    mine, theirs = conflict.mine, conflict.theirs
    if mine is None:
        return
    if theirs is not None:
        tell([changed_on_disk(theirs, language)], "warning")
        lines = change_lines(conflict.changes, language)
        tell([text("files.differences", language)] if lines else [text("files.no_difference", language)])
        tell([f"• {line}" for line in lines])
    elif conflict.broken is not None:
        tell([text("files.theirs_broken", language)], "warning")
        tell_faults(conflict.broken, language)
    else:
        tell([text("files.theirs_gone", language)], "warning")
    with st.container(horizontal=True):
        if theirs is not None and st.button(text("files.take_theirs", language), key="conflict_theirs"):
            _take_theirs(editing, conflict, language)
        if st.button(text("files.keep_both", language), type="primary", key="conflict_both"):
            _done(editing, conflict, mine, language, anew=True)
        if st.button(text("files.overwrite", language), key="conflict_mine"):
            _done(editing, conflict, mine, language, anew=False)
    tell([text("files.conflict_note", language)])


def _take_theirs(editing: Editing, conflict: Conflict, language: str) -> None:
    """Go on from the file on disk; undo goes back to what was moved here."""
    key, mine = str(conflict.path), conflict.mine
    held = editing.drafts.get(key)
    try:
        document = resources.document_at(conflict.path)
        whole = completed(document.scenario, resources.baseline(document.scenario.locality))
    except SimulatorError as error:
        tell_faults(error, language)
        return
    before = held.now if held else settings_of(mine) if mine else settings_of(whole)
    undo = [*(held.undo if held else []), before]
    editing.drafts[key] = Draft(settings_of(whole), whole, conflict.path, document.revision, undo=undo)
    opening.go_to(editing, key)
    editing.revision += 1
    st.rerun(scope="app")


def _done(editing: Editing, conflict: Conflict, mine: Scenario, language: str, *, anew: bool) -> None:
    store, by = resources.store(), who() or editing.person
    try:
        if anew:
            title = store.free_title(mine.locality, mine.title)
            saved = store.save_as(mine, title, by=by)
        else:
            saved = store.save(conflict.path, mine, revision=conflict.revision, by=by)
    except Conflict as again:  # somebody saved while the question was open
        editing.conflict = again
        st.rerun(scope="app")
    except SimulatorError as error:
        tell_faults(error, language)
        return
    path = saved.document.path
    if anew:  # what was moved is in a file of its own now: the other file is as it is on disk
        autosave.forget(editing, str(conflict.path), store.folder)
    else:
        held = editing.drafts.get(str(path))
        whole = resources.full_scenario(path, mine.locality)
        undo = held.undo if held else []
        editing.drafts[str(path)] = Draft(settings_of(whole), whole, path, saved.document.revision, undo=undo)
    for key in editing.loose(mine.locality):  # what was rescued from a file that was gone is in a file again
        if alike(replace(editing.drafts[key].scenario, title=mine.title), mine):
            autosave.forget(editing, key, store.folder)
    editing.rescued = ""
    opening.go_to(editing, str(path))
    tell_later(text("page.saved", language, file=plain(path.name)))
    st.rerun(scope="app")
