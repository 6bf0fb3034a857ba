"""Page "Mô phỏng / Explore": move what is decided, see what it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from simulator.report.charts import filled, ntm_spec, poverty_spec
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import autosave, resources, session
from simulator.ui.chart_tables import chart_tables
from simulator.ui.components import control_panel, read_panel, readout, sparks
from simulator.ui.event_data import with_events
from simulator.ui.frame import faults_told
from simulator.ui.language import language
from simulator.ui.levers import Settings
from simulator.ui.opening import show_address
from simulator.ui.panel_data import panel_message, slider_records
from simulator.ui.pickers import choose
from simulator.ui.saving import tools
from simulator.ui.session import Editing
from simulator.ui.skill_note import skill_note
from simulator.ui.stage import Stage, stage, view
from simulator.ui.theme import apply_theme, is_dark
from simulator.ui.tour import tour

PANEL = "panel"
LEGEND = ("reported", "scenario", "baseline", "bands", "unspent")


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    apply_theme(language(), is_explore=True)
    with faults_told(language()):
        saved = choose(language(), "explore")
        with st.container(key="explore_page"):
            st.html(_titles(language()))
            show_address(session.editing())
            has_tables = _tables_wanted(language())
            explore(language(), is_dark(), saved, with_tables=has_tables)
            st.html(_legend(language(), saved.locality))
        tools(language(), with_tour=True)
        tour(language())


@st.fragment
def explore(language: str, dark: bool, saved: Scenario, *, with_tables: bool) -> None:
    """Everything that moves while a slider moves, and nothing else: each element sent costs time at every move.

    The style sheet gives each its place. The panel comes last: its echo asks for the next value.
    """
    editing, here = session.editing(), stage(language, saved)
    settings = _settings_now(editing, here)
    is_own = settings.events == here.settings.events
    stands = here if is_own else stage(language, with_events(saved, settings.events))
    shown = view(stands, settings, is_unsaved=settings != here.settings or editing.draft.path is None)
    readout(shown.readout, key="readout")
    _chart("poverty", filled(poverty_spec(language, dark), shown.poverty), language)
    _chart("ntm", filled(ntm_spec(language, dark), shown.ntm), language)
    sparks(shown.sparks, key="sparks")
    if with_tables:
        st.html(chart_tables(language, shown))
    control_panel(panel_message(here.panel, editing, is_unsaved=settings != here.settings), key=PANEL)


def _settings_now(editing: Editing, here: Stage) -> Settings:
    """Take over what the panel sent since the last run: moved sliders, or one of its buttons."""
    state, present = st.session_state.get(PANEL), editing.draft.now
    switches = {choice.name: choice.name in present.events for choice in here.panel.events}
    reading = read_panel(state, slider_records(here.panel, present), present.shares, switches, editing.panel_of)
    if reading.sequence > editing.sequence:
        editing.moved(Settings(reading.values, reading.shares, reading.events), reading.sequence, reading.gesture)
    action = state.get("action") if isinstance(state, Mapping) else None
    if action == "undo":
        editing.undone()
    elif action == "redo":
        editing.redone()
    elif action == "reset_today":
        editing.replaced(here.today)
    elif action == "reset_saved":
        editing.replaced(here.settings)
    elif action == "settled":
        show_address(editing)
    autosave.note(editing, resources.scenario_folder())
    return editing.draft.now


def _chart(name: str, spec: dict[str, Any], language: str) -> None:
    """A large chart: a constant drawing, new numbers."""
    st.vega_lite_chart(spec=spec, theme=None, key=name, alt=text(f"explore.chart.alt_{name}", language))


def _tables_wanted(language: str) -> bool:
    """A switch for the numbers behind the charts: nothing is made of them until it is on."""
    return st.toggle(
        text("tour.table.switch", language), help=text("tour.table.switch_help", language), key="explore_tables"
    )


def _titles(language: str) -> str:
    """Titles of the page, which is for screen readers, and of the two large charts."""
    return f"<h1 class='unseen'>{text('explore.title', language)}</h1>" + "".join(
        f"<p class='chart-title {name}'>{text(f'explore.chart.{name}', language)}"
        f" <span>({text(f'explore.chart.{name}_detail', language)})</span></p>"
        for name in ("poverty", "ntm")
    )


def _legend(language: str, locality: str) -> str:
    signs = "".join(f"<span><i class='{name}'></i>{text(f'explore.legend.{name}', language)}</span>" for name in LEGEND)
    place = resources.evidence().localities[locality]
    if place.former_area:
        name = place.name_vi if language == "vi" else place.name_en
        signs += f"<span>{text('page.former_area', language, name=name)}</span>"
    note = skill_note(locality, language)
    return f"<p class='chart-legend'>{signs}{f'<span class=skill>{note}</span>' if note else ''}</p>"
