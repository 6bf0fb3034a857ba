"""Eras: a figure of poverty names its standard, and its period stays inside that standard."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.evidence.checks.finding import Check, Finding
from simulator.evidence.records import Observation
from simulator.evidence.standards import DEPENDENT, PERIODS


def fitted_poverty_names_its_standard(observation: Observation) -> Iterator[Finding]:
    """Find a row to fit that does not say by which standard households were counted."""
    if observation.fit == "yes" and not observation.standard and observation.indicator in DEPENDENT:
        yield Finding("missing_standard", "standard", ", ".join(PERIODS))


def level_lies_in_its_standard(observation: Observation) -> Iterator[Finding]:
    """Find a level by a standard that was not in use on its day."""
    standard = PERIODS.get(observation.standard)
    if standard is None or observation.period_start is not None:
        return
    if not standard.first_level <= observation.period_end <= standard.last_level:
        yield Finding("standard_not_in_use", "standard", f"{standard.first_level} – {standard.last_level}")


def change_stays_in_its_standard(observation: Observation) -> Iterator[Finding]:
    """Find a change or flow whose period reaches into another standard.

    Rows that are only shown may begin with the five-year plan, as its reports do; rows to fit may not.
    """
    standard, start = PERIODS.get(observation.standard), observation.period_start
    if standard is None or start is None:
        return
    earliest = standard.first_level if observation.fit == "yes" else standard.plan_start
    allowed = f"{earliest} – {standard.last_level}"
    if start < earliest:
        yield Finding("across_standards", "period_start", allowed)
    elif observation.period_end > standard.last_level:
        yield Finding("across_standards", "period_end", allowed)


_PERIOD = {"period_start", "period_end", "standard"}
CHECKS = (
    Check(frozenset({"fit", "standard", "indicator"}), fitted_poverty_names_its_standard),
    Check(frozenset(_PERIOD), level_lies_in_its_standard),
    Check(frozenset(_PERIOD | {"fit"}), change_stays_in_its_standard),
)
