"""One indicator over time: a chart a poverty standard, the fitted model behind the reported figures."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from zlib import crc32

import streamlit as st

from simulator.errors import SimulatorError
from simulator.evidence import Evidence, Observation
from simulator.report.charts import filled
from simulator.report.evidence_charts import PICK, series_spec
from simulator.report.evidence_table import Point, series_table
from simulator.report.ranges import model_range
from simulator.texts import text
from simulator.ui import evidence_choice
from simulator.ui.details_bands import bands
from simulator.ui.details_html import capital, chart_title, paragraph, put, reported, unit_of
from simulator.ui.details_runs import data_of
from simulator.ui.evidence_series import Fitted, Panel, fitted_model, panels
from simulator.ui.evidence_uses import fitted_ids, use_of
from simulator.ui.evidence_words import indicator_name, publisher, say
from simulator.ui.methods_data import Range
from simulator.ui.resources import baseline, evidence
from simulator.units import day

AXIS_STEP = 0.05  # of the common axis of the panels of a share


def draw_series(series: Sequence[Observation], chosen: str, language: str, dark: bool) -> None:
    """Draw the figures of one indicator of one place, a panel a standard, with the one that is chosen marked."""
    fitted = _fitted(series[0].locality, evidence())
    shown = panels(series, fitted)
    top = _top(shown, fitted)
    for column, panel in zip(st.columns(len(shown), gap="medium"), shown, strict=True):
        with column:
            _panel(panel, fitted, chosen, top, language, dark)
    put(_legend(bool(fitted and any(row.obs_id in fitted.figures for row in series)), language))


def _fitted(place: str, found: Evidence) -> Fitted | None:
    """What the model says of a place; None where it is not simulated or not calibrated."""
    if place not in found.localities:
        return None
    try:
        return data_of(fitted_model, baseline(place))
    except SimulatorError:
        return None


def _panel(panel: Panel, fitted: Fitted | None, chosen: str, top: float | None, language: str, dark: bool) -> None:
    first = panel.rows[0]
    name = text(f"details.standard_name.{panel.standard}", language) if panel.standard else ""
    title = capital(name) or indicator_name(first.indicator, language)
    put(chart_title(f"{title} ({unit_of(first, language)})"))
    used = fitted_ids(evidence(), first.locality)
    points = [
        _point(row, panel, fitted, use_of(row, used).tone, language)
        for row in sorted(panel.rows, key=lambda row: row.fit == "yes")  # the fitted ones on top
    ]
    breaks = [
        (stretch.dates[-1], text("evidence.chart.break", language, day=day(stretch.dates[-1], language)))
        for stretch in panel.line[:-1]
    ]
    # A chart keeps what was clicked in it: another choice is another chart, so that a point can be clicked again.
    key = f"evidence_series_{panel.standard}_{crc32(repr((first.locality, first.indicator, chosen)).encode())}"
    words = {"name": indicator_name(first.indicator, language), "count": len(points)}
    found = series_table(language, points, bands(panel.line), chosen, breaks)
    spec = series_spec(language, dark, found.kinds, share=first.unit.startswith("share"), top=top)
    st.vega_lite_chart(
        spec=filled(spec, found.table),
        theme=None,
        key=key,
        on_select=evidence_choice.picked(key),
        selection_mode=PICK,
        alt=text("evidence.chart.alt", language, **words),
    )


def _point(row: Observation, panel: Panel, fitted: Fitted | None, tone: str, language: str) -> Point:
    model = fitted.figures.get(row.obs_id) if fitted else None
    source = evidence().sources[row.source_id]
    written = model_range(Range(model.median, model.p05, model.p95), row, language) if model else ""
    is_apart = model is not None and not panel.line
    return Point(
        row.obs_id,
        row.period_end,
        row.value,
        tone,
        reported(row, language),
        publisher(source, language),
        written or text("evidence.chart.no_model", language),
        row.period_start,
        *((model.p05, model.p95) if model is not None and is_apart else ()),
    )


def _top(shown: Sequence[Panel], fitted: Fitted | None) -> float | None:
    """One upper end for all panels of a share, so that they can be compared; else the data decide."""
    if shown[0].rows[0].unit != "share" or min(row.value for panel in shown for row in panel.rows) < 0.0:
        return None
    figures = [row.value for panel in shown for row in panel.rows]
    figures += [found.p95 for panel in shown for stretch in panel.line for found in stretch.figures]
    if fitted:
        figures += [fitted.figures[r.obs_id].p95 for p in shown for r in p.rows if r.obs_id in fitted.figures]
    largest = max(figures)
    return None if largest < AXIS_STEP else min(ceil(largest / AXIS_STEP + 0.1) * AXIS_STEP, 1.05)


def _legend(has_model: bool, language: str) -> str:
    marks = "".join(
        f"<span><i class='{tone}'></i>{say(f'legend.{tone}', language)}</span>"
        for tone in ("fitted", "shown", "doubtful", "target")
    )
    model = f"<span><i class='model'></i>{say('legend.model', language)}</span>" if has_model else ""
    none = "" if has_model else paragraph(say("legend.no_model", language), "note")
    return f"<div class='details-legend evidence-legend'>{marks}{model}</div>{none}"
