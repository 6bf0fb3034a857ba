"""The part about the two evidence sets: the same scenario under causal and under reported effects."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from simulator.analysis.summary import Interval
from simulator.report.detail_spans import span_spec
from simulator.report.detail_table import Span, span_table
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.details_html import (
    Line,
    bullets,
    capital,
    chart_title,
    heading,
    headline,
    marked,
    measured,
    paragraph,
    plain,
    put,
    say,
    sources,
    table,
)
from simulator.ui.details_runs import data_of, open_scenario
from simulator.ui.details_sets import EFFECT, FIGURES, RATES, SETS, SetsData, sets_data
from simulator.ui.methods_data import NATIONAL
from simulator.units import change_decimals, change_sign, number

SMALLEST_TOLD = 0.01  # of a point or a commune: smaller changes need a third decimal
CREDIT_SHARE = "credit_share_of_escapes"  # what trials and panel studies leave to loans


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    scenario = open_scenario()
    found = data_of(sets_data, scenario, SETS)
    put(_headline(found, language), _legend(language))
    _charts("levels", found, language, dark)
    _charts("differences", found, language, dark)
    put(
        heading(say("sets.table", language, year=found.last_year), say("sets.paired", language)),
        _table(found, language),
    )
    put(_why(language, scenario.effects))


def _headline(found: SetsData, language: str) -> str:
    years = {"first": found.first_year, "last": found.last_year}
    if not found.new_capital:
        return headline(say("sets.no_capital", language, **years), say("sets.sub", language))
    changes = _changes(found, RATES[0])
    decimals = row_decimals(list(changes.values()))
    told = {
        name: say("points", language, value=plain(value, language, _digits(value, decimals), signed=True))
        for name, value in changes.items()
    }
    amount = number(found.new_capital, language)
    sentence = marked("sets.headline", language, SETS, **years, amount=amount, **told)
    unclear = [say(f"sets.unclear.{name}", language) for name in SETS if not _way(changes[name])]
    return headline(sentence, " ".join([*unclear, say("sets.sub", language)]))


def _changes(found: SetsData, figure: str) -> dict[str, Interval]:
    """What new capital changes in a figure, by evidence set: rates in percentage points."""
    scale = 100.0 if figure in RATES else 1.0
    values = {name: found.outcomes[name].differences[figure] for name in SETS}
    return {name: Interval(scale * v.median, scale * v.p05, scale * v.p95) for name, v in values.items()}


def row_decimals(changes: Sequence[Interval]) -> int:
    """Decimals with which changes side by side are printed: three where two would show one, or its bound, as none."""
    is_small = min(abs(found.median) for found in changes) < SMALLEST_TOLD
    return max(_digits(found, 3 if is_small else 2) for found in changes)


def _digits(found: Interval, usual: int) -> int:
    """Decimals of one change, so that its verdict can be read off its interval."""
    return change_decimals(found.p05, found.median, found.p95, usual)


def _way(found: Interval) -> int:
    """Which way a change goes, 0 where it cannot be told from none."""
    return change_sign(found.p05, found.median, found.p95)


def _legend(language: str) -> str:
    names = "".join(
        f"<span><i class='{sign}'></i>{capital(say(f'set.{name}', language))}</span>"
        for name, sign in zip(SETS, ("dot", "square"), strict=True)
    )
    return f"<div class='details-legend'>{names}</div>"


def _charts(part: str, found: SetsData, language: str, dark: bool) -> None:
    """A row of three small charts: the key figures, or what new capital changes in them."""
    is_difference = part == "differences"
    put(heading(say(f"sets.{part}", language, year=found.last_year, first=found.first_year, last=found.last_year)))
    for column, figure in zip(st.columns(3, gap="large"), FIGURES, strict=True):
        share = figure in RATES
        rows = _spans(part, figure, found, language)
        detail = say(f"sets.unit.{'points' if share and is_difference else 'share' if share else 'communes'}", language)
        with column:
            put(chart_title(say(f"sets.figure.{figure}", language), detail))
            st.vega_lite_chart(
                span_table(rows),
                span_spec(language, dark, tuple(row.name for row in rows), share=share, with_zero=is_difference),
                theme=None,
                key=f"details_sets_{part}_{figure}",
                alt=text("details.sets.alt", language, figure=text(f"details.sets.figure.{figure}", language)),
            )


def _spans(part: str, figure: str, found: SetsData, language: str) -> list[Span]:
    """The rows of a chart, one for each set."""
    is_difference, share = part == "differences", figure in RATES
    values = _changes(found, figure) if is_difference else {n: found.outcomes[n].levels[figure] for n in SETS}
    decimals = row_decimals(list(values.values())) if is_difference else 1
    return [
        Span(
            name,
            text(f"details.set.{name}", language),
            value.median,
            value.p05,
            value.p95,
            plain(value, language, decimals, share=share)
            if not is_difference
            else plain(value, language, _digits(value, decimals), signed=True),
        )
        for name, value in values.items()
    ]


def _table(found: SetsData, language: str) -> str:
    years = {"first": found.first_year, "last": found.last_year}
    head = [say("column.figure", language), *(capital(say(f"set.{name}", language)) for name in SETS)]
    results = [_levels(figure, found, language) for figure in FIGURES]
    effects = [_differences(figure, found, language) for figure in FIGURES]
    escapes = [measured(found.outcomes[name].escapes, language) for name in SETS]
    added = [_with_doubt(found.outcomes[name].added, language, 0, "") for name in SETS]
    factors = [measured(found.outcomes[name].effect, language, 2) for name in SETS]
    lines = [
        Line((say("sets.levels", language, year=found.last_year),), "heading"),
        *results,
        Line((say("sets.escapes", language, **years), *escapes)),
        Line((say("sets.differences", language, year=found.last_year, **years),), "heading"),
        *effects,
        Line((say("sets.added", language, **years), *added)),
        Line((say("sets.behind", language),), "heading"),
        Line((say("sets.effect", language), *factors)),
    ]
    return table(head, lines, (1, 2), kind="narrow")


def _levels(figure: str, found: SetsData, language: str) -> Line:
    cells = [measured(found.outcomes[name].levels[figure], language, 1, share=figure in RATES) for name in SETS]
    return Line((say(f"sets.figure.{figure}", language), *cells))


def _differences(figure: str, found: SetsData, language: str) -> Line:
    changes = _changes(found, figure)
    decimals = row_decimals(list(changes.values()))
    unit = text("page.points", language) if figure in RATES else ""
    cells = [_with_doubt(value, language, decimals, unit) for value in changes.values()]
    return Line((say(f"sets.figure.{figure}", language), *cells))


def _with_doubt(found: Interval, language: str, decimals: int, unit: str) -> str:
    """A change with its sign, and that it may be none where its interval, as printed, includes zero."""
    digits = _digits(found, decimals)
    return measured(found, language, digits, signed=True, unit=unit) + _zero(found, language)


def _zero(found: Interval, language: str) -> str:
    return "" if _way(found) else f"<small>{say('includes_zero', language)}</small>"


def _why(language: str, effects: str) -> str:
    evidence = resources.evidence()
    prior = next(row for row in evidence.priors if row.parameter == CREDIT_SHARE and row.scope == NATIONAL)
    share = plain(Interval(prior.median, prior.p05, prior.p95), language, share=True)
    records = {row.evidence: row for row in evidence.parameters if row.name == EFFECT}
    items = [
        f"{say('sets.why.reported', language)} ({sources(records['reported'].source_ids, evidence, language)}).",
        f"{marked('sets.why.causal', language, ('share',), share=share)} "
        f"({sources(prior.source_ids, evidence, language)}).",
        say("sets.why.association", language),
        marked(f"sets.why.open_{effects}", language, ("set",), set=text(f"details.set.{effects}", language)),
    ]
    return heading(say("sets.why", language)) + bullets(items) + paragraph(say("sets.why.note", language), "note")
