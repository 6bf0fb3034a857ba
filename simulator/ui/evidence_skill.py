"""What is kept of the heavy checks, for the page: forecasts of years already known, ranks of known parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from simulator.analysis import proof
from simulator.analysis.backtest import Forecast
from simulator.analysis.proof import BacktestRecord, SbcRecord
from simulator.evidence import Observation
from simulator.jobs.own_backtest import ground
from simulator.ui.resources import baseline_stamp, evidence, scenario_folder, stamp


@dataclass(frozen=True)
class Series:
    """The forecasts of one indicator of one place under one standard, and every figure that they are about or knew."""

    indicator: str
    standard: str
    rows: tuple[Observation, ...]
    forecasts: tuple[Forecast, ...]


def kept_backtest() -> tuple[BacktestRecord, bool]:
    """The kept backtest, and whether it rests on today's data and code. Raises ProofError."""
    found: tuple[BacktestRecord, bool] = _backtest(_key(proof.BACKTEST))
    return found


def kept_sbc() -> tuple[SbcRecord, bool]:
    """The kept ranks, and whether they rest on today's data and code. Raises ProofError."""
    found: tuple[SbcRecord, bool] = _sbc(_key(proof.SBC))
    return found


def series_of(forecasts: Sequence[Forecast]) -> tuple[Series, ...]:
    """The forecasts of one place by indicator and standard, in their order."""
    found: dict[tuple[str, str], list[Forecast]] = {}
    for forecast in forecasts:
        actual = forecast.question.actual
        found.setdefault((actual.indicator, actual.standard), []).append(forecast)
    series = []
    for (indicator, standard), own in found.items():
        rows = {row.obs_id: row for one in own for row in (*one.question.known, one.question.actual)}
        ordered = tuple(sorted(rows.values(), key=lambda row: (row.period_end, row.line)))
        series.append(Series(indicator, standard, ordered, tuple(own)))
    return tuple(sorted(series, key=lambda one: (one.indicator != "poverty_rate", one.indicator, one.standard)))


def own_backtest(locality: str) -> tuple[BacktestRecord, bool] | None:
    """The kept backtest of an own locality, None before there is one. Raises ProofError."""
    home = evidence().localities[locality].home
    if home is None or not stamp(home / proof.BACKTEST):
        return None
    found: tuple[BacktestRecord, bool] = _own(locality, _key(proof.BACKTEST, home))
    return found


def _key(name: str, folder: Path = proof.PROOF) -> str:
    """What a kept record depends on: its file, the data, the baselines."""
    own = [baseline_stamp(place.id) for place in evidence().localities.values() if place.home is not None]
    return repr((stamp(folder / name), evidence().digest, own))


@st.cache_resource(show_spinner=False, max_entries=2)
def _backtest(key: str) -> tuple[BacktestRecord, bool]:
    del key
    return proof.load_backtest(evidence(), ground(evidence(), "", scenario_folder()), proof.PROOF)


@st.cache_resource(show_spinner=False, max_entries=2)
def _sbc(key: str) -> tuple[SbcRecord, bool]:
    del key
    return proof.load_sbc(evidence(), ground(evidence(), "", scenario_folder()), proof.PROOF)


@st.cache_resource(show_spinner=False, max_entries=8)
def _own(locality: str, key: str) -> tuple[BacktestRecord, bool]:
    del key
    home = evidence().localities[locality].home or proof.PROOF
    return proof.load_backtest(evidence(), ground(evidence(), locality, scenario_folder()), home)
