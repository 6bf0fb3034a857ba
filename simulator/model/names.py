"""Names of programmes, sources of capital, tiers and of every indicator that a run can report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PROGRAMMES = (
    "poor",
    "near_poor",
    "recently_escaped",
    "job_creation",
    "water_sanitation",
    "social_housing",
    "students",
    "other",
)
SOURCES = ("central", "mobilised", "entrusted")
BUDGETS = ("housing", "training", "ntm")


@dataclass(frozen=True)
class Indicator:
    """One reported quantity: `unit`, and whether it is a stock at the month's end or a flow of the month."""

    name: str
    unit: str
    kind: str
    group: str


def _table(rows: str) -> Mapping[str, Indicator]:
    fields = (row.split() for row in rows.strip().splitlines())
    return MappingProxyType({name: Indicator(name, unit, kind, group) for name, unit, kind, group in fields})


INDICATORS = _table("""
households                          household    stock households
poor_households                     household    stock households
near_poor_households                household    stock households
recently_escaped_households         household    stock households
secure_households                   household    stock households
poverty_rate                        share        stock households
near_poor_rate                      share        stock households
multidimensional_rate               share        stock households
escaped_households                  household    flow  households
escaped_near_poor_households        household    flow  households
relapsed_households                 household    flow  households
newly_poor_households               household    flow  households
ntm_communes_below                  commune      stock communes
ntm_communes_attained               commune      stock communes
ntm_communes_advanced               commune      stock communes
ntm_communes_model                  commune      stock communes
communes_total                      commune      stock communes
ntm_criterion_9_share               share        stock criteria
ntm_criterion_11_share              share        stock criteria
ntm_criterion_12_share              share        stock criteria
ntm_villages_attained               village      stock villages
ntm_villages_model                  village      stock villages
villages_total                      village      stock villages
credit_capital                      billion_vnd  stock credit
credit_capital_central              billion_vnd  stock credit
credit_capital_mobilised            billion_vnd  stock credit
credit_capital_entrusted            billion_vnd  stock credit
credit_outstanding                  billion_vnd  stock credit
credit_overdue                      billion_vnd  stock credit
credit_overdue_share                share        stock credit
credit_borrowers                    household    stock credit
credit_outstanding_poor             billion_vnd  stock credit
credit_outstanding_near_poor        billion_vnd  stock credit
credit_outstanding_recently_escaped billion_vnd  stock credit
credit_outstanding_job_creation     billion_vnd  stock credit
credit_outstanding_water_sanitation billion_vnd  stock credit
credit_outstanding_social_housing   billion_vnd  stock credit
credit_outstanding_students         billion_vnd  stock credit
credit_outstanding_other            billion_vnd  stock credit
credit_borrowers_poor               household    stock credit
credit_borrowers_near_poor          household    stock credit
credit_borrowers_poverty            household    stock credit
credit_borrowers_recently_escaped   household    stock credit
credit_borrowers_job_creation       household    stock credit
credit_borrowers_water_sanitation   household    stock credit
credit_borrowers_social_housing     household    stock credit
credit_borrowers_students           household    stock credit
credit_borrowers_other              household    stock credit
water_works                         work         flow  credit
interest_subsidy                    billion_vnd  flow  credit
credit_lent                         billion_vnd  flow  credit
credit_collected                    billion_vnd  flow  credit
houses_needed                       house        stock housing
houses_supported                    house        flow  housing
houses_new_need                     house        flow  housing
persons_trained                     person       flow  training
persons_placed                      person       flow  training
trained_labour_share                share        stock training
money_spent                         billion_vnd  flow  money
money_unspent                       billion_vnd  flow  money
money_spent_credit                  billion_vnd  flow  money
money_spent_housing                 billion_vnd  flow  money
money_spent_training                billion_vnd  flow  money
money_spent_ntm                     billion_vnd  flow  money
money_unspent_housing               billion_vnd  flow  money
money_unspent_training              billion_vnd  flow  money
money_unspent_ntm                   billion_vnd  flow  money
""")
