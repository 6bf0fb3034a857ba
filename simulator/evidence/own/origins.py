"""Where figures come from: the planner's own sources, once each, or the word assumption."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from simulator.evidence.own.periods import span_at
from simulator.evidence.own.reading import OwnRow, Reading
from simulator.evidence.own.sheet import SheetRow
from simulator.evidence.own.words import choices, folded, named, nearest, shown, spellings
from simulator.evidence.records import Source
from simulator.evidence.references import RATINGS, read_source

ASSUMPTION = "assumption"
OWN_RATING = "official"  # a department answers for the reports that it enters; another kind of source can be stated
PREFIX = "own.rating"


@dataclass(frozen=True)
class Origin:
    """What a figure says of its source: a text, or the id of a shipped source, and when and where it was published."""

    name: str
    link: str = ""
    published: date | None = None
    rating: str = OWN_RATING
    shipped: bool = False
    assumed: bool = False
    remainder: str = ""  # what follows the word assumption

    @property
    def key(self) -> str:
        """Return what two spellings of one source share."""
        return folded(self.name)


def read_origin(reading: Reading, row: SheetRow, above: str) -> Origin | None:
    """Return the source of a figure, None and a fault when it says none; the source ``above`` it is suggested."""
    cell = reading.cell(row, "source")
    if cell.broken:
        reading.note(cell.broken, row, "source")
        return None
    if not cell:
        if "source" in reading.header.columns:
            assumption = shown("own.assumption", reading.language)
            reading.note("own_missing_source", row, "source", allowed=assumption, nearest=above)
        return None
    before = len(reading.faults)
    name = cell.text
    link, rating = reading.cell(row, "link").text, _rating(reading, row)
    span = span_at(reading, row, "published")
    published = span.last.isoformat() if span else ""
    values = {"source_id": name, "topic": name, "publisher": name, "url": link, "rating": rating}
    read_source(OwnRow(reading, row, {**values, "date_published": published}, {"date_published", "rating"}))
    if len(reading.faults) > before:
        return None
    word = next((word for word in spellings("own.assumption") if _starts(name, word)), "")
    if word:
        return Origin(word, assumed=True, rating=ASSUMPTION, remainder=name[len(word) :].strip(" :;,.–-"))
    day = date.fromisoformat(published) if published else None
    return Origin(name, link, day, rating, shipped=name in reading.evidence.sources)


def own_sources(origins: Sequence[Origin], locality: str, name: str) -> tuple[dict[Origin, str], dict[str, Source]]:
    """Return the id of each source, and the sources that are the planner's own, numbered in the order of their names.

    Ids begin with that of the locality, whose name is the topic of its sources: several own localities share one table.
    Where only one row of a source tells its link or day, the others have the same.
    """
    assumed = f"{locality}-own-assumption"
    groups: dict[str, list[Origin]] = defaultdict(list)
    for origin in dict.fromkeys(origins):
        if not origin.shipped and not origin.assumed:
            groups[origin.key].append(origin)
    full = {origin: done for group in groups.values() for origin, done in _completed(group)}
    distinct = sorted(set(full.values()), key=lambda one: (one.key, one.name, one.link, str(one.published), one.rating))
    firsts: dict[tuple[object, ...], Origin] = {}
    for one in distinct:
        firsts.setdefault((one.key, one.link, one.published, one.rating), one)
    ids = {about: f"{locality}-own-{number}" for number, about in enumerate(firsts, 1)}
    sources = {
        ids[about]: Source(ids[about], name, one.name, one.link, one.published, one.rating, number)
        for number, (about, one) in enumerate(firsts.items(), 2)
    }
    if any(origin.assumed for origin in origins):
        said = shown("own.assumption_source", "vi")
        sources[assumed] = Source(assumed, name, said, "", None, ASSUMPTION, len(sources) + 2)
    of = {origin: ids[one.key, one.link, one.published, one.rating] for origin, one in full.items()}
    of |= {origin: origin.name for origin in origins if origin.shipped}
    of |= {origin: assumed for origin in origins if origin.assumed}
    return of, sources


def _completed(group: Sequence[Origin]) -> list[tuple[Origin, Origin]]:
    """Return each mention of one source with what the others tell of it."""
    links = {origin.link for origin in group} - {""}
    days = {origin.published for origin in group} - {None}
    if len(links) > 1 or len(days) > 1:
        return [(origin, origin) for origin in group]
    link, day = next(iter(links), ""), next(iter(days), None)
    return [(origin, replace(origin, link=link, published=day)) for origin in group]


def _rating(reading: Reading, row: SheetRow) -> str:
    cell = reading.cell(row, "rating")
    if not cell:
        return OWN_RATING
    found = named(cell.text, PREFIX)
    if not found:
        allowed = choices(PREFIX, [name for name in RATINGS if name not in (ASSUMPTION, "seed")], reading.language)
        hint = nearest(cell.text, allowed)
        reading.note("unknown_choice", row, "rating", allowed=", ".join(allowed), nearest=hint)
    return found or OWN_RATING


def _starts(name: str, word: str) -> bool:
    count = len(word.split())
    return folded(" ".join(name.replace(":", " ").replace(",", " ").split()[:count])) == folded(word)
