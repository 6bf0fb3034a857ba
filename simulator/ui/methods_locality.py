"""The part of the methods page that is about one locality: its parameters and how its figures are met."""

from __future__ import annotations

import streamlit as st

from simulator.errors import SimulatorError
from simulator.evidence import Locality
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.evidence_choice import WISH
from simulator.ui.methods_data import (
    EFFECT_PARAMETERS,
    EFFECTS,
    NARROWED,
    SHIFTED,
    ParameterRow,
    fit_of,
    parameter_rows,
)
from simulator.ui.methods_tables import fit_table, parameter_table
from simulator.ui.methods_text import heading, say
from simulator.ui.pickers import choose_locality
from simulator.ui.places import go_to
from simulator.ui.problems import show_faults
from simulator.units import day, number

MOST_NAMED = 6  # parameters in the plain remark


@st.fragment
def locality_part(language: str) -> None:
    """Parameters and fit of the locality that is chosen here."""
    heading("parameters", language, f"<p>{say('parameters_intro', language)}</p>")
    try:
        locality = choose_locality(language, "methods", "visible", width=420)
        posterior = resources.posterior(locality.id, EFFECTS)
    except SimulatorError as error:
        show_faults(error, language)
        return
    evidence = resources.evidence()
    rows = parameter_rows(evidence, locality, posterior)
    rule = say(
        "parameters_rule",
        language,
        limit=number(NARROWED, language, 1),
        shift=number(SHIFTED, language, 1),
        effective=number(posterior.effective, language),
        draws=number(posterior.settings.draws, language),
    )
    general = [row for row in rows if row.group != "start"]
    starts = [row for row in rows if row.group == "start"]
    st.html(
        f"<div class='methods'><p>{_learned(rows, locality, language)}</p><p class='note'>{rule}</p></div>"
        + parameter_table(general, evidence, language)
    )
    with st.expander(text("methods.starts", language, count=len(starts))):
        st.html(parameter_table(starts, evidence, language))
    fit = fit_of(evidence.of(locality.id), posterior)
    counts = (
        say("fit_count", language, name=_name(locality, language), used=len(fit.rows), outside=fit.beyond),
        say("fit_outside", language, count=fit.outside, start=day(locality.start, language)),
        say("fit_uncomputed", language, count=fit.uncomputed),
    )
    heading("fit", language, f"<p>{say('fit_intro', language)}</p><p>{' '.join(counts)}</p>")
    st.html(fit_table(fit.rows, evidence, language))
    if st.button(text("methods.fit_more", language), key="methods_to_fit"):
        st.session_state[WISH] = "fit"
        go_to("evidence")


def _name(locality: Locality, language: str) -> str:
    return locality.name_vi if language == "vi" else locality.name_en


def _learned(rows: tuple[ParameterRow, ...], locality: Locality, language: str) -> str:
    """The plain remark: which parameters the figures narrowed, and whether an effect is among them."""
    narrowed = [row for row in rows if row.learned == "narrowed"]
    effects = [row.name for row in narrowed if row.name in EFFECT_PARAMETERS]
    clearest = sorted((row for row in narrowed if row.group != "start"), key=lambda row: row.deviation)[:MOST_NAMED]
    remark = (
        text("methods.parameters_effects_some", language, names=_listed(effects, language))
        if effects
        else text("methods.parameters_effects_none", language)
    )
    return say(
        "parameters_moved" if clearest else "parameters_none",
        language,
        name=_name(locality, language),
        moved=len(narrowed),
        free=sum(row.learned != "fixed" for row in rows),
        names=_listed([row.name for row in clearest], language),
        effects=remark,
    )


def _listed(names: list[str], language: str) -> str:
    found = [text(f"parameter.{name}", language) for name in names]
    return ", ".join(name[0].lower() + name[1:] for name in found)
