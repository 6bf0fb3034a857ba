"""The tables of an explanation for a terminal: the same rows and words as on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.analysis.explain import Marginal, Shares
from simulator.analysis.explain.marginal import NTM, OUTCOMES
from simulator.analysis.sensitivity import Conditions, Indices, Tornado
from simulator.report.compare_table import target_name
from simulator.report.sensitivity_conditions import conditions_lines
from simulator.report.sensitivity_words import indices_lines, tornado_lines
from simulator.report.why_cost import (
    OTHER,
    PROGRAMME,
    CostRow,
    cost_rows,
    cost_text,
    effect_span,
    effect_text,
    remarks,
)
from simulator.report.why_cost import spent_text as spent_share
from simulator.report.why_shares import Waterfall, bare_text, decimals_of, part_text, unit, waterfall
from simulator.report.why_words import break_words, headline, remark
from simulator.texts import text
from simulator.units import UNKNOWN

Units = Mapping[str, str]


def shares_lines(shares: Shares, year: int, other: str, language: str) -> list[str]:
    """The parts at the end of a year, then the mean of each part at the end of every year.

    other: what the scenario is compared with, "" where the change is that since its start.
    """
    found = waterfall(shares, year, language)
    if found is None:
        return [break_words(shares, year, language)]
    lines = headline(found, language, first_year=shares.years[0], other=other)
    decimals = decimals_of([row.part for row in found.rows], found.indicator)
    rows = [
        (row.name, part_text(row.part, found.indicator, language, decimals), remark(row, language))
        for row in found.rows
    ]
    total = text(f"why.shares.total{'_moved' if found.is_recounted else ''}", language)
    rows.append((total, part_text(found.moved, found.indicator, language, decimals), ""))
    by_year = {one: waterfall(shares, one, language) for one in shares.years}
    head = ("", *(str(one) for one in by_year))
    table = [head, *(_over_years(row.player, row.name, by_year, language) for row in found.rows)]
    title = f"{text('why.shares.by_year', language)} ({unit(found.indicator, language)})"
    return [*lines, *aligned(rows), title, *aligned(table, right=True)]


def _over_years(player: str, name: str, found: Mapping[int, Waterfall | None], language: str) -> tuple[str, ...]:
    """The mean of a part in each year; a dash where two standards count."""
    cells = []
    for one in found.values():
        parts = [row.part for row in one.rows if row.player == player] if one else []
        cells.append(bare_text(parts[0], one.indicator, language, 2) if one and parts else UNKNOWN)
    return (name, *cells)


def cost_lines(found: Sequence[Marginal], year: int, language: str) -> list[str]:
    """What one step more of each lever does and costs, at today's level and at the scenario's."""
    lines = [text("why.cost.sub", language)]
    for outcome in OUTCOMES:
        lines.append(text(f"why.cost.table.{outcome}", language, year=year))
        table = [_head(outcome, language)]
        for row in cost_rows(found, outcome, language):
            table += [_cost(row, at, marginal, language) for at, marginal in row.at.items()]
        lines += aligned(table)
    return lines


def _head(outcome: str, language: str) -> tuple[str, ...]:
    kind = "communes" if outcome == NTM else "households"
    names = ("lever", f"effect_{kind}", "cost")
    lever, effect, cost = (text(f"why.cost.column.{name}", language) for name in names)
    return lever, text("why.csv.level", language), effect, cost, ""


def _cost(row: CostRow, at: str, marginal: Marginal, language: str) -> tuple[str, ...]:
    """One lever at one level: effect, cost, what must be said."""
    notes = remarks(marginal, language)
    if row.kind == OTHER:
        notes = [text(f"why.cost.per.{'persons' if row.path.startswith('training') else 'points'}", language), *notes]
    elif marginal.spent_share < 0.995:
        notes.append(text("why.cost.spent", language, share=spent_share(marginal, language)))
    effect = f"{effect_text(marginal, row.kind, language)} {effect_span(marginal, row.kind, language)}".strip()
    cost = " ".join(cost_text(marginal.cost, language)) if marginal.cost else UNKNOWN
    name = text("why.cost.lent", language, name=row.name) if row.kind == PROGRAMME else row.name
    return name, text(f"why.cost.level.{at}", language), effect, cost, "; ".join(notes)


def unknowns_lines(tornado: Tornado, indices: Indices, units: Units, language: str) -> list[str]:
    """What matters most: one unknown at a time, then the shares of the variance."""
    return [*tornado_lines(tornado, units, language), "", *indices_lines(indices, language)]


def conditions_text(found: Sequence[Conditions], units: Units, language: str) -> list[str]:
    """Under which conditions each target is missed."""
    lines: list[str] = []
    for one in found:
        name = target_name(one.target, language)
        lines += [name[:1].upper() + name[1:], *(f"  {line}" for line in conditions_lines(one, units, language))]
    return lines or [text("explanation.chance.no_target", language)]


def aligned(rows: Sequence[Sequence[str]], *, right: bool = False) -> list[str]:
    """Rows with their columns below each other; right: all columns but the first end at the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        first, *rest = (
            cell.rjust(width) if right and place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append(("  " + "  ".join([first, *rest])).rstrip())
    return lines
