"""The part with every figure: a chart of one indicator over time, and the long table below it."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import streamlit as st

from simulator.analysis.contradictions import contradictions
from simulator.evidence import Evidence, Observation
from simulator.texts import text
from simulator.ui import evidence_choice, resources, session
from simulator.ui.components import figures_table
from simulator.ui.details_html import capital, headline, paragraph, put
from simulator.ui.evidence_bar import everywhere_switch, shown_places
from simulator.ui.evidence_rows import table_message, with_chosen
from simulator.ui.evidence_series_view import draw_series
from simulator.ui.evidence_uses import fitted_ids, use_of
from simulator.ui.evidence_words import indicator_name, say
from simulator.ui.resources import evidence
from simulator.units import number

FIRST_INDICATOR = "poverty_rate"
TABLE = "evidence_table"


def draw(language: str, dark: bool) -> None:
    """Draw the part for the locality that is chosen, or for all places."""
    found = evidence()
    locality = str(session.get("locality"))
    places, name = shown_places(found, language)
    rows = [row for row in found.observations if row.locality in places]
    if not rows:
        put(
            headline(say("figures.headline_none", language, name=name)),
            paragraph(say("figures.none", language), "empty"),
        )
        everywhere_switch(language)
        return
    put(headline(*_headline(rows, places, name, found, language)))
    chosen = evidence_choice.chosen(found, places) or _first(rows, locality)
    place, indicator = (chosen.locality, chosen.indicator) if chosen else (locality, "")
    with st.container(key="evidence_bar", horizontal=True, vertical_alignment="center"):
        indicator = _choose_indicator(rows, place, indicator, language)
        everywhere_switch(language)
    series = [row for row in rows if (row.locality, row.indicator) == (place, indicator)]
    if series:
        draw_series(series, chosen.obs_id if chosen else "", language, dark)
    asked = str(st.session_state.get(evidence_choice.CHOSEN, ""))
    follow = not st.session_state.pop(evidence_choice.CLICKED, False)
    message = _message(rows, places, name, language)
    figures_table(
        with_chosen(message, chosen.obs_id if chosen and chosen.obs_id == asked else "", follow=follow),
        TABLE,
        _chosen_in_table,
    )


def _chosen_in_table() -> None:
    found = st.session_state[TABLE].chosen
    if found:
        evidence_choice.choose(str(found), clicked=True)


def _message(rows: Sequence[Observation], places: Sequence[str], name: str, language: str) -> bytes:
    """What the table is told, made again only when the data or a posterior are other ones."""
    found = evidence()
    stamps = [resources.baseline_stamp(place) for place in places if place in found.localities]
    title = text("evidence.csv_title", language, place=name)
    return _made(repr((found.digest, stamps, language, title, places)), rows, language, title)


@st.cache_resource(show_spinner=False, max_entries=24)
def _made(key: str, _rows: Sequence[Observation], language: str, title: str) -> bytes:
    del key  # the data and the posteriors that the rows are told with
    fitted = {place: fitted_ids(evidence(), place) for place in dict.fromkeys(row.locality for row in _rows)}
    return table_message(_rows, fitted, evidence(), language, title)


def _headline(
    rows: Sequence[Observation], places: Sequence[str], name: str, found: Evidence, language: str
) -> tuple[str, str]:
    fitted = {place: fitted_ids(found, place) for place in places}
    used = sum(use_of(row, fitted[row.locality]).kind == "fitted" for row in rows)
    against = sum(len(contradictions(found, found.of(place))) for place in places)
    words = {
        "count": number(len(rows), language),
        "sources": number(len({row.source_id for row in rows}), language),
        "used": number(used, language),
        "against": number(against, language),
        "name": name,
    }
    key = "figures.headline" if against else "figures.headline_clean"
    return say(key, language, **words), say("figures.sub", language)


def _first(rows: Sequence[Observation], locality: str) -> Observation | None:
    """The figure that the chart opens with: the latest fitted poverty rate of the locality, else its first figure."""
    own = [row for row in rows if row.locality == locality] or list(rows)
    rates = [row for row in own if row.indicator == FIRST_INDICATOR]
    return max(rates, key=lambda row: (row.fit == "yes", row.period_end), default=own[0] if own else None)


def _choose_indicator(rows: Sequence[Observation], place: str, indicator: str, language: str) -> str:
    """The picker of the indicator that the chart shows; it stands where the chosen figure is."""
    names = sorted(
        {row.indicator for row in rows if row.locality == place},
        key=lambda name: indicator_name(name, language).casefold(),
    )
    key = f"evidence_indicator_{language}_{crc32(repr((place, names)).encode())}"
    st.session_state[key] = indicator

    def go() -> None:
        own = [row for row in rows if (row.locality, row.indicator) == (place, st.session_state[key])]
        evidence_choice.choose(max(own, key=lambda row: (row.fit == "yes", row.period_end)).obs_id)

    chosen = st.selectbox(
        text("evidence.indicator", language),
        names,
        format_func=lambda name: capital(indicator_name(name, language)),
        label_visibility="collapsed",
        placeholder=text("evidence.indicator", language),
        on_change=go,
        width=430,
        key=key,
    )
    return str(chosen)
