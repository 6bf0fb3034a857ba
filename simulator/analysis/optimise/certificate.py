"""What vouches for an optimum: how far from the best there can be, what holds it back, what else would do."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.analysis.optimise.question import Allocation
from simulator.analysis.summary import Interval

VERDICTS = (
    "optimal",
    "nothing_better",
    "start_adapted",
    "budget_not_binding",
    "within_noise",
    "no_effect",
    "stuck",
    "no_room",
)
"""What there may be to say.

optimal: lattice, exchanges and starts agree. nothing_better: no split is better than the start, which comes back.
start_adapted: the scenario itself does not keep the limits or the total; the start is what is nearest in proportion.
budget_not_binding: more money would change nothing. within_noise: the difference to the start cannot be told from
none, or cannot be seen. no_effect: no split of the money changes the goals. stuck: where the search ends depends on
where it begins, or lattice and exchanges found clearly better than it did. no_room: the limits leave nothing to decide.
"""


@dataclass(frozen=True)
class Binding:
    """A limit that holds the optimum back: kind is floor, cap, cut, total or capacity; path "" for the total.

    capacity: money of the line stays unspent in these years for want of houses, workers or builders; idle: how much of
    the budget that is, billion VND over them, in the mean over the draws.
    """

    kind: str
    path: str
    years: tuple[int, ...]
    idle: float = 0.0


@dataclass(frozen=True)
class Alternative:
    """A split that differs much in money and hardly in outcome; worse_by in the first goal's own unit, paired."""

    allocation: Allocation
    worse_by: Interval


@dataclass(frozen=True)
class Certificate:
    """The proof that comes with an optimum.

    gap: (found - best of lattice and exchanges) as a share of the whole gain over the start; <= 0: nothing better.
    grid_points: splits of the lattice that were tried; every: they were all there are. bound: the most that any split
    could still be better, as the same share, where returns do not rise; None otherwise. price: change of each goal
    from one more billion VND where it helps most, own units: price_path, price_years; () when no line may take it, or
    none that may could spend it. verdicts: keys of `VERDICTS`. starts: value reached from each start less that of the
    best, on the quick field; apart: the largest of them as a share of the gain.
    """

    gap: float
    grid_points: int
    bound: float | None
    binding: tuple[Binding, ...]
    price: tuple[Interval, ...]
    alternatives: tuple[Alternative, ...]
    verdicts: tuple[str, ...]
    starts: tuple[float, ...]
    every: bool = False
    price_path: str = ""
    price_years: tuple[int, ...] = ()
    apart: float = 0.0
