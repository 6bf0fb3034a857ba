"""From a scenario and a locality to the month-by-month plan that the engine runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from simulator.evidence import Evidence, Locality, Rule
from simulator.model import PROGRAMMES, SOURCES, Plan
from simulator.model import events as model_events
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR, Thresholds
from simulator.scenario.record import Event, Scenario, value_in

# The last count of a standard and the first of the next fall on the same day (end 2021: rules file).
CHANGES = (
    (date(2015, 12, 31), "S15", "_2015"),
    (date(2021, 12, 31), "S22", "_2021"),
)
NEXT_STANDARD = "S27"
SET_OF_2021 = date(2020, 12, 31)


def compile_plan(scenario: Scenario, locality: Locality, evidence: Evidence) -> Plan:
    """The plan of a complete scenario (`completed`) from the locality's start to the end of its last year.

    Years before `scenario.first_year` follow the reported history of the locality file, later ones the levers.
    """
    years = range(locality.start.year + 1, scenario.last_year + 1)

    def by_month(path: str) -> Array:
        return _by_month(path, years, scenario, locality)

    def money_by_month(path: str, programme: str) -> Array:
        return _rescheduled(by_month(path), programme, scenario, locality)

    events = (*_national_changes(locality), *_model_events(scenario))
    before, after = _by_month_index(events, locality.start)
    shares = np.stack([by_month(f"credit.shares.{name}") for name in PROGRAMMES], axis=1)
    return Plan(
        start=locality.start,
        standard=locality.standard,
        thresholds=thresholds(locality, evidence),
        new_capital=np.stack([money_by_month(f"credit.new_capital.{name}", "credit") for name in SOURCES], axis=1),
        shares=shares / shares.sum(axis=1, keepdims=True),
        housing_budget=money_by_month("housing.budget", "housing"),
        repair_share=by_month("housing.repair_share"),
        norm_new=_norms(evidence, "new house", years),
        norm_repair=_norms(evidence, "repair", years),
        training_budget=money_by_month("training.budget", "training"),
        jobs_connected=money_by_month("training.jobs_connected", "jobs"),
        ntm_investment=money_by_month("ntm.investment", "ntm"),
        disbursed_housing=by_month("disbursement.housing"),
        disbursed_training=by_month("disbursement.training"),
        disbursed_ntm=by_month("disbursement.ntm"),
        events_before=before,
        events_after=after,
    )


def _by_month(path: str, years: range, scenario: Scenario, locality: Locality) -> Array:
    """A lever in every month of the years, (month,): the reported history first, then what the scenario decides."""
    reported = np.full(sum(year < scenario.first_year for year in years) * MONTHS_PER_YEAR, np.nan)
    if path in locality.history:
        steps = locality.history[path].values
        for since, value in (*((date.min, value) for _, value in steps[:1]), *steps):
            reported[max(0, _months_after(since, date(years[0], 1, 1))) :] = value
    else:
        reported[:] = locality.start_values[f"credit_share.{path.removeprefix('credit.shares.')}"].value
    decided = [value_in(scenario.levers[path], year) for year in years[len(reported) // MONTHS_PER_YEAR :]]
    return np.concatenate([reported, np.repeat(decided, MONTHS_PER_YEAR)])


def _rescheduled(money: Array, programme: str, scenario: Scenario, locality: Locality) -> Array:
    """A budget by month after the events that are about it: nothing after its end, everything later after a delay.

    What a delay moves beyond the last month is not spent in the scenario. Both act on the first month that begins on
    their date or later.
    """
    found = money
    for event in sorted(scenario.events or (), key=lambda event: event.date):
        first = max(0, _months_after(event.date, date(locality.start.year + 1, 1, 1)))
        if event.programme != programme or first >= len(found):
            continue
        later = np.zeros(len(found) - first)
        if event.type == "delay":
            months = int(event.values["months"])
            later[months:] = found[first : len(found) - months]
        found = np.concatenate([found[:first], later])
    return found


def _months_after(day: date, start: date) -> int:
    """Whole months from the month of `start` to the first month that begins on `day` or later."""
    return (day.year - start.year) * MONTHS_PER_YEAR + day.month - start.month + (day.day > 1)


def history_months(scenario: Scenario, locality: Locality) -> int:
    """Months of the plan that lie before the scenario's first year: the same for every setting of its levers."""
    return max(0, (scenario.first_year - 1 - locality.start.year) * MONTHS_PER_YEAR)


