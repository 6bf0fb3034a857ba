"""Which figure is chosen: kept by the session, and in the address, so that a link to a figure can be sent.

`evidence?obs=ID` opens the part with all figures, the figure's place, its indicator and its row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import streamlit as st

from simulator.evidence import Evidence, Observation
from simulator.report.evidence_charts import PICK, PICKED
from simulator.ui import session
from simulator.ui.evidence_bar import EVERYWHERE

ADDRESS = "obs"
CHOSEN = "evidence_chosen"
FOLLOWED = "evidence_followed"  # what the address asked for last
CLICKED = "evidence_clicked"  # whether the table itself was clicked: then it need not scroll
PART = "evidence_part"
FIGURES = "figures"  # the part with all figures
WISH = "evidence_part_wish"  # a part to be opened next


def follow(evidence: Evidence, language: str) -> str:
    """Go to the figure that the address names, once; return its id where there is no such figure."""
    asked = st.query_params.get(ADDRESS, "")
    row = find(evidence, asked)
    if asked and row is None:
        return asked
    if row is None or asked == st.session_state.get(FOLLOWED):
        return ""
    st.session_state[FOLLOWED] = asked
    st.session_state[WISH] = FIGURES
    go_to(row, evidence, language)
    return ""


def go_to(row: Observation, evidence: Evidence, language: str) -> None:
    """Choose a figure and open its place: its locality, or all places where it is about one that is not simulated."""
    st.session_state[CHOSEN] = row.obs_id
    if row.locality in evidence.localities:
        session.editing().locality = row.locality
        st.session_state.pop(f"evidence_locality_{language}", None)  # the picker stands where the session is
    else:
        st.session_state[EVERYWHERE] = True


def choose(obs_id: str, *, clicked: bool = False) -> None:
    """Choose a figure; clicked: in the table."""
    st.session_state[CHOSEN] = st.session_state[FOLLOWED] = obs_id
    st.session_state[CLICKED] = clicked
    st.query_params[ADDRESS] = obs_id


def open_figure(obs_id: str) -> None:
    """Choose a figure and go to the part with all of them at the next run."""
    choose(obs_id)
    st.session_state[WISH] = FIGURES


def chosen(evidence: Evidence, places: Collection[str]) -> Observation | None:
    """The figure that is chosen, None where it is not about one of the places that are shown."""
    row = find(evidence, str(st.session_state.get(CHOSEN, "")))
    if row is None or row.locality not in places:
        if find(evidence, st.query_params.get(ADDRESS, "")):  # of a place that is no longer shown
            del st.query_params[ADDRESS]
        return None
    st.query_params[ADDRESS] = st.session_state[FOLLOWED] = row.obs_id
    return row


def find(evidence: Evidence, obs_id: str) -> Observation | None:
    """The figure of an id."""
    return next((row for row in evidence.observations if row.obs_id == obs_id), None)


def picked(key: str, act: Callable[[str], None] = choose) -> Callable[[], None]:
    """What is done when a point of the chart `key` is clicked: `act` with the figure's id."""

    def take() -> None:
        found = st.session_state[key].selection.get(PICK) or [{}]
        if found[0].get(PICKED):
            act(str(found[0][PICKED]))

    return take
