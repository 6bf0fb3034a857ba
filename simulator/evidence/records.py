"""The records that the data files hold: one frozen class per table, one field per column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """Where a figure comes from."""

    source_id: str
    topic: str
    publisher: str
    url: str
    date_published: date | None
    rating: str
    line: int


@dataclass(frozen=True)
class Indicator:
    """A quantity that reports give, its unit and what it observes in the model."""

    indicator: str
    unit: str
    definition: str
    observes: str
    line: int


@dataclass(frozen=True)
class Observation:
    """One reported, or openly derived, figure."""

    obs_id: str
    locality: str
    indicator: str
    period_start: date | None
    period_end: date
    value: float
    unit: str
    bound: str
    kind: str
    standard: str
    fit: str
    sigma: float | None
    source_id: str
    note: str
    line: int


@dataclass(frozen=True)
class Prior:
    """Median and 90 % range of a parameter before the observations are seen."""

    parameter: str
    scope: str
    unit: str
    median: float
    p05: float
    p95: float
    distribution: str
    source_ids: tuple[str, ...]
    judgement: str
    note: str
    line: int


@dataclass(frozen=True)
class Rule:
    """A line, norm, threshold or date that a decree sets; ``verified`` = no means recalled, not read."""

    topic: str
    scope: str
    valid_from: date | None
    valid_to: date | None
    value: float | None
    unit: str
    source_id: str
    verified: str
    note: str
    line: int


@dataclass(frozen=True)
class Lever:
    """Something that a planner can set, with its range and step."""

    path: str
    unit: str
    lower: float
    upper: float
    step: float
    decimals: int
    kind: str
    line: int


@dataclass(frozen=True)
class ParameterRecord:
    """A parameter of the model with its range; taken from the priors where the table names one.

    An empty ``lower`` or ``upper`` in the table is minus or plus infinity here.
    """

    name: str
    scope: str
    unit: str
    median: float
    p05: float
    p95: float
    lower: float
    upper: float
    distribution: str
    evidence: str
    source_ids: tuple[str, ...]
    note: str
    line: int


@dataclass(frozen=True)
class StartValue:
    """A stock at the start of a locality's simulation that no observation gives."""

    value: float
    p05: float
    p95: float
    unit: str
    source_ids: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class HistoryLever:
    """What a lever stood at before the scenario begins: (first day, value a year), ascending."""

    path: str
    values: tuple[tuple[date, float], ...]
    source_ids: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Locality:
    """A nation, province or district, and what cannot be observed row by row.

    ``home`` is the folder of a planner's own locality (its figures, start values, posteriors); None for those shipped.
    """

    id: str
    name_vi: str
    name_en: str
    parent: str
    region: str
    ntm_region: str
    start: date
    standard: str
    former_area: bool
    start_values: Mapping[str, StartValue]
    history: Mapping[str, HistoryLever]
    home: Path | None = None


@dataclass(frozen=True)
class Evidence:
    """Everything under ``data/``, checked. ``digest`` changes when any of it does."""

    observations: tuple[Observation, ...]
    sources: Mapping[str, Source]
    indicators: Mapping[str, Indicator]
    priors: tuple[Prior, ...]
    rules: tuple[Rule, ...]
    localities: Mapping[str, Locality]
    levers: Mapping[str, Lever]
    parameters: tuple[ParameterRecord, ...]
    digest: str

    def of(self, locality_id: str) -> tuple[Observation, ...]:
        """Return the observations of one locality, in the order of the file."""
        return tuple(row for row in self.observations if row.locality == locality_id)
