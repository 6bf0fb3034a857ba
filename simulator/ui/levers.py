"""Between a scenario's schedules and the one number a slider shows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.scenario import Scenario, Schedule, value_in
from simulator.ui.components import whole_percents
from simulator.ui.event_data import planned, with_events

SHARE_PREFIX = "credit.shares."
# The page shows five programmes and the rest as one; within the rest the proportions stay as they are.
PROGRAMMES = ("poor", "near_poor", "recently_escaped", "job_creation", "water_sanitation")
REST = ("social_housing", "students", "other")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "credit": ("credit.new_capital.central", "credit.new_capital.mobilised", "credit.new_capital.entrusted"),
    "housing": ("housing.budget",),
    "training": ("training.budget", "training.jobs_connected"),
    "ntm": ("ntm.investment",),
    "disbursement": ("disbursement.housing", "disbursement.training", "disbursement.ntm"),
}
SLIDERS = tuple(path for paths in GROUPS.values() for path in paths)
MONEY = tuple(path for path in SLIDERS if path.split(".")[-1] != "jobs_connected" and not path.startswith("disb"))
PERCENT = GROUPS["disbursement"]


@dataclass(frozen=True)
class Settings:
    """What the panel shows: a value per slider (percent for disbursement), whole percents of lending, events on."""

    values: Mapping[str, float]
    shares: Mapping[str, int | float]
    events: frozenset[str] = frozenset()


def settings_of(scenario: Scenario) -> Settings:
    """The sliders' values for a complete scenario; a lever that changes over the years shows its yearly mean."""
    values = {path: _shown(path, scenario) for path in SLIDERS}
    first = {name: value_in(scenario.levers[SHARE_PREFIX + name], scenario.first_year) for name in (*PROGRAMMES, *REST)}
    grouped = {name: first[name] for name in PROGRAMMES} | {"other": math.fsum(first[name] for name in REST)}
    return Settings(values, whole_percents(grouped), planned(scenario))


def changes_over_years(scenario: Scenario, path: str) -> bool:
    """Whether a lever is a schedule that one number cannot tell."""
    years = range(scenario.first_year, scenario.last_year + 1)
    return len({value_in(scenario.levers[path], year) for year in years}) > 1


def applied(scenario: Scenario, settings: Settings) -> Scenario:
    """The scenario with the panel's values and events."""
    return with_events(with_levers(scenario, settings), settings.events)


def with_levers(scenario: Scenario, settings: Settings) -> Scenario:
    """The scenario with the panel's values: a slider that was not moved leaves its schedule as it is."""
    shown = settings_of(scenario)
    moved: dict[str, Schedule] = {
        path: ((scenario.first_year, value / 100.0 if path in PERCENT else value),)
        for path, value in settings.values.items()
        if value != shown.values[path]
    }
    if dict(settings.shares) != dict(shown.shares):
        moved |= _lending(scenario, settings.shares)
    return replace(scenario, levers={**scenario.levers, **moved}) if moved else scenario


def _shown(path: str, scenario: Scenario) -> float:
    years = range(scenario.first_year, scenario.last_year + 1)
    mean = math.fsum(value_in(scenario.levers[path], year) for year in years) / len(years)
    return round(100.0 * mean if path in PERCENT else mean, 6)


def _lending(scenario: Scenario, shares: Mapping[str, int | float]) -> dict[str, Schedule]:
    first = scenario.first_year
    rest = {name: value_in(scenario.levers[SHARE_PREFIX + name], first) for name in REST}
    whole = math.fsum(rest.values())
    parts = {name: rest[name] / whole if whole else float(name == "other") for name in REST}
    split = {name: shares[name] / 100.0 for name in PROGRAMMES}
    split |= {name: shares["other"] / 100.0 * part for name, part in parts.items()}
    return {SHARE_PREFIX + name: ((first, round(share, 6)),) for name, share in _exact(split).items()}


def _exact(split: Mapping[str, float]) -> dict[str, float]:
    """Rounded shares whose sum is one, as the scenario file asks; the largest takes the rounding."""
    rounded = {name: round(share, 6) for name, share in split.items()}
    largest = max(rounded, key=lambda name: rounded[name])
    rounded[largest] = round(1.0 - math.fsum(value for name, value in rounded.items() if name != largest), 6)
    return rounded


def slider_range(baseline: float, decimals: int) -> tuple[float, float]:
    """(largest value, step) of a slider: a round number at least two and a half times today's value."""
    if baseline <= 0.0:
        return 100.0, 10.0**-decimals
    wanted = 2.5 * baseline
    unit = 10.0 ** math.floor(math.log10(wanted))
    largest = next(unit * k for k in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if unit * k >= wanted)
    step = next(unit * k for k in (0.05, 0.02, 0.01, 0.005) if k == 0.005 or _divides(unit * k, baseline))
    return round(largest, 6), max(round(step, 6), 10.0**-decimals)


def _divides(step: float, value: float) -> bool:
    return abs(value / step - round(value / step)) < 1e-9
