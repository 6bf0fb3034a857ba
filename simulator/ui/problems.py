"""One clear message for whatever the user can put right."""

from __future__ import annotations

import streamlit as st

from simulator.calibration import calibrate, save_posterior
from simulator.errors import DataError, PosteriorError, SimulatorError
from simulator.texts import text
from simulator.ui import resources, session, stage

MOST_SHOWN = 12


def show_faults(error: SimulatorError, language: str) -> None:
    """List the faults as plain text; offer to calibrate where that is the cure."""
    key = "page.fault_data" if isinstance(error, DataError) else "page.fault_title"
    lines = [fault.describe(language) for fault in error.faults]
    more = [f"… (+{len(lines) - MOST_SHOWN})"] if len(lines) > MOST_SHOWN else []
    with st.container(border=True, key="explore_faults"):
        st.error(text(key, language), icon=":material/error:")
        st.code("\n".join(lines[:MOST_SHOWN] + more), language=None, wrap_lines=True)
        if isinstance(error, PosteriorError) and st.button(text("page.recalibrate", language), type="primary"):
            _recalibrate(str(session.get("locality")), language)


def _recalibrate(locality: str, language: str) -> None:
    place = resources.evidence().localities[locality]
    name = place.name_vi if language == "vi" else place.name_en
    bar = st.progress(0.0, text("page.recalibrating", language, locality=name))
    try:
        for half, effects in enumerate(("causal", "reported")):

            def progress(share: float, half: int = half) -> None:
                bar.progress((half + share) / 2, text("page.recalibrating", language, locality=name))

            baseline = resources.baseline(locality)
            save_posterior(calibrate(resources.evidence(), baseline, effects, progress=progress))
    except SimulatorError as error:
        st.error("\n".join(fault.describe(language) for fault in error.faults))
        return
    stage.forget()
    st.rerun(scope="app")
