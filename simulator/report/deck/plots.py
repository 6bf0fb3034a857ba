"""The charts of a deck as plain data."""

from __future__ import annotations

from datetime import date

import numpy as np

from simulator.analysis.comparison import FIGURES, is_none
from simulator.analysis.comparison_runs import PROGRAMMES
from simulator.report.change_words import bound_words
from simulator.report.chart_table import Values
from simulator.report.compare_charts import DASHES, LIGHT
from simulator.report.compare_lines import Line, Lines
from simulator.report.compare_table import chance_text, figure_name
from simulator.report.deck.screen import Bar, Curve, Numbers, Plot
from simulator.report.deck.told import Told
from simulator.scenario import Target
from simulator.texts import text
from simulator.units import number

DIFFERENT = ("poverty_rate", "ntm_communes_attained", "persons_placed", "money_planned")
"""What the screen of differences shows: two outcomes, the people, and what it costs."""
MOST_TARGETS = 4  # drawn; the table has all
PARTS = (
    f"money_spent_{PROGRAMMES[0]}",
    *(f"money_{way}_{name}" for name in PROGRAMMES[1:] for way in ("spent", "unspent")),
)
"""Money by programme: what is lent is all put in; the others have a part that is not spent."""
POINTS = 100.0


def over_time(told: Told, lines: Lines, unit: str, focus: int | None = None) -> Plot:
    """Lines of all scenarios; focus: the place of the one before the others."""
    return Plot(
        kind="lines",
        unit=unit,
        y_title=told.say(f"axis.{unit}"),
        curves=tuple(_curve(line) for line in lines.lines),
        targets=tuple(lines.targets),
        totals=tuple(lines.totals),
        breaks=tuple(lines.breaks),
        reported=tuple(lines.reported),
        titles=told.titles,
        colors=LIGHT[: len(told.titles)],
        focus=None if focus is None else focus + 1,
    )


def chances(told: Told) -> Plot:
    """How many simulations of a hundred meet each target."""
    bars = [
        Bar(place + 1, short_target(told, target), _percent(found), label=chance_text(found, told.language))
        for target in told.comparison.targets[:MOST_TARGETS]
        for place in told.places
        for found in (told.comparison.chance(place, target),)
    ]
    return _bars(told, "bars", "draws", bars)


def money(told: Told) -> Plot:
    """What each scenario spends and leaves unspent, by programme, billion VND over the years."""
    bars = []
    for place in told.places:
        for name in PARTS:
            level = told.comparison.level(place, name)
            label = number(level.median, told.language)
            bars.append(Bar(place + 1, told.titles[place], level.median, level.p05, level.p95, name, label))
    names = tuple((name, figure_name(name, told.language)) for name in PARTS)
    return _bars(told, "bars", "billion_vnd", bars, names)


def differences(told: Told) -> Plot:
    """Each scenario less the reference, median and 90 % interval; every row has a scale of its own."""
    bars, points = [], text("page.points", told.language)
    for name in DIFFERENT:
        scale = POINTS if FIGURES[name].unit == "share" else 1.0
        for place in told.others:
            found = told.comparison.difference(place, name)
            cell, row = told.cell(place, name), row_of(told, name)
            if found is None:
                bars.append(Bar(place + 1, row, None, label=cell.remark))
            elif is_none(found, name):
                bars.append(Bar(place + 1, row, 0.0, 0.0, 0.0, label=number(0.0, told.language)))
            else:
                ends = (scale * found.median, scale * found.p05, scale * found.p95)
                bars.append(Bar(place + 1, row, *ends, label=cell.change.removesuffix(points).strip()))
    return _bars(told, "spans", "", bars)


def row_of(told: Told, figure: str) -> str:
    """A figure of the screen of differences with its unit."""
    is_share = FIGURES[figure].unit == "share"
    unit = text("page.points", told.language) if is_share else told.unit(figure)
    return f"{figure_name(figure, told.language)} ({unit})"


def short_target(told: Told, target: Target) -> str:
    """A target over its bars: "Tỷ lệ hộ nghèo ≤ 5%, 2030"."""
    is_named = target.indicator in FIGURES and not FIGURES[target.indicator].summed
    key = f"compare.figure.{target.indicator}" if is_named else f"change.indicator.{target.indicator}"
    bound = bound_words(target.indicator, target.at_most, target.at_least, told.language)
    name = text(key, told.language)
    return told.say("target", name=name[:1].upper() + name[1:], bound=bound, year=target.date.year)


def _bars(told: Told, kind: str, unit: str, bars: list[Bar], groups: tuple[tuple[str, str], ...] = ()) -> Plot:
    return Plot(
        kind="bars" if kind == "bars" else "spans",
        unit=unit,
        y_title=told.say(f"axis.{unit}") if unit else "",
        bars=tuple(bars),
        titles=told.titles,
        colors=LIGHT[: len(told.titles)],
        groups=groups,
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else POINTS * share


def _curve(line: Line) -> Curve:
    """The stretches of a line one after the other, with a gap between them."""
    days, figures = list[date](), [list[float | None]() for _ in range(3)]
    for stretch in line.stretches:
        if days:
            days.append(stretch.dates[0])
            for column in figures:
                column.append(None)
        days += stretch.dates
        for column, values in zip(figures, (stretch.value, stretch.p05, stretch.p95), strict=True):
            column += _floats(values)
    median, low, high = (tuple(column) for column in figures)
    return Curve(line.place + 1, line.title, LIGHT[line.place], DASHES[line.place], tuple(days), median, low, high)


def _floats(values: Values) -> Numbers:
    return tuple(float(value) for value in np.asarray(values))
