"""A part of the page: its controls, the button that starts the search, what was found last."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from simulator.jobs import Work
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import jobs_view, resources
from simulator.ui.details_runs import open_scenario
from simulator.ui.find_form import draw_form
from simulator.ui.find_kept import Kept, is_of, keep, kept
from simulator.ui.find_wish import Asked, asked, wish_of
from simulator.ui.messages import tell

Show = Callable[[Any, str, bool], None]
WorkOf = Callable[[Asked, str], Work]
AskedOf = Callable[[Any], Asked]


def draw_part(part: str, language: str, dark: bool, work: WorkOf, answered: AskedOf, show: Show) -> None:
    """Draw a part. work: the job for a question; answered: the question of a result; show: draws the result.

    Raises SimulatorError where the locality has no posterior.
    """
    scenario = open_scenario()
    resources.posterior(scenario.locality, scenario.effects)
    name = f"find_{part}_{scenario.locality}"
    found = jobs_view.finished(name)
    if found is not None:
        keep(part, scenario.locality, found, answered(found))
    with st.container(key="find_bar", horizontal=True, vertical_alignment="bottom"):
        now, faults = _controls(part, scenario, name, language, work)
    if faults:
        tell(faults, "error")
    result = kept(part, scenario.locality)
    if result is None:
        st.html(f"<div class='details find'>{_before(part, language)}</div>")
        return
    _tell_other(result, now, language)
    show(result.found, language, dark)


def _controls(part: str, scenario: Scenario, name: str, language: str, work: WorkOf) -> tuple[Asked | None, list[str]]:
    """The row of controls with the button; without one while something typed is at fault."""
    wish = wish_of(scenario, language)
    draw_form(wish, scenario, part, language)
    now, faults = asked(wish, scenario, part, language)
    with st.container(key="find_run"):
        start = text(f"optimise.start.{part}", language)
        if now is None:
            st.button(start, type="primary", disabled=True, key="find_at_fault")
        else:
            jobs_view.offer(
                name,
                work(now, str(resources.scenario_folder().absolute())),
                start=start,
                about=text("optimise.searching", language),
                language=language,
            )
    return now, faults


def _before(part: str, language: str) -> str:
    """What the reader gets for a click, before there is anything."""
    title, content = (text(f"optimise.before.{part}{end}", language) for end in ("_title", ""))
    rest = text("optimise.before.defaults", language)
    return f"<h2>{escape(title)}</h2><p>{escape(content)}</p><p class='note'>{escape(rest)}</p>"


def _tell_other(result: Kept, now: Asked | None, language: str) -> None:
    if now is not None and not is_of(result, now):
        title = result.found.question.scenario.title
        tell([text("optimise.other_setting", language, title=title)], "warning")
