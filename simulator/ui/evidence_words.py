"""Words of the evidence page: its own texts, and what the data files say in English as the reader's language has it."""

from __future__ import annotations

from functools import lru_cache
from html import escape, unescape

from simulator.evidence import Evidence, Observation, Source
from simulator.texts import keys, text
from simulator.ui import details_html
from simulator.units import day

CLASSES = ("redundant", "doubtful", "context", "target")
SAID = "said."  # texts whose English is what a data file says, word for word


def say(key: str, language: str, **params: object) -> str:
    """A text of this page, safe inside HTML."""
    return escape(text(f"evidence.{key}", language, **params), quote=False)


@lru_cache(maxsize=1024)
def indicator_name(indicator: str, language: str) -> str:
    """What a reported indicator is called, as plain text; its own name where no text knows it."""
    key = f"indicator.{indicator}"
    return text(key, language) if key in keys() else unescape(details_html.indicator_name(indicator, language))


@lru_cache(maxsize=256)
def unit_name(unit: str, language: str) -> str:
    """A unit as the reader writes it, as plain text."""
    return unescape(details_html.unit_name(unit, language))


def cited_source(row: Observation, evidence: Evidence, language: str) -> str:
    """Publisher with its address, day and kind of source."""
    source = evidence.sources[row.source_id]
    published = f", {day(source.date_published, language)}" if source.date_published else ""
    name = escape(publisher(source, language)) + published
    if source.url:
        name = f"<a href='{escape(source.url)}' target='_blank' rel='noopener noreferrer'>{name}</a>"
    return f"{name} <span>({rating(source, language)})</span>"


def link_to_row(row: Observation, language: str) -> str:
    """A link to the figure's row and point."""
    return f"<a href='{escape(f'evidence?obs={row.obs_id}&lang={language}')}' target='_self'>{say('row', language)}</a>"


def note_html(row: Observation, language: str) -> str:
    """The researcher's remark; behind a fold where it is in another language than the page."""
    words, is_foreign = note_of(row, language)
    content = escape(words, quote=False)
    if not is_foreign:
        return content
    return details_html.folded(say("table.fold", language), f"<span lang='en'>{content}</span>")


def rating(source: Source, language: str) -> str:
    """What kind of source it is."""
    return escape(text(f"details.rating.{source.rating}", language), quote=False)


def note_class(row: Observation) -> str:
    """What the note of a figure begins with, where that is one of CLASSES; else nothing."""
    first = row.note.partition(":")[0]
    return first if first in CLASSES else ""


def remark(row: Observation) -> str:
    """The note of a figure as the data have it, without the class that it begins with."""
    first, colon, rest = row.note.partition(":")
    if first in CLASSES:
        return rest.strip() if colon else ""
    return row.note


def told(words: str, language: str) -> str | None:
    """What a data file says in English, in the reader's language; None where nobody has translated it."""
    return words if language == "en" or not words else _said(language).get(words)


@lru_cache(maxsize=2)
def _said(language: str) -> dict[str, str]:
    return {text(key, "en"): text(key, language) for key in keys() if key.startswith(SAID)}


def note_of(row: Observation, language: str) -> tuple[str, bool]:
    """The remark on a figure, and whether it is the researcher's own in English on a page that is not."""
    words = remark(row)
    found = told(words, language)
    return (words, True) if found is None else (found, False)


def publisher(source: Source, language: str) -> str:
    """Who published a source: what it is called in the reader's language, or its own name."""
    return told(source.publisher, language) or source.publisher


def standard_name(row: Observation, language: str) -> str:
    """The poverty standard that a figure depends on."""
    return text(f"details.standard_name.{row.standard}", language) if row.standard else ""
