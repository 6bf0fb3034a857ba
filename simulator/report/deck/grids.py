"""The charts of a deck as tables of written cells, for those who do not see the chart and for the slide's notes."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.analysis.comparison_runs import POVERTY
from simulator.analysis.summary import interval
from simulator.report.compare_table import chance_text, figure_name, level_texts, target_name
from simulator.report.deck.plots import DIFFERENT, PARTS, row_of
from simulator.report.deck.screen import Grid
from simulator.report.deck.told import Told, lower
from simulator.texts import text
from simulator.units import number

TEXT, NUMBER = "text", "number"
SCENARIO = (
    "poverty_rate",
    "multidimensional_rate",
    "ntm_communes_attained",
    "ntm_communes_advanced",
    "houses_needed",
    "persons_placed",
    "money_planned",
    "money_unspent",
)


def over_time(told: Told, figure: str) -> Grid:
    """Each scenario at the end of each year that all have, with interval and difference in the last."""
    years = told.comparison.years[: told.comparison.years.index(told.comparison.year) + 1]
    header = [told.say("table.scenario"), *(_at_end(told, figure, year) for year in years), told.say("table.span")]
    header += [told.say("table.change"), told.say("table.change_span")] if told.others else []
    rows = []
    for place in told.places:
        cell, outcome = told.cell(place, figure), told.comparison.outcomes[place]
        levels = [interval(outcome.end(figure, year)) for year in years]
        row = [_titled(told, place), *(level_texts(level, figure, told.language)[0] for level in levels), cell.span]
        rows.append([*row, cell.change or cell.remark, cell.change_span] if told.others else row)
    return _grid(header, rows)


def _at_end(told: Told, figure: str, year: int) -> str:
    """The end of a year, with the poverty standard where it is another one than at the last."""
    named, reference = (
        text("compare.at_end", told.language, year=year),
        told.comparison.outcomes[told.comparison.reference],
    )
    standard = reference.standard(year)
    if figure not in POVERTY or standard == reference.standard(told.comparison.year):
        return named
    return f"{named} ({lower(text(f'page.standard.{standard}', told.language))})"


def chances(told: Told) -> Grid:
    """Each scenario's chance of every target."""
    targets = told.comparison.targets
    header = [told.say("table.scenario"), *(target_name(target, told.language) for target in targets)]
    rows = [
        [_titled(told, place), *(chance_text(told.comparison.chance(place, one), told.language) for one in targets)]
        for place in told.places
    ]
    return _grid(header, rows)


def money(told: Told) -> Grid:
    """What each scenario spends and leaves unspent, by programme, with 90 % intervals."""
    figures = (*PARTS, "money_spent", "money_unspent", "money_planned")
    unit = told.unit("money_planned")
    named = [told.say("table.with_unit", name=figure_name(name, told.language), unit=unit) for name in figures]
    header = [told.say("table.scenario"), *named]
    rows = [[_titled(told, place), *(told.value(place, name, unit=False) for name in figures)] for place in told.places]
    return _grid(header, rows)


def differences(told: Told) -> Grid:
    """Each scenario less the reference, with 90 % intervals."""
    header = [told.say("table.scenario"), *(row_of(told, name) for name in DIFFERENT)]
    rows = []
    for place in told.others:
        cells = [told.cell(place, name) for name in DIFFERENT]
        written = [" ".join(part for part in (c.change, c.change_span, c.remark) if part) for c in cells]
        rows.append([_titled(told, place), *written])
    return _grid(header, rows)


def scenario(told: Told, place: int) -> Grid:
    """One scenario's figures beside the reference's."""
    header = [told.say(f"table.{name}") for name in ("figure", "value", "span", "change", "change_span")]
    rows = []
    for name in SCENARIO:
        cell, unit = told.cell(place, name), told.unit(name)
        called = figure_name(name, told.language)
        called = told.say("table.with_unit", name=called, unit=unit) if unit else called
        rows.append([called, cell.value, cell.span, cell.change or cell.remark, cell.change_span])
    for target in told.comparison.targets:
        chance = chance_text(told.comparison.chance(place, target), told.language)
        rows.append([target_name(target, told.language), chance, "", "", ""])
    if place == told.comparison.reference:
        header, rows = header[:3], [row[:3] for row in rows]
    return _grid(header, rows)


def title(told: Told) -> Grid:
    """The scenarios by number."""
    rows = [[number(place + 1, told.language), told.titles[place]] for place in told.places]
    return _grid([told.say("table.number"), told.say("table.scenario")], rows)


def _grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Grid:
    kinds = (TEXT, *(NUMBER for _ in header[1:]))
    return Grid(tuple(header), tuple(tuple(row) for row in rows), kinds)


def _titled(told: Told, place: int) -> str:
    key = "point.reference" if place == told.comparison.reference and told.others else "point.scenario"
    return told.say(key, number=place + 1, title=told.titles[place])
