"""The rows that a chart on the wall draws: plain values, so that a page can change them and keep the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from simulator.report.chart_table import decimal_year
from simulator.report.compare_lines import round_above, spread
from simulator.report.deck.screen import Bar, Curve, Plot
from simulator.report.deck.told import clipped
from simulator.texts import text
from simulator.units import day, number, percent

Row = dict[str, object]

LABEL = 27  # pixels between two labels at the ends of lines
LEADER = 0.3  # years from the end of a line to its label
ROOM = 1.2  # years between two reported figures that are both written
LONGEST = 28  # letters of a title beside its line or its bar
LARGEST_PART = 0.085  # share of the longest bar from which a part's figure is written inside it
UNSPENT = "unspent"
AROUND = 0.45  # share of the widest interval that is left free on both sides of it


def top_of(plot: Plot) -> float:
    """The upper end of the axis of a chart of lines."""
    high = [value for curve in plot.curves for value in curve.high if value is not None]
    levels = [level.value for level in (*plot.targets, *plot.totals)]
    return round_above(max([*high, *levels, *(point.value for point in plot.reported)], default=1.0))


def line_rows(plot: Plot, language: str, height: float) -> list[Row]:
    """The rows of lines over time. height: pixels of the axis, for the labels to stand apart."""
    rows = _frame(plot, language)
    ends = [curve for curve in plot.curves if plot.focus in (None, curve.number)]
    for curve in plot.curves:
        rows += _curve(curve, "line" if curve in ends else "other", language)
    gap = top_of(plot) * LABEL / height
    last = max(curve.days[-1] for curve in plot.curves)
    heights = spread([curve.last for curve in ends], gap, top_of(plot))
    for curve, stands in zip(ends, heights, strict=True):
        value = _written(plot, curve.last, language)
        label = f"{curve.number}. {clipped(curve.title, LONGEST)} · {value}" if plot.focus is None else value
        year, beside = decimal_year(curve.days[-1]), decimal_year(last) + LEADER
        named: Row = {"scenario": str(curve.number)}
        rows += [
            {**named, "kind": "leader", "year": year, "value": curve.last},
            {**named, "kind": "leader", "year": beside, "value": stands},
            {**named, "kind": "tip", "year": beside, "value": stands, "label": label},
        ]
    return rows


def _curve(curve: Curve, kind: str, language: str) -> list[Row]:
    rows, segment = list[Row](), 0
    for moment, value, low, high in zip(curve.days, curve.median, curve.low, curve.high, strict=True):
        if value is None:
            segment += 1
            continue
        named: Row = {"kind": kind, "scenario": str(curve.number), "segment": f"{curve.number}.{segment}"}
        told: Row = {"title": f"{curve.number}. {curve.title}", "when": day(moment, language)}
        rows.append({**named, **told, "year": decimal_year(moment), "value": value, "p05": low, "p95": high})
    return rows


def _frame(plot: Plot, language: str) -> list[Row]:
    rows = list[Row]()
    points = sorted(plot.reported, key=lambda point: point.date)
    if plot.curves:
        start = min(decimal_year(curve.days[0]) for curve in plot.curves)
        end = max(decimal_year(curve.days[-1]) for curve in plot.curves)
        rows.append({"kind": "zone", "year": start, "year2": end})
    if points:
        rows.append({"kind": "start", "year": floor(decimal_year(points[0].date) - 1e-9) + 0.1})
    after = float("inf")
    for point in reversed(points):
        year = decimal_year(point.date)
        label, after = (point.label, year) if after - year >= ROOM else ("", after)
        named: Row = {"kind": "history", "segment": point.segment, "label": label, "source": point.source}
        rows.append({**named, "year": year, "value": point.value, "when": day(point.date, language)})
    for found in plot.breaks:
        rows.append({"kind": "break", "year": decimal_year(found.date), "label": found.label, "note": found.note})
    for level in plot.targets:
        ends = {"year": decimal_year(level.start), "year2": decimal_year(level.end)}
        rows.append({"kind": "target", "value": level.value, "label": level.label, **ends})
    for place, level in enumerate(plot.totals):
        for moment, label in ((level.start, ""), (level.end, level.label)):
            named = {"kind": "total", "segment": str(place), "label": label}
            rows.append({**named, "year": decimal_year(moment), "value": level.value})
    return rows


def bar_rows(plot: Plot, language: str) -> list[Row]:
    """The rows of bars and of intervals, with the place of their panel; of stacked ones from where to where."""
    if plot.groups:
        return _stacked(plot, language)
    return [
        {
            "panel": plot.rows.index(bar.row),
            "scenario": str(bar.number),
            "title": titled(plot, bar.number),
            "value": 0.0 if bar.value is None else bar.value,  # what cannot be told is written at zero
            "p05": bar.low,
            "p95": bar.high,
            "label": bar.label,
        }
        for bar in plot.bars
    ]


def _stacked(plot: Plot, language: str) -> list[Row]:
    rows = list[Row]()
    longest = max(total(plot, place + 1) for place in range(len(plot.titles)))
    for place in range(len(plot.titles)):
        named: Row = {"scenario": str(place + 1), "title": titled(plot, place + 1)}
        end = 0.0
        for bar in _of(plot, place + 1):
            start, end = end, end + (bar.value or 0.0)
            label = bar.label if end - start >= LARGEST_PART * longest else ""
            programme = text(f"deck.programme.{bar.group.rsplit('_', 1)[1]}", language)
            ends: Row = {"start": start, "end": end, "middle": (start + end) / 2.0, "label": label}
            rows.append({**named, **ends, "kind": "part", "group": programme, "pale": UNSPENT in bar.group})
        rows.append({**named, "kind": "sum", "end": end, "label": number(end, language)})
    return rows


def _of(plot: Plot, place: int) -> Sequence[Bar]:
    return [bar for bar in plot.bars if bar.number == place]


def total(plot: Plot, place: int) -> float:
    """What the stacked parts of a scenario add up to."""
    return sum(bar.value or 0.0 for bar in _of(plot, place))


def titled(plot: Plot, place: int) -> str:
    """A scenario beside its bar: its number and its title."""
    return f"{place}. {clipped(plot.titles[place - 1], LONGEST)}"


def scale_of(plot: Plot, row: str) -> tuple[float, float]:
    """The ends of the axis of one row of intervals, with zero inside and room for what is written."""
    ends = [end for bar in plot.bars if bar.row == row for end in (bar.value, bar.low, bar.high) if end is not None]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    room = AROUND * (high - low) or 1.0
    return low - room, high + room


def _written(plot: Plot, value: float, language: str) -> str:
    return percent(value, language) if plot.unit == "share" else number(value, language)
