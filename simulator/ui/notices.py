"""What the reader should know before going on: drafts that were found, links that no longer fit, files that changed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from simulator.scenario import Conflict, Document, changes, completed
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.messages import tell, tell_faults
from simulator.ui.session import Editing
from simulator.units import moment


def notices(editing: Editing, language: str) -> None:
    """Draw what there is to tell, each with what can be done about it; nothing when there is nothing."""
    stale = stale_document(editing)
    left = [key for key in editing.left if key in editing.drafts and key != editing.file]
    if not (stale or left or editing.fault or editing.moved_baseline or editing.rescued):
        return
    with st.container(key="explore_notices"):
        if stale is not None:
            tell([changed_on_disk(stale, language)], "warning")
            st.button(text("files.see_changes", language), key="notice_conflict", on_click=_ask, args=(editing, stale))
        if editing.rescued:
            tell([text("files.rescued", language, file=editing.rescued)], "warning")
        if editing.moved_baseline:
            tell([text("files.moved_baseline", language)], "warning")
        if editing.fault is not None:
            tell_faults(editing.fault, language)
        if left:
            titles = "; ".join(f"«{editing.drafts[key].saved.title}»" for key in left)
            tell([text("files.left", language, titles=titles)])
        if left or editing.fault or editing.moved_baseline or editing.rescued:
            st.button(text("files.understood", language), key="notice_done", on_click=_understood, args=(editing,))


def stale_document(editing: Editing) -> Document | None:
    """The file of the open draft as it is on disk, when that is not the one that its sliders were moved on."""
    draft = editing.draft
    if draft.path is None or not draft.is_unsaved:
        return None
    document = resources.document_at(draft.path)
    return document if document.revision != draft.revision else None


def changed_on_disk(document: Document, language: str) -> str:
    """Who changed a file and when, as far as the file says."""
    by, at = document.content.saved_by, document.content.saved_at
    when = saved_moment(at, language) if at else ""
    if by and when:
        return text("files.changed_by_at", language, by=by, when=when)
    return text("files.changed_by", language, by=by) if by else text("files.changed", language)


def saved_moment(at: datetime, language: str) -> str:
    """A moment on the clock of the reader's browser, or of this machine when the browser does not name its zone."""
    try:
        zone = ZoneInfo(st.context.timezone or "")
    except (ValueError, ZoneInfoNotFoundError):
        return moment(at.astimezone(), language)
    return moment(at.astimezone(zone), language)


def _ask(editing: Editing, document: Document) -> None:
    draft = editing.draft
    path = document.path
    theirs = completed(document.scenario, resources.baseline(draft.saved.locality))
    editing.conflict = Conflict(
        path, document.revision, draft.scenario, document, changes=changes(theirs, draft.scenario)
    )


def _understood(editing: Editing) -> None:
    editing.left, editing.fault, editing.moved_baseline, editing.rescued = (), None, False, ""
