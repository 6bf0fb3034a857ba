"""Which locality and which scenario is open."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal
from zlib import crc32

import streamlit as st

from simulator.errors import SimulatorError
from simulator.evidence import Locality
from simulator.scenario import Scenario, completed
from simulator.scenario.load import revision_at
from simulator.texts import text
from simulator.ui import autosave, opening, resources, session
from simulator.ui.messages import plain, tell_faults
from simulator.ui.notices import notices
from simulator.ui.problems import show_faults
from simulator.ui.session import LOOSE, Editing

FIRST = "son-la"
WATCHED_EVERY = 10.0  # seconds
ORDER = (
    "son-la",
    "son-la/quynh-nhai",
    "son-la/sop-cop",
    "dien-bien",
    "lai-chau",
    "hau-giang",
    "thanh-hoa/dong-son",
    "vn",
)


def choose(language: str, page: str) -> Scenario:
    """Draw both pickers, open what is chosen in the session and return it, complete and as saved.

    A file that cannot be read shows its faults and leaves the last good scenario on the page.
    """
    opening.begin()
    editing = session.editing()
    with st.container(key="explore_pickers"):
        locality = choose_locality(language, page, "collapsed").id
        before = _on_disk(locality)  # what changes while the page is drawn is seen by the watch
        key = _choose_scenario(editing, locality, language, page)
    try:
        if not key.startswith(LOOSE) and _read(editing, Path(key), locality):
            st.toast(text("files.followed", language, title=plain(editing.drafts[key].saved.title)))
        resources.saved(editing.drafts[key].saved)
    except SimulatorError as error:
        if editing.good is None:
            raise
        show_faults(error, language)
        _offer_version(key, language)
        return editing.good
    if editing.file != key:
        editing.opened(key)
    editing.good = editing.draft.saved
    notices(editing, language)
    _watch(locality, before)
    return editing.good


def choose_locality(
    language: str, page: str, label: Literal["visible", "collapsed"], width: int | Literal["stretch"] = "stretch"
) -> Locality:
    """Draw the picker of the locality, one choice for all pages, and return what is chosen.

    The browser remembers what it was shown in words: in another language, as after a visit to another page, the picker
    is a new one, and stands where the session was.
    """
    editing, localities = session.editing(), resources.evidence().localities
    known = [name for name in ORDER if name in localities] + [name for name in localities if name not in ORDER]
    key = f"{page}_locality_{language}"
    if key not in st.session_state or editing.wish is not None:
        st.session_state[key] = editing.locality or (FIRST if FIRST in known else known[0])
    editing.locality = st.selectbox(
        text("explore.locality", language),
        known,
        format_func=lambda name: localities[name].name_vi if language == "vi" else localities[name].name_en,
        label_visibility=label,
        placeholder=text("explore.locality", language),
        width=width,
        key=key,
    )
    return localities[editing.locality]


def _choose_scenario(editing: Editing, locality: str, language: str, page: str) -> str:
    """Draw the picker of the scenario and return the key of what is chosen: a file, or one that no file holds."""
    files = resources.files_of(locality)
    _rescue(editing, locality, files)
    labels = _labels(editing, locality, files, language)
    # A list with another name in it is another picker, for the reason above.
    chosen = f"{page}_file_{locality}_{language}_{crc32(repr(labels).encode('utf-8', 'replace'))}"
    if editing.wish in labels:
        st.session_state[chosen] = editing.wish
    elif chosen not in st.session_state and editing.file in labels:
        st.session_state[chosen] = editing.file
    editing.wish = None
    key: str = st.selectbox(
        text("explore.scenario", language),
        list(labels),
        format_func=lambda key: labels[key],
        label_visibility="collapsed",
        placeholder=text("explore.scenario", language),
        key=chosen,
    )
    return key


def _labels(editing: Editing, locality: str, files: list[Path], language: str) -> dict[str, str]:
    """What each scenario of the list is called, no two the same."""
    labels = {str(file): _title(file) for file in files}
    labels[str(files[0])] = text("page.baseline_name", language)
    for key in editing.loose(locality):
        labels[key] = text("files.loose", language, title=editing.drafts[key].saved.title)
    often = Counter(labels.values())
    return {key: f"{name} ({Path(key).stem})" if often[name] > 1 else name for key, name in labels.items()}


def _title(file: Path) -> str:
    try:
        return resources.scenario_at(file).title
    except SimulatorError:
        return file.stem


def _read(editing: Editing, path: Path, locality: str) -> bool:
    """Take over a file as it is on disk now; return whether the page follows another version of it."""
    document = resources.document_at(path)
    return editing.read(document, completed(document.scenario, resources.baseline(locality)))


@st.fragment(run_every=WATCHED_EVERY)
def _watch(locality: str, shown: str) -> None:
    """Draw the page anew when a file of the locality has changed on disk, by hand or by another planner."""
    if _on_disk(locality) != shown:
        st.rerun(scope="app")


def _offer_version(key: str, language: str) -> None:
    """A file that cannot be read has earlier versions that can: put the latest back at a click."""
    path, store = Path(key), resources.store()
    found = [] if key.startswith(LOOSE) else store.versions(path)
    if found and st.button(text("files.restore_last", language), key="explore_restore"):
        try:
            store.restore_version(path, found[0].name, revision=revision_at(path))
        except SimulatorError as error:
            tell_faults(error, language)
        else:
            st.rerun(scope="app")


def _on_disk(locality: str) -> str:
    """What tells one state of a locality's files from another."""
    return repr([(str(file), resources.stamp(file)) for file in resources.files_of(locality)])


def _rescue(editing: Editing, locality: str, files: list[Path]) -> None:
    """What is unsaved in a file that is gone stays, as a scenario that no file holds."""
    there = {str(file) for file in files}
    for key, draft in list(editing.drafts.items()):
        if draft.path is None or draft.saved.locality != locality or key in there:
            continue
        if draft.is_unsaved:
            loose = opening.open_loose(editing, draft.scenario)
            autosave.keep(editing, loose, resources.scenario_folder())
            editing.rescued = draft.path.name
            if editing.file == key:
                editing.wish = loose
        autosave.forget(editing, key, resources.scenario_folder())
