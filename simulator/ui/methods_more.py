"""The end of the methods page: how the other pages compute, what is left out, how to cite, what changed in results."""

from __future__ import annotations

from datetime import date

from simulator import __version__
from simulator.evidence import Evidence
from simulator.ui.methods_text import bullets, heading, say
from simulator.units import day

QUESTIONS = ("best", "least", "frontier", "share_out", "shares", "cost", "variance", "conditions", "backtest")
ABSENT = ("income", "people", "programmes", "lenders", "prices", "neighbours", "office")
CHANGES = ("conditions", "noisy", "years", "eras", "midst", "sampler", "first")  # the newest first
DIGEST_LETTERS = 12


def questions(language: str) -> None:
    """One short paragraph for each question that the other pages answer."""
    heading(
        "questions", language, f"<p>{say('questions_intro', language)}</p>{bullets('question', QUESTIONS, language)}"
    )


def absent(language: str) -> str:
    """What is not simulated, as HTML."""
    return f"<h3>{say('absent', language)}</h3>{bullets('absent', ABSENT, language)}"


def cite(evidence: Evidence, today: date, language: str) -> None:
    """How to cite a result: the version of the program, the state of the data, the day."""
    sentence = say(
        "cite_sentence",
        language,
        version=__version__,
        digest=evidence.digest[:DIGEST_LETTERS],
        latest=day(newest(evidence, today), language),
        today=day(today, language),
    )
    heading(
        "cite",
        language,
        f"<p>{say('cite_intro', language)}</p><blockquote>{sentence}</blockquote><p>{say('cite_more', language)}</p>",
    )


def newest(evidence: Evidence, today: date) -> date:
    """The last day that a reported figure speaks of."""
    return max(row.period_end for row in evidence.observations if row.fit == "yes" and row.period_end <= today)


def changes(language: str) -> None:
    """What changed in results between states of the program."""
    heading("changes", language, f"<p>{say('changes_intro', language)}</p>{bullets('change', CHANGES, language)}")
