"""The events that a page can switch on and off: the scenario's own, and what else might happen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from simulator.evidence import Evidence
from simulator.report.citations import cited_all
from simulator.scenario import Event, Scenario
from simulator.texts import text
from simulator.units import day, number, percent

STORM_DAY = (8, 1)  # the season of storms and floods in the north
STORM_CHANCE = 0.2
DELAY_MONTHS = 6.0
RULES = {"standard_change": "poverty_line", "criteria_change": "ntm_criteria_set", "merger": "merger"}
NEED = "houses_new_need"


@dataclass(frozen=True)
class EventChoice:
    """An event by its name on the page; `planned`: whether the scenario as saved has it."""

    name: str
    event: Event
    planned: bool


def choices(scenario: Scenario) -> tuple[EventChoice, ...]:
    """The events of a complete scenario, then what might happen besides and is off until switched on."""
    own = tuple(EventChoice(_name(event), event, planned=True) for event in scenario.events or ())
    taken = {choice.name for choice in own}
    others = (EventChoice(_name(event), event, planned=False) for event in _possible(scenario))
    return own + tuple(choice for choice in others if choice.name not in taken)


def planned(scenario: Scenario) -> frozenset[str]:
    """Names of the events that the scenario has."""
    return frozenset(_name(event) for event in scenario.events or ())


def with_events(scenario: Scenario, names: Collection[str]) -> Scenario:
    """The scenario with exactly these of its choices; itself when they are its own."""
    if frozenset(names) == planned(scenario):
        return scenario
    return replace(scenario, events=tuple(choice.event for choice in choices(scenario) if choice.name in names))


def _name(event: Event) -> str:
    return "-".join(part for part in (event.type, event.date.isoformat(), event.programme) if part)


def _possible(scenario: Scenario) -> tuple[Event, ...]:
    first, last = scenario.first_year, scenario.last_year
    found = [
        Event("disaster", date(first, *STORM_DAY), {"yearly_chance": STORM_CHANCE}),
        Event("delay", date(first, 1, 1), {"months": DELAY_MONTHS}, "housing"),
    ]
    if last > first:
        found.append(Event("programme_end", date(last - 1, 1, 1), programme="housing"))
    return tuple(found)


def title(event: Event, language: str) -> str:
    """Name of an event with its date, as a chart and the panel write it."""
    return text(f"explore.event.{_kind(event)}", language, **_words(event, language))


def mark(event: Event, language: str) -> str:
    """Short name of an event, for a line in a chart."""
    return text(f"explore.event_mark.{_kind(event)}", language, **_words(event, language))


@lru_cache(maxsize=8)
def _programmes(language: str) -> dict[str, str]:
    names = ("credit", "housing", "training", "jobs", "ntm")
    return {name: text(f"explore.event_programme.{name}", language) for name in names}


def _kind(event: Event) -> str:
    return "disaster_yearly" if "yearly_chance" in event.values else event.type


def _words(event: Event, language: str) -> dict[str, str]:
    values, programme = event.values, _programmes(language).get(event.programme, "")
    return {
        "date": day(event.date, language),
        "year": str(event.date.year),
        "programme": programme,
        "Programme": programme[:1].upper() + programme[1:],
        "communes": number(values.get("communes", 0.0), language),
        "months": number(values.get("months", 0.0), language),
        "chance": percent(values.get("yearly_chance", 0.0), language, 0),
        "houses": percent(values["houses_share"], language, 1) if "houses_share" in values else "",
    }


def explained(event: Event, locality: str, evidence: Evidence, language: str) -> str:
    """What an event does in the model, how sure its size is, and where it is from."""
    origin = cited_all(_source_ids(event, locality, evidence), evidence, language)
    effect = text(f"explore.event_effect.{event.type}", language)
    size = _size(event, language)
    return " ".join(part for part in (effect, size, text("explore.event_source", language, source=origin)) if part)


def _source_ids(event: Event, locality: str, evidence: Evidence) -> tuple[str, ...]:
    """The rules that begin on the event's day and say what it says, or the reports of the need that it left."""
    if event.type == "disaster":
        rows = [row for row in evidence.of(locality) if row.indicator == NEED and row.period_start is not None]
        spans = [(row.period_start or row.period_end, row.period_end, row.source_id) for row in rows]
        return tuple(source for start, end, source in spans if start <= event.date <= end)
    rules = [rule for rule in evidence.rules if rule.topic == RULES.get(event.type) and rule.valid_from == event.date]
    if event.type == "merger":
        rules = [rule for rule in rules if rule.scope.startswith(locality) and rule.value == event.values["communes"]]
    return tuple(dict.fromkeys(rule.source_id for rule in rules if rule.source_id))


def _size(event: Event, language: str) -> str:
    given = {"standard_change": "factor", "merger": "kept_share", "criteria_change": "requalify_share"}
    key = given.get(event.type, "houses_share")
    if event.type in ("programme_end", "delay"):
        return ""
    if key not in event.values:
        return text("explore.event_uncertain", language)
    value = event.values[key]
    written = number(value, language, 2) if key == "factor" else percent(value, language, 1)
    return text("explore.event_given", language, value=written)
