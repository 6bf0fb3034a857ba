"""The two large charts' data: what stays while sliders move, and the projection on top of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from simulator.analysis.projection import Projection
from simulator.analysis.summary import LEVELS, quantiles
from simulator.evidence import Evidence, Observation
from simulator.model.arrays import Array
from simulator.model.events import Event, Merger, StandardChange
from simulator.report.chart_table import Break, ChartFrame, Figures, Level, Mark, Reported, Span
from simulator.report.citations import cited
from simulator.scenario import Event as PlannedEvent
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui.event_data import mark
from simulator.ui.readout_data import bound
from simulator.units import number, percent

EARLIEST = date(2020, 12, 1)  # what is older is shown in detail on another page
FEWEST_POINTS = 2  # of the present standard; with fewer, the older standard's figures are drawn too
# (type, programme) of the events that a chart's figures feel.
POVERTY_EVENTS = frozenset(
    {("disaster", "")}
    | {(kind, name) for kind in ("programme_end", "delay") for name in ("credit", "housing", "training", "jobs")}
)
NTM_EVENTS = frozenset({("criteria_change", ""), ("programme_end", "ntm"), ("delay", "ntm")})
LARGE_MERGER = 0.9  # below this share of communes left, a merger starts a new series


@dataclass(frozen=True)
class Stretch:
    """Rows of the projection that one line may join; `opened`, `closed`: rows of the changes at its two ends."""

    segment: str
    rows: tuple[int, ...]
    opened: int | None = None
    closed: int | None = None


@dataclass(frozen=True)
class Chart:
    """A frame, and the stretches of an indicator that are drawn in it, with the tier inside it if one is named."""

    frame: ChartFrame
    stretches: tuple[Stretch, ...]
    indicator: str
    advanced: str = ""

    def figures(self, now: Projection) -> Figures:
        """What the sliders move: median and bands over all stretches."""
        low, lower, median, upper, high = quantiles(_values(now, self.indicator, self.stretches), LEVELS)
        advanced = medians(_values(now, self.advanced, self.stretches)) if self.advanced else None
        return Figures(value=median, p05=low, p25=lower, p75=upper, p95=high, advanced=advanced)


def _values(projection: Projection, indicator: str, stretches: Sequence[Stretch]) -> Array:
    """Values of all stretches, (point, draw): a first point may lie just after a change, a last one just before."""
    changes, values = projection.trajectory.changes, projection.trajectory[indicator]
    parts = []
    for stretch in stretches:
        if stretch.opened is not None:
            parts.append(changes[stretch.opened].after[indicator][None])
        parts.append(values[stretch.rows[0] : stretch.rows[-1] + 1])
        if stretch.closed is not None:
            parts.append(changes[stretch.closed].before[indicator][None])
    return np.concatenate(parts)


def _spans(stretches: Sequence[Stretch], projection: Projection, baseline: Projection, indicator: str) -> list[Span]:
    return [
        Span(stretch.segment, _dates(projection, stretch), medians(_values(baseline, indicator, [stretch])))
        for stretch in stretches
    ]


def _dates(projection: Projection, stretch: Stretch) -> list[date]:
    dates = projection.trajectory.dates
    first = [] if stretch.opened is None else [_change_day(projection, stretch.opened)]
    last = [] if stretch.closed is None else [_change_day(projection, stretch.closed)]
    return [*first, *(dates[row] for row in stretch.rows), *last]


def _change_day(projection: Projection, row: int) -> date:
    """The last day before an event at the start of a row, or the row's own last day."""
    if row in projection.plan.events_after:
        return projection.trajectory.dates[row]
    return projection.trajectory.dates[row - 1] if row else projection.plan.start


def medians(values: Array) -> Array:
    """Median over the draws of each point, (point,). values: (point, draw)."""
    found: Array = quantiles(values, (0.5,))[0]
    return found


def poverty_chart(language: str, projection: Projection, baseline: Projection, evidence: Evidence) -> Chart:
    """Frame of the poverty rate: figures of each standard apart, breaks named, target from the last break on."""
    rows = _reported(evidence, projection.scenario.locality, "poverty_rate")
    current = [row for row in rows if row.standard == "S22"]
    shown = current if len(current) >= FEWEST_POINTS else rows
    start = max((row.period_end for row in rows), default=projection.trajectory.dates[0])
    end = projection.trajectory.dates[-1]
    first = min((row.period_end for row in shown), default=start)
    breaks = _standard_breaks(language, projection, first)
    targets = [t for t in projection.scenario.targets or () if t.indicator == "poverty_rate"]
    last_break = max((mark.date for mark in breaks), default=start)
    stretches = _stretches(projection, start, StandardChange)
    frame = ChartFrame(
        language=language,
        reported=[
            Reported(
                row.period_end, row.value, row.standard, _rate(row.value, language), _source(row, evidence, language)
            )
            for row in shown
        ],
        zone_label=text("explore.chart.zone", language),
        zone_start=start,
        zone_end=end,
        spans=_spans(stretches, projection, baseline, "poverty_rate"),
        breaks=breaks,
        marks=_marks(projection.scenario, first, language, POVERTY_EVENTS),
        targets=[
            Level(
                max(last_break, start),
                t.date,
                t.at_most or 0.0,
                _target_label(t.date.year, bound(t, language), language),
            )
            for t in targets
        ],
    )
    return Chart(frame, stretches, "poverty_rate")


