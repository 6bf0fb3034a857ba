"""The part about contradictions: what the sources say differently, side by side, and which figure the model takes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from simulator.analysis.contradictions import Contradiction, contradictions, doubtful_alone, is_doubtful
from simulator.evidence import Evidence, Observation
from simulator.ui.details_html import (
    Line,
    capital,
    heading,
    headline,
    linked,
    paragraph,
    place_name,
    put,
    reported,
    table,
    unit_after,
    when,
)
from simulator.ui.evidence_bar import everywhere_switch, shown_places
from simulator.ui.evidence_uses import GROUP_ORDER, group_of
from simulator.ui.evidence_words import cited_source, indicator_name, link_to_row, note_html, say, standard_name
from simulator.ui.resources import evidence
from simulator.units import number


def draw(language: str, dark: bool) -> None:
    """Draw the part for the locality that is chosen, or for all places."""
    del dark
    found = evidence()
    places, name = shown_places(found, language)
    against = [clash for place in places for clash in _first_things_first(contradictions(found, found.of(place)))]
    rows = [row for place in places for row in found.of(place)]
    decided = sum(bool(clash.used) for clash in against)
    key = "against.headline" if against else "against.headline_none"
    words = {"count": number(len(against), language), "decided": number(decided, language), "name": name}
    put(headline(say(key, language, **words), say("against.sub", language)))
    with st.container(key="evidence_bar", horizontal=True, vertical_alignment="center"):
        everywhere_switch(language)
    if against:
        put(*(_box(clash, found, language, len(places) > 1) for clash in against))
    alone = doubtful_alone(rows, against)
    title = heading(
        say("against.alone", language, count=number(len(alone), language)), say("against.alone_sub", language)
    )
    put(title, _alone(alone, found, language) if alone else paragraph(say("against.alone_none", language), "empty"))


def _first_things_first(found: Sequence[Contradiction]) -> list[Contradiction]:
    """Poverty first, as in the filter of the table; the latest of an indicator first."""
    return sorted(
        found,
        key=lambda clash: (
            GROUP_ORDER.index(group_of(clash.rows[0].indicator)),
            clash.rows[0].indicator,
            -clash.rows[0].period_end.toordinal(),
        ),
    )


def _box(clash: Contradiction, found: Evidence, language: str, with_place: bool) -> str:
    first = clash.rows[0]
    about = [when(first, language), standard_name(first, language)]
    about += [place_name(found, first.locality, language)] if with_place else []
    several_days = len({row.period_end for row in clash.rows}) > 1
    sides = [[row for row in clash.rows if row.value == value] for value in clash.values]
    told = "".join(_side(rows, found, language, several_days) for rows in sides)
    title = capital(indicator_name(first.indicator, language))
    return (
        f"<div class='evidence-against'><h3>{title} <span>{escape(' · '.join(part for part in about if part))}</span>"
        f"</h3><div class='evidence-sides'>{told}</div>"
        f"<p class='evidence-why'>{_why(clash, language)}</p></div>"
    )


def _side(rows: Sequence[Observation], found: Evidence, language: str, with_day: bool) -> str:
    """One value with all that report it."""
    first = rows[0]
    is_used = any(row.fit == "yes" for row in rows)
    mark = ""
    if is_used:
        mark = f"<span class='mark used'>{say('against.used', language)}</span>"
    elif all(is_doubtful(row) for row in rows):
        mark = f"<span class='mark'>{say('against.doubtful', language)}</span>"
    value = f"{reported(first, language)} {unit_after(first, language)}".strip()
    reports = "".join(_report(row, found, language, with_day) for row in rows)
    return f"<div class='{'used' if is_used else ''}'><p class='value'>{value} {mark}</p>{reports}</div>"


def _report(row: Observation, found: Evidence, language: str, with_day: bool) -> str:
    """Who reports a value, when, and what the researcher noted."""
    about = f" · {when(row, language)}" if with_day else ""
    return (
        f"<p>{cited_source(row, found, language)}{about} · {link_to_row(row, language)}</p>"
        f"<p class='small'>{note_html(row, language)}</p>"
    )


def _why(clash: Contradiction, language: str) -> str:
    if not clash.used:
        return say("against.none_used", language)
    value = reported(clash.rows[0], language)
    if not clash.reasons:
        return say("against.why_note", language, value=value)
    reasons = "; ".join(say(f"reason.{name}", language) for name in clash.reasons)
    return say("against.why", language, value=value, reasons=reasons)


def _alone(rows: Sequence[Observation], found: Evidence, language: str) -> str:
    head = [say(f"column.{name}", language) for name in ("indicator", "value", "when", "source", "note")]
    several = len({row.locality for row in rows}) > 1
    lines = []
    for row in rows:
        place = f" <span>{escape(place_name(found, row.locality, language))}</span>" if several else ""
        standard = f" <span>{standard_name(row, language)}</span>" if row.standard else ""
        cells = (
            f"{indicator_name(row.indicator, language)}{place}",
            f"<b>{reported(row, language)}</b> <span>{unit_after(row, language)}</span>",
            f"{when(row, language)}{standard}",
            f"{linked(found.sources[row.source_id], language)}",
            note_html(row, language),
        )
        lines.append(Line(cells))
    return table(head, lines, (1,), kind="list alone")
