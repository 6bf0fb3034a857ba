"""The part about what matters most: a tornado, the conditions under which targets are missed, shares of variance."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from simulator.analysis.sensitivity import Indices, Tornado
from simulator.report.compare_table import chance_text, figure_name, target_name
from simulator.report.sensitivity_conditions import conditions_lines
from simulator.report.sensitivity_words import indices_lines, tornado_lines, units_of
from simulator.report.why_charts import dots_spec, tornado_spec
from simulator.report.why_lines import dots_table, tornado_table
from simulator.report.why_names import in_lines, in_sentence
from simulator.report.why_unknowns import (
    FIRST,
    MOST_BARS,
    TOTAL,
    called,
    ends,
    gloss,
    indices_csv,
    indices_dots,
    outcome_text,
    scale_of,
    tornado_bars,
    tornado_csv,
)
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.details_html import Line, bullets, folded, heading, paragraph, table
from simulator.ui.details_runs import open_scenario
from simulator.ui.messages import tell
from simulator.ui.why_choice import ALONE, Other, choose_indicator, choose_other, choose_year
from simulator.ui.why_html import download, put, say
from simulator.ui.why_runs import conditions_of, indices_of, shares_between, tornado_of
from simulator.units import UNKNOWN

BARS_TOLD = 3  # in sentences, after the first one


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    scenario = open_scenario()
    with st.container(key="why_bar", horizontal=True, vertical_alignment="center"):
        indicator, other = choose_indicator(language), choose_other(language, ALONE)
        year = choose_year(other, language)
    if other.scenario is not None and not _is_comparable(other, indicator, year, language):
        tell([text("compare.other_standard", language)], "warning")
        other = Other()
    units = units_of(resources.evidence(), scenario.locality)
    found = tornado_of(scenario, indicator, year, other.scenario, language)
    _tornado(found, units, language, dark)
    if found.bars:
        _conditions(units, language)
        _indices(indices_of(scenario, indicator, year, other.scenario, language), language, dark)


def _is_comparable(other: Other, indicator: str, year: int, language: str) -> bool:
    """Whether both count by the same poverty standard at the end of the year."""
    assert other.scenario is not None
    shares = shares_between(other.scenario, open_scenario(), indicator, language)
    return shares.comparable[shares.years.index(year)]


def _tornado(found: Tornado, units: Mapping[str, str], language: str, dark: bool) -> None:
    lead, *lines = tornado_lines(found, units, language)
    first, others, notes = lines[:1], lines[1:BARS_TOLD], lines[BARS_TOLD:]
    put(
        f"<h2>{escape(' '.join([lead, *first]), quote=False)}</h2>",
        _meaning(found, language),
        bullets([escape(line, quote=False) for line in others]),
    )
    if not found.bars:
        return
    chart, listed = st.columns([1, 1], gap="medium")
    with chart:
        _tornado_chart(found, units, language, dark)
    with listed:
        put(heading(say("unknowns.table", language), say("unknowns.table_sub", language)))
        put(_tornado_table(found, units, language))
    put(folded(say("unknowns.how", language), bullets([escape(line, quote=False) for line in notes])))
    name = f"{text('why.part.unknowns', language)} {open_scenario().locality} {found.indicator} {found.year}"
    download("tornado", lambda: tornado_csv(found, units, language), name, language)


def _meaning(found: Tornado, language: str) -> str:
    """What the first unknown means, below the sentence that names it."""
    name = found.bars[0].parameter if found.bars else ""
    meaning = gloss(name, language)
    return f"<p class='sub'>{escape(called(name, language))}: {escape(meaning)}.</p>" if meaning else ""


def _tornado_chart(found: Tornado, units: Mapping[str, str], language: str, dark: bool) -> None:
    kind, name = "difference" if found.difference else "level", figure_name(found.indicator, language)
    name = in_sentence(name) if found.difference else name
    unit = text(
        "page.points" if found.difference and scale_of(found.indicator) != 1.0 else "why.unknowns.mean", language
    )
    title = say(f"unknowns.chart_{kind}", language, figure=name, unit=unit, year=found.year)
    legend = "".join(
        f"<span><i class='{sign}'></i>{say(f'unknowns.{end}', language)}</span>"
        for sign, end in (("hollow", "low"), ("good", "high"))
    )
    put(f"<p class='chart'>{title}</p><div class='why-legend'>{legend}</div>")
    bars = tornado_bars(found, units, language)
    told = "; ".join(f"{bar.name}: {bar.low_label} – {bar.high_label}" for bar in bars)
    st.vega_lite_chart(
        tornado_table(bars, scale_of(found.indicator) * found.base_mean),
        tornado_spec(
            language,
            dark,
            tuple(in_lines(bar.name) for bar in bars),
            share=scale_of(found.indicator) != 1.0 and not found.difference,
        ),
        theme=None,
        key="why_tornado",
        alt=text("why.unknowns.alt", language, parts=told),
    )


def _tornado_table(found: Tornado, units: Mapping[str, str], language: str) -> str:
    head = [say("column.factor", language), say("unknowns.low", language), say("unknowns.high", language)]
    lines = []
    for bar in found.bars[:MOST_BARS]:
        cells = [
            f"<b>{escape(outcome_text(outcome, found, language))}</b>{_held_at(value)}"
            for outcome, value in zip((bar.low, bar.high), ends(bar, units, language), strict=True)
        ]
        meaning = gloss(bar.parameter, language)
        name = escape(called(bar.parameter, language)) + (f"<small>{escape(meaning)}</small>" if meaning else "")
        lines.append(Line([name, *cells]))
    return table(head, lines, (1, 2), kind="stacked unknowns")


def _held_at(value: str) -> str:
    """The level of an unknown in brackets, nothing for what has no level."""
    return "" if value == UNKNOWN else f" <span>({escape(value)})</span>"


def _conditions(units: Mapping[str, str], language: str) -> None:
    """A card a target: its chance, and when it is missed."""
    scenario = open_scenario()
    put(heading(say("unknowns.conditions", language), say("unknowns.conditions_sub", language)))
    targets = [target for target in scenario.targets or () if target.date.year <= scenario.last_year]
    if not targets:
        put(paragraph(say("unknowns.no_target", language), "empty"))
        return
    cards, noted = [], False  # the note that ends the lines of conditions is told once
    for target in targets:
        found = conditions_of(scenario, target, language)
        title = target_name(target, language)
        chance = say("unknowns.chance", language, chance=chance_text(found.chance, language))
        told = conditions_lines(found, units, language)
        noted = noted or bool(found.boxes)
        lines = "".join(f"<p>{escape(line, quote=False)}</p>" for line in (told[:-1] if found.boxes else told))
        cards.append(f"<div><p class='title'>{escape(title[:1].upper() + title[1:])} · {chance}</p>{lines}</div>")
    note = paragraph(escape(text("sensitivity.conditions.note", language), quote=False), "note") if noted else ""
    put(f"<div class='why-conditions'>{''.join(cards)}</div>{note}")


def _indices(found: Indices, language: str, dark: bool) -> None:
    if not found.groups:
        return
    put(heading(say("unknowns.shares", language), say("unknowns.shares_sub", language)))
    chart, told = st.columns([5, 4], gap="medium")
    with chart:
        legend = "".join(
            f"<span><i class='{sign}'></i>{say(f'unknowns.{series}', language)}</span>"
            for sign, series in (("disc", TOTAL), ("square", FIRST))
        )
        put(f"<div class='why-legend'>{legend}</div>")
        dots = indices_dots(found, language)
        names = tuple(dict.fromkeys(in_lines(dot.name) for dot in dots))
        parts = "; ".join(f"{dot.name}: {dot.label}" for dot in dots if dot.series == TOTAL)
        st.vega_lite_chart(
            dots_table(dots),
            dots_spec(language, dark, names, (TOTAL, FIRST), share=True),
            theme=None,
            key="why_indices",
            alt=text("why.unknowns.shares_alt", language, parts=parts),
        )
    with told:
        put(bullets([escape(line, quote=False) for line in indices_lines(found, language)]))
    name = f"{text('why.unknowns.shares', language)} {open_scenario().locality} {found.indicator} {found.year}"
    download("indices", lambda: indices_csv(found, language), name, language)
