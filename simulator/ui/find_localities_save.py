"""The best split saved: a scenario in each of its localities."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from simulator.analysis.optimise.question import DONG
from simulator.analysis.shareout.money import scaled
from simulator.analysis.shareout.question import BEST, KEYS
from simulator.errors import SimulatorError
from simulator.report.optimise_table import money
from simulator.report.shareout_words import Named
from simulator.scenario import Scenario
from simulator.scenario.format import LONGEST_TITLE
from simulator.texts import text
from simulator.ui import resources, session
from simulator.ui.identity import who
from simulator.ui.messages import tell, tell_faults, tell_later

SAVES = "find_places_saves"  # how often a split was saved: another number is another box, and closed


def draw_save(found: Named) -> None:
    """A button that opens what would be saved, and saves it."""
    saves = st.session_state.setdefault(SAVES, 0)
    with st.popover(text("shareout.save", found.language), key=f"find_places_save_{saves}"):
        _save(found)


@st.fragment
def _save(found: Named) -> None:
    language, scenarios = found.language, saved_scenarios(found)
    listed = (f"{name}: {one.title}" for name, one in zip(found.names, scenarios, strict=True))
    tell([text("shareout.save_note", language), *listed])
    if not st.button(text("page.save_do", language), type="primary", key="find_places_save_do", width="stretch"):
        return
    store, done = resources.store(), 0
    for scenario in scenarios:
        try:
            title = store.free_title(scenario.locality, scenario.title)
            store.save_as(scenario, title, by=who() or session.editing().person)
        except SimulatorError as error:
            tell_faults(error, language)
            tell([text("shareout.save_partly", language, done=done, count=len(scenarios))], "warning")
            return
        done += 1
    st.session_state[SAVES] += 1
    tell_later(text("shareout.saved", language, count=done))
    st.rerun(scope="app")


def saved_scenarios(found: Named) -> list[Scenario]:
    """The scenario of each locality with its part of the best split, named after it."""
    result, question, language = found.result, found.question, found.language
    best = result.dong[KEYS.index(BEST)]
    told = []
    for scenario, amount, today in zip(question.scenarios, best, question.today, strict=True):
        words = {
            "amount": money(float(amount) / DONG, language),
            "total": money(question.total_dong / DONG, language),
            "goal": text(f"shareout.in_sentence.{question.goal}", language),
            "year": question.year,
            "count": len(result.localities),
            "title": scenario.title,
        }
        title = text("shareout.saved_title", language, **words)[:LONGEST_TITLE]
        note = text("shareout.saved_note", language, **words)
        told.append(replace(scaled(today, int(amount)).applied(scenario), title=title, note=note))
    return told
