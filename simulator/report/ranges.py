"""Numbers of parameters and figures, each with the digits that its unit and size call for."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, isfinite, log10

from simulator.analysis.learning import Range
from simulator.evidence import Observation
from simulator.texts import text
from simulator.units import MINUS, day, number, percent

MOST_DECIMALS = 4
ROUNDING = 0.02  # share of a size that its printed form may be off
WHOLE = frozenset({"household", "person", "house", "village", "commune"})


def digits_for(size: float) -> int:
    """Fewest decimals, of two significant digits or more, that keep a printed size within ROUNDING of it."""
    if size == 0 or not isfinite(size):
        return MOST_DECIMALS
    fewest = min(max(1 - floor(log10(abs(size))), 0), MOST_DECIMALS)
    near = (d for d in range(fewest, MOST_DECIMALS) if abs(round(size, d) - size) <= ROUNDING * abs(size))
    return next(near, MOST_DECIMALS)


def parameter_range(found: Range, unit: str, language: str, *, like: float) -> str:
    """Median with its 90 % range: "0,18 (0,10–0,27)", with the digits that `like` needs; one value where fixed.

    Points a year are written as a number, in percent: their unit stands beside it.
    """
    is_share, scale = unit == "share", 100.0 if unit == "share_per_year" else 1.0
    decimals = 0 if unit in WHOLE else digits_for(100.0 * like if is_share else scale * like)
    figures = (found.median,) if found.fixed else (found.median, found.p05, found.p95)
    return spanned([scale * figure for figure in figures], language, decimals, is_share=is_share)


def spanned(figures: Sequence[float], language: str, decimals: int, *, is_share: bool) -> str:
    """A median and, where given, its range; the sign of a percentage stands once for the range."""
    write = percent if is_share else number
    median = write(figures[0], language, decimals)
    if len(figures) == 1:
        return median
    low = number((100.0 if is_share else 1.0) * figures[1], language, decimals)
    high = write(figures[2], language, decimals)
    dash = " – " if MINUS in low + high else "–"
    return f"{median} ({low}{dash}{high})"


def reported_digits(row: Observation) -> int:
    """Decimals with which a figure was reported, at most two, as its unit is written."""
    scaled = row.value * (100.0 if row.unit.startswith("share") else 1.0)
    return next((d for d in (0, 1) if abs(scaled * 10**d - round(scaled * 10**d)) < 1e-6), 2)


def reported_value(row: Observation, language: str) -> str:
    """A reported figure in the unit of its observation, with the digits that it was reported with."""
    return spanned((_written(row.value, row),), language, reported_digits(row), is_share=row.unit == "share")


def model_range(found: Range, row: Observation, language: str) -> str:
    """The model's median and 90 % range for an observation; rates and small counts get at least one digit."""
    decimals = reported_digits(row)
    if row.unit.startswith("share") or row.unit in {"commune", "village"}:
        decimals = max(decimals, 1)
    figures = [_written(value, row) for value in (found.median, found.p05, found.p95)]
    return spanned(figures, language, decimals, is_share=row.unit == "share")


def _written(value: float, row: Observation) -> float:
    """Percentage points a year are written as a number: their unit stands beside the indicator."""
    return 100.0 * value if row.unit == "share_per_year" else value


def period(row: Observation, language: str) -> str:
    """The day of a stock, or the days of a flow."""
    end = day(row.period_end, language)
    return end if row.period_start is None else f"{day(row.period_start, language)} – {end}"


def unit_name(unit: str, language: str) -> str:
    """A unit as the reader writes it."""
    return text(f"methods.unit.{unit or 'none'}", language)
