"""The three keys beside each other: money, outcome and price by locality, as texts."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.analysis.shareout.question import BEST, EQUAL, KEYS, TODAY
from simulator.report.optimise_words import capital
from simulator.report.shareout_words import Named, change, level, price, price_decimals
from simulator.texts import text
from simulator.units import number


@dataclass(frozen=True)
class Cell:
    """A figure and what stands smaller beside it: its interval."""

    value: str
    detail: str = ""


@dataclass(frozen=True)
class Row:
    """A locality, or all of them together (`is_sum`)."""

    name: str
    cells: tuple[Cell, ...]
    is_sum: bool = False


COLUMNS = ("poor", "money_today", "money_equal", "money_best", "level", "change_equal", "change_best", "price")
GROUPS = (("about", 2), ("money", 3), ("outcome", 3), ("more", 1))
"""Groups of columns, the first of them with the names of the localities."""


def heads(found: Named) -> list[str]:
    """The names of the columns, that of the localities first."""
    start = found.question.scenarios[0].first_year - 1
    return [
        text("shareout.column.locality", found.language),
        *(text(f"shareout.column.{name}", found.language, start=start) for name in COLUMNS),
    ]


def groups(found: Named) -> list[tuple[str, int]]:
    """What stands above the columns, and over how many."""
    goal = found.question.goal
    words = {
        "goal": text(f"shareout.goal.{goal}", found.language),
        "unit": text(f"shareout.unit.{goal}", found.language),
        "gained": capital(text(f"shareout.gained.{goal}", found.language)),
        "year": found.question.year,
    }
    return [
        (text(f"shareout.group.{name}", found.language, **words) if name != "about" else "", width)
        for name, width in GROUPS
    ]


def rows(found: Named) -> list[Row]:
    """A row a locality, and their sum."""
    result, language, goal = found.result, found.language, found.question.goal
    table, shown = [], price_decimals(result)
    for place, name in enumerate(found.names):
        outcomes = {key: result.by_locality[KEYS.index(key)][place] for key in KEYS}
        cells = (
            Cell(number(float(result.poor_at_start[place]), language)),
            *(Cell(number(float(amount), language, 1)) for amount in result.amounts[:, place]),
            Cell(*level(outcomes[TODAY].level, goal, language)),
            Cell(*change(outcomes[EQUAL].change, goal, language)),
            Cell(*change(outcomes[BEST].change, goal, language)),
            Cell(*price(result.price[place], language, shown)),
        )
        table.append(Row(name, cells))
    sums = {key: result.outcomes[KEYS.index(key)] for key in KEYS}
    cells = (
        Cell(number(float(result.poor_at_start.sum()), language)),
        *(Cell(number(float(amount), language, 1)) for amount in result.amounts.sum(axis=1)),
        Cell(*level(sums[TODAY].level, goal, language)),
        Cell(*change(sums[EQUAL].change, goal, language)),
        Cell(*change(sums[BEST].change, goal, language)),
        Cell(""),
    )
    return [*table, Row(text("shareout.sum", language), cells, is_sum=True)]
