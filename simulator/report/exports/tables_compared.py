"""Scenarios beside the reference: differences on the same draws, and the chance of each target."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis.comparison import FIGURES
from simulator.report.compare_export import NAMES, about
from simulator.report.compare_table import figure_cell, figure_name, figure_unit, target_name
from simulator.report.exports.tables import Column, Paper, Row, Sheet, Typed, kind_of
from simulator.texts import text

PER_HUNDRED = 100.0


def differences_sheet(paper: Paper) -> Sheet:
    """Every key figure of every scenario less that of the reference: median and 90 % interval of paired differences."""
    reference = paper.comparison.reference
    gap = paper.say("column.difference")
    columns = (
        Column(paper.say("column.figure")),
        Column(paper.say("column.period")),
        Column(paper.say("column.scenario")),
        Column(paper.say("column.reference_level"), "count"),
        Column(paper.say("column.level"), "count"),
        Column(paper.say("column.unit")),
        Column(paper.say("column.median"), "count", gap),
        Column(paper.say("column.low"), "count", gap),
        Column(paper.say("column.high"), "count", gap),
        Column(paper.say("column.change_unit")),
        Column(paper.say("column.remark")),
    )
    rows = tuple(
        _difference(paper, place, name) for name in NAMES for place in range(len(paper.names)) if place != reference
    )
    return Sheet(
        key="differences",
        name=paper.say("sheet.differences"),
        title=paper.say("title.differences", title=paper.numbered[reference]),
        columns=columns,
        rows=rows,
        lead=paper.say("lead.differences"),
        notes=(about(paper.comparison, paper.language),),
    )


def _difference(paper: Paper, place: int, name: str) -> Row:
    comparison, language, figure = paper.comparison, paper.language, FIGURES[name]
    when = text("compare.period_sum" if figure.summed else "compare.period_end", language, **paper.span)
    kind, change = kind_of(name), kind_of(name, change=True)
    levels = [Typed(comparison.level(number, name).median, kind) for number in (comparison.reference, place)]
    found = comparison.difference(place, name)
    ends = (None, None, None) if found is None else (found.median, found.p05, found.p95)
    unit = figure_unit(name, language)
    change_unit = paper.say("unit.points") if figure.unit == "share" else unit
    return (
        figure_name(name, language),
        when,
        paper.numbered[place],
        *levels,
        unit,
        *(Typed(end, change, change=True) for end in ends),
        change_unit,
        figure_cell(comparison, place, name, language).remark,
    )


def chances_sheet(paper: Paper) -> Sheet:
    """Out of a hundred draws, how many meet each target on its day, by scenario."""
    columns = (
        Column(paper.say("column.target")),
        Column(paper.say("column.target_day"), "day"),
        Column(paper.say("column.scenario")),
        Column(paper.say("column.chance"), "draws"),
        Column(paper.say("column.chance_difference"), "draws"),
        Column(paper.say("column.remark")),
    )
    return Sheet(
        key="chances",
        name=paper.say("sheet.chances"),
        title=paper.say("title.chances", place=paper.place_within),
        columns=columns,
        rows=tuple(_chances(paper)),
        lead=paper.say("lead.chances"),
        notes=(paper.say("note.chances", draws=paper.comparison.draws),),
    )


def _chances(paper: Paper) -> Iterator[Row]:
    comparison = paper.comparison
    for target in comparison.targets:
        base = comparison.chance(comparison.reference, target)
        for place, title in enumerate(paper.numbered):
            chance = comparison.chance(place, target)
            remark = "" if chance is not None else text("compare.no_chance", paper.language)
            gap = None
            if chance is not None and base is not None and place != comparison.reference:
                gap = PER_HUNDRED * (chance - base)
            value = None if chance is None else PER_HUNDRED * chance
            named = target_name(target, paper.language)
            yield (named, target.date, title, value, Typed(gap, "draws", change=True), remark)
