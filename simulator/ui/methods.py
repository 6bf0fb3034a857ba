"""Page "Phương pháp / Methods": what the model does, how, from which figures, and what it cannot do."""

from __future__ import annotations

from html import escape

import streamlit as st

from simulator.errors import SimulatorError
from simulator.evidence import Locality
from simulator.texts import text
from simulator.ui import resources, session
from simulator.ui.language import language
from simulator.ui.methods_data import (
    EFFECT_PARAMETERS,
    NARROWED,
    SHIFTED,
    ParameterRow,
    fit_of,
    parameter_rows,
)
from simulator.ui.methods_drawing import drawing
from simulator.ui.methods_equations import FORMULAS
from simulator.ui.methods_style import style_sheet
from simulator.ui.methods_tables import fit_table, parameter_table, rules_table, unverified_rules
from simulator.ui.pickers import FIRST, ORDER
from simulator.ui.problems import show_faults
from simulator.ui.saving import tools
from simulator.ui.theme import apply_theme, is_dark
from simulator.units import day, number

SECTIONS = ("purpose", "drawing", "equations", "parameters", "fit", "limits")
PURPOSE = ("1", "2", "3", "4", "5")
CLAIMS = ("cause", "promise", "standard", "interval")
LIMITS = (
    "effects",
    "effort",
    "factor",
    "criteria",
    "thresholds",
    "other_criteria",
    "villages",
    "ntm_money",
    "shares",
    "former",
    "one",
    "timing",
    "start",
)
MOST_NAMED = 6  # parameters in the plain remark
LOCALITY = "explore_locality"  # the same choice as on the page of sliders
TRAINED_RULE = ("ntm_criterion_12_trained", "northern mountains")  # one threshold for every region


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    shown = language()
    apply_theme(shown)
    st.html(f"<style>{style_sheet(is_dark())}</style>")
    left, right = st.columns([0.18, 0.82], gap="medium")
    with left, st.container(key="methods_contents"):
        st.html(_contents(shown))
    with right:
        _purpose(shown)
        _heading("drawing", shown)
        st.markdown(drawing(shown), unsafe_allow_html=True)  # st.html would drop the drawing
        _equations(shown)
        try:
            _locality_part(shown)
            _limits(shown)
        except SimulatorError as error:
            show_faults(error, shown)
    tools(shown)


def _say(key: str, language: str, **params: object) -> str:
    return escape(text(f"methods.{key}", language, **params), quote=False)


def _heading(section: str, language: str, after: str = "") -> None:
    title = _say(f"section.{section}", language)
    st.html(f"<div class='methods'><h2 id='methods-{section}'>{title}</h2>{after}</div>")


def _contents(language: str) -> str:
    links = []
    for section in SECTIONS:
        links.append(f"<a href='#methods-{section}'>{_say(f'section.{section}', language)}</a>")
        if section == "equations":
            links += [
                f"<a class='inner' href='#methods-block-{block}'>{_say(f'block.{block}', language)}</a>"
                for block in FORMULAS
            ]
    title = _say("contents", language)
    return f"<nav class='methods-contents' aria-label='{title}'><p>{title}</p>{''.join(links)}</nav>"


def _purpose(language: str) -> None:
    sentences = " ".join(_say(f"purpose.{name}", language) for name in PURPOSE)
    claims = "".join(
        f"<li><b>{_say(f'claim.{name}.title', language)}</b> {_say(f'claim.{name}', language)}</li>" for name in CLAIMS
    )
    st.html(
        f"<div class='methods'><h1>{escape(text('page.docs', language))}</h1>"
        f"<p class='lead'>{_say('lead', language)}</p>"
        f"<h2 id='methods-purpose'>{_say('section.purpose', language)}</h2><p>{sentences}</p>"
        f"<h3>{_say('claims', language)}</h3><ul>{claims}</ul></div>"
    )


def _equations(language: str) -> None:
    _heading("equations", language, f"<p>{_say('equations_intro', language)}</p>")
    for block, formulas in FORMULAS.items():
        title = _say(f"block.{block}", language)
        st.html(f"<div class='methods'><h3 id='methods-block-{block}'>{title}</h3></div>")
        for tag, formula in formulas.items():
            with st.container(key=f"methods_equation_{tag}"):
                words, printed = st.columns([0.47, 0.53], gap="medium", vertical_alignment="center")
                words.html(_equation(tag, language))
                printed.latex(formula)


def _equation(tag: str, language: str) -> str:
    return (
        f"<div class='methods-equation'><b class='tag'>{tag}</b>"
        f"<span class='title'>{_say(f'name.{tag}', language)}</span><p>{_say(f'words.{tag}', language)}</p>"
        f"<p class='from'>{_say('origin', language)}: {_say(f'origin.{tag}', language)}</p></div>"
    )


@st.fragment
def _locality_part(language: str) -> None:
    """Parameters and fit of the locality that is chosen here."""
    _heading("parameters", language, f"<p>{_say('parameters_intro', language)}</p>")
    try:
        locality = _chosen(language)
        posterior = resources.posterior(locality.id, "causal")
    except SimulatorError as error:
        show_faults(error, language)
        return
    evidence = resources.evidence()
    rows = parameter_rows(evidence, locality, posterior)
    rule = _say(
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
        _say("fit_count", language, name=_name(locality, language), used=len(fit.rows), outside=fit.beyond),
        _say("fit_outside", language, count=fit.outside, start=day(locality.start, language)),
        _say("fit_uncomputed", language, count=fit.uncomputed),
    )
    _heading("fit", language, f"<p>{_say('fit_intro', language)}</p><p>{' '.join(counts)}</p>")
    st.html(fit_table(fit.rows, evidence, language))


def _chosen(language: str) -> Locality:
    localities = resources.evidence().localities
    known = [name for name in ORDER if name in localities] + [name for name in localities if name not in ORDER]
    opened = session.get("good")
    st.session_state.setdefault(LOCALITY, opened.locality if opened is not None else FIRST)
    chosen = st.selectbox(
        text("explore.locality", language),
        known,
        format_func=lambda name: _name(localities[name], language),
        key=LOCALITY,
        width=420,
    )
    return localities[chosen]


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
    return _say(
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


def _limits(language: str) -> None:
    limits = "".join(
        f"<li><b>{_say(f'limit.{name}.title', language)}</b> {_say(f'limit.{name}', language)}</li>" for name in LIMITS
    )
    _heading("limits", language, f"<ul>{limits}</ul>")
    evidence = resources.evidence()
    used = {("ntm_criterion_11", place.ntm_region) for place in evidence.localities.values()} | {TRAINED_RULE}
    table = rules_table(unverified_rules(evidence), frozenset(used), language)
    title, words = _say("rules_title", language), _say("rules_intro", language)
    st.html(f"<div class='methods'><h3>{title}</h3><p>{words}</p></div>{table}")
