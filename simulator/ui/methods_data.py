"""What the methods page says about one locality: parameters before and after the figures, and how they are met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.calibration import Posterior
from simulator.calibration.likelihood import CHANGES, FLOWS, RATIOS, STOCKS, TRAINEES
from simulator.calibration.prior import START, Marginal, marginals
from simulator.evidence import Evidence, Locality, Observation, ParameterRecord
from simulator.model.arrays import Array

EFFECTS = "causal"  # the default evidence set, the one that the page documents
NARROWED = 0.7  # standard deviation of a standard normal variable after the figures
SHIFTED = 1.0  # its mean after the figures, in standard deviations of before
MOST_SPREADS = 2.0  # between the model and a figure before the page points at it
ORDER = (*STOCKS, *FLOWS, *CHANGES, *RATIOS)
NATIONAL = "national"
# Parameters that say what a programme does to households.
EFFECT_PARAMETERS = frozenset(
    {
        "credit.exit_effect",
        "credit.relapse_protection",
        "credit.entry_protection",
        "credit.water_effect",
        "housing.decisive_share",
        "training.exit_effect",
    }
)


@dataclass(frozen=True)
class Range:
    """Median and 90 % range."""

    median: float
    p05: float
    p95: float

    @property
    def fixed(self) -> bool:
        """Whether it is one value."""
        return self.p05 == self.median == self.p95


@dataclass(frozen=True)
class ParameterRow:
    """One parameter of a locality.

    `learned` is narrowed, shifted, same or fixed; `deviation` is that of its standard normal variable after
    the figures (1 before them, 0 when fixed).
    """

    name: str
    unit: str
    scope: str
    before: Range
    after: Range
    learned: str
    deviation: float
    source_ids: tuple[str, ...]
    assumed: bool

    @property
    def group(self) -> str:
        """Heading under which the table lists it."""
        first = self.name.partition(".")[0]
        return "merger" if first in {"criteria_change", "disaster"} else first


@dataclass(frozen=True)
class FitRow:
    """One fitted figure and the model's; `residual` in spreads, None where a floor or ceiling is met."""

    observation: Observation
    model: Range
    residual: float | None

    @property
    def is_beyond(self) -> bool:
        """Whether it is missed by more than MOST_SPREADS, as printed."""
        return self.residual is not None and abs(round(self.residual, 1)) > MOST_SPREADS


@dataclass(frozen=True)
class Fit:
    """The fitted figures of a locality, and how many marked ones are left out, by reason."""

    rows: tuple[FitRow, ...]
    outside: int
    uncomputed: int

    @property
    def beyond(self) -> int:
        """Figures missed by more than two spreads."""
        return sum(row.is_beyond for row in self.rows)


def parameter_rows(evidence: Evidence, locality: Locality, posterior: Posterior) -> tuple[ParameterRow, ...]:
    """Every parameter of the locality by group, in the order of the parameter table, its starting values last."""
    priors = {prior.name: prior for prior in marginals(evidence, locality, EFFECTS)}
    free = [name for name, prior in priors.items() if not prior.fixed]
    latent = dict(zip(free, posterior.z.astype(np.float64), strict=True))
    names = dict.fromkeys(record.name for record in evidence.parameters)
    starts = [name for name in priors if name.startswith(START)]
    rows = [
        _row(priors[name], latent.get(name), posterior.parameters[name], evidence, locality)
        for name in (*names, *starts)
    ]
    groups = list(dict.fromkeys(row.group for row in rows))
    return tuple(sorted(rows, key=lambda row: groups.index(row.group)))


def _row(prior: Marginal, latent: Array | None, after: Array, evidence: Evidence, locality: Locality) -> ParameterRow:
    if prior.name.startswith(START):
        start = locality.start_values[prior.name.removeprefix(START)]
        unit, scope, source_ids, assumed = start.unit, locality.id, start.source_ids, not start.source_ids
    else:
        record = applied_record(evidence, locality, prior.name)
        unit, scope, source_ids = record.unit, record.scope, record.source_ids
        assumed = "assumption" in record.note or not source_ids
    low, median, high = (float(q) for q in np.quantile(after, (0.05, 0.5, 0.95)))
    return ParameterRow(
        name=prior.name,
        unit=unit,
        scope=scope,
        before=Range(prior.median, prior.p05, prior.p95),
        after=Range(median, low, high),
        learned=_learned(latent),
        deviation=0.0 if latent is None else float(latent.std()),
        source_ids=source_ids,
        assumed=assumed,
    )


def applied_record(evidence: Evidence, locality: Locality, name: str) -> ParameterRecord:
    """The row of the parameter table that holds for a locality: its own, its region's or the nation's."""
    scopes = (locality.id, locality.region, NATIONAL)
    rows = [r for r in evidence.parameters if r.name == name and r.scope in scopes and r.evidence in ("both", EFFECTS)]
    return min(rows, key=lambda record: scopes.index(record.scope))


def _learned(latent: Array | None) -> str:
    if latent is None:
        return "fixed"
    if float(latent.std()) < NARROWED:
        return "narrowed"
    return "shifted" if abs(float(latent.mean())) > SHIFTED else "same"


def fit_of(observations: Sequence[Observation], posterior: Posterior) -> Fit:
    """How the posterior meets the figures marked for fitting, by indicator and date."""
    marked = [row for row in observations if row.fit == "yes"]
    residuals = {residual.obs_id: residual for residual in posterior.residuals}
    rows = []
    for row in marked:
        if row.obs_id in residuals:
            found = residuals[row.obs_id]
            is_met = (row.bound == "at_least" and found.residual >= 0) or (
                row.bound == "at_most" and found.residual <= 0
            )
            rows.append(FitRow(row, Range(found.median, found.p05, found.p95), None if is_met else found.residual))
    rows.sort(key=lambda row: (ORDER.index(row.observation.indicator), row.observation.period_end))
    left_out = [row for row in marked if row.obs_id not in residuals]
    uncomputed = [row for row in left_out if _is_uncomputed(row, marked)]
    return Fit(tuple(rows), len(left_out) - len(uncomputed), len(uncomputed))


def _is_uncomputed(row: Observation, marked: Sequence[Observation]) -> bool:
    """Whether the model has no such figure, or a narrower group of trainees stands for it."""
    if row.indicator not in TRAINEES:
        return row.indicator not in ORDER
    reported = {other.indicator for other in marked}
    return row.indicator != next(name for name in TRAINEES if name in reported)