def ntm_chart(language: str, projection: Projection, baseline: Projection, evidence: Evidence) -> Chart:
    """Frame of the communes that attain the standard: series apart before and after a large merger."""
    scenario = projection.scenario
    rows = _reported(evidence, scenario.locality, "ntm_communes_attained")
    higher = _reported(evidence, scenario.locality, "ntm_communes_advanced")
    mergers = _mergers(scenario, float(evidence.localities[scenario.locality].start_values["communes_total"].value))
    before = [row for row in rows if all(row.period_end < event.date for event, _ in mergers)]
    first = min((row.period_end for row in rows), default=projection.trajectory.dates[0])
    start = max([row.period_end for row in rows] + [event.date for event, _ in mergers] + [first])
    end = projection.trajectory.dates[-1]
    total = mergers[-1][0].values["communes"] if mergers else float(projection.trajectory.final.communes.sum(axis=0)[0])
    unit = text("explore.unit.communes", language)
    stretches = _stretches(projection, start, Merger if mergers else None)
    frame = ChartFrame(
        language=language,
        reported=[
            Reported(
                row.period_end,
                row.value,
                "before" if row in before else "after",
                number(row.value, language),
                _source(row, evidence, language),
                _between(row.period_end, higher),
            )
            for row in rows
        ],
        zone_label=text("explore.chart.zone", language),
        zone_start=start,
        zone_end=end,
        spans=_spans(stretches, projection, baseline, "ntm_communes_attained"),
        breaks=[
            Break(
                event.date,
                text(
                    "page.merger",
                    language,
                    before=number(count, language),
                    after=number(event.values["communes"], language),
                ),
                text("page.merger_note", language),
            )
            for event, count in mergers
        ],
        marks=_marks(scenario, first, language, NTM_EVENTS),
        targets=[
            Level(start, t.date, t.at_least or 0.0, _target_label(t.date.year, bound(t, language), language))
            for t in scenario.targets or ()
            if t.indicator == "ntm_communes_attained"
        ],
        totals=[Level(start, end, total, f"{number(total, language)} {unit}")],
        years_a_letter=0.24,
    )
    return Chart(frame, stretches, "ntm_communes_attained", "ntm_communes_advanced")


def _reported(evidence: Evidence, locality: str, indicator: str) -> list[Observation]:
    rows = [
        row
        for row in evidence.of(locality)
        if row.indicator == indicator and row.fit == "yes" and row.kind == "stock" and row.bound in ("exact", "about")
    ]
    recent = [row for row in rows if row.period_end >= EARLIEST]
    return sorted(recent or rows[-1:], key=lambda row: row.period_end)


def _source(row: Observation, evidence: Evidence, language: str) -> str:
    return cited(evidence.sources[row.source_id], language)


def _rate(value: float, language: str) -> str:
    return percent(value, language, 1 if abs(1000 * value - round(1000 * value)) < 1e-9 else 2)


def _target_label(year: int, target: str, language: str) -> str:
    return text("explore.chart.target", language, year=year, target=target.replace(" ", "\u00a0"))


def _standard_breaks(language: str, projection: Projection, first: date) -> list[Break]:
    """New poverty standards after the first day that is drawn."""
    found = []
    for row, change in sorted(projection.trajectory.changes.items()):
        day = _change_day(projection, row)
        if change.event is StandardChange and day > first:
            name = projection.standards[row]
            texts = (text(f"page.{part}.{name}", language) for part in ("break", "break_note"))
            found.append(Break(day, *texts))
    return found


def _marks(scenario: Scenario, first: date, language: str, wanted: Collection[tuple[str, str]]) -> list[Mark]:
    """What happens to a chart's figures after the first day that is drawn, without starting a new series."""
    events = sorted(scenario.events or (), key=lambda event: event.date)
    shown = [event for event in events if (event.type, event.programme) in wanted and event.date > first]
    return [Mark(event.date, mark(event, language)) for event in shown]


def _mergers(scenario: Scenario, communes: float) -> list[tuple[PlannedEvent, float]]:
    """Large mergers with the number of communes before each."""
    found = []
    for event in sorted(scenario.events or (), key=lambda event: event.date):
        if event.type == "merger":
            if event.values["communes"] < LARGE_MERGER * communes:
                found.append((event, communes))
            communes = event.values["communes"]
    return found


def _between(day: date, rows: Sequence[Observation]) -> float:
    """Reported count at a day, straight between two reports: where the filled part's edge runs anyway."""
    if not rows or not rows[0].period_end <= day <= rows[-1].period_end:
        return float("nan")
    days = [row.period_end.toordinal() for row in rows]
    return float(np.interp(day.toordinal(), days, [row.value for row in rows]))


def _stretches(projection: Projection, start: date, kind: type[Event] | None) -> tuple[Stretch, ...]:
    """Stretches from `start` on, parted at the changes of a kind."""
    trajectory = projection.trajectory
    rows = [row for row, day in enumerate(trajectory.dates) if day >= start]
    parts: list[Stretch] = []
    opened, current = None, list[int]()
    for row in rows:
        change = trajectory.changes.get(row)
        if change is not None and change.event is kind:
            at_end = row in projection.plan.events_after
            if current:
                parts.append(Stretch(f"{len(parts)}", tuple(current), opened, row if at_end else None))
            opened, current = (None if at_end else row), []
        current.append(row)
    if current:
        parts.append(Stretch(f"{len(parts)}", tuple(current), opened))
    return tuple(parts)
