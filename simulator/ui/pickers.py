"""Which locality and which scenario is open."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from simulator.errors import SimulatorError
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import resources, session
from simulator.ui.problems import show_faults

FIRST = "son-la"
ORDER = ("son-la", "dien-bien", "lai-chau", "hau-giang", "thanh-hoa/dong-son", "vn")


def choose(language: str) -> Scenario:
    """Draw both pickers; return the complete scenario of the open file.

    A file that cannot be read shows its faults and leaves the last good scenario on the page.
    """
    localities = resources.evidence().localities
    known = [name for name in ORDER if name in localities] + [name for name in localities if name not in ORDER]
    with st.container(key="explore_pickers"):
        locality = st.selectbox(
            text("explore.locality", language),
            known,
            format_func=lambda name: localities[name].name_vi if language == "vi" else localities[name].name_en,
            label_visibility="collapsed",
            key="explore_locality",
        )
        files = resources.files_of(locality)
        if session.get("wish") in map(str, files):  # a scenario saved a moment ago
            st.session_state[f"explore_file_{locality}"] = Path(session.get("wish"))
        session.put(wish=None)
        path = st.selectbox(
            text("explore.scenario", language),
            files,
            format_func=lambda file: _label(file, files[0], language),
            label_visibility="collapsed",
            key=f"explore_file_{locality}",
        )
    try:
        scenario = resources.full_scenario(path, locality)
    except SimulatorError as error:
        if session.get("file") is None:
            raise
        show_faults(error, language)
        last_good: Scenario = session.get("good")
        return last_good
    resources.saved(scenario)
    if session.get("file") != str(path):
        session.opened(path, scenario)
    session.put(good=scenario)
    return scenario


def _label(file: Path, baseline: Path, language: str) -> str:
    """The scenario's own title; the mark of unsaved changes on the open one."""
    name = text("page.baseline_name", language) if file == baseline else _title(file)
    is_open = session.get("file") == str(file) and session.get("good") is not None
    mark = f" ● {text('explore.unsaved', language)}" if is_open and session.is_changed(session.get("good")) else ""
    return name + mark


def _title(file: Path) -> str:
    try:
        return resources.scenario_at(file).title
    except SimulatorError:
        return file.stem
