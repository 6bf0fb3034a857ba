"""The page's tools: save, open the window of files, change the language."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from simulator.errors import SimulatorError
from simulator.scenario import Conflict, dump_scenario
from simulator.scenario.format import LONGEST_PERSON, LONGEST_TITLE
from simulator.scenario.names import is_baseline
from simulator.scenario.saves import Saved
from simulator.texts import text
from simulator.ui import autosave, conflicts, opening, resources, session
from simulator.ui.downloads import download
from simulator.ui.file_window import open_window
from simulator.ui.identity import sign_out, who
from simulator.ui.language import switch
from simulator.ui.messages import plain, tell, tell_faults, tell_later
from simulator.ui.session import Draft, Editing
from simulator.ui.tour import tour_button


def tools(language: str, *, with_save: bool = True, with_tour: bool = False) -> None:
    """Buttons at the right of the bar of pages; saving belongs to the pages where a scenario is open."""
    editing = session.editing()
    is_open = with_save and editing.good is not None
    with st.container(key="page_tools", horizontal=True):
        if is_open:
            # Another key is another box, and closed: what was done in it is done.
            with st.popover(text("explore.save", language), key=f"page_save_{editing.saves}"):
                _save(language)
            if st.button(text("files.open_window", language), key="page_files"):
                open_window(editing, language)
        if with_tour:
            tour_button(language)
        sign_out(language)
        st.button(text("page.language_other", language), on_click=switch, key="page_language")
    if is_open:
        conflicts.ask(editing, language)


@st.fragment
def _save(language: str) -> None:
    editing = session.editing()
    draft = editing.draft
    if draft.path is not None and not is_baseline(draft.path):
        if st.button(text("files.save_over", language), type="primary", key="explore_save_over", width="stretch"):
            _save_over(editing, draft, language)
        tell([text("files.save_over_note", language, title=draft.saved.title)])
    title = st.text_input(
        text("page.save_title", language), max_chars=LONGEST_TITLE, key="explore_save_title", placeholder=" "
    ).strip()
    if not who():
        label = text("files.person", language)
        editing.person = st.text_input(
            label, editing.person, max_chars=LONGEST_PERSON, key=f"explore_person_{language}", placeholder=" "
        ).strip()
    if st.button(text("page.save_do", language), key="explore_save_do", width="stretch"):
        _save_as(editing, draft, title, language)
    _download(draft, title, language)


def _save_over(editing: Editing, draft: Draft, language: str) -> None:
    """Save to the file that is open, unless somebody else has meanwhile: then ask."""
    path = draft.path
    if path is None:
        return
    if not draft.is_unsaved:
        tell([text("files.nothing_to_save", language)])
        return
    by = who() or editing.person
    try:
        saved = resources.store().save(path, draft.scenario, revision=draft.revision, by=by)
    except Conflict as conflict:
        editing.conflict, editing.saves = conflict, editing.saves + 1
        st.rerun(scope="app")
    except SimulatorError as error:
        tell_faults(error, language)
        return
    draft.saved = resources.full_scenario(path, draft.saved.locality)
    draft.revision, draft.kept = saved.document.revision, None
    editing.saves += 1
    _tell_saved(saved, language)
    st.rerun(scope="app")


def _save_as(editing: Editing, draft: Draft, title: str, language: str) -> None:
    """Save as a new file; the one that was open is as it was saved again."""
    if not title:
        tell([text("page.save_blank", language)], "error")
        return
    store, old = resources.store(), editing.file or ""
    try:
        saved = store.save_as(draft.scenario, title, by=who() or editing.person)
    except SimulatorError as error:
        tell_faults(error, language)
        return
    autosave.forget(editing, old, store.folder)
    opening.go_to(editing, str(saved.document.path))
    editing.saves += 1
    _tell_saved(saved, language)
    st.rerun(scope="app")


def _tell_saved(saved: Saved, language: str) -> None:
    tell_later(text("page.saved", language, file=plain(saved.document.path.name)))
    if saved.lost_comments:
        lines = "; ".join(saved.lost_comments)
        tell_later(text("files.lost_comments", language, comments=plain(lines)), is_long=True)
    if not saved.base_kept:
        tell_later(text("files.base_dropped", language), is_long=True)


def _download(draft: Draft, title: str, language: str) -> None:
    """A button that hands out the scenario as it is when pressed: the draft is read then, not when the button is drawn.

    Streamlit makes the file outside the session, so what it needs is taken along: the session's own record of the
    sliders, which a move of a slider changes in place.
    """
    name = title or draft.saved.title

    def content() -> str:
        return dump_scenario(replace(draft.scenario, title=name))

    download(text("page.download", language), content, name, "yaml", width="stretch")
