"""What an explanation consists of: paragraphs of sentences, each with the facts that its numbers are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Fact:
    """One number of a sentence and where it comes from.

    value: in the simulator's own unit: shares of one, points as shares of one, billion VND, years as numbers; the year
    for a whole date (unit "date"). date: the day it holds for, None where it holds for none. origin: in the reader's
    language.
    """

    key: str
    value: float
    unit: str
    date: date | None
    origin: str


@dataclass(frozen=True)
class Sentence:
    """One sentence. names: parts of its text that are quoted as they stand, such as titles and sources."""

    text: str
    facts: tuple[Fact, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """Sentences about one thing, under a heading. key: one of `PARTS`."""

    key: str
    title: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The sentences in a row."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True)
class Explanation:
    """The written explanation of a scenario, in the order in which it is read."""

    language: str
    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def message(self) -> str:
        """The one line that says the result."""
        return self.paragraphs[0].sentences[0].text
