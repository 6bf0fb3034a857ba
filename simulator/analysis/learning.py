"""What the figures of a locality taught about each parameter, and which parameters they cannot tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.calibration import Posterior
from simulator.calibration.prior import START, Z95, Marginal, free, marginals
from simulator.evidence import Evidence, Locality, ParameterRecord
from simulator.model.arrays import Array

NARROWED = 0.7  # standard deviation of a standard normal variable after the figures
SHIFTED = 1.0  # its mean after the figures, in standard deviations of before
SAME_SPREAD = 0.9  # at least this much of the standard deviation is kept, and
SAME_PLACE = 0.25  # the mean moved by no more than this, where the figures say nothing
NOISE = 2.0  # Monte-Carlo errors that a correlation must lie above the least that counts
NATIONAL = "national"
FIXED, SILENT, LITTLE, MUCH = "fixed", "silent", "little", "much"


@dataclass(frozen=True)
class Range:
    """Median and 90 % range."""

    median: float
    p05: float
    p95: float

    @property
    def fixed(self) -> bool:
        """Whether it is one value."""
        return self.p05 == self.median == self.p95


@dataclass(frozen=True)
class Learned:
    """One parameter before and after the figures, in its own `unit`.

    before: the prior as it is drawn, which is where the published range and the family meet. kept: standard deviation
    of its standard normal variable after the figures (1 before them; 0 when fixed). shift: mean of that variable (0
    before them). verdict: fixed; silent, where the figures change next to nothing; little; much, where they narrow or
    move it clearly. scope: of the row that holds. assumed: its range is an assumption.
    """

    name: str
    unit: str
    scope: str
    before: Range
    after: Range
    kept: float
    shift: float
    verdict: str
    source_ids: tuple[str, ...]
    assumed: bool

    @property
    def group(self) -> str:
        """Heading under which it is listed: the block of the model, or `start`."""
        first = self.name.partition(".")[0]
        return "merger" if first in {"criteria_change", "disaster"} else first


@dataclass(frozen=True)
class Pair:
    """Two parameters that the figures tie together: correlation of their standard normal variables, and its error."""

    first: str
    second: str
    correlation: float
    error: float


def learned(evidence: Evidence, locality: Locality, posterior: Posterior) -> tuple[Learned, ...]:
    """Return every parameter of the locality by group, in the order of the parameter table, its start values last.

    The variables of good and bad years are left out: they are chance, not parameters.
    """
    priors = {prior.name: prior for prior in marginals(evidence, locality, posterior.effects)}
    latent = _latent(tuple(priors.values()), posterior)
    names = dict.fromkeys(record.name for record in evidence.parameters)
    starts = [name for name in priors if name.startswith(START)]
    rows = [_learned(priors[name], latent.get(name), posterior, evidence, locality) for name in (*names, *starts)]
    groups = list(dict.fromkeys(row.group for row in rows))
    return tuple(sorted(rows, key=lambda row: groups.index(row.group)))


def pairs(
    evidence: Evidence, locality: Locality, posterior: Posterior, least: float = 0.5, most: int = 20
) -> tuple[Pair, ...]:
    """Return the pairs whose correlation after the figures is clearly above `least` in size, the closest first.

    Before the figures no two parameters are correlated. The error is (1 - r^2) / sqrt(effective sample size - 1); a
    pair within NOISE errors of `least` is left out, and with it any pair that no figure touches.
    """
    latent = _latent(marginals(evidence, locality, posterior.effects), posterior)
    names = tuple(latent)
    if len(names) < 2:
        return ()
    correlations = np.asarray(np.corrcoef(np.stack(list(latent.values()))))
    errors = (1.0 - correlations**2) / np.sqrt(max(posterior.effective - 1.0, 1.0))
    places = np.argwhere(np.triu(np.abs(correlations) - NOISE * errors > least, 1))
    found = [Pair(names[i], names[j], float(correlations[i, j]), float(errors[i, j])) for i, j in places]
    return tuple(sorted(found, key=lambda pair: -abs(pair.correlation))[:most])


def _latent(priors: Sequence[Marginal], posterior: Posterior) -> dict[str, Array]:
    """Standard normal variable of each free parameter, (draw,)."""
    names = [prior.name for prior in free(priors)]
    return dict(zip(names, posterior.z.astype(np.float64), strict=True))


def _learned(
    prior: Marginal, latent: Array | None, posterior: Posterior, evidence: Evidence, locality: Locality
) -> Learned:
    if prior.name.startswith(START):
        start = locality.start_values[prior.name.removeprefix(START)]
        unit, scope, source_ids, assumed = start.unit, locality.id, start.source_ids, not start.source_ids
    else:
        record = applied_record(evidence, locality, prior.name, posterior.effects)
        unit, scope, source_ids = record.unit, record.scope, record.source_ids
        assumed = "assumption" in record.note or not source_ids
    before = Range(*(float(value) for value in prior.values(np.array([0.0, -Z95, Z95]))))
    low, median, high = (float(q) for q in np.quantile(posterior.parameters[prior.name], (0.05, 0.5, 0.95)))
    kept, shift = (0.0, 0.0) if latent is None else (float(latent.std()), float(latent.mean()))
    return Learned(
        name=prior.name,
        unit=unit,
        scope=scope,
        before=before,
        after=Range(median, low, high),
        kept=kept,
        shift=shift,
        verdict=FIXED if latent is None else verdict(kept, shift),
        source_ids=source_ids,
        assumed=assumed,
    )


def verdict(kept: float, shift: float) -> str:
    """Return what the figures say about a free parameter: `silent`, `little` or `much`."""
    if kept < NARROWED or abs(shift) > SHIFTED:
        return MUCH
    return SILENT if kept >= SAME_SPREAD and abs(shift) <= SAME_PLACE else LITTLE


def applied_record(evidence: Evidence, locality: Locality, name: str, effects: str = "causal") -> ParameterRecord:
    """Return the row of the parameter table that holds for a locality: its own, its region's or the nation's."""
    scopes = (locality.id, locality.region, NATIONAL)
    rows = [r for r in evidence.parameters if r.name == name and r.scope in scopes and r.evidence in ("both", effects)]
    return min(rows, key=lambda record: scopes.index(record.scope))
