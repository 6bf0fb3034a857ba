"""What is drawn around the line of poverty and that of communes: reported figures, breaks, targets, totals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from simulator.analysis.projection import Projection
from simulator.evidence import Evidence, Observation
from simulator.model.events import Merger, StandardChange
from simulator.report.chart_table import Break, Level, Reported
from simulator.report.citations import cited
from simulator.report.series import Joined, change_day, joined, large_mergers, reported_rows
from simulator.scenario import Event as PlannedEvent
from simulator.scenario import Target
from simulator.texts import text
from simulator.units import number, percent

RATE, ATTAINED = "poverty_rate", "ntm_communes_attained"
FEWEST_POINTS = 2  # of the present standard; with fewer, the older standard's figures are drawn too


@dataclass(frozen=True)
class Wording:
    """How a page or a deck writes in a chart. merger: key of the text; bound: of a target, in a language."""

    merger: str
    bound: Callable[[Target, str], str]


@dataclass(frozen=True)
class Series:
    """One indicator of a run and what is drawn around it. first: the first day that is drawn; start: the line's."""

    run: Projection
    indicator: str
    first: date
    start: date
    reported: tuple[Reported, ...]
    breaks: tuple[Break, ...]
    targets: tuple[Level, ...]
    totals: tuple[Level, ...]
    stretches: tuple[Joined, ...]


def poverty_series(run: Projection, evidence: Evidence, language: str, wording: Wording) -> Series:
    """The poverty rate: figures of each standard apart, breaks named, targets from the last break on."""
    rows = reported_rows(evidence, run.scenario.locality, RATE)
    current = [row for row in rows if row.standard == "S22"]
    shown = current if len(current) >= FEWEST_POINTS else rows
    start = max((row.period_end for row in rows), default=run.trajectory.dates[0])
    first = min((row.period_end for row in shown), default=start)
    breaks = _standard_breaks(run, first, language)
    return Series(
        run=run,
        indicator=RATE,
        first=first,
        start=start,
        reported=tuple(_point(row, row.standard, _rate(row.value, language), evidence, language) for row in shown),
        breaks=breaks,
        targets=_targets(run, RATE, max([start, *(found.date for found in breaks)]), language, wording),
        totals=(),
        stretches=joined(run, start, StandardChange),
    )


def communes_series(run: Projection, evidence: Evidence, language: str, wording: Wording) -> Series:
    """The communes that attain the standard: series apart before and after a large merger."""
    unit, dates = text("explore.unit.communes", language), run.trajectory.dates
    rows = reported_rows(evidence, run.scenario.locality, ATTAINED)
    mergers = large_mergers(run, evidence)
    since = [event.date for event, _ in mergers]
    first = min((row.period_end for row in rows), default=dates[0])
    start = max([first, *since, *(row.period_end for row in rows)])
    total = mergers[-1][0].values["communes"] if mergers else float(run.trajectory.final.communes.sum(axis=0)[0])
    parts = ["before" if all(row.period_end < day for day in since) else "after" for row in rows]
    return Series(
        run=run,
        indicator=ATTAINED,
        first=first,
        start=start,
        reported=tuple(
            _point(row, part, number(row.value, language), evidence, language)
            for row, part in zip(rows, parts, strict=True)
        ),
        breaks=tuple(_merger(event, count, language, wording) for event, count in mergers),
        targets=_targets(run, ATTAINED, start, language, wording),
        totals=(Level(start, dates[-1], total, f"{number(total, language)} {unit}"),),
        stretches=joined(run, start, Merger if mergers else None),
    )


def _point(row: Observation, segment: str, label: str, evidence: Evidence, language: str) -> Reported:
    return Reported(row.period_end, row.value, segment, label, cited(evidence.sources[row.source_id], language))


def _rate(value: float, language: str) -> str:
    return percent(value, language, 1 if abs(1000 * value - round(1000 * value)) < 1e-9 else 2)


def _targets(run: Projection, indicator: str, since: date, language: str, wording: Wording) -> tuple[Level, ...]:
    wanted = [target for target in run.scenario.targets or () if target.indicator == indicator]
    return tuple(
        Level(since, target.date, _bound(target), _target_label(target, language, wording)) for target in wanted
    )


def _bound(target: Target) -> float:
    return (target.at_least or 0.0) if target.at_most is None else target.at_most


def _target_label(target: Target, language: str, wording: Wording) -> str:
    bound = wording.bound(target, language).replace(" ", "\u00a0")
    return text("explore.chart.target", language, year=target.date.year, target=bound)


def _standard_breaks(run: Projection, first: date, language: str) -> tuple[Break, ...]:
    """New poverty standards after the first day that is drawn."""
    found = []
    for row, change in sorted(run.trajectory.changes.items()):
        day = change_day(run, row)
        if change.event is StandardChange and day > first:
            label, note = (text(f"page.{part}.{run.standards[row]}", language) for part in ("break", "break_note"))
            found.append(Break(day, label, note))
    return tuple(found)


def _merger(event: PlannedEvent, before: float, language: str, wording: Wording) -> Break:
    counts = {"before": number(before, language), "after": number(event.values["communes"], language)}
    return Break(event.date, text(wording.merger, language, **counts), text("page.merger_note", language))
