"""Which figure, if it were known, would most change the chance of a target.

Knowing X turns the chance p of a target into P(met | X). Its expected absolute change E|P(met | X) - p| is, where that
chance rises or falls with X throughout, 2 p (1 - p) D: D is the largest distance between the distribution of X over
the draws that meet the target and over those that do not (Kolmogorov and Smirnov). Where it turns, this is a lower
bound; taking the largest distance overstates a small change by about half its error. A figure that decides the target
has D = 1; one that has nothing to do with it has a D whose distribution is known, which gives the level below which a
change cannot be told from chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.stats import kstwobign

from simulator.analysis.candidates import Candidate, figures, parameters
from simulator.analysis.projection import project, reported_indicators
from simulator.analysis.summary import meets
from simulator.calibration import Posterior
from simulator.calibration.likelihood import STOCKS
from simulator.evidence import Evidence
from simulator.model.arrays import Array
from simulator.scenario import Scenario, Target

SETTLED = 0.01  # a chance this close to 0 or 1 can hardly change
FALSE_ALARM = 0.05  # how often any of the candidates that say nothing is taken for one that does
TAIL = 0.1  # a low and a high figure: this quantile and the one as far from the other end
FIFTH = 0.2  # of the draws stand for a low, or a high, figure


@dataclass(frozen=True)
class Worth:
    """What knowing one figure or parameter would do to the chance of a target.

    change: expected absolute change of the chance, with its Monte-Carlo `error`. is_noise: no more than chance alone
    gives. low, high: the value at its 10 % and 90 % quantile; after_low, after_high: the chance among the fifth of the
    draws about each.
    """

    name: str
    kind: str
    date: date | None
    unit: str
    change: float
    error: float
    is_noise: bool
    low: float
    high: float
    after_low: float
    after_high: float


@dataclass(frozen=True)
class Information:
    """What could be learnt about one target: its chance now, and what each candidate would do to it, most first.

    noise: the change up to which a candidate cannot be told from chance. Without candidates when the chance is settled.
    """

    target: Target
    chance: float
    noise: float
    worths: tuple[Worth, ...]

    @property
    def is_settled(self) -> bool:
        """Whether the chance is so near 0 or 1 that hardly anything could change it."""
        return not SETTLED < self.chance < 1.0 - SETTLED

    @property
    def telling(self) -> tuple[Worth, ...]:
        """The candidates that would change the chance, most first."""
        return tuple(worth for worth in self.worths if not worth.is_noise)


def worth(
    evidence: Evidence, scenario: Scenario, baseline: Scenario, posterior: Posterior, target: Target
) -> Information:
    """Return what each parameter and each figure not yet reported would do to the chance of a target.

    scenario: complete. baseline: what the posterior was fitted with. Figures are those that the likelihood can read, at
    the last reported year-end and the next, before the target's day. Raises ValueError when the scenario is about
    another locality or set of effects than the posterior, or does not reach the target.
    """
    if (scenario.locality, scenario.effects) != (posterior.locality, posterior.effects):
        raise ValueError(f"{scenario.locality} ({scenario.effects}) with {posterior.locality} ({posterior.effects})")
    known = reported_indicators(evidence, scenario.locality)
    wanted = [name for name, _ in STOCKS.values() if name in known]
    run = project(scenario, evidence, posterior.parameters, tuple(dict.fromkeys((target.indicator, *wanted))))
    met = meets(run, target)
    candidates = (
        *parameters(evidence, scenario, posterior),
        *figures(evidence, scenario, baseline, posterior, run, target.date),
    )
    return valued(candidates, met, target, posterior.effective)


def valued(candidates: Sequence[Candidate], met: NDArray[np.bool_], target: Target, effective: float) -> Information:
    """Return the worth of candidates; met: which draws meet the target, (draw,), of which so many are `effective`."""
    chance = float(met.mean())
    found = [item for item in candidates if np.isfinite(item.values).all() and np.ptp(item.values) > 0.0]
    noise = noise_level(chance, effective, len(found))
    information = Information(target, chance, noise, ())
    if information.is_settled:
        return information
    worths = [_worth(item, met, chance, effective, noise) for item in found]
    return replace(information, worths=tuple(sorted(worths, key=lambda item: (item.is_noise, -item.change))))


def noise_level(chance: float, effective: float, candidates: int) -> float:
    """Return the change that the largest of so many candidates independent of the target exceeds 5 times in 100."""
    spread = chance * (1.0 - chance)
    if spread == 0.0:
        return 0.0
    distance = float(kstwobign.isf(FALSE_ALARM / max(candidates, 1))) / np.sqrt(effective * spread)
    return float(2.0 * spread * min(distance, 1.0))


def _worth(item: Candidate, met: NDArray[np.bool_], chance: float, effective: float, noise: float) -> Worth:
    order = np.argsort(item.values, kind="stable")
    ordered, reached = item.values[order], met[order]
    change, error = _change(ordered, reached, chance, effective)
    part = max(1, round(FIFTH * len(order)))
    low, high = (float(value) for value in np.quantile(ordered, (TAIL, 1.0 - TAIL)))
    return Worth(
        name=item.name,
        kind=item.kind,
        date=item.date,
        unit=item.unit,
        change=change,
        error=error,
        is_noise=change <= noise,
        low=low,
        high=high,
        after_low=float(reached[:part].mean()),
        after_high=float(reached[-part:].mean()),
    )


def _change(ordered: Array, reached: NDArray[np.bool_], chance: float, effective: float) -> tuple[float, float]:
    """Return 2 p (1 - p) D and its standard error; values ascending, cuts only between different ones."""
    surplus = reached - chance
    cuts = np.flatnonzero(np.diff(ordered) > 0.0)
    gained = np.cumsum(surplus)[cuts] / len(ordered)
    best = int(np.abs(gained).argmax())
    below = np.arange(len(ordered)) <= cuts[best]
    error = 2.0 * float((surplus * (below - below.mean())).std()) / float(np.sqrt(effective))
    return 2.0 * float(abs(gained[best])), error
