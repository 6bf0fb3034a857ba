"""New Rural communes of a scenario: which criterion holds them back, tiers by year, what events did to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import numpy as np

from simulator.analysis.projection import Projection, continued, simulated_past
from simulator.analysis.summary import Interval, at, interval
from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.model.events import Merger
from simulator.scenario import Scenario
from simulator.ui.details_compare import Compared, compared
from simulator.ui.details_series import Stretch, at_year_ends, stretches, years

CRITERIA = ("9", "11", "12")
TIERS = ("attained", "advanced", "model")  # nested, from the widest
REVIEWED = "criteria_change.requalify_share"
COMMUNES = {tier: f"ntm_communes_{tier}" for tier in TIERS}
VILLAGES = {tier: f"ntm_villages_{tier}" for tier in ("attained", "model")}


@dataclass(frozen=True)
class CriteriaYear:
    """Share of communes that meet each criterion at a year's end, and the one that fewest meet."""

    year: int
    standard: str
    shares: Mapping[str, Interval]
    lowest: str
    chance: float  # share of the draws in which it is the lowest


@dataclass(frozen=True)
class TierYear:
    """Units by tier at a year's end, in whole ones: `nested` with its 90 % interval, `exclusive` adds up to `total`.

    The exclusive counts are the differences of the nested ones as they are printed.
    """

    year: int
    total: int
    nested: Mapping[str, tuple[int, int, int]]
    exclusive: Mapping[str, int]


@dataclass(frozen=True)
class MergerEffect:
    """Units and attained units just before and just after a merger."""

    date: date
    units: tuple[float, float]
    attained: tuple[Interval, Interval]


@dataclass(frozen=True)
class ReviewEffect:
    """What a new set of criteria does: the share that must qualify again, and the change of units at two year-ends."""

    date: date
    share: Interval
    change: Mapping[int, Interval]


@dataclass(frozen=True)
class CommunesData:
    """Everything of the part; `villages` is empty where their number is not known."""

    locality: str
    first_year: int
    last_year: int
    criteria: tuple[CriteriaYear, ...]
    stretches: Mapping[str, tuple[Stretch, ...]]
    communes: tuple[TierYear, ...]
    villages: tuple[TierYear, ...]
    reported: tuple[Compared, ...]
    mergers: tuple[MergerEffect, ...]
    reviews: tuple[ReviewEffect, ...]


def communes_data(evidence: Evidence, scenario: Scenario, posteriors: Sequence[Posterior]) -> CommunesData:
    """Run a complete scenario once, and once more without each new set of criteria."""
    (posterior,) = posteriors
    place = evidence.localities[scenario.locality]
    villages = VILLAGES if "villages_total" in place.start_values else {}
    wanted = [f"ntm_criterion_{name}_share" for name in CRITERIA] + [*COMMUNES.values(), "communes_total"]
    wanted += [*villages.values(), "villages_total"] if villages else []
    past = simulated_past(scenario, evidence, posterior.parameters, wanted)
    now = continued(past, scenario, evidence)
    counted = (*COMMUNES.values(), *villages.values())
    rows = [row for row in evidence.of(place.id) if row.fit == "yes" and row.indicator in counted]
    rows.sort(key=lambda row: (row.period_end, row.indicator))
    return CommunesData(
        locality=place.id,
        first_year=scenario.first_year,
        last_year=scenario.last_year,
        criteria=criteria_by_year(now),
        stretches={name: stretches(now, f"ntm_criterion_{name}_share") for name in CRITERIA},
        communes=tiers_by_year(now, COMMUNES, "communes_total"),
        villages=tiers_by_year(now, villages, "villages_total") if villages else (),
        reported=compared(now, past.parameters, rows),
        mergers=_mergers(now),
        reviews=_reviews(evidence, scenario, posterior, now),
    )


