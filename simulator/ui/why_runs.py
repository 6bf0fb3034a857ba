"""What the page of explanations computes, kept by what it depends on: nothing is run unless its part is open."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from simulator.analysis.explain import Between, Marginal, Shares, SinceStart, marginals
from simulator.analysis.sensitivity import Conditions, Indices, Tornado, conditions, indices, tornado
from simulator.analysis.tasks import Progress
from simulator.calibration import Posterior
from simulator.scenario import Scenario, Target
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.frozen import frozen, weight
from simulator.ui.kept import Kept

PATIENCE = 0.15  # seconds before progress is shown: what is kept already comes sooner
Found = TypeVar("Found")
RUNS_WEIGHT = 30_000_000  # bytes that the runs between two scenarios may grow to
_kept: Kept[Any] = Kept(most=60_000_000, weigh=weight)
# What another indicator is shared out from without running again: it grows, so it is neither weighed nor frozen.
_runs: Kept[Between | SinceStart] = Kept(most=2 * RUNS_WEIGHT, weigh=lambda _: RUNS_WEIGHT)


def forget() -> None:
    """Forget all that is kept."""
    _kept.clear()
    _runs.clear()


def kept(
    name: str,
    scenarios: Sequence[Scenario],
    about: tuple[object, ...],
    make: Callable[[Posterior, Progress], Found],
    language: str,
) -> Found:
    """What `make` finds with the posterior of the first scenario, once for all sessions; a line tells how it goes.

    scenarios, about: all that it depends on besides. Raises PosteriorError where the locality is not calibrated.
    """
    first = scenarios[0]
    posterior = resources.posterior(first.locality, first.effects)
    bare = tuple(replace(scenario, title="", note="") for scenario in scenarios)
    place, started = st.empty(), time.monotonic()

    def tell(share: float, what: str = "") -> None:
        del what
        if time.monotonic() - started > PATIENCE:
            place.progress(min(max(share, 0.0), 1.0), text("why.running", language))

    try:
        found: Found = _kept.get(repr((name, posterior.digest, bare, about)), lambda: frozen(make(posterior, tell)))
    finally:
        place.empty()
    return found


def shares_between(before: Scenario, after: Scenario, indicator: str, language: str) -> Shares:
    """Why two complete scenarios of a locality differ, on the evidence set of the second."""
    first = replace(before, effects=after.effects)

    def make(posterior: Posterior, progress: Progress) -> Shares:
        key = repr(("between", posterior.digest, after, first))
        runs = _runs.get(key, lambda: Between.of(first, after, resources.evidence(), posterior))
        return runs.shares(indicator, progress)

    return kept("between", (after, first), (indicator,), make, language)


def shares_since_start(scenario: Scenario, indicator: str, language: str) -> Shares:
    """Why the line of a complete scenario moves from the start of its plan on."""

    def make(posterior: Posterior, progress: Progress) -> Shares:
        key = repr(("since_start", posterior.digest, scenario))
        runs = _runs.get(key, lambda: SinceStart.of(scenario, resources.evidence(), posterior))
        return runs.shares(indicator, progress)

    return kept("since_start", (scenario,), (indicator,), make, language)


def marginals_of(scenario: Scenario, year: int, language: str) -> tuple[Marginal, ...]:
    """What one step more of each lever does at the end of a year, at the baseline's levels and at the scenario's."""
    today = replace(resources.baseline(scenario.locality), effects=scenario.effects)

    def make(posterior: Posterior, progress: Progress) -> tuple[Marginal, ...]:
        return marginals(scenario, today, year, resources.evidence(), posterior, progress=progress)

    return kept("marginals", (scenario, today), (year,), make, language)


def tornado_of(scenario: Scenario, indicator: str, year: int, other: Scenario | None, language: str) -> Tornado:
    """How far each unknown moves an indicator of a complete scenario, or its difference to another one."""
    beside = None if other is None else replace(other, effects=scenario.effects)

    def make(posterior: Posterior, progress: Progress) -> Tornado:
        return tornado(scenario, indicator, year, resources.evidence(), posterior, beside, progress=progress)

    return kept("tornado", _both(scenario, beside), (indicator, year), make, language)


def indices_of(scenario: Scenario, indicator: str, year: int, other: Scenario | None, language: str) -> Indices:
    """From which unknowns the variance of an indicator, or of its difference to another scenario, comes."""
    beside = None if other is None else replace(other, effects=scenario.effects)

    def make(posterior: Posterior, progress: Progress) -> Indices:
        return indices(scenario, indicator, year, resources.evidence(), posterior, beside, progress=progress)

    return kept("indices", _both(scenario, beside), (indicator, year), make, language)


def conditions_of(scenario: Scenario, target: Target, language: str) -> Conditions:
    """Under which conditions a complete scenario misses a target."""

    def make(posterior: Posterior, progress: Progress) -> Conditions:
        progress(0.0, target.indicator)
        return conditions(scenario, target, resources.evidence(), posterior)

    return kept("conditions", (scenario,), (target,), make, language)


def _both(scenario: Scenario, other: Scenario | None) -> tuple[Scenario, ...]:
    return (scenario,) if other is None else (scenario, other)
