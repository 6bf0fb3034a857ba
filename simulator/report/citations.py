"""How a source is cited: where it was published and when, or the word assumption."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from simulator.evidence import Evidence, Source
from simulator.texts import keys, text
from simulator.units import day


def cited(source: Source, language: str) -> str:
    """One source: its site (or its own name where it has no address) and its date."""
    when = day(source.date_published, language) if source.date_published else text("source.undated", language)
    named = f"source.{source.source_id}"
    place = text(named, language) if named in keys() else urlsplit(source.url).netloc.removeprefix("www.")
    return f"{place or source.publisher}, {when}"


def cited_all(source_ids: Sequence[str], evidence: Evidence, language: str) -> str:
    """Several sources, or the word assumption where there is none."""
    if not source_ids:
        return text("source.assumption", language)
    return "; ".join(cited(evidence.sources[source_id], language) for source_id in source_ids)
