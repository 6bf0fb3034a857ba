"""What the methods page says about one locality: parameters before and after the figures, and how they are met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.analysis.learning import FIXED, NARROWED, NATIONAL, SHIFTED, Learned, Range, applied_record, learned
from simulator.calibration import Posterior
from simulator.calibration.likelihood import CHANGES, FLOWS, RATIOS, STOCKS, TRAINEES
from simulator.evidence import Evidence, Locality, Observation

__all__ = [
    "EFFECTS",
    "EFFECT_PARAMETERS",
    "NARROWED",
    "NATIONAL",
    "ORDER",
    "SHIFTED",
    "Fit",
    "FitRow",
    "ParameterRow",
    "Range",
    "applied_record",
    "fit_of",
    "parameter_rows",
]

EFFECTS = "causal"  # the default evidence set, the one that the page documents
MOST_SPREADS = 2.0  # between the model and a figure before the page points at it
ORDER = (*STOCKS, *FLOWS, *CHANGES, *RATIOS)
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
class ParameterRow:
    """One parameter of a locality.

    `learned` is narrowed, shifted, same or fixed; `deviation` is that of its standard normal variable after
    the figures (1 before them, 0 when fixed).
    """

    name: str
    unit: str
    scope: str
    group: str
    before: Range
    after: Range
    learned: str
    deviation: float
    source_ids: tuple[str, ...]
    assumed: bool


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
    return tuple(
        ParameterRow(
            row.name,
            row.unit,
            row.scope,
            row.group,
            row.before,
            row.after,
            _seen(row),
            row.kept,
            row.source_ids,
            row.assumed,
        )
        for row in learned(evidence, locality, posterior)
    )


def _seen(row: Learned) -> str:
    if row.verdict == FIXED:
        return "fixed"
    if row.kept < NARROWED:
        return "narrowed"
    return "shifted" if abs(row.shift) > SHIFTED else "same"


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
