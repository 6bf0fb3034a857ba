"""From reported figures to the tables of the evidence page's charts (columns: `simulator.report.evidence_charts`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from simulator.report.chart_table import Row, decimal_year, packed
from simulator.report.detail_table import Band
from simulator.units import day

NUMBERS = ("year", "year2", "value", "p05", "p25", "p75", "p95")
LIMIT = 2.0  # spreads; beyond them the page points at a figure
ONE_DAY = timedelta(days=1)
WORDS = ("kind", "segment", "name", "label", "when", "source", "model", "obs")


@dataclass(frozen=True)
class Point:
    """One reported figure: `use` is fitted, shown, doubtful or target; `label` its value, `model` the model's as text.

    p05, p95: the model's figure for the same period, where no line of the model runs through it. start: first day of a
    figure about a period.
    """

    obs: str
    day: date
    value: float
    use: str
    label: str
    source: str
    model: str = ""
    start: date | None = None
    p05: float = np.nan
    p95: float = np.nan


@dataclass(frozen=True)
class Packed:
    """A table as charts take it, and the kinds of its rows."""

    table: bytes
    kinds: frozenset[str]


@dataclass(frozen=True)
class Miss:
    """One fitted figure and by how many spreads the model misses it."""

    obs: str
    name: str
    residual: float
    is_beyond: bool
    label: str
    model: str
    when: str
    source: str


def series_table(
    language: str, points: Sequence[Point], bands: Sequence[Band], chosen: str, breaks: Sequence[tuple[date, str]]
) -> Packed:
    """Packed table of the figures of one series with the model's bands behind; breaks: (day, its name)."""
    rows: list[Row] = []
    for band in bands:
        for moment, median, low, high in zip(band.dates, band.median, band.p05, band.p95, strict=True):
            rows.append(
                {
                    "kind": "projection",
                    "segment": band.segment,
                    "year": decimal_year(moment),
                    "when": day(moment, language),
                    "value": median,
                    "p05": low,
                    "p95": high,
                }
            )
    rows += [{"kind": "break", "year": decimal_year(moment), "label": name} for moment, name in breaks]
    for point in points:
        rows += _point(point, language, is_chosen=point.obs == chosen)
    return packed_table(rows)


def misses_table(misses: Sequence[Miss]) -> Packed:
    """Packed table of residuals."""
    limit: Row = {"kind": "limit", "value": 0.0, "p05": -LIMIT, "p95": LIMIT}
    return packed_table(
        [limit]
        + [
            {
                "kind": "miss",
                "segment": "beyond" if miss.is_beyond else "within",
                "name": miss.name,
                "value": miss.residual,
                "obs": miss.obs,
                "label": miss.label,
                "model": miss.model,
                "when": miss.when,
                "source": miss.source,
            }
            for miss in misses
        ]
    )


def _point(point: Point, language: str, *, is_chosen: bool) -> list[Row]:
    row: Row = {
        "kind": "history",
        "segment": point.use,
        "year": decimal_year(point.day),
        "value": point.value,
        "obs": point.obs,
        "label": point.label,
        "source": point.source,
        "model": point.model,
        "when": day(point.day, language),
    }
    found = [row]
    if np.isfinite(point.p05):
        found.insert(0, {**row, "kind": "span", "p05": point.p05, "p95": point.p95})
    if point.start is not None:
        found.insert(0, {**row, "kind": "period", "year2": decimal_year(point.start - ONE_DAY)})
    if is_chosen:
        found.append({**row, "kind": "chosen"})
    return found


def packed_table(rows: Sequence[Row]) -> Packed:
    """A table of the columns that all charts of the page have."""
    words = {name: pa.array([str(row.get(name, "")) for row in rows], pa.string()) for name in WORDS}
    numbers = {name: np.array([row.get(name, np.nan) for row in rows], dtype=np.float64) for name in NUMBERS}
    table = pa.table(words | {name: pa.array(column, from_pandas=True) for name, column in numbers.items()})
    return Packed(packed(table), frozenset(str(row["kind"]) for row in rows))
