"""From figures to the tables of the small charts (columns: see `simulator.report.detail_charts`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from simulator.report.chart_table import Break, Reported, Row, decimal_year
from simulator.units import day

NUMBERS = ("year", "year2", "value", "value2", "p05", "p95")
WORDS = ("kind", "segment", "label", "note", "when", "source")
REACH = 5  # points over which a line is said to rise or fall: its end is labelled where the line does not run
ROOM_BELOW, ROOM_ABOVE = 0.2, 0.16  # of the axis, that the label needs under and over a line
BAR_MARGIN = 0.13  # of a year, on each side of its bar


@dataclass(frozen=True)
class Band:
    """One stretch of the model's figures that a line may join: dates with their median, 5 % and 95 %."""

    segment: str
    dates: Sequence[date]
    median: Sequence[float]
    p05: Sequence[float]
    p95: Sequence[float]


@dataclass(frozen=True)
class Stack:
    """The parts of one year's bar, from the bottom up: (segment, name, size)."""

    year: int
    parts: Sequence[tuple[str, str, float]]


@dataclass(frozen=True)
class Span:
    """One figure with its 90 % interval: `segment` is the row it stands in, `label` its value as text."""

    segment: str
    name: str
    median: float
    p05: float
    p95: float
    label: str


@dataclass(frozen=True)
class Axis:
    """What a chart over the years shows beside its figures: its first and last day, the projected part, breaks."""

    language: str
    first: date
    last: date
    projected_from: date | None = None
    breaks: Sequence[Break] = ()


def panel_table(
    axis: Axis, bands: Sequence[Band], reported: Sequence[Reported], end_label: str = "", top: float | None = None
) -> pd.DataFrame:
    """Table of a small chart of bands and points; `end_label` is written at the last median.

    top: the upper end of the axis, where the chart does not leave it to the data.
    """
    rows = [*_frame(axis)]
    for band in bands:
        for moment, median, low, high in zip(band.dates, band.median, band.p05, band.p95, strict=True):
            rows.append(
                {
                    "kind": "projection",
                    "segment": band.segment,
                    "year": decimal_year(moment),
                    "when": day(moment, axis.language),
                    "value": median,
                    "p05": low,
                    "p95": high,
                }
            )
    if bands and end_label:
        kind = "end below" if _is_below(bands[-1].median, top) else "end"
        rows.append({"kind": kind, "year": rows[-1]["year"], "value": bands[-1].median[-1], "label": end_label})
    rows += [_point(point, axis.language) for point in reported]
    return _table(rows)


def stack_table(axis: Axis, stacks: Sequence[Stack], reported: Sequence[Reported]) -> pd.DataFrame:
    """Table of stacked bars by year, with reported points."""
    rows = [*_frame(axis)]
    for stack in stacks:
        bottom = 0.0
        for segment, name, size in stack.parts:
            rows.append(
                {
                    "kind": "bar",
                    "segment": segment,
                    "label": name,
                    "when": str(stack.year),
                    "year": stack.year + BAR_MARGIN,
                    "year2": stack.year + 1 - BAR_MARGIN,
                    "value": bottom,
                    "value2": bottom + size,
                    "p05": size,
                }
            )
            bottom += size
    rows += [_point(point, axis.language) for point in reported]
    return _table(rows)


def span_table(spans: Sequence[Span]) -> pd.DataFrame:
    """Table of figures with their intervals, one row each."""
    return _table(
        [
            {
                "kind": "span",
                "segment": span.segment,
                "note": span.name,
                "label": span.label,
                "value": span.median,
                "p05": span.p05,
                "p95": span.p95,
            }
            for span in spans
        ]
    )


def _frame(axis: Axis) -> list[Row]:
    first, last = decimal_year(axis.first), decimal_year(axis.last)
    rows: list[Row] = [{"kind": "start", "year": first, "year2": first}, {"kind": "start", "year": last, "year2": last}]
    if axis.projected_from is not None:
        rows.append({"kind": "zone", "year": max(decimal_year(axis.projected_from), first), "year2": last})
    return rows + [
        {"kind": "break", "year": decimal_year(mark.date), "label": mark.label, "note": mark.note}
        for mark in axis.breaks
    ]


def _is_below(line: Sequence[float], top: float | None) -> bool:
    """Whether the label of a line's end stands below it: where the line falls, unless an end of the axis is near."""
    if top is not None and line[-1] < ROOM_BELOW * top:
        return False
    if top is not None and line[-1] > (1.0 - ROOM_ABOVE) * top:
        return True
    return line[-1] < line[max(len(line) - REACH, 0)]


def _point(point: Reported, language: str) -> Row:
    return {
        "kind": "history",
        "segment": point.segment,
        "year": decimal_year(point.date),
        "value": point.value,
        "label": point.label,
        "source": point.source,
        "when": day(point.date, language),
    }


def _table(rows: Sequence[Row]) -> pd.DataFrame:
    words = {name: np.array([row.get(name, "") for row in rows], dtype=object) for name in WORDS}
    numbers = {name: np.array([row.get(name, np.nan) for row in rows], dtype=np.float64) for name in NUMBERS}
    return pd.DataFrame({**words, **numbers})
