"""Reported figures that the model does not compute: what they are about, and which of them add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.evidence import Evidence, Observation
from simulator.evidence.checks.wholes import PARTS_ADD_UP
from simulator.ui.details_compare import is_answered

CONTEXT = "context"
# Theme -> its indicators, in the order in which they are shown.
THEMES: Mapping[str, tuple[str, ...]] = {
    "network": (
        "savings_loan_groups",
        "savings_loan_groups_farmers_union",
        "savings_loan_groups_womens_union",
        "savings_loan_groups_veterans",
        "savings_loan_groups_youth_union",
        "transaction_points",
        "inspections_district",
        "inspections_commune",
        "inspections_groups",
        "inspections_borrowers",
    ),
    "ocop": ("ocop_products", "ocop_products_4_star", "ocop_products_3_star", "ocop_entities"),
    "credit": (
        "loans_made",
        "loans_made_poor",
        "loans_made_near_poor",
        "credit_lent",
        "credit_lent_poor",
        "credit_lent_near_poor",
        "credit_programmes",
        "credit_outstanding_entrusted_groups",
        "credit_outstanding_minority_areas",
        "credit_outstanding_poor_districts",
        "credit_outstanding_decree28",
        "borrowers_decree28",
        "overdue_frozen_share",
        "jobs_by_credit",
        "houses_financed_by_credit",
        "bank_credit_outstanding",
        "bank_bad_debt_share",
    ),
    "jobs": (
        "persons_job_connected",
        "persons_job_created",
        "persons_sent_abroad",
        "persons_trained",
        "persons_trained_rural",
        "training_classes",
        "training_budget",
        "training_job_share",
        "abroad_work_disbursed_share",
        "labour_force",
        "certified_labour_share",
        "agri_labour_share",
    ),
    "ntm": (
        "ntm_money_mobilised",
        "ntm_money_from_people",
        "ntm_central_budget",
        "ntm_cost_per_commune_all",
        "ntm_cost_per_commune_state",
        "ntm_reward_per_commune",
        "ntm_criteria_mean",
        "ntm_communes_basic",
        "ntm_communes_10to14",
        "ntm_communes_5to9",
        "ntm_communes_under5",
        "ntm_communes_poverty_criterion",
        "ntm_communes_transport_criterion",
        "ntm_districts_attained",
        "ntm_cities_completed",
        "communes_total",
        "commune_units_total",
        "villages_total",
        "villages_specially_difficult",
        "income_per_head",
        "rural_income_per_head",
    ),
    "programmes": (
        "ntp_poverty_budget",
        "ntp_poverty_budget_central",
        "ntp_poverty_budget_local",
        "ntp_poverty_recurrent_allocated",
        "ntp_poverty_disbursed",
        "ntp_poverty_disbursed_share",
        "ntp_poverty_works_new",
        "ntp_poverty_works_maintained",
        "ntp_minority_mobilised",
        "ntp_minority_central",
        "ntp_minority_local",
        "ntp_minority_credit",
        "ntp_minority_disbursed",
        "ntp_minority_disbursed_share",
        "ntp_minority_invest_disbursed_share",
        "ntp_three_budget",
        "ntp_three_carried_over",
        "ntp_three_invest_budget",
        "ntp_three_recurrent_budget",
        "ntp_three_disbursed",
        "ntp_three_invest_disbursed",
        "ntp_three_recurrent_disbursed",
        "ntp_three_disbursed_share",
        "ntp_three_invest_disbursed_share",
        "ntp_three_recurrent_disbursed_share",
    ),
    "housing": (
        "housing_cost",
        "housing_cost_social",
        "housing_cost_state",
        "houses_done",
        "houses_done_poor_beneficiaries",
        "houses_done_days_early",
        "houses_damaged",
        "houses_destroyed",
        "houses_damaged_partly",
        "houses_relocated",
    ),
    "groups": (
        "population",
        "ethnic_minority_households",
        "ethnic_minority_poor_households",
        "ethnic_minority_near_poor_households",
        "ethnic_minority_poverty_rate",
        "ethnic_minority_near_poor_rate",
        "ethnic_minority_poverty_rate_change",
        "kinh_households",
        "kinh_poor_households",
        "thai_households",
        "thai_poor_households",
        "thai_near_poor_households",
        "mong_households",
        "mong_poor_households",
        "mong_near_poor_households",
    ),
    "poverty": (
        "survey_poverty_rate",
        "poverty_rate",
        "income_poor_households",
        "poor_households_change",
        "relapse_share",
        "rural_poverty_rate",
        "rural_near_poor_rate",
    ),
    "poor_areas": ("poor_districts_poverty_rate", "poor_districts_left_list", "poor_communes_poverty_rate_change"),
    "others": (),  # what a new file of figures brings
}
RANK = {name: number for names in THEMES.values() for number, name in enumerate(names)}
# Which of the wholes that the data are checked against belong to a theme, with what else the sentence names.
SHOWN_WHOLES: Mapping[str, tuple[str, ...]] = {
    "savings_loan_groups": (),
    "ocop_products": ("ocop_entities",),
    "housing_cost": (),
}


@dataclass(frozen=True)
class Whole:
    """A reported total with its reported parts, in their order, and other figures of the same day."""

    total: Observation
    parts: tuple[Observation, ...]
    beside: tuple[Observation, ...]


def is_context(row: Observation) -> bool:
    """Whether a figure is shown beside the model: marked as context, or to be fitted to what the model has not got."""
    if row.fit == "check":
        return row.note.startswith(CONTEXT)
    return row.fit == "yes" and not is_answered(row.indicator)


def context_of(evidence: Evidence, place: str) -> dict[str, tuple[Observation, ...]]:
    """The reported figures of a place by theme; of one indicator the latest first. Themes without figures are out."""
    rows = [row for row in evidence.of(place) if is_context(row)]
    themes = {name: theme for theme, names in THEMES.items() for name in names}
    found: dict[str, list[Observation]] = {theme: [] for theme in THEMES}
    for row in sorted(rows, key=lambda row: row.period_end, reverse=True):
        found[themes.get(row.indicator, "others")].append(row)
    return {
        theme: tuple(sorted(members, key=lambda row: (RANK.get(row.indicator, 0), row.indicator)))
        for theme, members in found.items()
        if members
    }


def wholes_of(rows: Sequence[Observation], reported: Sequence[Observation]) -> tuple[Whole, ...]:
    """The wholes whose parts are all among the rows and add up to a total that is reported for the same time.

    reported: all figures of the place, where the total may be: it need not be context itself.
    """
    found = []
    for whole, tolerance in PARTS_ADD_UP.items():
        if whole.name not in SHOWN_WHOLES:
            continue
        for moment in dict.fromkeys(_when(row) for row in rows):
            same = {row.indicator: row for row in rows if _when(row) == moment}
            parts = [same[name] for name in whole.parts if name in same]
            sum_of_parts = sum(part.value for part in parts)
            totals = [row for row in reported if row.indicator == whole.name and _when(row) == moment and _stands(row)]
            totals = [row for row in totals if abs(sum_of_parts - row.value) <= tolerance * abs(row.value)]
            if len(parts) == len(whole.parts) and totals:
                total = min(totals, key=lambda row: abs(sum_of_parts - row.value))
                beside = tuple(same[name] for name in SHOWN_WHOLES[whole.name] if name in same)
                found.append(Whole(total, tuple(sorted(parts, key=lambda row: RANK[row.indicator])), beside))
    return tuple(found)


def _stands(row: Observation) -> bool:
    return row.fit != "no" and row.bound in ("exact", "about") and not row.note.startswith("doubtful")


def _when(row: Observation) -> tuple[object, object]:
    return row.period_start, row.period_end
