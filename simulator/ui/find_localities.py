"""The part about one total over several localities: its controls, the search, what was found last."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

from simulator.analysis.shareout.result import ShareOut
from simulator.evidence import Evidence
from simulator.jobs import Work
from simulator.jobs.share_out import Asked, share_out_files
from simulator.texts import text
from simulator.ui import jobs_view, resources
from simulator.ui.find_localities_form import draw_form
from simulator.ui.find_localities_view import show, style
from simulator.ui.find_localities_wish import asked, wish_of
from simulator.ui.messages import tell

RUN_WIDTH = 190  # pixels
JOB = "find_localities"
RESULT = "find_localities_result"


@dataclass(frozen=True)
class Kept:
    """A result, what had been asked, and what the figures were then."""

    found: ShareOut
    asked: Asked
    stamp: int


def draw(language: str, dark: bool) -> None:
    """Draw the part. Raises SimulatorError for a scenario that cannot be read, or without a posterior."""
    style()
    evidence = resources.evidence()
    wish = wish_of(evidence)
    with st.container(key="find_places_bar", horizontal=True, vertical_alignment="bottom"):
        scenarios = draw_form(wish, evidence.localities, language)
        for scenario in scenarios.values():
            resources.posterior(scenario.locality, scenario.effects)
        now, faults = asked(wish, evidence.localities, language)
        with st.container(key="find_places_run", width=RUN_WIDTH):
            _run(now, language)
    if faults:
        tell(faults, "error")
    result: Kept | None = st.session_state.get(RESULT)
    if result is None:
        _before(language)
        return
    if now is not None and not _is_of(result, now):
        tell([text("shareout.other_setting", language)], "warning")
    if _is_known(result, evidence):
        show(result.found, evidence, language, dark)


def _run(now: Asked | None, language: str) -> None:
    """The button that starts the search, or how it goes; off while something typed is at fault."""
    start = text("shareout.start", language)
    if now is None:
        st.button(start, type="primary", disabled=True, key="find_places_at_fault")
        return
    found = jobs_view.finished(JOB)
    if found is not None:
        answered, result = found
        st.session_state[RESULT] = Kept(result, answered, _stamp(answered))
    jobs_view.offer(
        JOB,
        Work(share_out_files, (now, str(resources.scenario_folder().absolute()))),
        start=start,
        about=text("shareout.running", language),
        language=language,
    )


def _stamp(asked: Asked) -> int:
    """Another number whenever a baseline, a posterior or a scenario of the question has changed."""
    localities = resources.evidence().localities
    marks = [resources.baseline_stamp(share.locality) for share in asked.shares if share.locality in localities]
    return hash((*marks, *(resources.stamp(Path(file)) for file in asked.files)))


def _is_of(result: Kept, now: Asked) -> bool:
    """Whether a result answers what is asked now, by the figures of now."""
    return result.asked == now and result.stamp == _stamp(now)


def _is_known(result: Kept, evidence: Evidence) -> bool:
    """Whether all localities of a result are still there."""
    return all(name in evidence.localities for name in result.found.localities)


def _before(language: str) -> None:
    """What the reader gets for a click, before there is anything."""
    title, content, rest = (text(f"shareout.before.{part}", language) for part in ("title", "content", "defaults"))
    st.html(
        f"<div class='details find'><h2>{escape(title)}</h2><p>{escape(content)}</p>"
        f"<p class='note'>{escape(rest)}</p></div>"
    )
