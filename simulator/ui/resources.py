"""What every session shares, loaded once and never changed: evidence, scenarios, posteriors, simulated pasts."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import streamlit as st

from simulator.analysis.live import Reference, reference
from simulator.analysis.projection import Past, Projection, simulated_past
from simulator.calibration import Posterior, load_posterior
from simulator.evidence import Evidence, load_evidence
from simulator.scenario import SCENARIOS, Scenario, baseline_path, completed, load_scenario, scenario_files

# What the page shows; villages and the parts of the money are left to the command line.
SHOWN = (
    "poverty_rate",
    "multidimensional_rate",
    "ntm_communes_attained",
    "ntm_communes_advanced",
    "credit_outstanding",
    "houses_needed",
    "persons_placed",
    "money_spent",
    "money_unspent",
)


def scenario_folder() -> Path:
    """Where scenarios are kept; SIMULATOR_SCENARIOS names another folder, for a department's shared one."""
    return Path(os.environ.get("SIMULATOR_SCENARIOS") or SCENARIOS)


@st.cache_resource(show_spinner=False)
def evidence() -> Evidence:
    """The checked data. Raises DataError."""
    return load_evidence()


@st.cache_resource(show_spinner=False, max_entries=32)
def _scenario_at(path: str, modified: int) -> Scenario:
    del modified  # only there so that a file changed by hand is read again
    return load_scenario(path, evidence())


def scenario_at(path: Path) -> Scenario:
    """A scenario file as it is on disk now. Raises ScenarioError."""
    return _scenario_at(str(path), _stamp(path))


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def baseline(locality: str) -> Scenario:
    """The shipped baseline of a locality."""
    return scenario_at(baseline_path(locality, scenario_folder()))


def baseline_stamp(locality: str) -> int:
    """Another number whenever the file of a locality's baseline has been changed by hand."""
    return _stamp(baseline_path(locality, scenario_folder()))


def files_of(locality: str) -> list[Path]:
    """Scenario files of a locality, the baseline first."""
    first = baseline_path(locality, scenario_folder())
    return [first, *(path for path in scenario_files(first.parent) if path != first)]


def full_scenario(path: Path, locality: str) -> Scenario:
    """The scenario of a file with the baseline's values where it says nothing. Raises ScenarioError."""
    return completed(scenario_at(path), baseline(locality))


@st.cache_resource(show_spinner=False, max_entries=16)
def posterior(locality: str, effects: str) -> Posterior:
    """Raises PosteriorError."""
    return load_posterior(evidence(), baseline(locality), effects)


@st.cache_resource(show_spinner=False, max_entries=16)
def _past(key: str, _scenario: Scenario) -> Past:
    del key  # the part of the scenario that the past depends on
    return simulated_past(_scenario, evidence(), posterior(_scenario.locality, _scenario.effects).parameters, SHOWN)


@st.cache_resource(show_spinner=False, max_entries=12)
def _reference(key: str, _scenario: Scenario) -> Reference:
    del key  # all of the scenario but its words
    before = tuple(event for event in _scenario.events or () if event.date.year < _scenario.first_year)
    happened = (_scenario.locality, _scenario.effects, _scenario.first_year, before, _scenario.assumptions)
    return reference(_past(repr(happened), _scenario), _scenario, evidence())


def saved(scenario: Scenario) -> Reference:
    """A complete scenario as saved, simulated once: every setting of its levers is told from here."""
    return _reference(repr(replace(scenario, title="", note="")), scenario)


def compared(scenario: Scenario) -> Projection:
    """The projection of the baseline on the same draws, years and evidence set as `scenario`."""
    return saved(replace(baseline(scenario.locality), effects=scenario.effects, last_year=scenario.last_year)).exact


def forget_posterior() -> None:
    """Drop what was computed with a posterior that has just been replaced."""
    for cached in (posterior, _past, _reference):
        cached.clear()
