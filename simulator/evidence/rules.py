"""Rules: lines, norms, thresholds and dates set by decree."""

from __future__ import annotations

from simulator.evidence.known import Names
from simulator.evidence.records import Rule
from simulator.evidence.tables import Row

COLUMNS = (
    "topic",
    "scope",
    "valid_from",
    "valid_to",
    "value",
    "unit",
    "source_id",
    "verified",
    "note",
)
TEXT = "text"


def read_rule(row: Row, sources: Names) -> Rule:
    """Return a rule. What was read has a source and, unless the rule is told in words, a value."""
    verified = row.choice("verified", ("yes", "no"))
    source_id = row.text("source_id")
    if source_id or verified == "yes":
        row.reference("source_id", sources, "unknown_source")
    rule = Rule(
        topic=row.required("topic"),
        scope=row.required("scope"),
        valid_from=row.optional_day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        value=row.optional_number("value"),
        unit=row.required("unit"),
        source_id=source_id,
        verified=verified,
        note=row.text("note"),
        line=row.line,
    )
    if verified == "yes" and rule.unit != TEXT:
        row.required("value")
    if rule.unit.startswith("share") and rule.value is not None:
        _check_share(row, rule.value)
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        row.fault("end_before_start", "valid_to", allowed=f"≥ {rule.valid_from}")
    return rule


def _check_share(row: Row, value: float) -> None:
    if 1 < value <= 100:
        row.fault("looks_like_percent", "value", allowed="0 – 1", nearest=f"{value / 100:.10g}")
    elif not 0 <= value <= 1:
        row.fault("share_out_of_range", "value", allowed="0 – 1")
