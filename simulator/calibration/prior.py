"""Prior distributions: each parameter is a monotone function of one standard normal variable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, ndtr

from simulator.evidence import Evidence, Locality, ParameterRecord
from simulator.model.arrays import Array
from simulator.model.years import SPREADS, latent_name

Z95 = 1.6448536269514722
START = "start."


@dataclass(frozen=True)
class Marginal:
    """Prior of one parameter: median and 90 % range of a lognormal, normal, logit_normal or power family.

    Two bounds over-determine a spread about a given median: the spread is their least-squares compromise and
    the median is kept. A bound that the family cannot reach (0 for a lognormal) is left out.
    """

    name: str
    median: float
    p05: float
    p95: float
    family: str

    @property
    def fixed(self) -> bool:
        """Whether the parameter is the same in every draw."""
        return self.p05 == self.median == self.p95

    def values(self, z: Array) -> Array:
        """Parameter values for standard normal `z`, same shape."""
        if self.fixed:
            return np.full(z.shape, self.median)
        if self.family == "normal":
            return self.median + z * ((self.p95 - self.p05) / (2.0 * Z95))
        if self.family == "lognormal":
            return self.median * np.exp(z * _spread(np.log, self.median, self.p05, self.p95, low=0.0, high=np.inf))
        if self.family == "logit_normal":
            spread = _spread(logit, self.median, self.p05, self.p95, low=0.0, high=1.0)
            return np.asarray(expit(logit(self.median) + z * spread))
        if self.family == "power":  # a U-shaped or one-sided share: u ** k hits p95, most of the mass is near zero
            return np.asarray(ndtr(z) ** (np.log(self.p95) / np.log(0.95)))
        raise ValueError(f"{self.name}: unknown family {self.family}")


def _spread(scale: np.ufunc, median: float, p05: float, p95: float, *, low: float, high: float) -> float:
    ends = [abs(scale(end) - scale(median)) / Z95 for end in (p05, p95) if low < end < high]
    return float(np.mean(ends)) if ends else 0.0


def marginals(evidence: Evidence, locality: Locality, effects: str) -> tuple[Marginal, ...]:
    """Priors of every parameter of a locality under an evidence set (`causal` or `reported`).

    The most local row of the parameter table holds: locality, then region, then national. The start values of
    the locality's file follow as `start.<name>`, then one variable for each year that fitted figures speak of.
    """
    scopes = (locality.id, locality.region, "national")
    chosen: dict[str, ParameterRecord] = {}
    for scope in scopes:
        for record in evidence.parameters:
            if record.scope == scope and record.evidence in ("both", effects):
                chosen.setdefault(record.name, record)
    general = [Marginal(r.name, r.median, r.p05, r.p95, r.distribution) for r in chosen.values()]
    starts = [
        Marginal(START + name, start.value, start.p05, start.p95, _family(start.unit))
        for name, start in locality.start_values.items()
    ]
    reported = max((row.period_end.year for row in evidence.of(locality.id) if row.fit == "yes"), default=0)
    years = [
        Marginal(latent_name(what, year), 0.0, -Z95, Z95, "normal")
        for what in SPREADS
        for year in range(locality.start.year + 1, reported + 1)
    ]
    return (*sorted(general, key=lambda m: m.name), *starts, *years)


def _family(unit: str) -> str:
    return "logit_normal" if unit == "share" else "lognormal"


def parameter_values(priors: Sequence[Marginal], z: Array) -> dict[str, Array]:
    """Values of all parameters, name -> (draw,). z: (free parameter, draw), in the order of the free priors."""
    rows = iter(z)
    zeros = np.zeros(z.shape[1])
    return {prior.name: prior.values(zeros if prior.fixed else next(rows)) for prior in priors}


def free(priors: Sequence[Marginal]) -> tuple[Marginal, ...]:
    """The priors that are not fixed, in order."""
    return tuple(prior for prior in priors if not prior.fixed)
