"""Periods: a stock has a day, a flow has a beginning and an end."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.evidence.checks.finding import Check, Finding
from simulator.evidence.records import Observation


def period_runs_forward(observation: Observation) -> Iterator[Finding]:
    """Find a period that ends before it starts."""
    start, end = observation.period_start, observation.period_end
    if start is not None and end < start:
        yield Finding("end_before_start", "period_end", f"≥ {start.isoformat()}")


def kind_fits_period(observation: Observation) -> Iterator[Finding]:
    """Find a stock with a start, or a flow without one. Rates, targets and forecasts may have either."""
    if observation.kind == "stock" and observation.period_start is not None:
        yield Finding("stock_with_start", "period_start")
    if observation.kind == "flow" and observation.period_start is None:
        yield Finding("flow_without_start", "period_start")


CHECKS = (
    Check(frozenset({"period_start", "period_end"}), period_runs_forward),
    Check(frozenset({"period_start", "kind"}), kind_fits_period),
)
