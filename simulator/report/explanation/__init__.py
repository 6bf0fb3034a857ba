"""The written explanation of a scenario, in Vietnamese and English: from old and new values, every number traceable."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.report.explanation.case import INDICATORS, Case, Run, SkillHere, called, skill_of
from simulator.report.explanation.chances import chances
from simulator.report.explanation.doubts import doubts
from simulator.report.explanation.export import as_data, plain_text
from simulator.report.explanation.facts import Explanation, Fact, Paragraph, Sentence
from simulator.report.explanation.plan_words import plan_sentences, title_of
from simulator.report.explanation.reasons import reasons
from simulator.report.explanation.sources import sources
from simulator.report.explanation.words import Words
from simulator.report.explanation.works import message, money, works
from simulator.texts import text

__all__ = [
    "INDICATORS",
    "PARTS",
    "Case",
    "Explanation",
    "Fact",
    "Paragraph",
    "Run",
    "Sentence",
    "SkillHere",
    "as_data",
    "called",
    "explanation",
    "plain_text",
    "skill_of",
]

PARTS: Mapping[str, Callable[[Case, str], list[Words]]] = {
    "message": message,
    "plan": plan_sentences,
    "why": reasons,
    "results": works,
    "money": money,
    "chances": chances,
    "doubts": doubts,
    "sources": sources,
}
"""What is told of, in the order in which a leader reads."""


def explanation(case: Case, language: str) -> Explanation:
    """Write the explanation of `case.place` beside the reference of its comparison.

    Every number of a sentence is among the facts of the sentence; a part of which nothing is known is left out.
    """
    paragraphs = []
    for key, written in PARTS.items():
        sentences = tuple(words.sentence() for words in written(case, language))
        if sentences:
            paragraphs.append(Paragraph(key, text(f"explanation.part.{key}", language), sentences))
    return Explanation(language, title_of(case, language).text, tuple(paragraphs))
