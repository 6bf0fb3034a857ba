"""How well the model would have done on years already known, in a sentence to stand beside a projection."""

from __future__ import annotations

from html import escape

import streamlit as st

from simulator.analysis.proof import BacktestRecord, ProofError
from simulator.analysis.skill import Hits, Skill, skill
from simulator.texts import text
from simulator.ui.evidence_skill import kept_backtest, own_backtest
from simulator.units import number

WIDEST = 0.9


def skill_note(locality: str, language: str) -> str:
    """The sentence as HTML for one locality, for all of them where it has no forecast, "" where nothing is kept."""
    try:
        own = own_backtest(locality)
        record, is_current = kept_backtest() if own is None else own
    except ProofError:
        return ""
    row = _row(record, locality if own is None else "")
    if row is None or not is_current:
        return ""
    hits = row.hits[WIDEST]
    rival = text(f"skill.who.{row.best}", language)
    relative = number(row.relative, language, 2)
    whole, place = hits.of, "here" if row.forecasts < len(record.forecasts) or own is not None else "everywhere"
    words = {
        "held": hits.held,
        "of": whole,
        "verdict": band_words(hits, language),
        "relative": relative,
        "rival": rival,
    }
    return escape(text(f"explore.skill_{place}", language, **words), quote=False)


def band_words(hits: Hits, language: str) -> str:
    """Whether the widest band held as many figures as it should, "" where it did; few figures may leave it open."""
    if hits.is_right and hits.held >= WIDEST * hits.of - 1:
        return ""
    kind = "low" if hits.is_right else "narrow" if hits.held < hits.fewest else "wide"
    return text(f"explore.skill_band.{kind}", language)


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs={BacktestRecord: lambda record: record.digest})
def _row(record: BacktestRecord, locality: str) -> Skill | None:
    """The skill over all indicators of a locality, or of all when none is named or it has no forecast."""
    here = [forecast for forecast in record.forecasts if forecast.question.actual.locality == locality]
    chosen = here or list(record.forecasts)
    return skill(chosen)[-1] if chosen else None
