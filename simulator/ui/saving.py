"""The page's tools: save the scenario as a file, download it, change the language."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from simulator.errors import SimulatorError
from simulator.scenario import Scenario, Store, dump_scenario, file_stem
from simulator.texts import text
from simulator.ui import resources, session
from simulator.ui.language import switch
from simulator.ui.levers import applied


def tools(language: str, *, with_save: bool = True) -> None:
    """Buttons at the right of the bar of pages; saving belongs to the page where scenarios are edited."""
    with st.container(key="page_tools", horizontal=True):
        if with_save and session.get("good") is not None:
            with st.popover(text("explore.save", language)):
                _save(language)
        st.button(text("page.language_other", language), on_click=switch, key="page_language")


def edited(title: str) -> Scenario:
    """The open scenario with the panel's values, under a title."""
    scenario: Scenario = session.get("good")
    return replace(applied(scenario, session.current()), title=title)


@st.fragment
def _save(language: str) -> None:
    title = st.text_input(text("page.save_title", language), max_chars=120, key="explore_save_title").strip()
    if st.button(text("page.save_do", language), type="primary", key="explore_save_do"):
        _store(title, language)
    _download(title, language)


def _download(title: str, language: str) -> None:
    """A button that hands out the scenario as it is when pressed: the draft is read then, not when the button is drawn.

    Streamlit makes the file outside the session, so what it needs is taken along: the scenario, and the session's
    own record of the sliders, which a move of a slider changes in place.
    """
    scenario: Scenario = session.get("good")
    draft = session.editing().draft

    def content() -> bytes:
        moved = applied(scenario, draft.now)
        return dump_scenario(replace(moved, title=title or scenario.title)).encode("utf-8")

    st.download_button(
        text("page.download", language),
        data=content,
        file_name=f"{file_stem(title or scenario.title)}.yaml",
        mime="application/yaml",
        on_click="ignore",
    )


def _store(title: str, language: str) -> None:
    if not title:
        st.error(text("page.save_blank", language))
        return
    try:
        path = Store(resources.evidence(), resources.scenario_folder()).save_as(edited(title), title).document.path
    except SimulatorError as error:
        st.error(error.describe(language))
        return
    session.editing().wish = str(path)
    st.toast(text("page.saved", language, file=path.name))
    st.rerun(scope="app")
