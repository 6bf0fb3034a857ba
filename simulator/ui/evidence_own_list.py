"""The planner's own localities that are there: open, fit again, ask about known years, take the figures, put away."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from simulator.errors import SimulatorError
from simulator.evidence import Locality
from simulator.jobs import Work
from simulator.jobs.own_backtest import backtest_own
from simulator.jobs.own_folder import put_away
from simulator.jobs.recalibration import recalibrate
from simulator.texts import text
from simulator.ui import jobs_view, opening, places, resources, session
from simulator.ui.details_html import heading, paragraph, put
from simulator.ui.evidence_words import say
from simulator.ui.messages import tell, tell_faults, tell_later
from simulator.units import number


def draw_list(language: str) -> None:
    """Draw the own localities, each with what can be done with it, and those whose files are at fault."""
    gathered = resources.gathered()
    own = [place for place in gathered.evidence.localities.values() if place.home is not None]
    put(heading(say("own.there", language, count=number(len(own), language)), say("own.there_sub", language)))
    for place in own:
        with st.container(border=True, key=f"own_place_{place.id}"):
            _place(place, language)
    if not own:
        put(paragraph(say("own.none", language), "empty"))
    _faulty(gathered.faulty, language)


def _place(place: Locality, language: str) -> None:
    folder, name = str(resources.scenario_folder()), place.name_vi if language == "vi" else place.name_en
    count = len(resources.evidence().of(place.id))
    tell([name], "heading")
    tell([text("evidence.own.figures", language, count=number(count, language))])
    jobs_view.finished(_fit_job(place.id))
    asked = jobs_view.finished(_ask_job(place.id))
    if asked:
        st.toast(text("evidence.own.asked", language, count=number(asked, language)))
    try:
        resources.posterior(place.id, resources.baseline(place.id).effects)
    except SimulatorError as error:
        tell_faults(error, language)
        jobs_view.offer(
            _fit_job(place.id),
            Work(recalibrate, (place.id, folder)),
            start=text("evidence.own.fit", language),
            about=text("evidence.own.fitting", language, name=name),
            language=language,
        )
    else:
        if st.button(text("evidence.own.open", language), key=f"own_open_{place.id}"):
            _open(place.id)
        jobs_view.offer(
            _ask_job(place.id),
            Work(backtest_own, (place.id, folder)),
            start=text("evidence.own.ask", language),
            about=text("evidence.own.asking", language, name=name),
            language=language,
        )
    _take_or_leave(place, language)


def _fit_job(locality: str) -> str:
    return f"own_fit_{locality}"


def _ask_job(locality: str) -> str:
    return f"own_ask_{locality}"


def _open(locality: str) -> None:
    editing = session.editing()
    editing.locality = locality
    opening.go_to(editing, str(resources.files_of(locality)[0]))
    places.go_to("")


def _take_or_leave(place: Locality, language: str) -> None:
    with st.popover(text("evidence.own.put_away", language), key=f"own_away_{place.id}"):
        tell([text("evidence.own.put_away_note", language)])
        if st.button(text("evidence.own.put_away_do", language), key=f"own_away_do_{place.id}"):
            try:
                kept = put_away(place.id, resources.scenario_folder())
            except SimulatorError as error:
                tell_faults(error, language)
                return
            _forget(place.id)
            tell_later(text("evidence.own.put_away_done", language, place=kept.name))
            st.rerun(scope="app")


def _forget(locality: str) -> None:
    """Nobody stays on a locality that is gone."""
    editing = session.editing()
    if editing.locality == locality:
        editing.locality = None
        editing.file = None
    resources.look_again()


def _faulty(faulty: Mapping[str, SimulatorError], language: str) -> None:
    for name, error in faulty.items():
        tell([text("evidence.own.left_out", language, name=Path(name).name)], "error")
        tell_faults(error, language)
