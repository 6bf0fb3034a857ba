"""The tables of the part that shares a change out, as HTML."""

from __future__ import annotations

from html import escape

from simulator.analysis.explain import Shares
from simulator.report.why_names import inputs_of
from simulator.report.why_shares import (
    Row,
    Told,
    Waterfall,
    bare_text,
    decimals_of,
    is_clear,
    level_text,
    sign_of,
    span_text,
    unit,
    waterfall,
)
from simulator.report.why_words import remark
from simulator.scenario import Change, Scenario, changes
from simulator.ui.details_html import Line, table
from simulator.ui.why_html import say
from simulator.units import UNKNOWN


def parts_table(found: Waterfall, before: Scenario | None, after: Scenario, language: str) -> str:
    """A row a part with its interval and what was put in otherwise; the total, which the rows add up to."""
    head = [say("column.factor", language), say("column.part", language, unit=unit(found.indicator, language))]
    decimals = decimals_of([row.part for row in found.rows], found.indicator)
    inputs = [] if before is None else changes(before, after)
    lines = [
        Line(
            [
                _name(row, inputs, language),
                f"{_figure(row.part, found, language, decimals)}<small>{escape(remark(row, language))}</small>",
            ]
        )
        for row in found.rows
    ]
    levels = " → ".join(level_text(end.mean, found.indicator, language) for end in (found.before, found.after))
    total = say("shares.total_moved" if found.is_recounted else "shares.total", language)
    figure = f"{_figure(found.moved, found, language, decimals)}<small>{escape(levels)}</small>"
    idle = ""
    if found.idle:
        idle = f"<p class='note'>{say('shares.idle', language, names=', '.join(found.idle))}</p>"
    return table(head, [*lines, Line([total, figure], "sum")], (1,), kind="parts") + idle


def _name(row: Row, inputs: list[Change], language: str) -> str:
    """A part with what was put in otherwise: old level and new."""
    lines = inputs_of(row.player, inputs, language)
    return escape(row.name) + "".join(f"<small>{escape(line)}</small>" for line in lines)


def _figure(part: Told, found: Waterfall, language: str, decimals: int) -> str:
    value = bare_text(part, found.indicator, language, decimals)
    span = span_text(part, found.indicator, language, decimals)
    return f"{sign_of(part, found.indicator)} <b>{escape(value)}</b> <span>{escape(span)}</span>"


def by_year(shares: Shares, language: str) -> str:
    """The mean of every part at the end of every year; what cannot be told from none is in brackets."""
    found = {year: waterfall(shares, year, language) for year in shares.years}
    told = [each for each in found.values() if each is not None]
    decimals = decimals_of([row.part for each in told for row in each.rows], shares.indicator)
    head = [say("column.factor", language), *(str(year) for year in found)]
    names = {row.player: row.name for each in told for row in each.rows}
    lines = [
        Line([escape(name), *(_cell(_of(player, each), each, language, decimals) for each in found.values())])
        for player, name in names.items()
    ]
    total = say("shares.total_moved" if any(each.is_recounted for each in told) else "shares.total", language)
    sums = [_mean(each.moved, each, language, decimals) if each else UNKNOWN for each in found.values()]
    return table(head, [*lines, Line([total, *sums], "sum")], range(1, len(head)), kind="years")


def _of(player: str, found: Waterfall | None) -> Row | None:
    return next((row for row in found.rows if row.player == player), None) if found else None


def _cell(row: Row | None, found: Waterfall | None, language: str, decimals: int) -> str:
    if found is None:
        return UNKNOWN
    if row is None:
        return "0"
    return _mean(row.part, found, language, decimals)


def _mean(part: Told, found: Waterfall, language: str, decimals: int) -> str:
    value = bare_text(part, found.indicator, language, decimals)
    return value if is_clear(part, found.indicator) else f"<span>({value})</span>"
