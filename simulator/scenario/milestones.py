"""The dated parts of a scenario file: events and targets."""

from __future__ import annotations

from datetime import date
from math import inf

from simulator.scenario.fields import day, number
from simulator.scenario.places import Place, choice, elements, entries
from simulator.scenario.record import Event, Target
from simulator.scenario.vocabulary import (
    ABOUT_A_PROGRAMME,
    EVENT_KEYS,
    EVENT_PROGRAMMES,
    FIRST_YEAR,
    TARGET_INDICATORS,
    TARGET_RATES,
)

BOUNDS = ("at_most", "at_least")


def read_events(place: Place, years: tuple[int, int]) -> tuple[Event, ...]:
    """Return the events of a list; faults are reported at their places."""
    found = (_event(element, years) for element in elements(place))
    return tuple(event for event in found if event)


def _event(place: Place, years: tuple[int, int]) -> Event | None:
    every_key = ("programme", *{name: None for keys in EVENT_KEYS.values() for name in keys})
    type_place = place.value_of("type")
    event_type = choice(type_place, tuple(EVENT_KEYS), "unknown_event") if type_place else ""
    keys = EVENT_KEYS[event_type] if event_type else {}
    about = ("programme",) if event_type in ABOUT_A_PROGRAMME else ()
    required = (*about, *(name for name, key in keys.items() if key.required))
    known = ("type", "date", *((*about, *keys) if event_type else every_key))  # an unknown type is one fault, not five
    parts = entries(place, known, ("type", "date", *required))
    if parts is None:
        return None
    first, last = date(FIRST_YEAR, 1, 1), date(years[1], 12, 31)
    on = day(parts["date"], first, last) if "date" in parts else None
    values: dict[str, float] = {}
    for name, key in keys.items():
        value = number(parts[name], key.lower, key.upper, whole=key.whole) if name in parts else None
        if value is not None:
            values[name] = value
    programme = choice(parts["programme"], EVENT_PROGRAMMES, "unknown_programme") if "programme" in parts else ""
    return Event(event_type, on, values, programme) if event_type and on else None


def read_targets(place: Place, years: tuple[int, int]) -> tuple[Target, ...]:
    """Return the targets of a list; faults are reported at their places."""
    found = (_target(element, years) for element in elements(place))
    return tuple(target for target in found if target)


def _target(place: Place, years: tuple[int, int]) -> Target | None:
    parts = entries(place, ("indicator", "date", *BOUNDS), ("indicator", "date"))
    if parts is None:
        return None
    chosen = parts.get("indicator")
    indicator = choice(chosen, TARGET_INDICATORS, "unknown_indicator") if chosen else ""
    on = day(parts["date"], date(years[0], 1, 1), date(years[1], 12, 31)) if "date" in parts else None
    named = [name for name in BOUNDS if name in parts]
    if len(named) != 1:
        place.fault("target_bound", value=", ".join(named), allowed=" | ".join(BOUNDS))
        return None
    value = number(parts[named[0]], 0, 1 if indicator in TARGET_RATES else inf)
    if not indicator or on is None or value is None:
        return None
    return Target(indicator, on, **{named[0]: value})
