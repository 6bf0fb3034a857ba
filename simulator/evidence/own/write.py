"""Own figures in the normal forms in which they are kept: those of ``data/observations.csv`` and ``sources.csv``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from simulator.evidence.observations import COLUMNS
from simulator.evidence.own.figures import written
from simulator.evidence.own.records import OwnFigures
from simulator.evidence.references import SOURCE_COLUMNS
from simulator.files import spreadsheet_text

OBSERVATIONS = "observations.csv"
SOURCES = "sources.csv"


def own_csv(figures: OwnFigures) -> dict[str, str]:
    """Return the text of each file by its name. Texts that a spreadsheet would run begin with an apostrophe."""
    observations = [[_cell(getattr(row, name)) for name in COLUMNS] for row in figures.observations]
    sources = [[_cell(getattr(source, name)) for name in SOURCE_COLUMNS] for source in figures.sources.values()]
    return {OBSERVATIONS: csv_text(COLUMNS, observations), SOURCES: csv_text(SOURCE_COLUMNS, sources)}


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]], separator: str = ",") -> str:
    """Return a CSV with one line a row."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _cell(value: str | float | date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return spreadsheet_text(value) if isinstance(value, str) else written(value)
