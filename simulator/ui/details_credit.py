"""Policy credit of a scenario: capital by source, lending, programmes, and what low rates cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.analysis.projection import Projection, continued, simulated_past
from simulator.analysis.summary import Interval, at, interval, total
from simulator.calibration import Posterior
from simulator.evidence import Evidence, Observation
from simulator.model import PROGRAMMES, SOURCES
from simulator.model.arrays import Array
from simulator.scenario import Scenario, Schedule, value_in
from simulator.ui.details_compare import Compared, compared, needed
from simulator.ui.details_series import QUARTER_ENDS, Stretch, at_year_ends, by_year, stretches

ENTRUSTED = "credit.new_capital.entrusted"
ADDED = 1.0  # billion VND of entrusted capital, put in once, to see what it costs
CAPITAL = {name: f"credit_capital_{name}" for name in SOURCES} | {"total": "credit_capital"}
STOCKS = ("credit_outstanding", "credit_overdue", "credit_overdue_share")
FLOWS = ("credit_lent", "credit_collected", "interest_subsidy", "water_works")
POVERTY = "poverty"  # the poor, near-poor and recently escaped together, as some reports count them
POVERTY_PARTS = ("poor", "near_poor", "recently_escaped")
WORKS = "water_sanitation_works"
WATER_BORROWERS = "borrowers_water_sanitation"
# What reports call a programme's balance and borrowers, by the programme's name here.
REPORTED = {
    "balance": {
        "poor": "credit_outstanding_poor",
        "near_poor": "credit_outstanding_near_poor",
        "recently_escaped": "credit_outstanding_escaped",
        "job_creation": "credit_outstanding_jobs",
        "water_sanitation": "credit_outstanding_water",
        "students": "credit_outstanding_students",
    },
    "borrowers": {
        "poor": "borrowers_poor",
        "near_poor": "borrowers_near_poor",
        "recently_escaped": "borrowers_escaped",
        POVERTY: "borrowers_poverty_lending",
        "job_creation": "borrowers_job_creation",
        "water_sanitation": WATER_BORROWERS,
        "social_housing": "borrowers_social_housing",
        "students": "borrowers_students",
    },
}
REPORTED_CAPITAL = {
    "central": "credit_capital_central",
    "mobilised": "credit_capital_mobilised",
    "entrusted": "credit_capital_entrusted_local",
    "total": "credit_capital_total",
}
OTHER_REPORTED = (
    "credit_capital_entrusted_local_ratio",
    "credit_capital_entrusted_local_change",
    "credit_capital_central_change",
    "credit_capital_growth",
    "credit_outstanding",
    "credit_outstanding_growth",
    "credit_borrowers",
    "credit_lent",
    "credit_collected",
    "overdue_share",
)


@dataclass(frozen=True)
class Programme:
    """One programme at two year-ends, and the latest that is reported of it: `balance` and `borrowers`."""

    name: str
    balance: Mapping[int, Interval]
    borrowers: Mapping[int, Interval]
    reported: Mapping[str, Compared]


@dataclass(frozen=True)
class Works:
    """Reported water and sanitation works, the model's over the part of the period that is simulated, borrowers."""

    observation: Observation
    first_simulated: int
    made: Interval | None
    borrowers: Observation | None


@dataclass(frozen=True)
class CreditData:
    """Everything of the part. `marginal`: million VND a year for one more billion of entrusted capital."""

    locality: str
    first_year: int
    last_year: int
    capital: Mapping[str, tuple[Stretch, ...]]
    by_year: Mapping[str, Mapping[int, Interval]]
    entrusted_share: Mapping[int, Interval]
    reported_capital: Mapping[str, tuple[Compared, ...]]
    reported: tuple[Compared, ...]
    programmes: tuple[Programme, ...]
    works: tuple[Works, ...]
    marginal: Interval
    market_rate: Interval

    @property
    def latest(self) -> int:
        """The last year before the scenario begins."""
        return self.first_year - 1


