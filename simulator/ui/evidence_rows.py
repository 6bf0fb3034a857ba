"""What the long table of figures is told: every figure written out, its filters, its line of the CSV."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

from simulator.analysis.contradictions import RATINGS
from simulator.evidence import Evidence, Observation
from simulator.evidence.standards import STANDARDS
from simulator.scenario import file_stem
from simulator.texts import text
from simulator.ui.components import template
from simulator.ui.details_html import place_name, reported, when
from simulator.ui.evidence_csv import head_line, line
from simulator.ui.evidence_uses import GROUP_ORDER, KINDS, Use, group_of, use_of, use_words
from simulator.ui.evidence_words import (
    indicator_name,
    note_of,
    publisher,
    standard_name,
    told,
    unit_name,
)
from simulator.units import day

Told = dict[str, Any]
Fitted = Mapping[str, frozenset[str] | None]  # by place
COLUMNS = ("name", "value", "when", "source", "use")
TEXTS = ("choose", "search", "all", "reset", "download", "count", "none", "sort", "fold")


def table_message(rows: Sequence[Observation], fitted: Fitted, evidence: Evidence, language: str, title: str) -> bytes:
    """All that the table is told but which row is chosen, as JSON.

    fitted: ids of the fitted figures by place. title: what the rows are of, as a file's name says it.
    """
    several = len({row.locality for row in rows}) > 1
    ordered = sorted(rows, key=lambda row: _place_in_table(row, language))
    written = [_row(row, use_of(row, fitted.get(row.locality)), evidence, language, several) for row in ordered]
    message = {
        "key": "figures",
        "language": language,
        "caption": title,
        "texts": {name: template(f"evidence.table.{name}", language) for name in TEXTS},
        "columns": [{"key": name, "name": text(f"evidence.column.{name}", language)} for name in COLUMNS],
        "filters": _filters(rows, written, language),
        "csv": {"name": f"{file_stem(title)}.csv", "head": head_line(language)},
        "rows": written,
    }
    content = json.dumps(message, ensure_ascii=False, allow_nan=False)
    return f'{{"version": {crc32(content.encode())}, {content[1:]}'.encode()


def with_chosen(message: bytes, chosen: str, *, follow: bool) -> bytes:
    """The message with the row that is marked; follow: whether it is brought into sight."""
    moving = json.dumps({"chosen": chosen, "follow": follow})
    return moving[:-1].encode() + b", " + message[1:]


def _place_in_table(row: Observation, language: str) -> tuple[object, ...]:
    """Poverty first, then by name of the indicator and date; places stay in the order of the data."""
    group = GROUP_ORDER.index(group_of(row.indicator))
    return group, indicator_name(row.indicator, language), row.locality, row.period_end, row.line


def _row(row: Observation, use: Use, evidence: Evidence, language: str, with_place: bool) -> Told:
    source = evidence.sources[row.source_id]
    note, is_foreign = note_of(row, language)
    kind, why = use_words(use, language)
    rating = text(f"details.rating.{source.rating}", language)
    published = day(source.date_published, language) if source.date_published else text("source.undated", language)
    name = indicator_name(row.indicator, language)
    about = place_name(evidence, row.locality, language) if with_place else ""
    return {
        "id": row.obs_id,
        "name": name,
        "about": about,
        "value": reported(row, language),
        "unit": _unit_after(row, language),
        "when": when(row, language),
        "standard": standard_name(row, language),
        "source": {
            "name": publisher(source, language),
            "url": source.url,
            "about": f"{published} · {rating}",
            "topic": told(source.topic, language) or "",
        },
        "use": {"name": kind, "tone": use.tone, "why": why},
        "note": note,
        "fold": is_foreign,
        "codes": {
            "group": group_of(row.indicator),
            "standard": row.standard,
            "use": use.kind,
            "rating": source.rating,
        },
        "years": [(row.period_start or row.period_end).year, row.period_end.year],
        "order": {
            "name": f"{about} {name} {row.period_end.isoformat()}",
            "value": row.value,
            "when": row.period_end.toordinal(),
            "source": RATINGS.index(source.rating),
            "use": KINDS.index(use.kind),
        },
        "csv": line(row, use, evidence, language),
    }


def _unit_after(row: Observation, language: str) -> str:
    """The unit that follows a value; a percentage bears its own sign, and that of a growth is a percentage a year."""
    if row.unit == "share":
        return ""
    return unit_name("growth" if row.indicator.endswith("_growth") else row.unit, language)


def _filters(rows: Sequence[Observation], written: Sequence[Told], language: str) -> list[Told]:
    """The choices of each filter, those only that the rows have."""
    orders = {"group": GROUP_ORDER, "standard": STANDARDS, "use": KINDS, "rating": RATINGS}
    names = {
        "group": "evidence.group",
        "standard": "details.standard_name",
        "use": "evidence.use",
        "rating": "details.rating",
    }
    found: list[Told] = []
    for key, order in orders.items():
        held = {row["codes"][key] for row in written}
        options = [[code, text(f"{names[key]}.{code}", language)] for code in order if code in held]
        found.append({"key": key, "name": text(f"evidence.filter.{key}", language), "kind": "", "options": options})
    years = sorted({year for row in rows for year in ((row.period_start or row.period_end).year, row.period_end.year)})
    options = [[str(year), str(year)] for year in years]
    return found + [
        {"key": key, "name": text(f"evidence.filter.{key}", language), "kind": "years", "options": options}
        for key in ("from", "to")
    ]
