"""Page "Phương pháp / Methods": what the model does, how, from which figures, and what it cannot do."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from simulator.report.ranges import parameter_range
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.frame import faults_told, page_frame
from simulator.ui.methods_data import NATIONAL, Range
from simulator.ui.methods_drawing import drawing
from simulator.ui.methods_equations import FORMULAS
from simulator.ui.methods_locality import locality_part
from simulator.ui.methods_more import absent, changes, cite, questions
from simulator.ui.methods_style import style_sheet
from simulator.ui.methods_tables import rules_table, unverified_rules
from simulator.ui.methods_text import bullets, heading, say

SECTIONS = ("purpose", "drawing", "equations", "parameters", "fit", "questions", "limits", "cite", "changes")
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
CREDIT_SHARE = "credit_share_of_escapes"  # what trials and panel studies leave to loans
TRAINED_RULE = ("ntm_criterion_12_trained", "northern mountains")  # one threshold for every region


def page() -> None:
    """Draw the page; whatever the user can put right becomes one message, never a traceback."""
    with page_frame(style_sheet, with_save=False) as (shown, _):
        left, right = st.columns([0.18, 0.82], gap="medium")
        with left, st.container(key="methods_contents"):
            st.html(_contents(shown))
        with right, faults_told(shown):
            _purpose(shown)
            heading("drawing", shown)
            st.markdown(drawing(shown), unsafe_allow_html=True)  # st.html would drop the drawing
            _equations(shown)
            locality_part(shown)
            questions(shown)
            _limits(shown)
            cite(resources.evidence(), date.today(), shown)
            changes(shown)


def _contents(language: str) -> str:
    links = []
    for section in SECTIONS:
        links.append(f"<a href='#methods-{section}'>{say(f'section.{section}', language)}</a>")
        if section == "equations":
            links += [
                f"<a class='inner' href='#methods-block-{block}'>{say(f'block.{block}', language)}</a>"
                for block in FORMULAS
            ]
    title = say("contents", language)
    return f"<nav class='methods-contents' aria-label='{title}'><p>{title}</p>{''.join(links)}</nav>"


def _purpose(language: str) -> None:
    sentences = " ".join(say(f"purpose.{name}", language) for name in PURPOSE)
    claims = bullets("claim", CLAIMS, language, share=_prior(CREDIT_SHARE, language))
    st.html(
        f"<div class='methods'><h1>{escape(text('page.docs', language))}</h1>"
        f"<p class='lead'>{say('lead', language)}</p>"
        f"<h2 id='methods-purpose'>{say('section.purpose', language)}</h2><p>{sentences}</p>"
        f"<h3>{say('claims', language)}</h3>{claims}</div>"
    )


def _prior(name: str, language: str) -> str:
    """A national prior as the data files give it."""
    row = next(row for row in resources.evidence().priors if row.parameter == name and row.scope == NATIONAL)
    return parameter_range(Range(row.median, row.p05, row.p95), row.unit, language, like=row.median)


def _parameter(name: str, language: str) -> str:
    """A national parameter as the data files give it."""
    row = next(row for row in resources.evidence().parameters if row.name == name and row.scope == NATIONAL)
    return parameter_range(Range(row.median, row.p05, row.p95), row.unit, language, like=row.median)


def _equations(language: str) -> None:
    heading("equations", language, f"<p>{say('equations_intro', language)}</p>")
    for block, formulas in FORMULAS.items():
        title = say(f"block.{block}", language)
        st.html(f"<div class='methods'><h3 id='methods-block-{block}'>{title}</h3></div>")
        for tag, formula in formulas.items():
            with st.container(key=f"methods_equation_{tag}"):
                words, printed = st.columns([0.47, 0.53], gap="medium", vertical_alignment="center")
                words.html(_equation(tag, language))
                printed.latex(formula)


def _equation(tag: str, language: str) -> str:
    return (
        f"<div class='methods-equation'><b class='tag'>{tag}</b>"
        f"<span class='title'>{say(f'name.{tag}', language)}</span><p>{say(f'words.{tag}', language)}</p>"
        f"<p class='from'>{say('origin', language)}: {say(f'origin.{tag}', language)}</p></div>"
    )


def _limits(language: str) -> None:
    limits = bullets(
        "limit",
        LIMITS,
        language,
        cap=_parameter("households.effort_cap", language),
        factor=_parameter("standard_change.factor", language),
        houses=_parameter("ntm.temporary_house_threshold", language),
    )
    heading("limits", language, limits + absent(language))
    evidence = resources.evidence()
    used = {("ntm_criterion_11", place.ntm_region) for place in evidence.localities.values()} | {TRAINED_RULE}
    table = rules_table(unverified_rules(evidence), frozenset(used), language)
    title, words = say("rules_title", language), say("rules_intro", language)
    st.html(f"<div class='methods'><h3>{title}</h3><p>{words}</p></div>{table}")
