"""The part about the fit: each figure that the model has to meet, beside the model's."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import streamlit as st

from simulator.evidence import Evidence, Locality
from simulator.report.charts import filled
from simulator.report.evidence_charts import PICK, misses_spec
from simulator.report.evidence_table import LIMIT, Miss, misses_table
from simulator.report.ranges import model_range
from simulator.texts import text
from simulator.ui import evidence_choice, resources, session
from simulator.ui.details_html import (
    Line,
    heading,
    headline,
    paragraph,
    place_name,
    put,
    reported,
    table,
    unit_of,
    when,
)
from simulator.ui.evidence_uses import EFFECTS
from simulator.ui.evidence_words import cited_source, indicator_name, link_to_row, publisher, say, standard_name
from simulator.ui.methods_data import FitRow, fit_of
from simulator.ui.resources import evidence
from simulator.units import day, number, signed_number

LEAST_REACH = 3.0  # of the axis of residuals, in spreads
CHART = "evidence_misses"


def draw(language: str, dark: bool) -> None:
    """Draw the part for the locality that is chosen. Raises PosteriorError where it is not calibrated."""
    found = evidence()
    place = found.localities[str(session.get("locality"))]
    fit = fit_of(found.of(place.id), resources.posterior(place.id, EFFECTS))
    scored = [row for row in fit.rows if row.residual is not None]
    words = {
        "name": place_name(found, place.id, language),
        "count": number(len(fit.rows), language),
        "beyond": number(fit.beyond, language),
    }
    put(
        headline(say("fit.headline" if fit.beyond else "fit.headline_all", language, **words), say("fit.sub", language))
    )
    if scored:
        _chart(scored, language, dark)
    put(
        heading(say("fit.table", language), say("fit.table_sub", language)),
        _table(fit.rows, found, language) if fit.rows else paragraph(say("fit.none", language), "empty"),
        paragraph(_left_out(place, fit.outside, fit.uncomputed, language), "note"),
    )


def _left_out(place: Locality, outside: int, uncomputed: int, language: str) -> str:
    start = day(place.start, language)
    lines = [text("methods.fit_outside", language, count=outside, start=start)] if outside else []
    lines += [text("methods.fit_uncomputed", language, count=uncomputed)] if uncomputed else []
    return " ".join(lines)


def _chart(rows: Sequence[FitRow], language: str, dark: bool) -> None:
    misses = [_miss(row, language) for row in rows]
    names = tuple(dict.fromkeys(miss.name for miss in misses))
    reach = float(max(LEAST_REACH, ceil(max(abs(miss.residual) for miss in misses) + 0.2)))
    st.vega_lite_chart(
        spec=filled(misses_spec(language, dark, names, reach), misses_table(misses).table),
        theme=None,
        key=CHART,
        on_select=evidence_choice.picked(CHART, evidence_choice.open_figure),
        selection_mode=PICK,
        alt=text("evidence.fit.alt", language, count=len(misses), limit=number(LIMIT, language)),
    )


def _miss(row: FitRow, language: str) -> Miss:
    seen = row.observation
    return Miss(
        seen.obs_id,
        indicator_name(seen.indicator, language),
        row.residual or 0.0,
        row.is_beyond,
        reported(seen, language),
        model_range(row.model, seen, language),
        when(seen, language),
        publisher(evidence().sources[seen.source_id], language),
    )


def _table(rows: Sequence[FitRow], found: Evidence, language: str) -> str:
    names = ("indicator", "when", "value", "model", "residual", "source")
    head = [say(f"column.{name}", language) for name in names]
    lines, above = [], ""
    for row in rows:
        seen = row.observation
        standard = standard_name(seen, language)
        cells = (
            f"{indicator_name(seen.indicator, language)} <span>{unit_of(seen, language)}</span>",
            f"{when(seen, language)}" + (f" <span>{standard}</span>" if standard else ""),
            f"<b>{reported(seen, language)}</b>",
            model_range(row.model, seen, language),
            _residual(row, language),
            f"{cited_source(seen, found, language)} · {link_to_row(seen, language)}",
        )
        lines.append(Line(cells, "again" if seen.indicator == above else ""))
        above = seen.indicator
    return table(head, lines, (2, 3, 4), kind="list misses")


def _residual(row: FitRow, language: str) -> str:
    if row.residual is None:
        return say("fit.met", language)
    written = signed_number(row.residual, language, 1)
    if not row.is_beyond:
        return written
    side = "above" if row.residual > 0.0 else "below"
    return f"<span class='beyond'>{written}<small>{say(f'fit.{side}', language)}</small></span>"
