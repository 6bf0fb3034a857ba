"""What the written explanation of the open scenario is made from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from simulator.analysis.comparison import Comparison, all_targets
from simulator.analysis.proof import BacktestRecord, ProofError
from simulator.analysis.summary import interval
from simulator.report.explanation import Case, Run, SkillHere, skill_of
from simulator.scenario import Scenario
from simulator.ui import resources, session
from simulator.ui.compare_runs import outcome
from simulator.ui.details_runs import is_changed, open_scenario
from simulator.ui.evidence_skill import kept_backtest, own_backtest
from simulator.ui.session import LOOSE
from simulator.ui.why_choice import Other
from simulator.ui.why_runs import shares_between, shares_since_start, tornado_of

SEED = 1  # all draws are taken, so no choice among them was made with it


def case_of(other: Other, indicator: str, year: int, language: str) -> Case:
    """The open scenario beside another one, or alone beside the start of its plan. Raises PosteriorError."""
    scenario = open_scenario()
    both = [scenario] if other.scenario is None else [_on_evidence_of(scenario, other.scenario), scenario]
    targets = all_targets(both)
    posterior = resources.posterior(scenario.locality, scenario.effects)
    return Case(
        comparison=Comparison(tuple(outcome(each, targets) for each in both), 0, year),
        place=len(both) - 1,
        evidence=resources.evidence(),
        baseline=resources.baseline(scenario.locality),
        run=Run(SEED, posterior.digest, len(posterior.residuals)),
        files=(_file(),) if other.scenario is None else (other.file, _file()),
        indicator=indicator,
        other_effects=other.scenario is not None and other.scenario.effects != scenario.effects,
        calibrated={name: interval(posterior.parameters[name]) for name in scenario.assumptions},
        shares=None if other.scenario is None else shares_between(other.scenario, scenario, indicator, language),
        since=shares_since_start(scenario, indicator, language),
        tornado=tornado_of(scenario, indicator, year, None, language),
        skill=_skill(scenario.locality),
    )


def _on_evidence_of(scenario: Scenario, other: Scenario) -> Scenario:
    return replace(other, effects=scenario.effects)


def _file() -> str:
    """The file of the open scenario, "" where it stands otherwise than in its file."""
    key = session.editing().file or ""
    return "" if is_changed() or key.startswith(LOOSE) else Path(key).name


def _skill(locality: str) -> SkillHere | None:
    """How the model would have done on years already known; None where that is not known for today's data."""
    try:
        own = own_backtest(locality)
        record, is_current = kept_backtest() if own is None else own
    except ProofError:
        return None
    return _skill_of(record, locality) if is_current else None


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs={BacktestRecord: lambda record: record.digest})
def _skill_of(record: BacktestRecord, locality: str) -> SkillHere | None:
    return skill_of(record.forecasts, locality)
