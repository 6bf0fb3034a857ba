"""Outcomes by year: poverty, New Rural communes, what is done; a new poverty standard is a row of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from simulator.analysis.comparison import FIGURES
from simulator.analysis.comparison_runs import Outcome
from simulator.analysis.summary import interval
from simulator.report.compare_table import figure_name, figure_unit
from simulator.report.exports.tables import Column, Paper, Row, Sheet, Typed, interval_columns, kind_of
from simulator.texts import text

THEMES: Mapping[str, tuple[str, ...]] = {
    "poverty": ("poverty_rate", "multidimensional_rate", "near_poor_rate"),
    "communes": ("ntm_communes_attained", "ntm_communes_advanced", "ntm_communes_model"),
    "works": ("houses_supported", "houses_needed", "persons_placed", "credit_outstanding"),
}
WITH_STANDARD = "poverty"


def years_sheet(paper: Paper, theme: str) -> Sheet:
    """One of `THEMES` by scenario and year: medians with their 90 % intervals, on the last day of the year."""
    names = THEMES[theme]
    columns = [Column(paper.say("column.scenario")), Column(paper.say("column.day"), "day")]
    if theme == WITH_STANDARD:
        columns.append(Column(paper.say("column.standard")))
    for name in names:
        group = f"{figure_name(name, paper.language)} ({figure_unit(name, paper.language)})"
        if FIGURES[name].summed:
            group = paper.say("in_the_year", figure=group)
        columns += interval_columns(paper, group, kind_of(name))
    rows: list[Row] = []
    parted = set()
    for place, outcome in enumerate(paper.comparison.outcomes):
        for row, is_break in _rows(paper, place, outcome, theme):
            if is_break:
                parted.add(len(rows))
            rows.append(row)
    return Sheet(
        key=theme,
        name=paper.say(f"sheet.{theme}"),
        title=paper.say(f"title.{theme}", place=paper.place_within),
        columns=tuple(columns),
        rows=tuple(rows),
        lead=paper.say(f"lead.{theme}"),
        notes=(paper.say("note.interval", draws=paper.comparison.draws),),
        parted=frozenset(parted),
    )


def _rows(paper: Paper, place: int, outcome: Outcome, theme: str) -> Iterator[tuple[Row, bool]]:
    title, names = paper.numbered[place], THEMES[theme]
    before = ""
    for index, year in enumerate(outcome.years):
        standard = outcome.standards[index]
        about: Row = (title, date(year, 12, 31))
        if theme == WITH_STANDARD:
            named = text(f"page.standard.{standard}", paper.language)
            if before and standard != before:
                empty = (None,) * (3 * len(names) - 1)
                mark = Typed(paper.say("new_standard"), "plain")
                yield ((title, _day_of(outcome, year), named, mark, *empty), True)
            about = (*about, named)
        before = standard
        levels = [interval(outcome.values[name][index]) for name in names]
        yield ((*about, *(end for level in levels for end in (level.median, level.p05, level.p95))), False)


def _day_of(outcome: Outcome, year: int) -> date:
    """The day on which a new standard comes in a year."""
    days = [event.date for event in outcome.scenario.events or () if event.type == "standard_change"]
    return next((day for day in days if day.year == year), date(year, 1, 1))
