"""The part about the poverty standards: one small chart each, the factors between them, moves under the older ones."""

from __future__ import annotations

from datetime import date
from math import ceil

import streamlit as st

from simulator.evidence.standards import PERIODS
from simulator.report.chart_table import Reported
from simulator.report.citations import cited
from simulator.report.detail_charts import panel_spec
from simulator.report.detail_table import Axis, panel_table
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.details_bands import bands
from simulator.ui.details_eras import Era, ErasData, Factor, eras_data
from simulator.ui.details_html import (
    Line,
    capital,
    chart_title,
    heading,
    headline,
    measured,
    paragraph,
    plain,
    put,
    reported,
    say,
    sources,
    table,
)
from simulator.ui.details_reported import compared_table
from simulator.ui.details_runs import data_of, open_scenario
from simulator.ui.details_series import Stretch
from simulator.units import percent

AXIS_STEP = 0.05  # of the common axis of all standards


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    found = data_of(eras_data, open_scenario())
    evidence = resources.evidence()
    count = len(found.eras)
    sentence = say("eras.headline", language, count=count) if count > 1 else say("eras.headline_one", language)
    put(headline(sentence, say("eras.sub", language)))
    top = axis_top(found.eras)
    for column, era in zip(st.columns(count, gap="medium"), found.eras, strict=True):
        with column:
            _panel(era, found, top, language, dark)
    put(heading(say("eras.factors", language), say("eras.factors_sub", language)), _factors(found, language))
    title = heading(say("eras.moves", language), say("eras.moves_sub", language))
    if found.moves:
        put(title, compared_table(found.moves, evidence, language))
    else:
        put(title, paragraph(say("eras.moves_none", language), "empty"))
    rates = [row for era in found.eras for row in era.reported]
    title = heading(say("eras.rates", language), say("eras.rates_sub", language))
    content = (
        compared_table(rates, evidence, language) if rates else paragraph(say("eras.rates_none", language), "empty")
    )
    put(title, content)


def axis_top(eras: tuple[Era, ...]) -> float:
    """The upper end of the axis that all standards share."""
    largest = max(
        [figure.p95 for era in eras for figure in era.stretch.figures]
        + [row.observation.value for era in eras for row in era.reported]
    )
    return min(ceil(largest / AXIS_STEP + 0.2) * AXIS_STEP, 1.0)


def _panel(era: Era, found: ErasData, top: float, language: str, dark: bool) -> None:
    stretch = era.stretch
    points = [
        Reported(
            row.observation.period_end,
            row.observation.value,
            stretch.standard,
            reported(row.observation, language),
            cited(resources.evidence().sources[row.observation.source_id], language),
        )
        for row in era.reported
    ]
    first = min([stretch.dates[0], *(point.date for point in points)])
    projected = date(found.first_year - 1, 12, 31)
    axis = Axis(language, first, stretch.dates[-1], projected if stretch.dates[-1] > projected else None)
    name = capital(say(f"standard_name.{stretch.standard}", language))
    put(chart_title(name, f"{say(f'era.{stretch.standard}', language)}{_kept(stretch, language)}"))
    st.vega_lite_chart(
        panel_table(axis, bands([stretch]), points, percent(stretch.figures[-1].median, language), top),
        panel_spec(language, dark, share=True, top=top),
        theme=None,
        key=f"details_era_{stretch.standard}",
        alt=text("details.eras.alt", language, standard=text(f"details.standard_name.{stretch.standard}", language)),
    )
    if not points:
        put(paragraph(say(f"eras.no_points.{'ahead' if first >= projected else 'past'}", language), "note"))


def _kept(stretch: Stretch, language: str) -> str:
    """That a scenario keeps a standard beyond its last count, where it does."""
    last = stretch.dates[-1]
    return f" ({say('eras.kept', language, year=last.year)})" if last > PERIODS[stretch.standard].last_level else ""


def _factors(found: ErasData, language: str) -> str:
    if not found.factors:
        return paragraph(say("eras.no_factor", language), "empty")
    head = [say(f"column.{name}", language) for name in ("change", "prior", "posterior", "poor", "learned", "source")]
    return table(head, [_factor(row, language) for row in found.factors], (1, 2, 3), kind="list factors")


def _factor(row: Factor, language: str) -> Line:
    before = measured(row.before, language, 2)
    after = (
        say("eras.given", language, value=plain(row.after, language, 2))
        if row.given
        else measured(row.after, language, 2)
    )
    change = say(
        "eras.change", language, year=row.year, standard=text(f"details.standard_name.{row.standard}", language)
    )
    learned = say(f"eras.learned.{row.learned}", language)
    return Line(
        (
            change,
            before,
            after,
            measured(row.poor, language, 2),
            learned,
            sources(row.source_ids, resources.evidence(), language),
        )
    )
