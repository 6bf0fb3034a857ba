"""How each reported figure is used, and why not otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.analysis.contradictions import DOUBTFUL
from simulator.calibration import Posterior
from simulator.errors import SimulatorError
from simulator.evidence import Evidence, Observation
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.details_compare import is_answered
from simulator.ui.evidence_words import note_class

EFFECTS = "causal"  # the default evidence set
KINDS = ("fitted", "marked", "shown", "target")
# Indicator of a report -> group of the filter: the first that its name begins with.
GROUPS = (
    *((name, "credit") for name in ("credit_", "borrowers_", "overdue_", "loans_", "savings_", "transaction_")),
    *((name, "credit") for name in ("inspections_", "bank_", "jobs_by_credit", "escaped_with_credit", "water_")),
    *((name, "ntm") for name in ("ntm_", "communes_", "commune_", "villages_")),
    *((name, "housing") for name in ("houses_", "housing_")),
    *((name, "jobs") for name in ("persons_", "train", "labour_", "certified_", "agri_", "abroad_")),
    ("ntp_", "programmes"),
    ("ocop_", "ocop"),
    *((name, "poverty") for name in ("poverty_", "poor_", "near_poor_", "multidim_", "escape", "relapse", "newly_")),
    *((name, "poverty") for name in ("survey_", "rural_poverty", "rural_near", "income_poor")),
    *((name, "income") for name in ("income_", "rural_income", "ethnic_minority_income")),
    *((name, "people") for name in ("households", "population", "ethnic_", "kinh_", "thai_", "mong_")),
)


GROUP_ORDER = ("poverty", "people", "credit", "housing", "jobs", "income", "ntm", "programmes", "ocop", "others")


@dataclass(frozen=True)
class Use:
    """`kind`, one of KINDS: fitted, marked (to be fitted, but the model has no such figure), shown or target.

    why: a key of words: of fitted nothing; of marked place, outside or uncomputed; of shown redundant, doubtful,
    context or other; of a target target or forecast.
    """

    kind: str
    why: str = ""

    @property
    def tone(self) -> str:
        """How a chart or table marks it."""
        if self.kind == "shown" and self.why == DOUBTFUL:
            return DOUBTFUL
        return "shown" if self.kind == "marked" else self.kind


def use_of(row: Observation, fitted: frozenset[str] | None) -> Use:
    """How a figure is used.

    fitted: ids of those that the model is fitted to, none where the place has no model; None: nobody knows.
    """
    if row.fit == "no":
        return Use("target", "forecast" if row.kind == "forecast" else "target")
    if row.fit == "yes":
        if fitted is None or row.obs_id in fitted:
            return Use("fitted")
        if not fitted:
            return Use("marked", "place")
        return Use("marked", "outside" if is_answered(row.indicator) else "uncomputed")
    return Use("shown", note_class(row) or "other")


def fitted_ids(evidence: Evidence, place: str) -> frozenset[str] | None:
    """Ids of the figures of a place that its model is fitted to; none where it is not simulated.

    None where its posterior cannot be read: then nobody knows.
    """
    if place not in evidence.localities:
        return frozenset()
    try:
        posterior: Posterior = resources.posterior(place, EFFECTS)
    except SimulatorError:
        return None
    return frozenset(residual.obs_id for residual in posterior.residuals)


def group_of(indicator: str) -> str:
    """The group of indicators that the filter lists it under."""
    return next((group for start, group in GROUPS if indicator.startswith(start)), "others")


def use_words(use: Use, language: str) -> tuple[str, str]:
    """How a figure is used, and why not otherwise."""
    why = text(f"evidence.why.{use.why}", language) if use.why else ""
    return text(f"evidence.use.{use.kind}", language), why
