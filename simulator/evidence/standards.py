"""The poverty standards: when each counts, and which indicators depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Standard:
    """A poverty standard. Counts are taken at year ends: its first is on the day before it begins.

    ``plan_start`` is where the five-year plan that reports by this standard begins: reports of the plan of
    2021-2025 give S22 figures "since 2021". Such a row may be shown, but it cannot be fitted.
    """

    first_level: date
    last_level: date
    plan_start: date


PERIODS = {
    "S11": Standard(date(2010, 12, 31), date(2015, 12, 31), date(2010, 12, 31)),
    "S15": Standard(date(2015, 12, 31), date(2021, 12, 31), date(2015, 12, 31)),
    "S22": Standard(date(2021, 12, 31), date(2026, 12, 31), date(2021, 1, 1)),
    "S27": Standard(date(2026, 12, 31), date(2045, 12, 31), date(2026, 1, 1)),
}
SURVEY = "GSO"
STANDARDS = (*PERIODS, SURVEY)

_LISTED = (
    "poor_households",
    "near_poor_households",
    "poor_near_poor_households",
    "income_poor_households",
    "poverty_rate",
    "near_poor_rate",
    "multidim_poverty_rate",
    "survey_poverty_rate",
    "rural_poverty_rate",
    "rural_near_poor_rate",
    "poor_districts_poverty_rate",
    "kinh_poor_households",
    "thai_poor_households",
    "thai_near_poor_households",
    "mong_poor_households",
    "mong_near_poor_households",
    "ethnic_minority_poor_households",
    "ethnic_minority_near_poor_households",
    "ethnic_minority_poverty_rate",
    "ethnic_minority_near_poor_rate",
    "ethnic_minority_poor_share_of_all",
)
_MOVES = (
    "poverty_rate_change",
    "poor_households_change",
    "ethnic_minority_poverty_rate_change",
    "poor_communes_poverty_rate_change",
    "escaped_households",
    "escaped_near_poor_households",
    "relapsed_households",
    "newly_poor_households",
    "escape_share",
    "relapse_share",
    "newly_poor_share",
    "relapse_ratio",
)
DEPENDENT = frozenset((*_LISTED, *_MOVES))
"""Indicators that mean nothing without the standard by which households were counted."""
