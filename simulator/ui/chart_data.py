"""The two large charts' data: what stays while sliders move, and the projection on top of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from simulator.analysis.projection import Projection
from simulator.analysis.summary import LEVELS, quantiles
from simulator.evidence import Evidence, Observation
from simulator.model.arrays import Array
from simulator.report.chart_table import ChartFrame, Figures, Mark, Span
from simulator.report.series import Joined, days_of, reported_rows, values_of
from simulator.report.series_frame import Series, Wording, communes_series, poverty_series
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui.event_data import mark
from simulator.ui.readout_data import bound

WORDING = Wording(merger="page.merger", bound=bound)
ADVANCED = "ntm_communes_advanced"
# (type, programme) of the events that a chart's figures feel.
POVERTY_EVENTS = frozenset(
    {("disaster", "")}
    | {(kind, name) for kind in ("programme_end", "delay") for name in ("credit", "housing", "training", "jobs")}
)
NTM_EVENTS = frozenset({("criteria_change", ""), ("programme_end", "ntm"), ("delay", "ntm")})


@dataclass(frozen=True)
class Chart:
    """A frame, and the stretches of an indicator that are drawn in it, with the tier inside it if one is named."""

    frame: ChartFrame
    stretches: tuple[Joined, ...]
    indicator: str
    advanced: str = ""

    def figures(self, now: Projection) -> Figures:
        """What the sliders move: median and bands over all stretches."""
        low, lower, median, upper, high = quantiles(values_of(now, self.indicator, self.stretches), LEVELS)
        advanced = medians(values_of(now, self.advanced, self.stretches)) if self.advanced else None
        return Figures(value=median, p05=low, p25=lower, p75=upper, p95=high, advanced=advanced)


def medians(values: Array) -> Array:
    """Median over the draws of each point, (point,). values: (point, draw)."""
    found: Array = quantiles(values, (0.5,))[0]
    return found


def poverty_chart(language: str, projection: Projection, baseline: Projection, evidence: Evidence) -> Chart:
    """The chart of the poverty rate: see `poverty_series`."""
    series = poverty_series(projection, evidence, language, WORDING)
    frame = ChartFrame(
        language=language,
        reported=series.reported,
        zone_label=text("explore.chart.zone", language),
        zone_start=series.start,
        zone_end=projection.trajectory.dates[-1],
        spans=_spans(series, baseline),
        breaks=series.breaks,
        marks=_marks(projection.scenario, series.first, language, POVERTY_EVENTS),
        targets=series.targets,
    )
    return Chart(frame, series.stretches, series.indicator)


def ntm_chart(language: str, projection: Projection, baseline: Projection, evidence: Evidence) -> Chart:
    """The chart of the communes that attain the standard, with those of the advanced tier: see `communes_series`."""
    series = communes_series(projection, evidence, language, WORDING)
    higher = reported_rows(evidence, projection.scenario.locality, ADVANCED)
    frame = ChartFrame(
        language=language,
        reported=[replace(point, advanced=_between(point.date, higher)) for point in series.reported],
        zone_label=text("explore.chart.zone", language),
        zone_start=series.start,
        zone_end=projection.trajectory.dates[-1],
        spans=_spans(series, baseline),
        breaks=series.breaks,
        marks=_marks(projection.scenario, series.first, language, NTM_EVENTS),
        targets=series.targets,
        totals=series.totals,
        years_a_letter=0.24,
    )
    return Chart(frame, series.stretches, series.indicator, ADVANCED)


def _spans(series: Series, baseline: Projection) -> list[Span]:
    return [
        Span(f"{place}", days_of(series.run, stretch), medians(values_of(baseline, series.indicator, [stretch])))
        for place, stretch in enumerate(series.stretches)
    ]


def _marks(scenario: Scenario, first: date, language: str, wanted: Collection[tuple[str, str]]) -> list[Mark]:
    """What happens to a chart's figures after the first day that is drawn, without starting a new series."""
    events = sorted(scenario.events or (), key=lambda event: event.date)
    shown = [event for event in events if (event.type, event.programme) in wanted and event.date > first]
    return [Mark(event.date, mark(event, language)) for event in shown]


def _between(day: date, rows: Sequence[Observation]) -> float:
    """Reported count at a day, straight between two reports: where the filled part's edge runs anyway."""
    if not rows or not rows[0].period_end <= day <= rows[-1].period_end:
        return float("nan")
    days = [row.period_end.toordinal() for row in rows]
    return float(np.interp(day.toordinal(), days, [row.value for row in rows]))
