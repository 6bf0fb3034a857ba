"""What the page of comparison computes, kept by what it depends on: another reference or order costs no simulation."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from simulator.analysis.comparison import Comparison, all_targets
from simulator.analysis.comparison_runs import Outcome, off_year_ends, past_key, run, run_past
from simulator.analysis.projection import Past
from simulator.calibration import Posterior
from simulator.scenario import Scenario, Target
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.compare_choice import Candidate

PATIENCE = 0.15  # seconds before progress is shown: what is kept already comes sooner


@st.cache_resource(show_spinner=False, max_entries=8)
def _past(key: str, _scenario: Scenario, _posterior: Posterior) -> Past:
    del key  # the part of the scenario that the past depends on, and what the posterior was made from
    return run_past(_scenario, resources.evidence(), _posterior.parameters)


@st.cache_resource(show_spinner=False, max_entries=24)
def _outcome(key: str, _scenario: Scenario, _posterior: Posterior, _targets: Sequence[Target]) -> Outcome:
    del key  # all of the scenario but its words, the posterior, and the targets that need values of their own
    past = _past(f"{_posterior.digest}{past_key(_scenario)}", _scenario, _posterior)
    return run(past, _scenario, resources.evidence(), _targets)


def outcome(scenario: Scenario, targets: Sequence[Target]) -> Outcome:
    """A complete scenario as run with all draws of its locality and evidence set. Raises PosteriorError."""
    posterior = resources.posterior(scenario.locality, scenario.effects)
    apart = off_year_ends(targets)
    bare = replace(scenario, title="", note="", targets=())
    kept = _outcome(repr((posterior.digest, bare, apart)), scenario, posterior, apart)
    return replace(kept, scenario=scenario)  # the words and targets of this one


def compared(chosen: Sequence[Candidate], reference: int, year: int, language: str) -> Comparison:
    """Run what has not been run, with progress, and compare all with the evidence set of the reference."""
    effects = chosen[reference].scenario.effects
    scenarios = [replace(candidate.scenario, effects=effects) for candidate in chosen]
    targets = all_targets(scenarios)
    place, started, outcomes = st.empty(), time.monotonic(), []
    for number, scenario in enumerate(scenarios):
        if time.monotonic() - started > PATIENCE:
            words = {"number": number + 1, "count": len(scenarios)}
            place.progress(number / len(scenarios), text("compare.running", language, **words))
        outcomes.append(outcome(scenario, targets))
    place.empty()
    return Comparison(tuple(outcomes), reference, year)
