"""An explanation as plain text, and as data for machines: each sentence with its facts."""

from __future__ import annotations

from typing import Any

from simulator.report.explanation.facts import Explanation, Fact, Sentence


def plain_text(found: Explanation) -> str:
    """The explanation for a terminal or a file: headings, then a line a sentence."""
    parts = [found.title]
    for paragraph in found.paragraphs:
        parts.append("\n".join([paragraph.title.upper(), *(sentence.text for sentence in paragraph.sentences)]))
    return "\n\n".join(parts)


def as_data(found: Explanation) -> dict[str, Any]:
    """All of it for machines."""
    return {
        "title": found.title,
        "language": found.language,
        "paragraphs": [
            {
                "part": paragraph.key,
                "title": paragraph.title,
                "sentences": [_sentence(sentence) for sentence in paragraph.sentences],
            }
            for paragraph in found.paragraphs
        ],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {"text": sentence.text, "names": list(sentence.names), "facts": [_fact(fact) for fact in sentence.facts]}


def _fact(fact: Fact) -> dict[str, Any]:
    return {**vars(fact), "date": fact.date.isoformat() if fact.date else None}
