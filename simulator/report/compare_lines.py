"""From compared scenarios to the one table of a chart of them, and where the labels at the ends of the lines stand.

The columns are those of `simulator.report.charts`, and these:

=========  ==========================================================================================
kind       line, other (a scenario in the background), tip (end of a line), leader (from there to its label), and
           history, target, break, zone, start, total
scenario   the number of a scenario as text; title: what it is called
=========  ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

import pyarrow as pa  # type: ignore[import-untyped]

from simulator.analysis.comparison import MOST
from simulator.report.chart_table import Break, Level, Reported, Values, decimal_year, packed
from simulator.units import day, number, percent

HEIGHT = 206
PANEL_HEIGHT = 148
LABEL_STEP = 15  # pixels between two labels at the ends of lines
LEADER = 0.22  # years from the end of a line to its label
NUMBERS = tuple(str(place + 1) for place in range(MOST))
WORDS = ("kind", "segment", "scenario", "title", "label", "note", "when", "source")
FIGURES = ("year", "year2", "value", "p05", "p95")
_ROOM_FOR_BREAK = 2.5  # years between two breaks that are both named
_ROOM = 0.9  # years between two reported figures that are both written

Row = dict[str, object]


@dataclass(frozen=True)
class Stretch:
    """A part of a line that may be joined: median and 90 % interval on its dates."""

    dates: Sequence[date]
    value: Values
    p05: Values
    p95: Values


@dataclass(frozen=True)
class Line:
    """One scenario: its place among the compared, what it is called, its stretches."""

    place: int
    title: str
    stretches: Sequence[Stretch]

    @property
    def last(self) -> date:
        """The last date."""
        return self.stretches[-1].dates[-1]

    @property
    def end(self) -> float:
        """The last median."""
        return float(self.stretches[-1].value[-1])


@dataclass(frozen=True)
class Lines:
    """What a chart of several scenarios shows. share: values are shares of one, else counts."""

    language: str
    share: bool
    lines: Sequence[Line]
    reported: Sequence[Reported]
    zone_start: date
    zone_end: date
    breaks: Sequence[Break] = ()
    targets: Sequence[Level] = ()
    totals: Sequence[Level] = ()

    @property
    def top(self) -> float:
        """The upper end of the axis: a round number above everything that is drawn."""
        bands = [float(stretch.p95.max()) for line in self.lines for stretch in line.stretches]
        levels = [level.value for level in (*self.targets, *self.totals)]
        return round_above(max([*bands, *levels, *(point.value for point in self.reported)], default=1.0))


def round_above(value: float) -> float:
    """A round number that leaves a little room above a value."""
    wanted = 1.02 * max(value, 1e-6)
    unit: float = 10.0 ** floor(log10(wanted))
    return next(
        step * unit for step in (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0) if step * unit >= wanted
    )


def spread(values: Sequence[float], gap: float, top: float) -> list[float]:
    """Where labels stand so that none touches another, within 0–top.

    Those that would touch are stacked around their middle.
    """
    clusters: list[list[int]] = []
    for place in sorted(range(len(values)), key=lambda place: values[place]):
        clusters.append([place])
        while (
            len(clusters) > 1
            and _ends(clusters[-2], values, gap, top)[1] + gap > _ends(clusters[-1], values, gap, top)[0]
        ):
            clusters[-2:] = [clusters[-2] + clusters[-1]]
    found = [0.0] * len(values)
    for cluster in clusters:
        first, _ = _ends(cluster, values, gap, top)
        for index, place in enumerate(cluster):
            found[place] = first + index * gap
    return found


def _ends(cluster: Sequence[int], values: Sequence[float], gap: float, top: float) -> tuple[float, float]:
    """Where the first and the last label of a stack stand."""
    height = gap * (len(cluster) - 1)
    middle = sum(values[place] for place in cluster) / len(cluster)
    first = min(max(middle - height / 2.0, 0.0), max(top - height, 0.0))
    return first, first + height


def lines_table(lines: Lines, focus: int | None = None) -> bytes:
    """The packed table of a chart; focus: the place of the scenario before the others, None for all alike."""
    rows = _frame_rows(lines, small=focus is not None)
    shown = [line for line in lines.lines if focus in (None, line.place)]
    for line in lines.lines:
        rows += _line_rows(line, lines.language, "line" if line in shown else "other")
    gap = lines.top * LABEL_STEP / (HEIGHT if focus is None else PANEL_HEIGHT)
    for last in sorted({line.last for line in shown}):
        ending = [line for line in shown if line.last == last]
        heights = spread([line.end for line in ending], gap, lines.top)
        for line, height in zip(ending, heights, strict=True):
            rows += _end_rows(line, height, lines, with_number=focus is None)
    return packed(pa.table(_columns(rows)))


def _line_rows(line: Line, language: str, kind: str) -> list[Row]:
    rows: list[Row] = []
    for index, stretch in enumerate(line.stretches):
        figures = zip(stretch.dates, stretch.value, stretch.p05, stretch.p95, strict=True)
        for moment, value, low, high in figures:
            named: Row = {"kind": kind, "segment": f"{line.place}.{index}", "scenario": NUMBERS[line.place]}
            told: Row = {"title": f"{NUMBERS[line.place]}. {line.title}", "when": day(moment, language)}
            rows.append({**named, **told, "year": decimal_year(moment), "value": value, "p05": low, "p95": high})
    return rows


def _end_rows(line: Line, height: float, lines: Lines, *, with_number: bool) -> list[Row]:
    """The end of a line, and its label beside it."""
    language, year = lines.language, decimal_year(line.last)
    value = percent(line.end, language) if lines.share else number(line.end, language)
    label = f"{NUMBERS[line.place]} · {value}" if with_number else value
    shared: Row = {"scenario": NUMBERS[line.place]}
    return [
        {**shared, "kind": "leader", "year": year, "value": line.end},
        {**shared, "kind": "leader", "year": year + LEADER, "value": height},
        {**shared, "kind": "tip", "year": year + LEADER, "value": height, "label": label},
    ]


def _frame_rows(lines: Lines, *, small: bool) -> list[Row]:
    start, end = decimal_year(lines.zone_start), decimal_year(lines.zone_end)
    rows: list[Row] = [{"kind": "zone", "year": start, "year2": end}]
    points = sorted(lines.reported, key=lambda point: point.date)
    if points:
        edge = floor(decimal_year(points[0].date) - 1e-9) + 0.1
        rows.append({"kind": "start", "year": edge, "year2": edge})
    written = _with_room([decimal_year(point.date) for point in points])
    for place, point in enumerate(points):
        label = "" if small or place not in written else point.label
        named: Row = {"kind": "history", "segment": point.segment, "source": point.source, "label": label}
        rows.append(
            {**named, "year": decimal_year(point.date), "value": point.value, "when": day(point.date, lines.language)}
        )
    named_at = -_ROOM_FOR_BREAK
    for found in sorted(lines.breaks, key=lambda found: found.date):
        year = decimal_year(found.date)
        rows.append({"kind": "break", "year": year})
        if not small and year - named_at >= _ROOM_FOR_BREAK:
            named_at = year
            rows[-1] |= {"label": found.label, "note": found.note}
    for level in lines.targets:
        ends = {"year": decimal_year(level.start), "year2": decimal_year(level.end)}
        rows.append({"kind": "target", "value": level.value, "label": "" if small else level.label, **ends})
    for place, level in enumerate(lines.totals):
        shared: Row = {"kind": "total", "segment": str(place), "value": level.value}
        rows.append({**shared, "year": decimal_year(level.start)})
        rows.append({**shared, "year": decimal_year(level.end), "label": "" if small else level.label})
    return rows


def _with_room(years: Sequence[float]) -> set[int]:
    """The places of the points that are written: the last, and those far enough before one that is."""
    found: list[int] = []
    for place in reversed(range(len(years))):
        if not found or years[found[-1]] - years[place] >= _ROOM:
            found.append(place)
    return set(found)


def _columns(rows: Sequence[Row]) -> dict[str, pa.Array]:
    words = {name: pa.array([str(row.get(name, "")) for row in rows], pa.string()) for name in WORDS}
    return words | {name: pa.array([row.get(name) for row in rows], pa.float64()) for name in FIGURES}
