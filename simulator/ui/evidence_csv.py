"""The lines of the CSV of figures that the reader downloads."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from simulator.evidence import Evidence, Observation
from simulator.files import spreadsheet_text
from simulator.texts import text
from simulator.ui.details_html import place_name
from simulator.ui.evidence_uses import Use, use_words
from simulator.ui.evidence_words import indicator_name, note_of, publisher, standard_name, told, unit_name

COLUMNS = (
    "id",
    "place",
    "indicator",
    "value",
    "unit",
    "bound",
    "start",
    "end",
    "standard",
    "use",
    "why",
    "publisher",
    "topic",
    "published",
    "address",
    "rating",
    "note",
)
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes the Vietnamese letters for others


def head_line(language: str) -> str:
    """The names of the columns, behind the mark by which a spreadsheet knows the letters."""
    return BYTE_ORDER_MARK + _csv([text(f"evidence.csv.{name}", language) for name in COLUMNS])


def line(row: Observation, use: Use, evidence: Evidence, language: str) -> str:
    """One figure: numbers with a decimal point, dates as year-month-day, no text starts a formula."""
    source = evidence.sources[row.source_id]
    kind, why = use_words(use, language)
    texts = {
        "id": row.obs_id,
        "place": place_name(evidence, row.locality, language),
        "indicator": indicator_name(row.indicator, language),
        "unit": _unit(row, language),
        "bound": text(f"evidence.bound.{row.bound}", language),
        "standard": standard_name(row, language),
        "use": kind,
        "why": why,
        "publisher": publisher(source, language),
        "topic": told(source.topic, language) or source.topic,
        "address": source.url,
        "rating": text(f"details.rating.{source.rating}", language),
        "note": note_of(row, language)[0],
    }
    cells = {name: spreadsheet_text(content) for name, content in texts.items()} | {
        "value": f"{row.value:.10g}",
        "start": row.period_start.isoformat() if row.period_start else "",
        "end": row.period_end.isoformat(),
        "published": source.date_published.isoformat() if source.date_published else "",
    }
    return _csv([cells[name] for name in COLUMNS])


def _unit(row: Observation, language: str) -> str:
    """Shares are not percentages in a CSV: they run from 0 to 1, as in the data."""
    if row.unit.startswith("share"):
        return text(f"evidence.csv_unit.{row.unit}", language)
    return unit_name(row.unit, language)


def _csv(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()
