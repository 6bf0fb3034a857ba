"""The part that says it all in words: the written explanation, and the fact behind each of its numbers."""

from __future__ import annotations

from html import escape

import streamlit as st

from simulator.report.explanation import Explanation, Sentence, explanation, plain_text
from simulator.report.why_facts import fact_day, fact_text, facts_csv
from simulator.texts import text
from simulator.ui.details_html import Line, bullets, folded, heading, table
from simulator.ui.details_runs import open_scenario
from simulator.ui.why_case import case_of
from simulator.ui.why_choice import choose_indicator, choose_other, choose_year
from simulator.ui.why_html import download, put, say
from simulator.units import number

MOST_IN_A_ROW = 3  # sentences of a paragraph; more are a list


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    del dark
    with st.container(key="why_bar", horizontal=True, vertical_alignment="center"):
        indicator, other = choose_indicator(language), choose_other(language)
        year = choose_year(other, language)
        with_facts = st.toggle(text("why.text.facts", language), key=f"why_facts_{language}")
    found = explanation(case_of(other, indicator, year, language), language)
    put(f"<h2>{escape(found.message, quote=False)}</h2><p class='sub'>{say('text.sub', language)}</p>")
    st.html(f"<div class='details why why-text'>{_paragraphs(found)}</div>")
    with st.container(horizontal=True, key="why_downloads"):
        name = f"{text('why.part.text', language)} {open_scenario().locality} {year}"
        download("text", lambda: plain_text(found), name, language, "txt")
        download("facts", lambda: facts_csv(found, language), name, language)
    if with_facts:
        put(heading(say("text.table", language), say("text.table_sub", language)), _facts(found, language))


def _paragraphs(found: Explanation) -> str:
    """All paragraphs, long ones as lists; the message, which is the headline, is not said twice."""
    parts = []
    for place, paragraph in enumerate(found.paragraphs):
        sentences = paragraph.sentences[1:] if place == 0 else paragraph.sentences
        if sentences:
            told = [escape(sentence.text, quote=False) for sentence in sentences]
            content = bullets(told) if len(told) > MOST_IN_A_ROW else f"<p>{' '.join(told)}</p>"
            parts.append(f"<h3>{escape(paragraph.title)}</h3>{content}")
    return "".join(parts)


def _facts(found: Explanation, language: str) -> str:
    """Part by part to unfold, sentence by sentence, a row a number."""
    head = [say(f"csv.{name}", language) for name in ("number", "date", "origin")]
    parts = []
    for paragraph in found.paragraphs:
        lines = [line for sentence in paragraph.sentences if sentence.facts for line in _lines(sentence, language)]
        count = sum(len(sentence.facts) for sentence in paragraph.sentences)
        title = say("text.facts_of", language, part=paragraph.title, count=number(count, language))
        if lines:
            parts.append(folded(title, table(head, lines, kind="facts")))
    return "".join(parts)


def _lines(sentence: Sentence, language: str) -> list[Line]:
    rows = [
        Line([escape(fact_text(fact, language)), fact_day(fact, language), escape(fact.origin)])
        for fact in sentence.facts
    ]
    return [Line([escape(sentence.text, quote=False)], "heading"), *rows]
