"""Observations: read cell by cell, then checked for what a row says as a whole."""

from __future__ import annotations

from simulator.evidence.checks import CHECKS
from simulator.evidence.known import Known
from simulator.evidence.records import Observation
from simulator.evidence.standards import STANDARDS
from simulator.evidence.tables import Row

COLUMNS = (
    "obs_id",
    "locality",
    "indicator",
    "period_start",
    "period_end",
    "value",
    "unit",
    "bound",
    "kind",
    "standard",
    "fit",
    "sigma",
    "source_id",
    "note",
)
BOUNDS = ("exact", "about", "at_least", "at_most")
KINDS = ("stock", "flow", "rate", "target", "forecast")
FITS = ("yes", "check", "no")


def read_observation(row: Row, known: Known) -> Observation:
    """Return an observation. What cannot be read is noted, and no check that needs it is made."""
    observation = Observation(
        obs_id=row.required("obs_id"),
        locality=row.reference("locality", known.places, "unknown_locality"),
        indicator=row.reference("indicator", known.units, "unknown_indicator"),
        period_start=row.optional_day("period_start"),
        period_end=row.day("period_end"),
        value=row.number("value"),
        unit=_unit(row, known),
        bound=row.choice("bound", BOUNDS),
        kind=row.choice("kind", KINDS),
        standard=row.choice("standard", (*STANDARDS, "")),
        fit=row.choice("fit", FITS),
        sigma=row.optional_number("sigma"),
        source_id=row.reference("source_id", known.sources, "unknown_source"),
        note=row.text("note"),
        line=row.line,
    )
    for check in CHECKS:
        if not row.unread.intersection(check.needs):
            for finding in check.look(observation):
                row.fault(finding.code, finding.field, allowed=finding.allowed, nearest=finding.nearest)
    return observation


def _unit(row: Row, known: Known) -> str:
    unit = row.required("unit")
    if not unit or known.units is None:
        return unit
    expected = known.units.get(row.text("indicator"), "")
    if unit not in known.units.values():
        row.reference("unit", sorted(set(known.units.values())), "unknown_unit")
    elif expected and unit != expected:
        row.fault("unit_mismatch", "unit", allowed=expected)
    return unit