def thresholds(locality: Locality, evidence: Evidence) -> Thresholds:
    """Regional thresholds of criteria 11, 9 and 12 (rules file; those not verified are marked there)."""
    return Thresholds(
        poor_and_near_poor=rule(evidence, "ntm_criterion_11", locality.ntm_region).value or 0.0,
        temporary_houses=next(p.median for p in evidence.parameters if p.name == "ntm.temporary_house_threshold"),
        trained_labour=rule(evidence, "ntm_criterion_12_trained", "northern mountains").value or 0.0,
    )


def rule(evidence: Evidence, topic: str, scope: str) -> Rule:
    """The latest rule of a topic and scope. Raises KeyError when the rules file has none."""
    found = [row for row in evidence.rules if row.topic == topic and row.scope == scope]
    if not found:
        raise KeyError(f"rules.csv has no {topic} for {scope}")
    return max(found, key=lambda row: row.valid_from or date.min)


def _norms(evidence: Evidence, scope: str, years: range) -> Array:
    """Support per house in force at the end of each month, million VND."""
    first, values = date(years[0], 1, 1), np.full(len(years) * MONTHS_PER_YEAR, np.nan)
    rows = [row for row in evidence.rules if row.topic == "housing_norm" and row.scope == scope and row.value]
    for row in sorted(rows, key=lambda row: row.valid_from or date.min):
        since = row.valid_from or date.min
        values[max(0, (since.year - first.year) * MONTHS_PER_YEAR + since.month - first.month) :] = row.value
    return values


Dated = tuple[date, model_events.Event]
ByMonth = dict[int, tuple[model_events.Event, ...]]


def _national_changes(locality: Locality) -> list[Dated]:
    """The changes of standard and of criteria that are part of the history of a locality which starts before them.

    The set of criteria of 2021 took nothing away from those that had attained (value 0).
    """
    changes: list[Dated] = [
        (day, model_events.StandardChange(of_year=of_year, to_standard=standard))
        for day, standard, of_year in CHANGES
        if locality.start < day
    ]
    if locality.start < SET_OF_2021:
        changes.append((SET_OF_2021, model_events.CriteriaChange(value=0.0, to_set="2021")))
    return changes


def _standard_change(event: Event) -> model_events.Event:
    return model_events.StandardChange(value=event.values.get("factor"), to_standard=NEXT_STANDARD)


def _merger(event: Event) -> model_events.Event:
    return model_events.Merger(value=event.values.get("kept_share"), communes=event.values["communes"])


MODEL_EVENTS: dict[str, Callable[[Event], model_events.Event]] = {
    "standard_change": _standard_change,
    "merger": _merger,
    "criteria_change": lambda event: model_events.CriteriaChange(value=event.values.get("requalify_share")),
}


def _model_events(scenario: Scenario) -> list[Dated]:
    found = []
    for event in scenario.events or ():
        if event.type == "disaster":
            found += _disasters(event, scenario.last_year)
        elif event.type in MODEL_EVENTS:
            found.append((event.date, MODEL_EVENTS[event.type](event)))
    return found


def _disasters(event: Event, last_year: int) -> list[Dated]:
    """One disaster, or with a yearly chance one in each season from its date on."""
    share, chance = event.values.get("houses_share"), event.values.get("yearly_chance")
    years = [event.date.year] if chance is None else range(event.date.year, last_year + 1)
    return [
        (_in_year(event.date, year), model_events.Disaster(value=share, chance=chance, year=year)) for year in years
    ]


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28))


def _by_month_index(events: Sequence[Dated], start: date) -> tuple[ByMonth, ByMonth]:
    """Events of the first half of a month act before its step, those of the second half after it."""
    before: ByMonth = {}
    after: ByMonth = {}
    for day, event in sorted(events, key=lambda dated: dated[0]):
        month = (day.year - start.year) * MONTHS_PER_YEAR + day.month - start.month - 1
        side = before if day.day <= 15 else after
        if month >= 0:
            side[month] = (*side.get(month, ()), event)
    return before, after
