"""The part that shares a change out: a waterfall from one level to the other, a table, every year."""

from __future__ import annotations

from html import escape

import streamlit as st

from simulator.analysis.explain import Shares
from simulator.report.compare_table import figure_name
from simulator.report.why_charts import waterfall_spec
from simulator.report.why_export import shares_csv
from simulator.report.why_lines import waterfall_names, waterfall_table
from simulator.report.why_shares import Waterfall, bare_text, part_text, told, unit, waterfall
from simulator.report.why_words import break_words, comparable_years, headline
from simulator.texts import text
from simulator.ui.details_html import bullets, folded, heading, paragraph
from simulator.ui.details_runs import open_scenario
from simulator.ui.messages import tell
from simulator.ui.why_choice import Other, choose_indicator, choose_other, choose_year
from simulator.ui.why_html import download, put, say, sentences
from simulator.ui.why_runs import shares_between, shares_since_start
from simulator.ui.why_shares_tables import by_year, parts_table

SHARE_INDICATORS = ("poverty_rate", "multidimensional_rate")
MOST_ERROR = 5e-5  # sampling error, as a share of the indicator's unit, that is worth telling


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    with st.container(key="why_bar", horizontal=True, vertical_alignment="center"):
        indicator, other = choose_indicator(language), choose_other(language)
        year = choose_year(other, language)
    if other.scenario is not None and other.scenario.effects != open_scenario().effects:
        effects = text(f"explore.effects.{open_scenario().effects}", language)
        tell([text("why.other_effects", language, other=other.name, effects=effects)], "warning")
    shares = _shares(other, indicator, language)
    found = waterfall(shares, year, language)
    if found is None:
        tell([break_words(shares, year, language)], "warning")
        years = comparable_years(shares)
        found = waterfall(shares, years[-1], language) if years else None
    if found is not None:
        _parts(shares, found, other, language, dark)


def _shares(other: Other, indicator: str, language: str) -> Shares:
    if other.scenario is None:
        return shares_since_start(open_scenario(), indicator, language)
    return shares_between(other.scenario, open_scenario(), indicator, language)


def _parts(shares: Shares, found: Waterfall, other: Other, language: str, dark: bool) -> None:
    first = open_scenario().first_year
    lines = headline(found, language, first_year=first, other=other.name)
    put(sentences(lines), f"<p class='sub'>{say('shares.sub', language)}</p>")
    if not found.rows:
        put(paragraph(say("shares.nothing", language), "empty"))
        return
    ends = _ends(found, other, language)
    chart, listed = st.columns([5, 4], gap="medium")
    with chart:
        _chart(found, ends, language, dark)
    with listed:
        put(
            heading(say("shares.table", language, year=found.year)),
            parts_table(found, other.scenario, open_scenario(), language),
        )
    counted = unit(shares.indicator, language)
    below = say("shares.by_year_sub", language, unit=counted[:1].upper() + counted[1:])
    put(heading(say("shares.by_year", language), below), by_year(shares, language))
    download(
        "shares",
        lambda: shares_csv(shares, language, before=ends[0], after=ends[1]),
        f"{text('why.part.shares', language)} {open_scenario().locality} {shares.indicator}",
        language,
    )
    put(folded(say("shares.how", language), bullets(_how(shares, other, language))))


def _ends(found: Waterfall, other: Other, language: str) -> tuple[str, str]:
    """What the two levels are called."""
    if other.scenario is None:
        first = open_scenario().first_year
        return text("why.end.start", language, year=first), text("why.end.year", language, year=found.year)
    return other.name, text("why.end.open", language)


def _chart(found: Waterfall, ends: tuple[str, str], language: str, dark: bool) -> None:
    counted = unit(found.indicator, language)
    is_share = found.indicator in SHARE_INDICATORS
    title = escape(figure_name(found.indicator, language))
    key = "shares.chart_detail" if is_share else "shares.chart_detail_counted"
    detail = say(key, language, unit=counted, year=found.year)
    signs = ("good", "bad", "unclear", *(("recount",) if found.is_recounted else ()), "whisker")
    legend = "".join(f"<span><i class='{sign}'></i>{say(f'legend.{sign}', language)}</span>" for sign in signs)
    put(f"<p class='chart'>{title} {detail}</p><div class='why-legend'>{legend}</div>")
    names = waterfall_names(found, *ends)
    parts = "; ".join(f"{row.name}: {bare_text(row.part, found.indicator, language, 2)}" for row in found.rows)
    st.vega_lite_chart(
        waterfall_table(found, names, language),
        waterfall_spec(language, dark, names, share=is_share),
        theme=None,
        key="why_waterfall",
        alt=text("why.shares.alt", language, before=ends[0], after=ends[1], parts=f"{parts} ({counted})"),
    )


def _how(shares: Shares, other: Other, language: str) -> list[str]:
    """How the parts are worked out and read."""
    lines = [say("shares.how_between", language), say("shares.how_mean", language)]
    if other.scenario is None:
        lines.insert(1, say("shares.how_since", language))
    if shares.sampling_error > MOST_ERROR:
        error = told(shares.parts[0, 0] * 0.0 + shares.sampling_error)
        lines.append(say("shares.how_error", language, error=part_text(error, shares.indicator, language, 3)))
    return lines
