"""Which locality and which scenario is open."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from simulator.errors import SimulatorError
from simulator.texts import text
from simulator.ui import resources, session
from simulator.ui.problems import show_faults

FIRST = "son-la"
ORDER = ("son-la", "dien-bien", "lai-chau", "hau-giang", "thanh-hoa/dong-son", "vn")


def choose(language: str) -> None:
    """Draw both pickers and open the chosen file's complete scenario in the session.

    A file that cannot be read shows its faults and leaves the last good scenario on the page.
    """
    localities = resources.evidence().localities
    known = [name for name in ORDER if name in localities] + [name for name in localities if name not in ORDER]
    if "explore_locality" not in st.session_state:  # after a visit to another page: where the session was
        st.session_state["explore_locality"] = session.get("locality", FIRST if FIRST in known else known[0])
    with st.container(key="explore_pickers"):
        locality = st.selectbox(
            text("explore.locality", language),
            known,
            format_func=lambda name: localities[name].name_vi if language == "vi" else localities[name].name_en,
            label_visibility="collapsed",
            key="explore_locality",
        )
        session.put(locality=locality)
        files = resources.files_of(locality)
        if session.get("wish") in map(str, files):  # a scenario saved a moment ago
            st.session_state[f"explore_file_{locality}"] = Path(session.get("wish"))
        elif f"explore_file_{locality}" not in st.session_state and session.get("file") in map(str, files):
            st.session_state[f"explore_file_{locality}"] = Path(session.get("file"))
        session.put(wish=None)
        path = st.selectbox(
            text("explore.scenario", language),
            files,
            format_func=lambda file: text("page.baseline_name", language) if file == files[0] else _title(file),
            label_visibility="collapsed",
            key=f"explore_file_{locality}",
        )
    try:
        scenario = resources.full_scenario(path, locality)
        resources.saved(scenario)
    except SimulatorError as error:
        if session.get("file") is None:
            raise
        show_faults(error, language)
        return
    if session.get("file") != str(path):
        session.opened(path, scenario)
    session.put(good=scenario)


def _title(file: Path) -> str:
    try:
        return resources.scenario_at(file).title
    except SimulatorError:
        return file.stem
