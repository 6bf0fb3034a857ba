"""Which scenario is beaten by another: clearly better on some count of outcomes and cost, clearly worse on none."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.analysis.comparison import FIGURES, PLANNED, Comparison
from simulator.analysis.comparison_verdict import CLEAR, NONE, TINY, UNCLEAR, verdict
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

Pair = tuple[int, int]


@dataclass(frozen=True)
class Beaten:
    """`winner` is clearly better than `loser` on the counts of `gains` and clearly worse on none.

    gains: by count the paired difference of the winner less the loser; equal: counts without any difference; tiny:
    counts that are almost equal; unclear: counts whose difference cannot be told from none.
    """

    loser: int
    winner: int
    gains: dict[str, Interval]
    equal: tuple[str, ...]
    tiny: tuple[str, ...]
    unclear: tuple[str, ...]


def beaten(comparison: Comparison) -> list[Beaten]:
    """Every scenario that another one beats, by loser and winner: a strict partial order.

    A pair that counts poverty by different standards is not compared.
    """
    places = range(len(comparison.outcomes))
    pairs = {(a, b): _beats(a, b, comparison) for a in places for b in places if a != b}
    told = transitive({pair for pair, found in pairs.items() if found is not None})
    found = [pairs[pair] for pair in sorted(told, key=lambda pair: (pair[1], pair[0]))]
    return [pair for pair in found if pair is not None]


def _beats(winner: int, loser: int, comparison: Comparison) -> Beaten | None:
    gains: dict[str, Interval] = {}
    others: dict[str, list[str]] = {NONE: [], TINY: [], UNCLEAR: []}
    for name in COUNTS:
        found = comparison.difference(winner, name, loser)
        if found is None:
            return None
        kind = verdict(found, name, comparison.level(winner, name).median)
        if kind != CLEAR:
            others[kind].append(name)
        elif found.median * FIGURES[name].better < 0.0:
            return None
        else:
            gains[name] = found
    if not gains:
        return None
    return Beaten(loser, winner, gains, *(tuple(others[kind]) for kind in (NONE, TINY, UNCLEAR)))


def transitive(pairs: set[Pair]) -> set[Pair]:
    """The pairs without those that contradict each other.

    What can be told of two pairs may be lost in the third (A before B before C, yet not A before C): where it is,
    neither step is told.
    """
    while True:
        broken = {
            step for a, b in pairs for c, d in pairs if b == c and (a, d) not in pairs for step in ((a, b), (c, d))
        }
        if not broken:
            return pairs
        pairs = pairs - broken
