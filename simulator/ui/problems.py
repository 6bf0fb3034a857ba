"""One clear message for whatever the user can put right."""

from __future__ import annotations

import streamlit as st

from simulator.errors import DataError, PosteriorError, SimulatorError
from simulator.jobs import Work
from simulator.jobs.recalibration import recalibrate
from simulator.texts import text
from simulator.ui import jobs_view, resources, session

MOST_SHOWN = 12


def show_faults(error: SimulatorError, language: str) -> None:
    """List the faults as plain text; offer to calibrate where that is the cure."""
    key = "page.fault_data" if isinstance(error, DataError) else "page.fault_title"
    lines = [fault.describe(language) for fault in error.faults]
    more = [f"… (+{len(lines) - MOST_SHOWN})"] if len(lines) > MOST_SHOWN else []
    with st.container(border=True, key="explore_faults"):
        st.error(text(key, language), icon=":material/error:")
        st.code("\n".join(lines[:MOST_SHOWN] + more), language=None, wrap_lines=True)
        if isinstance(error, PosteriorError):
            _offer_recalibration(str(session.get("locality")), language)


def _offer_recalibration(locality: str, language: str) -> None:
    """When it is done the page is run anew, and finds the new posterior."""
    place = resources.evidence().localities[locality]
    jobs_view.offer(
        f"recalibrate/{locality}",
        Work(recalibrate, (locality, str(resources.scenario_folder().absolute()))),
        start=text("page.recalibrate", language),
        about=text("page.recalibrating", language, locality=place.name_vi if language == "vi" else place.name_en),
        language=language,
    )
