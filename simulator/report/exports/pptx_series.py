"""A chart of lines as the series of a native chart: each part of a line that may be joined is a series of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np

from simulator.report.chart_table import Level
from simulator.report.deck.screen import Curve, Plot
from simulator.report.deck.wall_rows import top_of
from simulator.report.palette import LIGHT
from simulator.texts import text
from simulator.units import day

Points = Mapping[date, float]
STRONG, THIN, BACKGROUND = 3.0, 1.0, 1.25  # points
ROOM = 300  # days between two reported figures that are both written
NAMED_AT = 0.6  # share of a target's line where its name stands
DOTTED = 2  # the place of a dotted line among the dashes


@dataclass(frozen=True)
class Series:
    """A name, its figures by day, and how it is drawn.

    dash: the place of a dash among those of scenarios. labels: days that bear words, and on which side of the point;
    words: what they bear, the name where nothing else is said. rule: one point with a vertical line below it.
    """

    name: str
    points: Points
    color: str
    width: float
    dash: int = 0
    marked: bool = False
    rule: bool = False
    labels: tuple[tuple[date, str], ...] = ()
    words: Mapping[date, str] | None = None

    def labels_of(self, moment: date) -> str:
        """What is written at a day."""
        return (self.words or {}).get(moment, self.name)


def line_series(plot: Plot, language: str) -> list[Series]:
    """What is aimed at, what is reported, the scenarios (those in the background first), the breaks."""
    curves = sorted(plot.curves, key=lambda curve: curve.number == plot.focus)
    parts = [part for curve in curves for part in _curve(curve, plot, language)]
    reported, breaks = _reported(plot, language), _breaks(plot)
    levels = [(level, LIGHT.target, 2.25, 0) for level in plot.targets]
    levels += [(level, LIGHT.muted, 1.5, DOTTED) for level in plot.totals]
    ends = {moment for level, *_ in levels for moment in (level.start, level.end)}
    days = sorted(ends | {moment for series in (*parts, *reported, *breaks) for moment in series.points})
    drawn = [_level(level, color, width, dash, days) for level, color, width, dash in levels]
    return [*drawn, *reported, *(replace(part, points=_joined(part.points, days)) for part in parts), *breaks]


def _joined(points: Points, days: Sequence[date]) -> Points:
    """The figures with those of other series' days between them, straight between two: an empty cell parts a line."""
    known = sorted(points)
    inner = [moment for moment in days if known[0] <= moment <= known[-1]]
    numbers = np.interp(
        [moment.toordinal() for moment in inner],
        [moment.toordinal() for moment in known],
        [points[moment] for moment in known],
    )
    return {moment: points.get(moment, float(value)) for moment, value in zip(inner, numbers, strict=True)}


def _reported(plot: Plot, language: str) -> list[Series]:
    """The reported figures, a series a standard or a territory, written where there is room."""
    name = text("explore.chart.reported", language)
    parts = list(dict.fromkeys(point.segment for point in plot.reported))
    side = "right" if plot.unit == "share" else "above"
    found = []
    for place, part in enumerate(parts):
        own = [point for point in plot.reported if point.segment == part]
        points, words = {point.date: point.value for point in own}, {point.date: point.label for point in own}
        labels = list[tuple[date, str]]()
        for moment in sorted(points, reverse=True):
            if not labels or (labels[-1][0] - moment).days >= ROOM:
                labels.append((moment, side))
        if side == "above":  # the last stands beside the line of what comes after it
            labels[0] = (labels[0][0], "left")
        called = name if len(parts) == 1 else f"{name} ({place + 1})"
        found.append(Series(called, points, LIGHT.text, 2.0, marked=True, labels=tuple(labels), words=words))
    return found


def _curve(curve: Curve, plot: Plot, language: str) -> list[Series]:
    """The parts of a line, and the ends of its interval where it stands alone before the others."""
    is_shown = plot.focus in (None, curve.number)
    is_alone = is_shown and (plot.focus is not None or len(plot.curves) == 1)
    color, width, dash = (curve.color, STRONG, curve.number - 1) if is_shown else (LIGHT.muted, BACKGROUND, 0)
    found, stretches = [], list(_stretches(curve))
    for place, part in enumerate(stretches):
        name = f"{curve.number}. {curve.title}"
        if len(stretches) > 1:
            key, edge = ("until", part[-1]) if place < len(stretches) - 1 else ("since", part[0])
            name = text(f"deck.series.{key}", language, name=name, day=day(curve.days[edge], language))
        found.append(Series(name, _points(curve, part, curve.median), color, width, dash))
        if is_alone:
            for key, ends in (("low", curve.low), ("high", curve.high)):
                called = text(f"deck.series.{key}", language, name=name)
                found.append(Series(called, _points(curve, part, ends), curve.color, THIN, DOTTED))
    return found


def _points(curve: Curve, places: Sequence[int], values: Sequence[float | None]) -> Points:
    return {curve.days[place]: value for place in places if (value := values[place]) is not None}


def _stretches(curve: Curve) -> list[list[int]]:
    """Places of the figures that may be joined."""
    gaps = [-1, *(place for place, value in enumerate(curve.median) if value is None), len(curve.median)]
    return [list(range(first + 1, last)) for first, last in pairwise(gaps) if last - first > 1]


def _level(level: Level, color: str, width: float, dash: int, days: Sequence[date]) -> Series:
    """A target or a total: a figure at every day that the chart has between its ends."""
    held = [moment for moment in days if level.start <= moment <= level.end]
    named = held[min(int(NAMED_AT * len(held)), len(held) - 1)]
    return Series(level.label, dict.fromkeys(held, level.value), color, width, dash, labels=((named, "above"),))


def _breaks(plot: Plot) -> list[Series]:
    """A point at the top with a line below it, named."""
    top = 0.97 * top_of(plot)
    return [
        Series(found.label, {found.date: top}, LIGHT.event, 0.0, rule=True, labels=((found.date, "right"),))
        for found in plot.breaks
    ]