def credit_data(evidence: Evidence, scenario: Scenario, posteriors: Sequence[Posterior]) -> CreditData:
    """Run a complete scenario once, and its future once more with one more billion of entrusted capital."""
    (posterior,) = posteriors
    rows = [row for row in evidence.of(scenario.locality) if row.fit == "yes"]
    names = [name for part in ("outstanding", "borrowers") for name in _indicators(part)]
    asked = [
        *REPORTED_CAPITAL.values(),
        *REPORTED["balance"].values(),
        *REPORTED["borrowers"].values(),
        *OTHER_REPORTED,
    ]
    wanted = tuple(dict.fromkeys([*CAPITAL.values(), *STOCKS, *FLOWS, *names, *needed(asked)]))
    past = simulated_past(scenario, evidence, posterior.parameters, wanted)
    now = continued(past, scenario, evidence)
    more = continued(past, _with_more(scenario), evidence)
    found = {row.observation.obs_id: row for row in compared(now, past.parameters, rows)}

    def of(indicator: str) -> tuple[Compared, ...]:
        return tuple(
            sorted(
                (row for row in found.values() if row.observation.indicator == indicator),
                key=lambda row: row.observation.period_end,
            )
        )

    ends = (scenario.first_year - 1, scenario.last_year)
    return CreditData(
        locality=scenario.locality,
        first_year=scenario.first_year,
        last_year=scenario.last_year,
        capital={name: stretches(now, indicator, None, QUARTER_ENDS) for name, indicator in CAPITAL.items()},
        by_year={
            **{name: at_year_ends(now, name) for name in (*CAPITAL.values(), *STOCKS)},
            **{name: by_year(now, name) for name in FLOWS},
        },
        entrusted_share={year: interval(_entrusted_share(now, year)) for year in ends},
        reported_capital={name: of(indicator) for name, indicator in REPORTED_CAPITAL.items()},
        reported=tuple(row for name in OTHER_REPORTED for row in of(name)),
        programmes=tuple(_programme(name, now, ends, of) for name in (*PROGRAMMES, POVERTY)),
        works=_works(evidence, now),
        marginal=interval(_marginal(now, more)),
        market_rate=interval(past.parameters["credit.market_rate"]),
    )


def _indicators(part: str) -> list[str]:
    names = PROGRAMMES if part == "outstanding" else (*PROGRAMMES, POVERTY)
    return [f"credit_{part}_{name}" for name in names]


def _entrusted_share(projection: Projection, year: int) -> Array:
    return at(projection, CAPITAL["entrusted"], year) / at(projection, CAPITAL["total"], year)


def _with_more(scenario: Scenario) -> Scenario:
    """The scenario with ADDED more entrusted capital in its first year, and as before from the next year on."""
    schedule, first = scenario.levers[ENTRUSTED], scenario.first_year
    later: Schedule = tuple(step for step in schedule if step[0] > first)
    changed: list[tuple[int, float]] = [(first, value_in(schedule, first) + ADDED)]
    if not later or later[0][0] > first + 1:
        changed.append((first + 1, value_in(schedule, first + 1)))
    return replace(scenario, levers={**scenario.levers, ENTRUSTED: (*changed, *later)})


def _marginal(now: Projection, more: Projection) -> Array:
    """Added subsidy a year for ADDED, mean of the full years after the first, million VND, (draw,)."""
    first, last = min(now.scenario.first_year + 1, now.scenario.last_year), now.scenario.last_year
    added = total(more, "interest_subsidy", first, last) - total(now, "interest_subsidy", first, last)
    return np.asarray(1000.0 * added / (ADDED * (last - first + 1)))


def _programme(name: str, now: Projection, ends: Sequence[int], of: Callable[[str], tuple[Compared, ...]]) -> Programme:
    rows = {}
    for part, indicators in REPORTED.items():
        if name in indicators and (found := of(indicators[name])):
            rows[part] = found[-1]
    parts = POVERTY_PARTS if name == POVERTY else (name,)
    balances = {year: interval(_sum(now, [f"credit_outstanding_{part}" for part in parts], year)) for year in ends}
    borrowers = {year: interval(at(now, f"credit_borrowers_{name}", year)) for year in ends}
    return Programme(name, balances, borrowers, rows)


def _sum(projection: Projection, indicators: Sequence[str], year: int) -> Array:
    return np.asarray(np.sum([at(projection, name, year) for name in indicators], axis=0))


def _works(evidence: Evidence, now: Projection) -> tuple[Works, ...]:
    """Every reported count of works beside the model's loans, as far as the period is simulated."""
    found = []
    rows = evidence.of(now.scenario.locality)
    for row in (row for row in rows if row.indicator == WORKS):
        dates, start = now.trajectory.dates, row.period_start or now.plan.start
        inside = [index for index, day in enumerate(dates) if start <= day <= row.period_end]
        made = interval(now.trajectory["water_works"][inside].sum(axis=0)) if inside else None
        same_day = [
            other for other in rows if other.indicator == WATER_BORROWERS and other.period_end == row.period_end
        ]
        found.append(Works(row, dates[inside[0]].year if inside else 0, made, same_day[0] if same_day else None))
    return tuple(found)
