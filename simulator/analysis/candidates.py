"""What might become known about a locality: its parameters, and figures that nobody has reported yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from simulator.analysis.projection import Projection
from simulator.analysis.summary import at
from simulator.calibration import Posterior
from simulator.calibration.likelihood import RELATIVE, STOCKS, Term
from simulator.calibration.prior import free, marginals
from simulator.calibration.problem import problem
from simulator.evidence import Evidence, Observation
from simulator.model import Parameters
from simulator.model.arrays import Array
from simulator.model.years import YEAR
from simulator.scenario import Scenario

FIGURE, PARAMETER = "figure", "parameter"
NOT_REPORTS = ("target", "forecast")
POINTS = ("exact", "about")
COUNTED = frozenset({"household", "house", "commune", "village"})  # reported in whole numbers


@dataclass(frozen=True)
class Candidate:
    """Something that might become known: its value in each draw, (draw,), with the error of its report."""

    name: str
    kind: str
    date: date | None
    unit: str
    values: Array


def parameters(evidence: Evidence, scenario: Scenario, posterior: Posterior) -> Iterator[Candidate]:
    """Yield the free parameters and start values that the scenario does not set itself. Good years are chance."""
    place = evidence.localities[scenario.locality]
    units = {record.name: record.unit for record in evidence.parameters}
    units |= {f"start.{name}": start.unit for name, start in place.start_values.items()}
    for prior in free(marginals(evidence, place, posterior.effects)):
        if prior.name not in scenario.assumptions and not prior.name.startswith(YEAR):
            yield Candidate(prior.name, PARAMETER, None, units[prior.name], posterior.parameters[prior.name])


def figures(
    evidence: Evidence, scenario: Scenario, baseline: Scenario, posterior: Posterior, run: Projection, until: date
) -> Iterator[Candidate]:
    """Yield the stocks that nobody has reported, as a report would give them, at two year-ends before a day."""
    place = evidence.localities[scenario.locality]
    fitted = problem(evidence, baseline, effects=posterior.effects).terms
    reports = [report for report in evidence.of(place.id) if report.kind not in NOT_REPORTS]
    seen = {(report.indicator, report.period_end) for report in reports}
    last = last_year_end([term.observation.period_end for term in fitted])
    for day in (last, last.replace(year=last.year + 1)) if last else ():
        if not place.start < day < min(until, run.trajectory.dates[-1]):
            continue
        for row, (indicator, (name, discrepancy)) in enumerate(STOCKS.items()):
            like = _typical(evidence, place.id, indicator)
            if like is None or name not in run.trajectory.values or (indicator, day) in seen:
                continue
            values = at(run, name, day.year)
            # A stream of its own: the seed alone gives the numbers that the draws themselves were made from.
            rng = np.random.default_rng((posterior.settings.seed, day.toordinal(), row))
            error = spread(like, discrepancy, values, posterior.parameters) * rng.standard_normal(values.shape)
            told = np.maximum(values + error, 0.0)
            whole = np.rint(told).astype(np.float64) if like.unit in COUNTED else told
            yield Candidate(indicator, FIGURE, day, like.unit, whole)


def last_year_end(days: Sequence[date]) -> date | None:
    """Return the last 31 December by which a figure is known; None without figures."""
    if not days:
        return None
    latest = max(days)
    year_end = date(latest.year, 12, 31)
    return year_end if latest == year_end else date(latest.year - 1, 12, 31)


def _typical(evidence: Evidence, locality: str, indicator: str) -> Observation | None:
    """Return the row whose reporting error is usual for an indicator: the locality's own, else anybody's median."""
    rows = [
        row for row in evidence.observations if row.indicator == indicator and row.fit == "yes" and row.bound in POINTS
    ]
    rows = [row for row in rows if row.sigma is not None and row.value]
    own = [row for row in rows if row.locality == locality] or rows
    own.sort(key=lambda row: _error(row, STOCKS[indicator][1]))
    return own[len(own) // 2] if own else None


def _error(row: Observation, discrepancy: str) -> float:
    size = abs(row.value) if discrepancy in RELATIVE else 1.0
    return (row.sigma or 0.0) / size


def spread(like: Observation, discrepancy: str, values: Array, ensemble: Parameters) -> float:
    """Return the standard deviation of a report about the model's figure, as a usual report of the indicator has it."""
    middle = float(np.median(values))
    sigma = _error(like, discrepancy) * (abs(middle) if discrepancy in RELATIVE else 1.0)
    return Term(replace(like, value=middle, sigma=sigma), discrepancy, lambda run: values).spread(ensemble)
