"""What a planner need not say of a figure: its kind, whether it is fitted, and how far it may be off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from statistics import median

from simulator.evidence.own.amounts import COUNTED
from simulator.evidence.records import Evidence, Observation
from simulator.evidence.standards import PERIODS

PLANS = ("target", "forecast")
RATE_OF: Mapping[str, str] = {"poor_households": "poverty_rate", "near_poor_households": "near_poor_rate"}
"""Counts that say the same as a rate of the same day."""
ABSOLUTE = COUNTED - {"household", "person", "house", "loan"} | {"share", "share_per_year", "ratio", "criterion"}
"""Units whose figures are off by so much, whatever their size; money and large counts by so much of their size."""


class Defaults:
    """Taken from the shipped figures of the same indicator; those of the nation only where no locality has any."""

    def __init__(self, evidence: Evidence) -> None:
        shipped = [row for row in evidence.observations if _is_shipped(row, evidence)]
        self._evidence = evidence
        self._kinds = {
            name: Counter(row.kind for row in shipped if row.indicator == name and row.kind not in PLANS)
            for name in evidence.indicators
        }
        fitted = [row for row in shipped if row.fit == "yes" and row.sigma is not None]
        local = [row for row in fitted if not _is_nation(row, evidence)]
        named = {row.indicator for row in local}
        self._fitted = [*local, *(row for row in fitted if row.indicator not in named)]

    def kind(self, indicator: str) -> str:
        """Return the kind that most reports of an indicator have."""
        return next((kind for kind, _ in self._kinds[indicator].most_common(1)), "flow")

    def fit(self, indicator: str, kind: str, standard: str) -> str:
        """Return whether a figure is fitted: the model must know its like, and it must be a report."""
        if kind in PLANS:
            return "no"
        known = bool(self._like(indicator)) and (not standard or standard in PERIODS)
        return "yes" if known else "check"

    def sigma(self, indicator: str, value: float) -> float | None:
        """Return the median doubt of the figures of its like, to two digits; None when no such figure is fitted."""
        like = self._like(indicator)
        if not like:
            return None
        sizes = [row.sigma or 0.0 for row in like]
        relative = [(row.sigma or 0.0) / abs(row.value) for row in like if row.value]
        unit = self._evidence.indicators[indicator].unit
        doubt = median(sizes) if unit in ABSOLUTE or not relative or not value else median(relative) * abs(value)
        return float(f"{doubt:.2g}")

    def _like(self, indicator: str) -> list[Observation]:
        """Return the fitted figures of an indicator, of the rate that says the same where there are none.

        A count is as uncertain as its rate, in proportion, whatever single count was fitted elsewhere.
        """
        name = RATE_OF.get(indicator, indicator)
        return [row for row in self._fitted if row.indicator == name]


def _is_shipped(row: Observation, evidence: Evidence) -> bool:
    place = evidence.localities.get(row.locality)
    return place is None or place.home is None


def _is_nation(row: Observation, evidence: Evidence) -> bool:
    place = evidence.localities.get(row.locality)
    return place is not None and place.region == "national"
