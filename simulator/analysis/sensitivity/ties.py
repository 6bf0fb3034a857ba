"""What is unknown, in groups that figures tie together inside and hardly between.

Figures tie parameters to each other: a high pace of one kind goes with a low one of another. Shares of variance need
inputs that are drawn apart, so what belongs together is one input. Effects that are closely correlated are one group;
further groups are joined as far as needed, the pair whose neglected covariance is largest first, until the outcome
varies with the groups drawn apart nearly as it does over the posterior. A group that would hold nearly all, which says
nothing, is made only where the variance would be far off without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from simulator.analysis.sensitivity.bars import NOTHING, active, given
from simulator.analysis.sensitivity.future import Members, Outlook
from simulator.analysis.sensitivity.results import CHANCE, TODAY
from simulator.model.arrays import Array

SWAPPED = 400  # draws that get each parameter from another draw
SHARED = 10  # draws that share one state, or one chance
LITTLE = 0.01  # share of the variance up to which a parameter is one of the rest
CERTAIN = 3.0  # Monte-Carlo errors from which a correlation counts
TIED = 0.02  # least share of the variance that a covariance worth a join is of
CLOSE = 0.6  # correlation of two effects that are not to be drawn apart
NEAR, FAR = np.log(1.15), np.log(2.0)  # how far the variance of groups drawn apart may be off
MOST = 0.75  # of the inputs' variances that one group may hold
CHECKED = 4000  # runs that a variance is found with
Group = tuple[str, ...]


@dataclass(frozen=True)
class Unknown:
    """A parameter, TODAY or CHANCE. own: variance of the outcome that is left when all else is known;
    of TODAY and CHANCE, what goes when they are known.

    effect: what it makes of the outcome of each member, about none, (draw,): along a straight line in the standard
    normal variable of a parameter's rank; for TODAY and CHANCE the mean over other members.
    """

    name: str
    own: float
    effect: Array


@dataclass(frozen=True)
class Ties:
    """Groups that are drawn apart, the largest first; with `rest`, all that is of little account together in the last.

    variance: over the members. apart: with the groups drawn apart. correlation: of the effects of two groups, the
    largest that is cut where that counts.
    """

    groups: tuple[Group, ...]
    rest: bool
    variance: float
    apart: float
    correlation: float

    @property
    def off(self) -> float:
        """How far the variance is off when the groups are drawn apart, as a log ratio."""
        return abs(float(np.log(self.apart / self.variance)))


@dataclass(frozen=True)
class _Pair:
    """Two unknowns with effects that vary together."""

    first: Unknown
    second: Unknown
    correlation: float


def unknowns(outcome: Outlook, rng: np.random.Generator) -> tuple[Unknown, ...]:
    """Return all that changes the outcome, the most first.

    A parameter's own variance is half the mean square of what a swap with another draw does (Jansen 1999).
    """
    everyone = np.arange(outcome.parameters.draws)
    members, other = rng.integers(0, len(everyone), (2, SWAPPED))
    before = outcome.at(members)
    found = []
    for name in active(outcome):
        change = outcome.at(members, apart={name: other}) - before
        scores = normal_scores(outcome.parameters[name])
        moved = scores[other] - scores[members]
        slope = float(change @ moved / (moved @ moved))
        found.append(Unknown(name, 0.5 * float(np.mean(change**2)), slope * scores))
    others = rng.permutation(everyone)[:SHARED]
    for name in (TODAY, CHANCE):
        effect = given(outcome, name, everyone, others)
        found.append(Unknown(name, float(effect.var()), effect - effect.mean()))
    least = (NOTHING * outcome.exact.std()) ** 2
    return tuple(sorted((item for item in found if item.own > least), key=lambda item: -item.own))


def normal_scores(values: Array) -> Array:
    """Return the standard normal quantile of each value's rank, (draw,)."""
    ranks = np.empty(len(values))
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values)) + 0.5
    return np.asarray(ndtri(ranks / len(values)))


