"""The words a scenario file may use: years, lever order, event types, target indicators, effect sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FORMAT = 1
FIRST_YEAR = 2022
LAST_YEAR = 2045
EFFECTS = ("causal", "reported")

SHARES = "credit.shares."

LEVER_ORDER = (
    "credit.new_capital.central",
    "credit.new_capital.mobilised",
    "credit.new_capital.entrusted",
    "credit.shares.poor",
    "credit.shares.near_poor",
    "credit.shares.recently_escaped",
    "credit.shares.job_creation",
    "credit.shares.water_sanitation",
    "credit.shares.social_housing",
    "credit.shares.students",
    "credit.shares.other",
    "housing.budget",
    "housing.repair_share",
    "training.budget",
    "training.jobs_connected",
    "ntm.investment",
    "disbursement.housing",
    "disbursement.training",
    "disbursement.ntm",
)
"""The order of the levers in a file; a test holds it equal to data/levers.csv."""

SHARE_PATHS = tuple(path for path in LEVER_ORDER if path.startswith(SHARES))


@dataclass(frozen=True)
class EventKey:
    """A number that an event may carry."""

    lower: float
    upper: float
    required: bool = False
    whole: bool = False


EVENT_KEYS: Mapping[str, Mapping[str, EventKey]] = {
    "standard_change": {"factor": EventKey(0.5, 4)},
    "merger": {"communes": EventKey(1, 20_000, required=True, whole=True), "kept_share": EventKey(0, 1)},
    "disaster": {"houses_share": EventKey(0, 1), "yearly_chance": EventKey(0, 1)},
    "criteria_change": {"requalify_share": EventKey(0, 1)},
    "programme_end": {},
    "delay": {"months": EventKey(1, 24, required=True, whole=True)},
}
EVENT_PROGRAMMES = ("credit", "housing", "training", "jobs", "ntm")
ABOUT_A_PROGRAMME = frozenset({"programme_end", "delay"})

TARGET_RATES = ("poverty_rate", "near_poor_rate", "multidimensional_rate")
TARGET_AMOUNTS = (
    "households",
    "poor_households",
    "near_poor_households",
    "recently_escaped_households",
    "secure_households",
    "ntm_communes_below",
    "ntm_communes_attained",
    "ntm_communes_advanced",
    "ntm_communes_model",
    "ntm_villages_attained",
    "communes_total",
    "credit_capital",
    "credit_outstanding",
    "credit_lent",
    "houses_needed",
    "houses_supported",
    "persons_trained",
    "persons_placed",
    "money_spent",
    "money_unspent",
)
TARGET_INDICATORS = (*TARGET_RATES, *TARGET_AMOUNTS)


def lever_rank(path: str) -> tuple[int, str]:
    """Return the place of a lever in a file; levers this version does not know come last, by name."""
    return (LEVER_ORDER.index(path) if path in LEVER_ORDER else len(LEVER_ORDER), path)
