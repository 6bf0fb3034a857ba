"""Poverty and communes over time: each scenario's line parted where its own series is, with what is reported.

A line never joins two poverty standards, nor the communes before and after a large merger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from simulator.analysis.comparison import Comparison
from simulator.analysis.projection import Projection
from simulator.analysis.summary import quantiles
from simulator.evidence import Evidence, Observation
from simulator.model.arrays import Array
from simulator.model.events import Event, Merger, StandardChange
from simulator.report.change_words import bound_words
from simulator.report.chart_table import Break, Level, Reported
from simulator.report.citations import cited
from simulator.report.compare_lines import Line, Lines, Stretch
from simulator.report.compare_table import Entry, titled
from simulator.scenario import Event as PlannedEvent
from simulator.scenario import Target
from simulator.texts import text
from simulator.units import number, percent

EARLIEST = date(2020, 12, 1)  # what is older is shown in detail on another page
FEWEST_POINTS = 2  # of the present standard; with fewer, the older standard's figures are drawn too
LARGE_MERGER = 0.9  # below this share of communes left, a merger starts a new series
INDICATORS = {"poverty": "poverty_rate", "communes": "ntm_communes_attained"}
LEVELS = (0.05, 0.5, 0.95)
"""What is drawn of a figure: the lower end of its 90 % interval, the median, the upper end."""


@dataclass(frozen=True)
class Frame:
    """What is drawn around one scenario's line; kind: the change that parts it, None where nothing does."""

    start: date
    reported: tuple[Reported, ...]
    breaks: tuple[Break, ...]
    targets: tuple[Level, ...]
    totals: tuple[Level, ...]
    kind: type[Event] | None


def lines_of(name: str, comparison: Comparison, entries: Sequence[Entry], evidence: Evidence, language: str) -> Lines:
    """The lines of all outcomes. name: "poverty" or "communes"."""
    build = _poverty if name == "poverty" else _communes
    runs = [outcome.quarterly for outcome in comparison.outcomes]
    frames = [build(run, evidence, language) for run in runs]
    own = frames[comparison.reference]
    titles = dict(titled(entries))
    return Lines(
        language=language,
        share=name == "poverty",
        lines=[
            Line(place, titles[place + 1], _stretches(run, frame, INDICATORS[name]))
            for place, (run, frame) in enumerate(zip(runs, frames, strict=True))
        ],
        reported=own.reported,
        zone_start=min(frame.start for frame in frames),
        zone_end=max(run.trajectory.dates[-1] for run in runs),
        breaks=list(dict.fromkeys(found for frame in frames for found in frame.breaks)),
        targets=_each_once([level for frame in frames for level in frame.targets]),
        totals=own.totals,
    )


def reported_rows(evidence: Evidence, locality: str, indicator: str) -> list[Observation]:
    """The reported stocks that are drawn: recent ones, or the last there is."""
    rows = [
        row
        for row in evidence.of(locality)
        if row.indicator == indicator and row.fit == "yes" and row.kind == "stock" and row.bound in ("exact", "about")
    ]
    recent = [row for row in rows if row.period_end >= EARLIEST]
    return sorted(recent or rows[-1:], key=lambda row: row.period_end)


def _poverty(run: Projection, evidence: Evidence, language: str) -> Frame:
    rows = reported_rows(evidence, run.scenario.locality, "poverty_rate")
    current = [row for row in rows if row.standard == "S22"]
    shown = current if len(current) >= FEWEST_POINTS else rows
    start = max((row.period_end for row in rows), default=run.trajectory.dates[0])
    breaks = _standard_breaks(run, min((row.period_end for row in shown), default=start), language)
    since = max([start, *(found.date for found in breaks)])
    return Frame(
        start=start,
        reported=tuple(_point(row, row.standard, _rate(row.value, language), evidence, language) for row in shown),
        breaks=breaks,
        targets=_targets(run, "poverty_rate", since, language),
        totals=(),
        kind=StandardChange,
    )


