"""Priors, and the parameters of the model that take their ranges from them."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from simulator.evidence.known import Known, Names
from simulator.evidence.records import ParameterRecord, Prior
from simulator.evidence.tables import UNREAD_NUMBER, Row

PRIOR_COLUMNS = (
    "parameter",
    "scope",
    "unit",
    "median",
    "p05",
    "p95",
    "distribution",
    "source_ids",
    "judgement",
    "note",
)
PARAMETER_COLUMNS = (
    "name",
    "scope",
    "unit",
    "median",
    "p05",
    "p95",
    "lower",
    "upper",
    "distribution",
    "evidence",
    "prior",
    "source_ids",
    "note",
)
REGIONS = ("national", "north-west", "lowland")
PRIOR_DISTRIBUTIONS = ("lognormal", "normal", "beta")
DISTRIBUTIONS = ("lognormal", "normal", "logit_normal", "power")
EVIDENCE_SETS = ("both", "causal", "reported")
ASSUMPTION = "assumption"
RANGE = ("p05", "median", "p95")


def read_prior(row: Row, sources: Names) -> Prior:
    """Return a prior: a source, or the admission that it was judged."""
    judgement = row.choice("judgement", ("yes", "no"))
    source_ids = row.names("source_ids", sources, "unknown_source")
    if judgement == "no" and not source_ids and "source_ids" not in row.unread:
        row.fault("missing_source", "source_ids")
    prior = Prior(
        parameter=row.required("parameter"),
        scope=row.choice("scope", REGIONS),
        unit=row.text("unit"),
        median=row.number("median"),
        p05=row.number("p05"),
        p95=row.number("p95"),
        distribution=row.choice("distribution", PRIOR_DISTRIBUTIONS),
        source_ids=source_ids,
        judgement=judgement,
        note=row.text("note"),
        line=row.line,
    )
    _check_range(row, prior)
    return prior


def read_parameter(row: Row, known: Known, priors: Iterable[tuple[Row, Prior]] | None) -> ParameterRecord:
    """Return a parameter, its range taken from the prior that it names."""
    places = known.localities
    scope = row.required("scope") if places is None else row.choice("scope", (*REGIONS, *places))
    source_ids = row.names("source_ids", known.sources, "unknown_source")
    named = bool(row.text("prior"))
    prior = _named_prior(row, scope, priors) if named else None
    if not named and not source_ids and ASSUMPTION not in row.text("note") and "source_ids" not in row.unread:
        row.fault("missing_provenance", "source_ids", allowed=ASSUMPTION)
    p05, median, p95 = _range(row, prior) if not named or prior else (UNREAD_NUMBER,) * 3
    lower, upper = row.optional_number("lower"), row.optional_number("upper")
    parameter = ParameterRecord(
        name=row.required("name"),
        scope=scope,
        unit=row.text("unit"),
        median=median,
        p05=p05,
        p95=p95,
        lower=-inf if lower is None else lower,
        upper=inf if upper is None else upper,
        distribution=row.choice("distribution", DISTRIBUTIONS),
        evidence=row.choice("evidence", EVIDENCE_SETS),
        source_ids=(*(prior.source_ids if prior else ()), *source_ids),
        note=row.text("note") or (prior.note if prior else ""),
        line=row.line,
    )
    if not named or prior:
        _check_range(row, parameter)
        _check_limits(row, parameter)
    return parameter


def _range(row: Row, prior: Prior | None) -> tuple[float, float, float]:
    if prior:
        return prior.p05, prior.median, prior.p95
    return row.number("p05"), row.number("median"), row.number("p95")


def _named_prior(row: Row, scope: str, priors: Iterable[tuple[Row, Prior]] | None) -> Prior | None:
    """Return the prior that a parameter names, None when there is none or its own row has faults."""
    for field in RANGE:
        if row.text(field):
            row.fault("prior_and_value", field)
    if priors is None:
        return None
    scopes = {prior.scope: (line, prior) for line, prior in priors if prior.parameter == row.text("prior")}
    if not scopes:
        row.reference("prior", sorted({prior.parameter for _, prior in priors}), "unknown_prior")
    elif scope not in scopes and "scope" not in row.unread:
        row.fault("prior_without_scope", "scope", allowed=", ".join(sorted(scopes)))
    line, prior = scopes.get(scope, (row, None))
    return prior if prior and not line.unread else None


def _check_range(row: Row, record: Prior | ParameterRecord) -> None:
    if row.unread.intersection(RANGE):
        return
    p05, median, p95 = record.p05, record.median, record.p95
    if not p05 <= median <= p95:
        row.fault("out_of_order", "median", allowed=f"{p05:g} ≤ … ≤ {p95:g}")
    elif record.distribution in ("lognormal", "power", "logit_normal") and p05 <= 0:
        row.fault("outside_distribution", "p05", allowed=f"{record.distribution}: > 0")
    elif record.distribution in ("beta", "logit_normal") and (p95 > 1 or p05 < 0):
        field = "p95" if p95 > 1 else "p05"
        row.fault("outside_distribution", field, allowed=f"{record.distribution}: 0 – 1")


def _check_limits(row: Row, record: ParameterRecord) -> None:
    if row.unread.intersection((*RANGE, "lower", "upper")):
        return
    if record.lower > record.p05:
        row.fault("limit_inside_range", "lower", allowed=f"≤ {record.p05:g}")
    if record.upper < record.p95:
        row.fault("limit_inside_range", "upper", allowed=f"≥ {record.p95:g}")
