"""Amounts: a share is no percent, and only changes fall below zero."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.evidence.checks.finding import Check, Finding
from simulator.evidence.records import Observation

SHARES = ("share", "share_per_year")


def is_change(observation: Observation) -> bool:
    """Tell whether the figure says by how much something changed."""
    return observation.indicator.endswith("_change") or observation.unit == "share_per_year"


def share_is_no_percent(observation: Observation) -> Iterator[Finding]:
    """Find a share beyond one: 17.83 was meant as 0.1783."""
    size = abs(observation.value)
    if observation.unit in SHARES and size > 1:
        allowed = "-1 – 1" if is_change(observation) else "0 – 1"
        if size <= 100:
            yield Finding("looks_like_percent", "value", allowed, f"{observation.value / 100:.10g}")
        else:
            yield Finding("share_out_of_range", "value", allowed)


def only_changes_are_negative(observation: Observation) -> Iterator[Finding]:
    """Find a level or a flow below zero."""
    if observation.value < 0 and not is_change(observation):
        yield Finding("negative_count", "value", "≥ 0")


CHECKS = (
    Check(frozenset({"value", "unit", "indicator"}), share_is_no_percent),
    Check(frozenset({"value", "unit", "indicator"}), only_changes_are_negative),
)
