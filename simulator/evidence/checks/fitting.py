"""Fitting: what calibration uses must be a report with a stated doubt."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.evidence.checks.finding import Check, Finding
from simulator.evidence.records import Observation


def only_reports_are_fitted(observation: Observation) -> Iterator[Finding]:
    """Find a target or forecast that calibration would take for a fact."""
    if observation.fit == "yes" and observation.kind in ("target", "forecast"):
        yield Finding("fitted_forecast", "fit", "no")


def fitted_has_sigma(observation: Observation) -> Iterator[Finding]:
    """Find a row to fit without its doubt."""
    if observation.fit == "yes" and observation.sigma is None:
        yield Finding("missing_sigma", "sigma", "> 0")


def sigma_is_positive(observation: Observation) -> Iterator[Finding]:
    """Find a doubt of nothing or less."""
    if observation.sigma is not None and observation.sigma <= 0:
        yield Finding("not_positive", "sigma", "> 0")


CHECKS = (
    Check(frozenset({"fit", "kind"}), only_reports_are_fitted),
    Check(frozenset({"fit", "sigma"}), fitted_has_sigma),
    Check(frozenset({"sigma"}), sigma_is_positive),
)
