"""A table of reported figures beside the model's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.evidence import Evidence, Observation
from simulator.report.ranges import model_range
from simulator.ui.details_compare import Compared
from simulator.ui.details_html import Line, indicator_name, rated, reported, say, table, unit_of, when
from simulator.ui.methods_data import Range


def compared_table(rows: Sequence[Compared], evidence: Evidence, language: str) -> str:
    """Every row with its date, reported value, the model's and its source."""
    head = [say(f"column.{name}", language) for name in ("indicator", "when", "reported", "model", "source")]
    lines, above = [], ("", "")
    for row in rows:
        seen = row.observation
        more = unit_beside_name(seen, language) + standard_of(seen, language)
        cells = (
            f"{indicator_name(seen.indicator, language)} <span>{more}</span>",
            when(seen, language),
            f"<b>{reported(seen, language)}</b>",
            model_figure(row, language),
            rated(evidence.sources[seen.source_id], language),
        )
        lines.append(Line(cells, "again" if (seen.indicator, seen.standard) == above else ""))
        above = seen.indicator, seen.standard
    return table(head, lines, (2, 3), kind="list five")


def unit_beside_name(row: Observation, language: str) -> str:
    """The unit that follows an indicator's name; nothing where the name says it: "Xã đạt chuẩn nông thôn mới"."""
    unit = unit_of(row, language)
    named = rf"(?<!\w){re.escape(unit)}(?!\w)"
    return "" if re.search(named, indicator_name(row.indicator, language), re.IGNORECASE) else unit


def standard_of(row: Observation, language: str) -> str:
    """The poverty standard that a figure depends on, after its unit."""
    return f" · {say(f'standard_name.{row.standard}', language)}" if row.standard else ""


def model_figure(row: Compared, language: str) -> str:
    """The model's figure in the unit of the report; why there is none where there is none."""
    if row.model is None:
        return f"<span>{say('outside', language)}</span>"
    found = Range(row.model.median, row.model.p05, row.model.p95)
    return model_range(found, row.observation, language)
