"""Heavy jobs on a page: a button that asks for one, then how it goes, with a button that ends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from simulator.jobs import JobError, Queue, Report, State, Work
from simulator.texts import text
from simulator.ui.messages import tell, tell_faults

POLL = 0.5  # seconds between two looks at a job
KEY = "jobs"  # in the session's state: what the job is about -> its name in the queue


@st.cache_resource(show_spinner=False)
def queue() -> Queue:
    """The queue of this server, one for all sessions."""
    return Queue()


def offer(name: str, work: Work, *, start: str, about: str, language: str) -> None:
    """Draw a button `start` that puts the work into the queue; while it waits or runs, how it goes.

    `name` is the session's own for this job; `about` says in a few words what is being done. When the job is done the
    whole page is run anew, and `finished` hands out its result. Faults of the job are told above the button.
    """
    if name in _names():
        _watch(name, about, language)
        return
    error = st.session_state.pop(f"{KEY}/{name}/error", None)
    if isinstance(error, str):
        tell([error], "error")
    if st.button(start, type="primary", key=f"{KEY}/{name}/start"):
        try:
            _names()[name] = queue().ask_for(work, _owner(), _presence())
        except JobError as refused:
            tell_faults(refused, language)
            return
        st.rerun(scope="app")


def finished(name: str) -> Any:
    """The result of a job that has just been done, once; None otherwise."""
    return st.session_state.pop(f"{KEY}/{name}/result", None)


@st.fragment(run_every=POLL)
def _watch(name: str, about: str, language: str) -> None:
    job = _names().get(name)
    if job is None:
        return
    report = queue().how_is(job, _owner())
    if report.state not in (State.WAITING, State.RUNNING):
        del _names()[name]
        _keep(name, report, language)
        st.rerun(scope="app")
    st.progress(report.progress, _words(report, about, language))
    if st.button(text("page.job_cancel", language), key=f"{KEY}/{name}/cancel"):
        queue().give_up(job, _owner())
        del _names()[name]
        st.rerun(scope="app")


def _words(report: Report, about: str, language: str) -> str:
    if report.state is State.WAITING:
        return text("page.job_waiting", language, about=about, place=report.place)
    return text("page.job_running", language, about=about, percent=round(100 * report.progress))


def _keep(name: str, report: Report, language: str) -> None:
    """Keep what a job came to until the page has been run anew."""
    if report.state is State.DONE:
        st.session_state[f"{KEY}/{name}/result"] = report.result
    elif report.error is not None:
        st.session_state[f"{KEY}/{name}/error"] = report.error.describe(language)
    else:
        st.session_state[f"{KEY}/{name}/error"] = text("page.job_gone", language)


def _names() -> dict[str, str]:
    found: dict[str, str] = st.session_state.setdefault(KEY, {})
    return found


def _owner() -> str:
    context = get_script_run_ctx()
    return context.session_id if context is not None else ""


def _presence() -> Callable[[], bool]:
    """Whether the session still has its window; asked by the queue, outside the session."""
    owner = _owner()
    return lambda: Runtime.exists() and Runtime.instance().is_active_session(owner)
