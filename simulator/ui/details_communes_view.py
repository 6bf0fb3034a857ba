"""The part about New Rural communes: which criterion holds them back, tiers, villages, districts."""

from __future__ import annotations

from datetime import date

import streamlit as st

from simulator.report.chart_table import Break
from simulator.report.detail_charts import WHOLE, panel_spec
from simulator.report.detail_table import Axis, panel_table
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.details_bands import bands, first_day
from simulator.ui.details_communes import CRITERIA, CommunesData, CriteriaYear, communes_data, lowest_by_years
from simulator.ui.details_html import (
    YEARS_BEFORE,
    Line,
    capital,
    chart_title,
    folded,
    heading,
    headline,
    marked,
    measured,
    paragraph,
    put,
    say,
    table,
)
from simulator.ui.details_ntm_view import criterion_ten, districts_block, thresholds_block
from simulator.ui.details_runs import data_of, open_scenario
from simulator.ui.details_tiers_view import tiers_block, villages_block
from simulator.units import number, percent


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    found = data_of(communes_data, open_scenario())
    evidence = resources.evidence()
    _criteria(found, language, dark)
    left, right = st.columns([0.5, 0.5], gap="large")
    with left:
        put(heading(say("communes.by_year", language)), _criteria_tables(found, language))
    with right:
        put(thresholds_block(evidence, found.locality, language), criterion_ten(evidence, found.locality, language))
    tiers_block("communes", found, found.communes, language, dark)
    villages_block(found, language, dark)
    put(districts_block(evidence, found.locality, language))


def _criteria(found: CommunesData, language: str, dark: bool) -> None:
    last = found.criteria[-1]
    share = last.shares[last.lowest]
    sentence = marked(
        "communes.headline",
        language,
        ("criterion", "share"),
        year=last.year,
        criterion=say(f"criterion.{last.lowest}", language),
        share=percent(share.median, language, 0),
        low=number(100 * share.p05, language),
        high=percent(share.p95, language, 0),
    )
    ahead = [row for row in found.criteria if row.year >= found.first_year]
    runs = "; ".join(
        say(
            "communes.run",
            language,
            years=str(first) if first == end else f"{first}–{end}",
            criterion=text(f"details.criterion_short.{name}", language),
        )
        for first, end, name in lowest_by_years(ahead)
    )
    below = say("communes.sub", language, count=_of_hundred(last.chance), runs=runs)
    put(headline(sentence, below))
    axis = Axis(
        language,
        first_day(found.stretches["9"]),
        date(found.last_year, 12, 31),
        date(found.first_year - 1, 12, 31),
    )
    for column, name in zip(st.columns(3, gap="medium"), CRITERIA, strict=True):
        stretches = found.stretches[name]
        breaks = [
            Break(stretch.dates[0], text(f"methods.standard.{stretch.standard}", language)) for stretch in stretches[1:]
        ]
        own = Axis(language, axis.first, axis.last, axis.projected_from, breaks if name == "11" else ())
        with column:
            put(chart_title(capital(say(f"criterion.{name}", language)), say(f"communes.panel.{name}", language)))
            st.vega_lite_chart(
                panel_table(own, bands(stretches), (), percent(stretches[-1].figures[-1].median, language, 0), WHOLE),
                panel_spec(language, dark, share=True, top=WHOLE),
                theme=None,
                key=f"details_criterion_{name}",
                alt=text("details.communes.alt", language, criterion=text(f"details.criterion.{name}", language)),
            )


def _of_hundred(chance: float) -> str:
    return str(min(max(round(100 * chance), 1), 100))


def _criteria_tables(found: CommunesData, language: str) -> str:
    names = [capital(say(f"criterion_short.{name}", language)) for name in CRITERIA]
    head = [say("year_end", language), say("standard", language), *names]
    lines = [_criteria_line(row, found.first_year, language) for row in found.criteria]
    recent = sum(row.year < found.first_year - YEARS_BEFORE for row in found.criteria)
    older = folded(say("older_years", language), table(head, lines[:recent], (2, 3, 4))) if recent else ""
    note = paragraph(say("communes.lowest_note", language), "note")
    return table(head, lines[recent:], (2, 3, 4)) + note + older


def _criteria_line(row: CriteriaYear, first_year: int, language: str) -> Line:
    cells = [str(row.year), say(f"standard_years.{row.standard}", language)]
    for name in CRITERIA:
        content = measured(row.shares[name], language, share=True)
        cells.append(f"<div class='lowest'>▼ {content}</div>" if name == row.lowest else content)
    return Line(cells, "ahead" if row.year >= first_year else "")
