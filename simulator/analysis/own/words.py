"""Notes of derived values, in Vietnamese: the language of the files that planners read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from simulator.analysis.own.figures import Point
from simulator.texts import text

LANGUAGE = "vi"
SIGNS = str.maketrans(",.", ".,")


def note(key: str, **params: object) -> str:
    """Return a text of the table."""
    return text(f"derived.{key}", LANGUAGE, **params)


def day_text(day: date) -> str:
    """Return a date as Vietnamese reports write it."""
    return f"{day:%d/%m/%Y}"


def number_text(value: float, unit: str = "") -> str:
    """Return a number with a decimal comma and dots between thousands; a share in percent."""
    if unit == "share":
        return f"{100.0 * value:.3g}".translate(SIGNS) + "%"
    return (f"{value:,.5g}" if abs(value) < 1e5 else f"{value:,.0f}").translate(SIGNS)


def days_text(points: Sequence[Point]) -> str:
    """Return the days of some figures."""
    return ", ".join(day_text(point.day) for point in points)
