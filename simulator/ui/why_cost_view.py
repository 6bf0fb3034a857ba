"""The part about the price at the margin: what one more billion does by each lever, and what one household costs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from simulator.analysis.explain.marginal import NTM, OUTCOMES, SCENARIO
from simulator.report.why_charts import dots_spec
from simulator.report.why_cost import (
    LEVELS,
    MONEY,
    OTHER,
    PROGRAMME,
    CostRow,
    cheapest,
    cost_rows,
    cost_text,
    effect_span,
    effect_text,
    is_same,
    is_wide,
    overlapping,
    remarks,
    spent_text,
    told_effect,
)
from simulator.report.why_export import cost_csv
from simulator.report.why_lines import Dot, dots_table
from simulator.report.why_names import in_lines, in_sentence
from simulator.texts import text
from simulator.ui.choices import choose_segment
from simulator.ui.details_html import Line, bullets, folded, heading, table
from simulator.ui.details_runs import open_scenario
from simulator.ui.why_choice import Other, choose_year
from simulator.ui.why_html import download, put, say, sentences
from simulator.ui.why_runs import marginals_of
from simulator.units import UNKNOWN

HOW = ("step", "unclear", "fund", "kink")


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    with st.container(key="why_bar", horizontal=True, vertical_alignment="center"):
        outcome = _choose_outcome(language)
        year = choose_year(Other(), language)
    found = marginals_of(open_scenario(), year, language)
    rows = cost_rows(found, outcome, language)
    levels = (SCENARIO,) if is_same(rows) else LEVELS
    put(sentences(_headline(rows, outcome, year, language)), f"<p class='sub'>{say('cost.sub', language)}</p>")
    chart, listed = st.columns([5, 6], gap="medium")
    with chart:
        _chart([row for row in rows if row.kind == MONEY], outcome, levels, language, dark)
    with listed:
        put(heading(say(f"cost.table.{outcome}", language, year=year)), _table(rows, MONEY, levels, language))
    put(
        folded(say("cost.programmes", language), _table(rows, PROGRAMME, levels, language)),
        folded(say("cost.others", language), _table(rows, OTHER, levels, language)),
    )
    download(
        f"cost_{outcome}",
        lambda: cost_csv(found, year, language),
        f"{text('why.part.cost', language)} {open_scenario().locality} {year}",
        language,
    )
    put(folded(say("shares.how", language), bullets([say(f"cost.how_{part}", language) for part in HOW])))


def _choose_outcome(language: str) -> str:
    label = text("why.indicator", language)
    return choose_segment(label, OUTCOMES, lambda name: text(f"why.cost.of.{name}", language), "why_cost_outcome")


def _headline(rows: Sequence[CostRow], outcome: str, year: int, language: str) -> list[str]:
    """The lever that does it for the least money, at the levels that are set."""
    best = cheapest(rows, SCENARIO)
    first = open_scenario().first_year
    if best is None:
        return [text(f"why.cost.none.{outcome}", language, first=first, year=year)]
    marginal = best.at[SCENARIO]
    assert marginal.cost is not None
    cost, span = cost_text(marginal.cost, language)
    effect = f"{effect_text(marginal, best.kind, language)} {effect_span(marginal, best.kind, language)}"
    words = {"name": in_sentence(best.name), "cost": f"{cost} {span}", "effect": effect, "first": first, "year": year}
    unclear = [in_sentence(row.name) for row in rows if row.kind == MONEY and row.at[SCENARIO].reason == "noise"]
    lines = [text(f"why.cost.best.{outcome}", language, **words)]
    others = [in_sentence(row.name) for row in overlapping(best, rows, SCENARIO)]
    cautions = [text("why.cost.overlap", language, names=", ".join(others))] if others else []
    cautions += [text("why.cost.wide", language)] if is_wide(marginal.cost) else []
    lines += [" ".join(cautions)] if cautions else []
    return [*lines, *([text("why.cost.unclear", language, names=", ".join(unclear))] if unclear else [])]


def _chart(rows: Sequence[CostRow], outcome: str, levels: tuple[str, ...], language: str, dark: bool) -> None:
    dots = [_dot(row, level, language) for row in rows for level in levels if level in row.at]
    shapes = dict(zip(levels, ("disc", "square"), strict=False))
    legend = "".join(
        f"<span><i class='{shape}'></i>{say(f'cost.level.{level}', language)}</span>" for level, shape in shapes.items()
    )
    legend += f"<span><i class='disc unclear'></i>{say('legend.unclear', language)}</span>"
    put(f"<p class='chart'>{say(f'cost.chart.{outcome}', language)}</p><div class='why-legend'>{legend}</div>")
    names = tuple(in_lines(row.name) for row in rows)
    told = "; ".join(f"{dot.name}: {dot.tip}" for dot in dots if dot.series == levels[-1])
    st.vega_lite_chart(
        dots_table(dots),
        dots_spec(language, dark, names, levels),
        theme=None,
        key=f"why_cost_{outcome}",
        alt=text("why.cost.alt", language, figure=text(f"why.cost.chart.{outcome}", language), parts=told),
    )


def _dot(row: CostRow, level: str, language: str) -> Dot:
    marginal = row.at[level]
    value = told_effect(marginal, row.kind)
    label = effect_text(marginal, row.kind, language)
    tip = f"{label} {effect_span(marginal, row.kind, language)} · {text(f'why.cost.level.{level}', language)}"
    return Dot(row.name, level, value.median, value.p05, value.p95, label, tip, value.includes_zero)


def _table(rows: Sequence[CostRow], kind: str, levels: tuple[str, ...], language: str) -> str:
    shown = [row for row in rows if row.kind == kind]
    head = [say("cost.column.lever", language)]
    groups: list[tuple[str, int]] = [("", 1)]
    for level in levels:
        name = say(f"cost.column.{'other' if kind == OTHER else 'effect'}_{_outcome(shown)}", language)
        head += [name, *([] if kind == OTHER else [say("cost.column.cost", language)])]
        groups.append((say(f"cost.level.{level}", language), 1 if kind == OTHER else 2))
    lines = [
        Line([_lever(row, language), *(cell for level in levels for cell in _cells(row, level, language))])
        for row in shown
    ]
    return table(head, lines, range(1, len(head)), groups=groups if len(levels) > 1 else (), kind="stacked cost")


def _outcome(rows: Sequence[CostRow]) -> str:
    found = next(iter(rows[0].at.values())).indicator if rows else OUTCOMES[0]
    return "communes" if found == NTM else "households"


def _lever(row: CostRow, language: str) -> str:
    spent = row.at.get(SCENARIO)
    if row.kind == OTHER:
        unit = "persons" if row.path.startswith("training") else "points"
        return f"{escape(row.name)}<small>{say(f'cost.per.{unit}', language)}</small>"
    if spent is None or spent.spent_share >= 0.995:
        return escape(row.name)
    return f"{escape(row.name)}<small>{say('cost.spent', language, share=spent_text(spent, language))}</small>"


def _cells(row: CostRow, level: str, language: str) -> list[str]:
    """Effect and cost of a lever at one level; what must be said stands below the effect."""
    marginal = row.at.get(level)
    if marginal is None:
        return [UNKNOWN] if row.kind == OTHER else [UNKNOWN, UNKNOWN]
    told = [remark for remark in remarks(marginal, language) if row.kind != OTHER or marginal.reason != "no_money"]
    notes = "".join(f"<small>{escape(remark)}</small>" for remark in told)
    effect = effect_text(marginal, row.kind, language), effect_span(marginal, row.kind, language)
    cell = f"<b>{escape(effect[0])}</b> <span>{escape(effect[1])}</span>{notes}"
    if row.kind == OTHER:
        return [cell]
    if marginal.cost is None:
        return [cell, UNKNOWN]
    cost, span = cost_text(marginal.cost, language)
    return [cell, f"<b>{cost}</b> <span>{span}</span>"]
