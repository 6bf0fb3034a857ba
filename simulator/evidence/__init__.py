"""From the files under ``data/`` to checked observations, sources, priors, rules, levers and localities."""

from simulator.evidence.load import DATA, check_observations, load_evidence
from simulator.evidence.records import (
    Evidence,
    HistoryLever,
    Indicator,
    Lever,
    Locality,
    Observation,
    ParameterRecord,
    Prior,
    Rule,
    Source,
    StartValue,
)

__all__ = [
    "DATA",
    "Evidence",
    "HistoryLever",
    "Indicator",
    "Lever",
    "Locality",
    "Observation",
    "ParameterRecord",
    "Prior",
    "Rule",
    "Source",
    "StartValue",
    "check_observations",
    "load_evidence",
]