def _communes(run: Projection, evidence: Evidence, language: str) -> Frame:
    scenario, unit = run.scenario, text("explore.unit.communes", language)
    rows = reported_rows(evidence, scenario.locality, "ntm_communes_attained")
    mergers = _mergers(run, evidence)
    since = [event.date for event, _ in mergers]
    first = min((row.period_end for row in rows), default=run.trajectory.dates[0])
    start = max([first, *since, *(row.period_end for row in rows)])
    total = mergers[-1][0].values["communes"] if mergers else float(run.trajectory.final.communes.sum(axis=0)[0])
    points = [
        _point(
            row,
            "before" if all(row.period_end < day for day in since) else "after",
            number(row.value, language),
            evidence,
            language,
        )
        for row in rows
    ]
    return Frame(
        start=start,
        reported=tuple(points),
        breaks=tuple(_merger(event, count, language) for event, count in mergers),
        targets=_targets(run, "ntm_communes_attained", start, language),
        totals=(Level(start, run.trajectory.dates[-1], total, f"{number(total, language)} {unit}"),),
        kind=Merger if mergers else None,
    )


def _point(row: Observation, segment: str, label: str, evidence: Evidence, language: str) -> Reported:
    return Reported(row.period_end, row.value, segment, label, cited(evidence.sources[row.source_id], language))


def _rate(value: float, language: str) -> str:
    return percent(value, language, 1 if abs(1000 * value - round(1000 * value)) < 1e-9 else 2)


def _targets(run: Projection, indicator: str, since: date, language: str) -> tuple[Level, ...]:
    wanted = [target for target in run.scenario.targets or () if target.indicator == indicator]
    return tuple(Level(since, target.date, _bound(target), _target_label(target, language)) for target in wanted)


def _bound(target: Target) -> float:
    return (target.at_least or 0.0) if target.at_most is None else target.at_most


def _target_label(target: Target, language: str) -> str:
    bound = bound_words(target.indicator, target.at_most, target.at_least, language)
    return text("explore.chart.target", language, year=target.date.year, target=bound.replace(" ", "\u00a0"))


def _each_once(levels: Sequence[Level]) -> list[Level]:
    """Each level once: scenarios that break on different days would draw it from different days."""
    found: dict[tuple[date, float, str], Level] = {}
    for level in levels:
        key = (level.end, level.value, level.label)
        start = max(level.start, found[key].start) if key in found else level.start
        found[key] = Level(start, level.end, level.value, level.label)
    return list(found.values())


def _standard_breaks(run: Projection, first: date, language: str) -> tuple[Break, ...]:
    """New poverty standards after the first day that is drawn."""
    found = []
    for row, change in sorted(run.trajectory.changes.items()):
        day = _change_day(run, row)
        if change.event is StandardChange and day > first:
            label, note = (text(f"page.{part}.{run.standards[row]}", language) for part in ("break", "break_note"))
            found.append(Break(day, label, note))
    return tuple(found)


def _mergers(run: Projection, evidence: Evidence) -> list[tuple[PlannedEvent, float]]:
    """Large mergers with the number of communes before each."""
    communes = float(evidence.localities[run.scenario.locality].start_values["communes_total"].value)
    found = []
    for event in sorted(run.scenario.events or (), key=lambda event: event.date):
        if event.type == "merger":
            if event.values["communes"] < LARGE_MERGER * communes:
                found.append((event, communes))
            communes = event.values["communes"]
    return found


def _merger(event: PlannedEvent, before: float, language: str) -> Break:
    counts = {"before": number(before, language), "after": number(event.values["communes"], language)}
    return Break(event.date, text("deck.merger", language, **counts), text("page.merger_note", language))


def _change_day(run: Projection, row: int) -> date:
    """The last day before an event at the start of a row, or the row's own last day."""
    if row in run.plan.events_after:
        return run.trajectory.dates[row]
    return run.trajectory.dates[row - 1] if row else run.plan.start


def _stretches(run: Projection, frame: Frame, indicator: str) -> list[Stretch]:
    """The parts of a line from the frame's start on: the first and last point of each lie at the change itself."""
    dates, values, changes = run.trajectory.dates, run.trajectory[indicator], run.trajectory.changes
    days, points = list[date](), list[Array]()
    found = []
    for row in (row for row, day in enumerate(dates) if day >= frame.start):
        change = changes.get(row)
        if change is not None and change.event is frame.kind:
            at_end, at = row in run.plan.events_after, _change_day(run, row)
            if days:
                last = ([*days, at], [*points, change.before[indicator]]) if at_end else (days, points)
                found.append(_stretch(*last))
            days, points = ([], []) if at_end else ([at], [change.after[indicator]])
        days.append(dates[row])
        points.append(values[row])
    return [*found, _stretch(days, points)] if days else found


def _stretch(days: Sequence[date], points: Sequence[Array]) -> Stretch:
    low, median, high = quantiles(np.stack(points), LEVELS)
    return Stretch(list(days), median, low, high)
