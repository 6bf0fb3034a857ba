"""What can be done with a split that was found: into the sliders, saved as a scenario, taken along as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import streamlit as st

from simulator.analysis.optimise.question import Allocation
from simulator.errors import SimulatorError
from simulator.report.optimise_export import Found, csv_text
from simulator.report.optimise_note import note_of, title_of
from simulator.report.optimise_words import Said
from simulator.scenario import Scenario
from simulator.scenario.format import LONGEST_TITLE
from simulator.scenario.stack import alike
from simulator.texts import text
from simulator.ui import autosave, opening, places, resources, session
from simulator.ui.downloads import download
from simulator.ui.identity import who
from simulator.ui.messages import plain, tell, tell_faults, tell_later
from simulator.ui.session import Editing

SAVES = "find_saves"  # how often something was saved: another number is another box, and closed


def draw_actions(found: Found, allocation: Allocation, language: str, beside: Sequence[Said] = ()) -> None:
    """Draw the row of buttons for one split. beside: what else it changes, of which setbacks go into its note."""
    scenario = _scenario(found, allocation, language, beside)
    with st.container(key="find_actions", horizontal=True, vertical_alignment="center"):
        if st.button(text("optimise.load", language), key="find_load"):
            _load(scenario)
        saves = st.session_state.setdefault(SAVES, 0)
        with st.popover(text("optimise.save", language), key=f"find_save_{saves}"):
            _save(scenario, language)
        called = f"{text('optimise.title', language)} {found.question.scenario.locality}"
        label = text("optimise.download", language)
        download(label, lambda: csv_text(found, language), called, key="find_download")


def _scenario(found: Found, allocation: Allocation, language: str, beside: Sequence[Said]) -> Scenario:
    """The scenario with the split, named after what it was found for."""
    title, note = title_of(found, allocation, language), note_of(found, allocation, language, beside)
    return replace(allocation.applied(found.question.scenario), title=title, note=note)


def _load(scenario: Scenario) -> None:
    """Open it on the page of sliders, beside the files: nothing that is unsaved is lost."""
    editing = session.editing()
    key = _open_already(editing, scenario)
    if key is None:
        titled = replace(scenario, title=_free_title(editing, scenario))
        key = opening.open_loose(editing, titled)
        autosave.keep(editing, key, resources.scenario_folder())
    editing.locality = scenario.locality
    opening.go_to(editing, key)
    places.go_to("")


def _open_already(editing: Editing, scenario: Scenario) -> str | None:
    """The same split, loaded before and not moved since."""
    loose = (key for key in editing.loose(scenario.locality))
    return next((key for key in loose if alike(editing.drafts[key].scenario, scenario)), None)


def _free_title(editing: Editing, scenario: Scenario) -> str:
    taken = {editing.drafts[key].saved.title for key in editing.loose(scenario.locality)}
    others = (f"{scenario.title} ({number})" for number in count(2))
    return scenario.title if scenario.title not in taken else next(title for title in others if title not in taken)


@st.fragment
def _save(scenario: Scenario, language: str) -> None:
    """A name that can be changed, and the button that saves."""
    free = resources.store().free_title(scenario.locality, scenario.title)
    title = st.text_input(text("page.save_title", language), free, max_chars=LONGEST_TITLE, key=f"find_title_{free}")
    tell([scenario.note])
    if not st.button(text("page.save_do", language), type="primary", key="find_save_do", width="stretch"):
        return
    if not title.strip():
        tell([text("page.save_blank", language)], "error")
        return
    try:
        saved = resources.store().save_as(scenario, title.strip(), by=who() or session.editing().person)
    except SimulatorError as error:
        tell_faults(error, language)
        return
    st.session_state[SAVES] += 1
    tell_later(text("page.saved", language, file=plain(saved.document.path.name)))
    st.rerun(scope="app")