def tied(outcome: Outlook, found: Sequence[Unknown], effective: float, rng: np.random.Generator) -> Ties:
    """Return the groups of what is unknown; effective: independent draws that the members are worth."""
    draws = outcome.parameters.draws
    variance = float(outcome.at(np.arange(draws)).var())
    picks = {item.name: rng.integers(0, draws, CHECKED) for item in found}
    pairs = tuple(_pairs(found, variance, effective))
    groups: list[Group] = [(item.name,) for item in found]
    for pair in pairs:
        if pair.correlation >= CLOSE and min(pair.first.own, pair.second.own) >= LITTLE * variance:
            groups = _joined(groups, pair)
    best = _ties(outcome, groups, found, picks, variance)
    for limit, most in ((NEAR, MOST), (FAR, 1.0)):
        for pair in pairs:
            after = _joined(groups, pair)
            if best.off > limit and _largest(after, found) <= most and len(after) < len(groups):
                groups = after
                best = min(best, _ties(outcome, groups, found, picks, variance), key=lambda ties: ties.off)
    return best


def _joined(groups: Sequence[Group], pair: _Pair) -> list[Group]:
    """The groups with those of the pair made one, last."""
    one, other = (next(group for group in groups if item.name in group) for item in (pair.first, pair.second))
    return [*(group for group in groups if group not in (one, other)), one if one == other else one + other]


def _largest(groups: Sequence[Group], found: Sequence[Unknown]) -> float:
    """The most of the inputs' variances that one of the groups holds."""
    own = {item.name: item.own for item in found}
    return max(sum(own[name] for name in group) for group in groups) / sum(own.values())


def _ties(
    outcome: Outlook, groups: Sequence[Group], found: Sequence[Unknown], picks: Mapping[str, Members], variance: float
) -> Ties:
    """The groups in order, and the outcome's variance when each is taken from a member of its own."""
    own, effects = {item.name: item.own for item in found}, {item.name: item.effect for item in found}
    little = [group for group in groups if len(group) == 1 and own[group[0]] < LITTLE * variance]
    kept = [tuple(sorted(group, key=lambda name: -own[name])) for group in groups if group not in little]
    kept.sort(key=lambda group: -sum(own[name] for name in group))
    rest = [tuple(sorted((group[0] for group in little), key=lambda name: -own[name]))] if little else []
    ordered = (*kept, *rest)
    apart = {name: picks[group[0]] for group in ordered for name in group}
    return Ties(
        groups=ordered,
        rest=bool(rest),
        variance=variance,
        apart=float(outcome.at(picks[ordered[0][0]], apart=apart).var()),
        correlation=_cut([np.sum([effects[name] for name in group], axis=0) for group in kept], variance),
    )


def _pairs(found: Sequence[Unknown], variance: float, effective: float) -> Iterator[_Pair]:
    """Pairs with a covariance that counts and is no accident, the largest first."""
    if len(found) < 2:
        return
    effects = np.stack([item.effect for item in found])
    shares, correlations = 2.0 * np.abs(np.cov(effects)) / variance, np.abs(np.corrcoef(effects))
    errors = (1.0 - correlations**2) / np.sqrt(max(effective - 1.0, 1.0))
    counts = np.triu((shares >= TIED) & (correlations > CERTAIN * errors), 1)
    for i, j in sorted(np.argwhere(counts).tolist(), key=lambda place: -shares[place[0], place[1]]):
        yield _Pair(found[i], found[j], float(correlations[i, j]))


def _cut(effects: Sequence[Array], variance: float) -> float:
    """The largest correlation between effects of two groups whose covariance counts."""
    if len(effects) < 2:
        return 0.0
    counts = np.triu(2.0 * np.abs(np.cov(effects)) >= TIED * variance, 1)
    return float(np.abs(np.corrcoef(effects))[counts].max(initial=0.0))
