"""The pictures of the part about skill: forecasts of years already known around the reported figures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from simulator.analysis.backtest import MODEL, Forecast
from simulator.analysis.rivals import RIVALS
from simulator.evidence import Observation
from simulator.report.charts import filled
from simulator.report.evidence_skill import FARTHEST, Said, forecasts_spec, forecasts_table
from simulator.report.evidence_table import Point
from simulator.report.ranges import model_range
from simulator.texts import text
from simulator.ui.details_html import chart_title, heading, put, reported, unit_of
from simulator.ui.evidence_skill import Series
from simulator.ui.evidence_words import indicator_name, publisher, say, standard_name
from simulator.ui.methods_data import Range
from simulator.ui.resources import evidence

PANELS_A_ROW = 2


def draw_pictures(series: Sequence[Series], language: str, dark: bool) -> None:
    """Draw each series of one place with what was said of it before."""
    put(heading(say("skill.picture", language), say("skill.picture_sub", language)), _legend(language))
    for first in range(0, len(series), PANELS_A_ROW):
        columns = st.columns(PANELS_A_ROW, gap="medium")
        for column, one in zip(columns, series[first : first + PANELS_A_ROW], strict=False):
            with column:
                _panel(one, language, dark)


def _legend(language: str) -> str:
    bars = "".join(
        f"<span><i class='ahead{years}'></i>{say(f'skill.ahead.{years}', language)}</span>"
        for years in range(1, FARTHEST + 1)
    )
    rival = f"<span><i class='tick'></i>{say('skill.rivals', language)}</span>"
    point = f"<span><i class='point'></i>{say('skill.reported', language)}</span>"
    return f"<div class='details-legend evidence-legend'>{bars}{rival}{point}</div>"


def _panel(series: Series, language: str, dark: bool) -> None:
    first = series.rows[0]
    name = f"{indicator_name(series.indicator, language)} ({unit_of(first, language)})"
    put(chart_title(escape(name), standard_name(first, language)))
    said = [_said(forecast, language) for forecast in series.forecasts]
    points = [_point(row, language) for row in series.rows]
    st.vega_lite_chart(
        spec=filled(
            forecasts_spec(language, dark, share=first.unit == "share"), forecasts_table(language, said, points).table
        ),
        theme=None,
        key=f"evidence_skill_{series.indicator}_{series.standard}",
        alt=text("evidence.skill.alt", language, name=name, count=len(said)),
    )


def _point(row: Observation, language: str) -> Point:
    source = publisher(evidence().sources[row.source_id], language)
    return Point(row.obs_id, row.period_end, row.value, "fitted", reported(row, language), source)


def _said(forecast: Forecast, language: str) -> Said:
    question = forecast.question
    actual = question.actual
    p05, _, p25, median, p75, _, p95 = (float(value) for value in forecast.said[MODEL])
    rivals = []
    for who in RIVALS:
        middle = float(forecast.said[who][3])
        written = model_range(Range(middle, middle, middle), actual, language).partition(" (")[0]
        rivals.append((text(f"skill.who.{who}", language), middle, written))
    return Said(
        actual.period_end,
        question.origin,
        min(max(round(question.years), 1), FARTHEST),
        (p05, p25, median, p75, p95),
        model_range(Range(median, p05, p95), actual, language),
        reported(actual, language),
        tuple(rivals),
    )
