"""From outcomes to the lines over time of compared scenarios, on the page of comparison and in a deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.analysis.comparison import Comparison
from simulator.analysis.summary import quantiles
from simulator.evidence import Evidence
from simulator.report.chart_table import Level
from simulator.report.compare_lines import Line, Lines, Stretch
from simulator.report.compare_table import Entry, titled
from simulator.report.series import Joined, days_of, values_of
from simulator.report.series_frame import ATTAINED, RATE, Series, Wording, communes_series, poverty_series

LEVELS = (0.05, 0.5, 0.95)
"""What is drawn of a figure: the lower end of its 90 % interval, the median, the upper end."""
BUILDERS = {RATE: poverty_series, ATTAINED: communes_series}


def lines_of(
    indicator: str, comparison: Comparison, entries: Sequence[Entry], evidence: Evidence, language: str, words: Wording
) -> Lines:
    """The lines of all outcomes, each parted where its own series is. indicator: one of BUILDERS."""
    runs = [outcome.quarterly for outcome in comparison.outcomes]
    found = [BUILDERS[indicator](run, evidence, language, words) for run in runs]
    own = found[comparison.reference]
    titles = [title for _, title in titled(entries)]
    return Lines(
        language=language,
        share=indicator == RATE,
        lines=[
            Line(place, title, [_stretch(series, stretch) for stretch in series.stretches])
            for place, (title, series) in enumerate(zip(titles, found, strict=True))
        ],
        reported=own.reported,
        zone_start=min(series.start for series in found),
        zone_end=max(run.trajectory.dates[-1] for run in runs),
        breaks=list(dict.fromkeys(each for series in found for each in series.breaks)),
        targets=_each_once([level for series in found for level in series.targets]),
        totals=own.totals,
    )


def _stretch(series: Series, stretch: Joined) -> Stretch:
    low, median, high = quantiles(values_of(series.run, series.indicator, [stretch]), LEVELS)
    return Stretch(days_of(series.run, stretch), median, low, high)


def _each_once(levels: Sequence[Level]) -> list[Level]:
    """Each level once: scenarios that break on different days would draw it from different days."""
    found: dict[tuple[object, ...], Level] = {}
    for level in levels:
        key = (level.end, level.value, level.label)
        found[key] = replace(level, start=max(level.start, found[key].start)) if key in found else level
    return list(found.values())
