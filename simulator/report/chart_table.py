"""From figures to the one table of a large chart (columns: see `simulator.report.charts`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from simulator.units import day

Values = NDArray[np.float64]
Row = dict[str, object]

NUMBERS = ("year", "year2", "value", "p05", "p25", "p75", "p95", "baseline", "advanced", "rising")
WORDS = ("kind", "segment", "label", "note", "when", "source")
_ROOM_FOR_YEAR = 0.1  # the axis begins this far into the first year, so that its name is written
_ROOM_FOR_LABEL = 0.8  # years that the name of the projected part needs before a break's own name
_ROOM_FOR_BREAK = 3.2  # years that a break's name needs before the name of the projected part
_FINEST_GAP = 0.6  # years between two points whose values can both be written, whatever their length


def decimal_year(moment: date) -> float:
    """Return a date as a decimal year, counted to the end of that day: 31/12/2024 is 2025.0."""
    start, end = date(moment.year, 1, 1), date(moment.year + 1, 1, 1)
    return moment.year + ((moment - start).days + 1) / (end - start).days


@dataclass(frozen=True)
class Reported:
    """One reported figure: `label` is its value as text, `source` what the hover box cites."""

    date: date
    value: float
    segment: str
    label: str
    source: str
    advanced: float = np.nan


@dataclass(frozen=True)
class Span:
    """One stretch of the projection under one standard: its dates and the baseline's median on them."""

    segment: str
    dates: Sequence[date]
    baseline: Values


@dataclass(frozen=True)
class Figures:
    """What moves with the sliders: columns over the dates of all spans, one after the other; `value` is the median."""

    value: Values
    p05: Values
    p25: Values
    p75: Values
    p95: Values
    advanced: Values | None = None


@dataclass(frozen=True)
class Break:
    """A date at which the series stops being comparable, with its name and a second line."""

    date: date
    label: str
    note: str = ""


@dataclass(frozen=True)
class Mark:
    """A date at which something happens that the series goes through: its name is written along the line."""

    date: date
    label: str


@dataclass(frozen=True)
class Level:
    """A level drawn from one date to another: a target, or the number of communes that there are."""

    start: date
    end: date
    value: float
    label: str


@dataclass(frozen=True)
class ChartFrame:
    """All of a chart that stays as it is while sliders move."""

    language: str
    reported: Sequence[Reported]
    zone_label: str
    zone_start: date
    zone_end: date
    spans: Sequence[Span]
    breaks: Sequence[Break] = ()
    marks: Sequence[Mark] = ()
    targets: Sequence[Level] = ()
    totals: Sequence[Level] = ()
    years_a_letter: float = 0.1  # width of a letter of a label on the axis of time
    _fixed: pa.Table = field(init=False, repr=False, compare=False)
    _projected: dict[str, pa.Array] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the rows out once: a move only fills in the figures of the projection and the label at its end."""
        object.__setattr__(self, "_fixed", pa.table(_columns(self._fixed_rows())))
        object.__setattr__(self, "_projected", _columns(self._projected_rows()))

    def table(self, figures: Figures, end_label: str) -> pa.Table:
        """Return the chart's table with the projection; `end_label` is written at the last median."""
        moving = {name: np.append(values, np.nan) for name, values in vars(figures).items() if values is not None}
        moving["value"][-1] = figures.value[-1]
        columns = self._projected | {name: _numbers(values) for name, values in moving.items()}
        columns["label"] = _words([""] * len(figures.value) + [end_label])
        return pa.concat_tables([self._fixed, pa.table(columns)])

    def _projected_rows(self) -> list[Row]:
        """Rows of the projection without its figures, and the row of its end."""
        rows: list[Row] = []
        for span in self.spans:
            for moment, baseline in zip(span.dates, span.baseline.tolist(), strict=True):
                row: Row = {"kind": "projection", "segment": span.segment, "when": day(moment, self.language)}
                rows.append({**row, "year": decimal_year(moment), "baseline": baseline})
        return [*rows, {"kind": "end", "year": rows[-1]["year"]}]

    def _fixed_rows(self) -> list[Row]:
        zone: Row = {
            "kind": "zone",
            "year": decimal_year(self.zone_start),
            "year2": decimal_year(self.zone_end),
        }
        start = decimal_year(self.zone_start)
        has_room = not any(-_ROOM_FOR_BREAK < decimal_year(b.date) - start < _ROOM_FOR_LABEL for b in self.breaks)
        rows: list[Row] = [{**zone, "label": self.zone_label if has_room else ""}]
        if self.reported:
            first = min(decimal_year(point.date) for point in self.reported)
            edge = np.ceil(first) - 1.0 + _ROOM_FOR_YEAR
            rows.append({"kind": "start", "year": edge, "year2": edge})
        rows += self._reported_rows()
        rows += [{"kind": "break", "year": decimal_year(b.date), "label": b.label, "note": b.note} for b in self.breaks]
        rows += [{"kind": "event", "year": decimal_year(m.date), "label": m.label} for m in self.marks]
        for target in self.targets:
            ends = {"year": decimal_year(target.start), "year2": decimal_year(target.end)}
            rows.append({"kind": "target", "value": target.value, "label": target.label, **ends})
        for number, total in enumerate(self.totals):
            shared: Row = {"kind": "total", "segment": str(number), "value": total.value}
            rows.append({**shared, "year": decimal_year(total.start)})
            rows.append({**shared, "year": decimal_year(total.end), "label": total.label})
        return rows

    def _reported_rows(self) -> list[Row]:
        rows: list[Row] = []
        points = sorted(self.reported, key=lambda reported: reported.date)
        last = -np.inf
        for index, point in enumerate(points):
            year = decimal_year(point.date)
            has_room = year - last >= max(_FINEST_GAP, self.years_a_letter * len(point.label))
            last = year if has_room else last
            earlier, later = (points[index - 1], point) if index else (point, points[min(1, len(points) - 1)])
            rows.append(
                {
                    "kind": "history",
                    "segment": point.segment,
                    "year": year,
                    "value": point.value,
                    "advanced": point.advanced,
                    "rising": float(later.value > earlier.value),
                    "label": point.label if has_room else "",
                    "source": point.source,
                    "when": day(point.date, self.language),
                }
            )
        return rows


def packed(table: pa.Table) -> bytes:
    """Return a table as Arrow's stream format: what Streamlit sends to a chart without looking inside."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def _columns(rows: Sequence[Row]) -> dict[str, pa.Array]:
    words = {name: _words([str(row.get(name, "")) for row in rows]) for name in WORDS}
    numbers = {name: np.array([row.get(name, np.nan) for row in rows], dtype=np.float64) for name in NUMBERS}
    return words | {name: _numbers(values) for name, values in numbers.items()}


def _words(values: list[str]) -> pa.Array:
    return pa.array(values, pa.string())


def _numbers(values: Values) -> pa.Array:
    return pa.array(values, from_pandas=True)  # what is not a number becomes a gap