def criteria_by_year(projection: Projection) -> tuple[CriteriaYear, ...]:
    """The three criteria at every year's end."""
    series = {name: at_year_ends(projection, f"ntm_criterion_{name}_share") for name in CRITERIA}
    found = []
    for year in years(projection):
        row = projection.row(year)
        shares = {name: figures[year] for name, figures in series.items()}
        lowest = min(CRITERIA, key=lambda name: shares[name].median)
        each = np.stack([projection.trajectory[f"ntm_criterion_{name}_share"][row] for name in CRITERIA])
        chance = float(np.mean(each.argmin(axis=0) == CRITERIA.index(lowest)))
        found.append(CriteriaYear(year, projection.standards[row], shares, lowest, chance))
    return tuple(found)


def lowest_by_years(rows: Sequence[CriteriaYear]) -> list[tuple[int, int, str]]:
    """(first year, last year, criterion) of each run of years in which the same criterion is the lowest."""
    runs = [list(found) for _, found in groupby(rows, key=lambda row: row.lowest)]
    return [(run[0].year, run[-1].year, run[0].lowest) for run in runs]


def tiers_by_year(projection: Projection, indicators: Mapping[str, str], total: str) -> tuple[TierYear, ...]:
    """Nested and exclusive tiers at every year's end; indicators: tier -> nested count, from the widest tier."""
    series = {tier: at_year_ends(projection, name) for tier, name in indicators.items()}
    totals = at_year_ends(projection, total)
    found = []
    for year in years(projection):
        whole = round(totals[year].median)
        nested = {tier: _whole(figures[year]) for tier, figures in series.items()}
        found.append(TierYear(year, whole, nested, exclusive(whole, {name: row[0] for name, row in nested.items()})))
    return tuple(found)


def exclusive(total: int, nested: Mapping[str, int]) -> dict[str, int]:
    """Counts of each tier alone and of those below the standard; they add up to `total`.

    >>> exclusive(13, {"attained": 13, "advanced": 13, "model": 4})
    {'below': 0, 'attained': 0, 'advanced': 9, 'model': 4}
    """
    counts = [total, *nested.values(), 0]
    names = ["below", *nested]
    return {name: counts[place] - counts[place + 1] for place, name in enumerate(names)}


def _whole(found: Interval) -> tuple[int, int, int]:
    return round(found.median), round(found.p05), round(found.p95)


def _mergers(projection: Projection) -> tuple[MergerEffect, ...]:
    found = []
    for row, change in sorted(projection.trajectory.changes.items()):
        if change.event is Merger:
            planned = [event for event in projection.scenario.events or () if event.type == "merger"]
            day = projection.trajectory.dates[row]
            moment = next((e.date for e in planned if (e.date.year, e.date.month) == (day.year, day.month)), day)
            ends = (change.before, change.after)
            found.append(
                MergerEffect(
                    moment,
                    (float(ends[0]["communes_total"][0]), float(ends[1]["communes_total"][0])),
                    (interval(ends[0]["ntm_communes_attained"]), interval(ends[1]["ntm_communes_attained"])),
                )
            )
    return tuple(found)


def _reviews(evidence: Evidence, scenario: Scenario, posterior: Posterior, now: Projection) -> tuple[ReviewEffect, ...]:
    """Each new set of criteria against the same scenario without it, on the same draws."""
    found = []
    for event in scenario.events or ():
        if event.type != "criteria_change" or not now.trajectory.dates[0] <= event.date <= now.trajectory.dates[-1]:
            continue
        others = tuple(other for other in scenario.events or () if other is not event)
        name = COMMUNES["attained"]
        past = simulated_past(replace(scenario, events=others), evidence, posterior.parameters, (name,))
        without = continued(past, replace(scenario, events=others), evidence)
        given = event.values.get("requalify_share")
        share = interval(past.parameters[REVIEWED]) if given is None else Interval(given, given, given)
        ends = sorted({event.date.year, scenario.last_year})
        change = {year: interval(at(now, name, year) - at(without, name, year)) for year in ends}
        found.append(ReviewEffect(event.date, share, change))
    return tuple(found)
