"""From outcomes to what the charts of compared scenarios show: reported figures, breaks, targets, a line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from simulator.analysis.comparison import Comparison
from simulator.analysis.projection import Projection
from simulator.evidence import Evidence
from simulator.report.chart_table import Break, ChartFrame, Level
from simulator.report.compare_lines import Line, Lines, Stretch
from simulator.report.compare_table import Entry, titled
from simulator.ui.chart_data import Chart, ntm_chart, poverty_chart

Builder = Callable[[str, Projection, Projection, Evidence], Chart]
BUILDERS: dict[str, Builder] = {"poverty": poverty_chart, "ntm": ntm_chart}


def lines_of(name: str, comparison: Comparison, entries: Sequence[Entry], evidence: Evidence, language: str) -> Lines:
    """The chart `name` (poverty, ntm) of all outcomes. Each line is parted where its own series is."""
    runs = [outcome.quarterly for outcome in comparison.outcomes]
    charts = [BUILDERS[name](language, run, run, evidence) for run in runs]
    frames = [chart.frame for chart in charts]
    own = frames[comparison.reference]
    titles = [title for _, title in titled(entries)]
    return Lines(
        language=language,
        share=name == "poverty",
        lines=[
            _line(place, title, chart, run)
            for place, (title, chart, run) in enumerate(zip(titles, charts, runs, strict=True))
        ],
        reported=own.reported,
        zone_start=min(frame.zone_start for frame in frames),
        zone_end=max(frame.zone_end for frame in frames),
        breaks=_breaks(frames),
        targets=_targets(frames),
        totals=own.totals,
    )


def _line(place: int, title: str, chart: Chart, run: Projection) -> Line:
    figures, spans = chart.figures(run), chart.frame.spans
    ends = list(accumulate(len(span.dates) for span in spans))
    starts = [0, *ends[:-1]]
    stretches = [
        Stretch(span.dates, figures.value[first:last], figures.p05[first:last], figures.p95[first:last])
        for span, first, last in zip(spans, starts, ends, strict=True)
    ]
    return Line(place, title, stretches)


def _breaks(frames: Sequence[ChartFrame]) -> list[Break]:
    """The breaks of all, each once."""
    return list(dict.fromkeys(found for frame in frames for found in frame.breaks))


def _targets(frames: Sequence[ChartFrame]) -> list[Level]:
    """The targets of all, each level once: scenarios that break on different days would draw it from different days."""
    found: dict[tuple[object, ...], Level] = {}
    for level in (level for frame in frames for level in frame.targets):
        key = (level.end, level.value, level.label)
        found[key] = replace(level, start=max(level.start, found[key].start)) if key in found else level
    return list(found.values())
