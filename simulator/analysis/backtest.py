"""What the model would have said: fitted to what was known at a year's end, asked about the next three years.

Nothing after that day reaches the fit: later figures are taken out of the evidence before anything is compiled, money
is held at its last reported level, and what was not yet law does not happen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from simulator.analysis.rivals import rival_quantiles
from simulator.analysis.scores import LEVELS
from simulator.analysis.tasks import Progress, Spread, Tell, in_turn, quiet
from simulator.calibration import Settings
from simulator.calibration.problem import problem
from simulator.evidence import Evidence, HistoryLever, Observation
from simulator.model.arrays import Array
from simulator.scenario import Scenario

SERIES = ("poverty_rate", "near_poor_rate", "ntm_communes_attained")
"""Reported indicators that are forecast. Credit outstanding is not: the capital of past years was worked out from the
balances reported after them, so that the model would be told what it is asked."""

POINTS = ("exact", "about")  # floors and ceilings cannot be scored
FARTHEST = 3.01  # years ahead
MODEL = "model"
DAYS_PER_YEAR = 365.25
REPORTS = 1  # a stream of chance of its own: the sampler begins with the seed alone


@dataclass(frozen=True)
class Question:
    """One reported figure that was not known at a year's end, and those of its series that were, oldest first."""

    origin: date
    actual: Observation
    known: tuple[Observation, ...]

    @property
    def years(self) -> float:
        """How far ahead."""
        return (self.actual.period_end - self.origin).days / DAYS_PER_YEAR


@dataclass(frozen=True)
class Forecast:
    """What was said about one figure: quantiles at LEVELS by who says it, the model or a rival."""

    question: Question
    said: Mapping[str, Array]


def questions(rows: Sequence[Observation], start: date, breaks: Sequence[date] = ()) -> Iterator[Question]:
    """Yield every question about a locality: a figure of one series, within one standard, one to three years ahead.

    start: of the simulation, before which nothing is fitted. breaks: days on which counts of communes begin anew.
    """
    usable = [row for row in rows if row.indicator in SERIES and row.fit == "yes" and row.bound in POINTS]
    usable.sort(key=lambda row: (row.period_end, row.line))
    for year in range(start.year + 1, max((row.period_end.year for row in usable), default=start.year)):
        origin = date(year, 12, 31)
        for actual in usable:
            known = tuple(row for row in usable if _same_series(row, actual, breaks) and row.period_end <= origin)
            question = Question(origin, actual, known)
            if known and 0.0 < question.years <= FARTHEST:
                yield question


def _same_series(row: Observation, other: Observation, breaks: Sequence[date]) -> bool:
    if (row.indicator, row.standard) != (other.indicator, other.standard):
        return False
    first, last = sorted((row.period_end, other.period_end))
    return not row.indicator.startswith("ntm_") or not any(first < day <= last for day in breaks)


def backtest(
    evidence: Evidence,
    baselines: Mapping[str, Scenario],
    localities: Sequence[str],
    *,
    effects: str = "causal",
    settings: Settings | None = None,
    spread: Spread = in_turn,
    progress: Progress = quiet,
) -> tuple[Forecast, ...]:
    """Return the model's and the rivals' forecasts of every figure of some localities that can be asked for.

    baselines: complete scenario of every locality: the rivals' bands come from all of them. spread: how the fits, one
    for each locality and year's end, are done. progress: share done and the fit that was last heard of.
    """
    asked = {name: _asked(evidence, baseline) for name, baseline in baselines.items()}
    every = [question for found in asked.values() for question in found]
    fits = {}
    for name in localities:
        for origin in sorted({question.origin for question in asked[name]}):
            here = tuple(question for question in asked[name] if question.origin == origin)
            fits[f"{name} {origin.year}"] = _Fit(baselines[name], origin, here)
    shared = _Shared(evidence, effects, settings or Settings())
    said = spread(_quantiles, shared, fits, progress)
    return tuple(
        Forecast(question, {MODEL: found[question.actual.obs_id]} | rival_quantiles(question, every))
        for fit, found in zip(fits.values(), said, strict=True)
        for question in fit.asked
        if question.actual.obs_id in found
    )


@dataclass(frozen=True)
class _Shared:
    evidence: Evidence
    effects: str
    settings: Settings


@dataclass(frozen=True)
class _Fit:
    baseline: Scenario
    origin: date
    asked: tuple[Question, ...]


def _quantiles(shared: _Shared, fit: _Fit, tell: Tell) -> dict[str, Array]:
    return model_quantiles(shared.evidence, fit.baseline, fit.origin, fit.asked, shared.effects, shared.settings)


def _asked(evidence: Evidence, baseline: Scenario) -> list[Question]:
    breaks = [event.date for event in baseline.events or () if event.type == "merger"]
    return list(questions(evidence.of(baseline.locality), evidence.localities[baseline.locality].start, breaks))


def model_quantiles(
    evidence: Evidence, baseline: Scenario, origin: date, asked: Sequence[Question], effects: str, settings: Settings
) -> dict[str, Array]:
    """Quantiles at LEVELS, by observation, of the figures asked for, as they would be reported.

    The spread of reports about the model (the figure's own and the model's discrepancy) is added to the ensemble's.
    Empty where nothing that was known could be fitted.
    """
    then, plan = known_at(evidence, baseline, origin)
    known = then.of(baseline.locality)
    fitted = problem(then, plan, effects=effects, observations=known, fast=True)
    if not fitted.terms:
        return {}
    z = fitted.sampled(settings).z
    wanted = [question.actual for question in asked]
    whole = problem(then, plan, effects=effects, observations=wanted)
    parameters = whole.parameters(z)
    run = whole.run(parameters)
    noise, found = np.random.default_rng((settings.seed, REPORTS)), {}
    for term in whole.terms:
        figures = term.read(run)
        middle = replace(term.observation, value=float(np.median(figures)))  # the figure itself is not known yet
        spread = replace(term, observation=middle).spread(parameters)
        found[term.observation.obs_id] = np.quantile(figures + spread * noise.standard_normal(figures.shape), LEVELS)
    return found


def known_at(evidence: Evidence, baseline: Scenario, origin: date) -> tuple[Evidence, Scenario]:
    """Return the evidence and the baseline as they stood at the end of a day.

    A lever that has no reported level by then has the first one that follows: the history of money begins late.
    """
    rows = tuple(row for row in evidence.observations if row.period_end <= origin)
    place = evidence.localities[baseline.locality]
    history = {path: _until(lever, origin) for path, lever in place.history.items()}
    localities = {**evidence.localities, place.id: replace(place, history=history)}
    events = tuple(event for event in baseline.events or () if event.date <= origin)
    return replace(evidence, observations=rows, localities=localities), replace(baseline, events=events)


def _until(lever: HistoryLever, origin: date) -> HistoryLever:
    steps = tuple(step for step in lever.values if step[0] <= origin)
    return replace(lever, values=steps or lever.values[:1])
