"""The part about what is reported and not modelled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from simulator.evidence import Evidence, Observation
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.details_context import Whole, context_of, wholes_of
from simulator.ui.details_html import (
    Line,
    heading,
    headline,
    indicator_name,
    linked,
    paragraph,
    place_name,
    put,
    rated,
    reported,
    say,
    table,
    unit_after,
    unit_name,
    when,
)
from simulator.ui.details_ntm import above
from simulator.ui.details_reported import standard_of
from simulator.ui.details_runs import open_scenario


def draw(language: str, dark: bool) -> None:
    """Draw the part for the place of the open scenario, or the place above it."""
    del dark
    evidence = resources.evidence()
    put(headline(say("context.headline", language), say("context.sub", language)))
    shown = _chosen(evidence, open_scenario().locality, language)
    themes = context_of(evidence, shown)
    if not themes:
        name = place_name(evidence, shown, language)
        put(paragraph(say("context.none", language, place=name), "empty"))
        return
    for theme, rows in themes.items():
        put(
            heading(say(f"theme.{theme}", language)),
            *_wholes(rows, evidence, shown, language),
            _table(rows, evidence, language),
        )


def _chosen(evidence: Evidence, locality: str, language: str) -> str:
    """The locality, or the place above it where there is one and the reader asks for it."""
    parent = above(evidence.localities[locality])
    if not parent:
        return locality
    chosen = st.segmented_control(
        text("details.context.place", language),
        [locality, parent],
        default=locality,
        required=True,
        format_func=lambda place: place_name(evidence, place, language),
        label_visibility="collapsed",
        key=f"details_context_{locality}",
    )
    return str(chosen)


def _wholes(rows: Sequence[Observation], evidence: Evidence, place: str, language: str) -> list[str]:
    """Totals that their parts add up to, as a sum and as a bar."""
    return [_whole(found, evidence, language) for found in wholes_of(rows, evidence.of(place))]


def _whole(found: Whole, evidence: Evidence, language: str) -> str:
    total = f"<b>{reported(found.total, language)}</b> {unit_name(found.total.unit, language)}"
    parts = " + ".join(f"<b>{reported(row, language)}</b> {_part_name(row, language)}" for row in found.parts)
    beside = "; ".join(
        say("context.beside", language, count=reported(row, language), name=_part_name(row, language))
        for row in found.beside
    )
    sentence = f"{indicator_name(found.total.indicator, language)}: {total} = {parts}"
    bar = "".join(
        f"<span style='flex: {row.value:g} 1 0'>{reported(row, language)} {_part_name(row, language)}</span>"
        for row in found.parts
    )
    more = f" ({beside})" if beside else ""
    drawn = f"<div class='details-parts' aria-hidden='true'>{bar}</div>"
    origin = f"{when(found.total, language)}, {linked(evidence.sources[found.total.source_id], language)}"
    return f"<div class='details-whole'><p>{sentence}{more}. <small>{origin}</small></p>{drawn}</div>"


def _part_name(row: Observation, language: str) -> str:
    return say(f"part_name.{row.indicator}", language)


def _table(rows: Sequence[Observation], evidence: Evidence, language: str) -> str:
    head = [say("column.indicator", language), say("column.reported", language), ""]
    head += [say(f"column.{name}", language) for name in ("when", "source")]
    lines = []
    for indicator, found in groupby(rows, key=lambda row: row.indicator):
        for place, row in enumerate(found):
            cells = (
                indicator_name(indicator, language),
                f"<b>{reported(row, language)}</b>",
                f"<span>{unit_after(row, language)}{standard_of(row, language)}</span>",
                when(row, language),
                rated(evidence.sources[row.source_id], language),
            )
            lines.append(Line(cells, "again" if place else ""))
    return table(head, lines, (1,), kind="list context")
