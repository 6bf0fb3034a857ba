"""Which scenario is beaten by another on every count: outcomes and cost, on medians of paired differences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.analysis.comparison import FIGURES, PLANNED, Comparison, is_none
from simulator.analysis.summary import Interval

COUNTS = (
    "poverty_rate",
    "multidimensional_rate",
    "ntm_communes_attained",
    "ntm_communes_advanced",
    "houses_needed",
    "persons_placed",
    PLANNED,
)
"""The counts: less poverty, more communes, fewer temporary houses left, more people placed, less money put in."""

Difference = Callable[[int, int, str], Interval | None]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Beaten:
    """`winner` is at least as good as `loser` on every count and better on those of `gains`.

    gains: by count the paired difference of the winner less the loser; equal: counts without any difference.
    """

    loser: int
    winner: int
    gains: dict[str, Interval]
    equal: tuple[str, ...]

    @property
    def unclear(self) -> tuple[str, ...]:
        """The counts whose interval includes zero: better by the median only."""
        return tuple(name for name, gain in self.gains.items() if gain.includes_zero)


def beaten(comparison: Comparison) -> list[Beaten]:
    """Every scenario that another one beats on every count, by loser and winner: a strict partial order.

    A pair that counts poverty by different standards is not compared.
    """

    def difference(winner: int, loser: int, name: str) -> Interval | None:
        return comparison.difference(winner, name, loser)

    places = range(len(comparison.outcomes))
    pairs = {(a, b): _beats(a, b, difference) for a in places for b in places if a != b}
    told = transitive({pair for pair, found in pairs.items() if found is not None})
    found = [pairs[pair] for pair in sorted(told, key=lambda pair: (pair[1], pair[0]))]
    return [pair for pair in found if pair is not None]


def _beats(winner: int, loser: int, difference: Difference) -> Beaten | None:
    gains: dict[str, Interval] = {}
    equal = []
    for name in COUNTS:
        found = difference(winner, loser, name)
        if found is None or (not is_none(found, name) and found.median * FIGURES[name].better < 0.0):
            return None
        if is_none(found, name) or found.median == 0.0:
            equal.append(name)
        else:
            gains[name] = found
    return Beaten(loser, winner, gains, tuple(equal)) if gains else None


def transitive(pairs: set[Pair]) -> set[Pair]:
    """The pairs without those that contradict each other.

    Medians of paired differences may go round in a circle (A before B before C, yet not A before C): where they do,
    neither step is told.
    """
    while True:
        broken = {
            step for a, b in pairs for c, d in pairs if b == c and (a, d) not in pairs for step in ((a, b), (c, d))
        }
        if not broken:
            return pairs
        pairs = pairs - broken
