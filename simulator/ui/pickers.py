"""Which locality and which scenario is open."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import streamlit as st

from simulator.errors import SimulatorError
from simulator.evidence import Locality
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import resources, session
from simulator.ui.problems import show_faults

FIRST = "son-la"
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


def choose(language: str) -> Scenario:
    """Draw both pickers, open the chosen file in the session and return its complete scenario.

    A file that cannot be read shows its faults and leaves the last good scenario on the page.
    """
    editing = session.editing()
    with st.container(key="explore_pickers"):
        locality = choose_locality(language, "collapsed").id
        files = resources.files_of(locality)
        chosen, named = f"explore_file_{locality}_{language}", {str(file): file for file in files}
        if editing.wish in named:  # a scenario saved a moment ago
            st.session_state[chosen] = named[editing.wish]
        elif chosen not in st.session_state and editing.file in named:
            st.session_state[chosen] = named[editing.file]
        editing.wish = None
        path = st.selectbox(
            text("explore.scenario", language),
            files,
            format_func=lambda file: text("page.baseline_name", language) if file == files[0] else _title(file),
            label_visibility="collapsed",
            placeholder=text("explore.scenario", language),
            key=chosen,
        )
    try:
        scenario = resources.full_scenario(path, locality)
        resources.saved(scenario)
    except SimulatorError as error:
        if editing.good is None:
            raise
        show_faults(error, language)
        return editing.good
    if editing.file != str(path):
        editing.opened(path, scenario)
    editing.good = scenario
    return scenario


def choose_locality(
    language: str, label: Literal["visible", "collapsed"], width: int | Literal["stretch"] = "stretch"
) -> Locality:
    """Draw the picker of the locality, one choice for all pages, and return what is chosen.

    The browser remembers what it was shown in words: in another language, as after a visit to another page, the picker
    is a new one, and stands where the session was.
    """
    editing, localities = session.editing(), resources.evidence().localities
    known = [name for name in ORDER if name in localities] + [name for name in localities if name not in ORDER]
    key = f"explore_locality_{language}"
    if key not in st.session_state:
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


def _title(file: Path) -> str:
    try:
        return resources.scenario_at(file).title
    except SimulatorError:
        return file.stem
