"""Page "Mô phỏng / Explore": move what is decided, see what it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from simulator.analysis.projection import Projection
from simulator.errors import SimulatorError
from simulator.report.charts import ntm_spec, poverty_spec
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import resources, session
from simulator.ui.chart_data import Chart, ntm_chart, poverty_chart
from simulator.ui.components import control_panel, read_panel, readout, sparks
from simulator.ui.language import language
from simulator.ui.levers import Settings, applied, settings_of
from simulator.ui.panel_data import panel_data, panel_groups, slider_records
from simulator.ui.pickers import choose
from simulator.ui.problems import show_faults
from simulator.ui.readout_data import readout_data
from simulator.ui.saving import tools
from simulator.ui.sparks_data import sparks_data
from simulator.ui.theme import apply_theme, is_dark
from simulator.units import number, percent

PANEL = "panel"
LEGEND = ("reported", "scenario", "baseline", "bands", "unspent")


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    apply_theme(language(), is_explore=True)
    try:
        choose(language())
        explore(language(), is_dark())
        tools(language())
    except SimulatorError as error:
        show_faults(error, language())


@st.fragment
def explore(language: str, dark: bool) -> None:
    """Everything that moves while a slider moves. The panel comes last: its echo asks for the next value."""
    saved: Scenario = session.get("good")
    left, right = st.columns([0.23, 0.77], gap=None)
    groups = panel_groups(language, saved.locality)
    settings = _settings_now(saved, groups)
    now = resources.projection(saved, applied(saved, settings))
    baseline = resources.compared(now.scenario)
    with right, st.container(key="explore_main"):
        readout(readout_data(language, now, baseline, is_unsaved=session.is_changed(saved)), key="readout")
        _charts(language, dark, now, baseline)
        with st.container(key="explore_sparks"):
            sparks(sparks_data(language, now, baseline, resources.evidence()), key="sparks")
            st.html(_legend(language, saved.locality))
    with left, st.container(key="explore_panel"):
        control_panel(panel_data(language, saved, groups, settings), key=PANEL)


def _settings_now(saved: Scenario, groups: list[dict[str, Any]]) -> Settings:
    """Take over what the panel sent since the last run: moved sliders, or one of its buttons."""
    state = st.session_state.get(PANEL)
    present = session.current()
    reading = read_panel(state, slider_records(groups, present), present.shares)
    if reading.sequence > session.get("sequence"):
        session.moved(Settings(reading.values, reading.shares), reading.sequence, reading.gesture)
    action = state.get("action") if isinstance(state, Mapping) else None
    if action == "undo":
        session.undone()
    elif action == "reset_today":
        session.replaced(settings_of(resources.baseline(saved.locality)))
    elif action == "reset_saved":
        session.replaced(settings_of(saved))
    return session.current()


def _charts(language: str, dark: bool, now: Projection, baseline: Projection) -> None:
    """The two large charts: constant drawings, new numbers."""
    poverty, ntm = _frames(language, _key(now.scenario), now)
    rate, communes = (
        poverty.projected(now, baseline, "poverty_rate"),
        ntm.projected(now, baseline, "ntm_communes_attained", "ntm_communes_advanced"),
    )
    with st.container(key="explore_charts"):
        left, right = st.columns([3, 2])
        left.html(_title("poverty", language))
        left.vega_lite_chart(
            poverty.frame.table(rate, percent(rate[-1].median[-1], language)),
            poverty_spec(language, dark),
            theme=None,
            key="poverty",
            alt=text("explore.chart.alt_poverty", language),
        )
        right.html(_title("ntm", language))
        right.vega_lite_chart(
            ntm.frame.table(communes, number(communes[-1].median[-1], language)),
            ntm_spec(language, dark),
            theme=None,
            key="ntm",
            alt=text("explore.chart.alt_ntm", language),
        )


@st.cache_resource(show_spinner=False, max_entries=32)
def _frames(language: str, key: str, _projection: Projection) -> tuple[Chart, Chart]:
    del key  # the part of the scenario that a frame depends on
    evidence = resources.evidence()
    return poverty_chart(language, _projection, evidence), ntm_chart(language, _projection, evidence)


def _key(scenario: Scenario) -> str:
    return repr((scenario.locality, scenario.last_year, scenario.events, scenario.targets))


def _title(name: str, language: str) -> str:
    title, detail = text(f"explore.chart.{name}", language), text(f"explore.chart.{name}_detail", language)
    return f"<p class='chart-title'>{title} <span>({detail})</span></p>"


def _legend(language: str, locality: str) -> str:
    signs = "".join(f"<span><i class='{name}'></i>{text(f'explore.legend.{name}', language)}</span>" for name in LEGEND)
    place = resources.evidence().localities[locality]
    if place.former_area:
        name = place.name_vi if language == "vi" else place.name_en
        signs += f"<span>{text('page.former_area', language, name=name)}</span>"
    return f"<p class='chart-legend'>{signs}</p>"
