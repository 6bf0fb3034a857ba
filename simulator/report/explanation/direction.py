"""Which way something goes: the one place where words such as rise and fall are chosen, from old and new values."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.analysis.summary import Interval

RISE, FALL, SAME, HARDLY = "rise", "fall", "same", "hardly"
HIGHER, LOWER, EQUAL, UNCLEAR = "higher", "lower", "equal", "unclear"
MOST_DECIMALS = 3


@dataclass(frozen=True)
class Move:
    """From an old value to a new one: which way, and with how many decimals each is written so that it is seen.

    kind: RISE or FALL where the written values go that way, HARDLY where they are the same to the last decimal though
    the values differ, SAME where the values are the same.
    """

    kind: str
    old_decimals: int
    new_decimals: int


def move(old: float, new: float, old_decimals: int = 0, new_decimals: int = 0, most: int = MOST_DECIMALS) -> Move:
    """Which way a value went. Decimals: the fewest that each is written with; more are taken until the way is seen.

    Values as they are printed (percent, not shares).
    """
    if old == new:
        return Move(SAME, old_decimals, new_decimals)
    for finer in range(max(most, old_decimals, new_decimals) + 1):
        here, there = max(old_decimals, finer), max(new_decimals, finer)
        if _sign(_written(new, there) - _written(old, here)) == _sign(new - old):
            return Move(RISE if new > old else FALL, here, there)
    return Move(HARDLY, old_decimals, new_decimals)


def beside(difference: Interval, smallest: float) -> str:
    """Whether a figure is higher or lower than another, from their paired difference.

    UNCLEAR where the 90 % interval holds zero, EQUAL where all of it is smaller than `smallest`.
    """
    if max(abs(difference.p05), abs(difference.p95)) < smallest:
        return EQUAL
    if difference.includes_zero:
        return UNCLEAR
    return HIGHER if difference.median > 0.0 else LOWER


def decimals_for(size: float, least: int) -> int:
    """Decimals with which a change of that size (as printed) does not read as none, `least` or more."""
    finer = (d for d in range(least, MOST_DECIMALS) if _written(abs(size), d) > 0.0)
    return next(finer, MOST_DECIMALS) if size else least


def _written(value: float, decimals: int) -> float:
    """The number that a reader finds: rounded as text is."""
    return float(f"{value:.{decimals}f}")


def _sign(value: float) -> int:
    return (value > 0.0) - (value < 0.0)
