"""Loan caps, rates and terms as dated rules, with what holds today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from simulator.evidence import Evidence, Rule

LOAN_TOPICS = ("loan_rate", "loan_cap", "loan_term", "loan_rate_ceiling", "loan_rate_overdue", "escaped_status_length")


@dataclass(frozen=True)
class DatedRule:
    """A rule and its state on a day: in_force, undated (in force, no first day known), ended or coming."""

    rule: Rule
    state: str


def loan_rules(evidence: Evidence, today: date) -> tuple[DatedRule, ...]:
    """The rules of loans by topic, each topic in the order of the file."""
    rows = [row for topic in LOAN_TOPICS for row in evidence.rules if row.topic == topic]
    return tuple(DatedRule(row, state_on(row, today)) for row in rows)


def state_on(rule: Rule, today: date) -> str:
    """What a rule is on a day.

    >>> from simulator.evidence import Rule
    >>> state_on(Rule("t", "s", None, date(2025, 12, 31), 1.0, "share", "", "yes", "", 1), date(2026, 1, 1))
    'ended'
    """
    if rule.valid_to is not None and rule.valid_to < today:
        return "ended"
    if rule.valid_from is None:
        return "undated"
    return "coming" if rule.valid_from > today else "in_force"


def by_topic(rows: Sequence[DatedRule]) -> dict[str, list[DatedRule]]:
    """The same rows grouped by topic, in their order."""
    found: dict[str, list[DatedRule]] = {}
    for row in rows:
        found.setdefault(row.rule.topic, []).append(row)
    return found
