"""What may be said of a paired difference: the one verdict of a change, for every page, table and file."""

from __future__ import annotations

from simulator.analysis.comparison import FIGURES, is_none
from simulator.analysis.summary import Interval
from simulator.units import change_sign

NONE, UNCLEAR, TINY, CLEAR = "same", "unclear", "tiny", "clear"
SMALLEST_TOLD = {"share": 5e-5, "commune": 0.05, "house": 1.0, "person": 1.0, "billion_vnd": 0.05}
SMALLEST_PART = 1e-3  # of the figure itself


def verdict(difference: Interval, name: str, level: float) -> str:
    """Return what a difference of a figure is, the first of these that holds.

    NONE: no difference but for rounding. UNCLEAR: its interval as printed does not exclude zero (`sign`). TINY: it
    does, but the difference is smaller than anyone would act on, also beside the `level` of the figure. CLEAR.
    """
    if is_none(difference, name):
        return NONE
    if not sign(difference, name):
        return UNCLEAR
    least = max(SMALLEST_TOLD[FIGURES[name].unit], SMALLEST_PART * abs(level))
    return TINY if abs(difference.median) < least else CLEAR


def sign(difference: Interval, name: str) -> int:
    """Which way a difference of a figure goes, 0 where it cannot be told from none: `simulator.units.change_sign`."""
    return change_sign(*printed(difference, name))


def printed(difference: Interval, name: str) -> tuple[float, float, float]:
    """Lower end, median and upper end in the unit that is printed: percentage points for shares."""
    scale = 100.0 if FIGURES[name].unit == "share" else 1.0
    return scale * difference.p05, scale * difference.median, scale * difference.p95
