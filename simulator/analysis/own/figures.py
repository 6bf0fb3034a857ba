"""What a planner's own figures say about a stock at the start: points with a doubt, near or far from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from simulator.evidence import Observation
from simulator.evidence.own import OwnFigures
from simulator.evidence.standards import PERIODS
from simulator.model import SOURCES
from simulator.scenario.plan import NEXT_STANDARD

EARLIEST = date(2014, 12, 31)
SAME_DAY = timedelta(days=31)  # figures of one count are printed with dates some days apart
OPINIONS = ("target", "forecast")
POINTS = ("exact", "about")


@dataclass(frozen=True)
class Point:
    """One figure, in the unit of what it stands for; `doubt` is one standard deviation."""

    day: date
    value: float
    doubt: float
    source_id: str


def reported(rows: Sequence[Observation], *indicators: str, standard: str = "") -> tuple[Observation, ...]:
    """Return the figures of some indicators that state a level, oldest first; without `standard`, of any."""
    found = (
        row
        for row in rows
        if row.indicator in indicators
        and row.bound in POINTS
        and row.kind not in OPINIONS
        and row.fit != "no"
        and standard in ("", row.standard)
    )
    return tuple(sorted(found, key=lambda row: (row.period_end, row.obs_id)))


def first_rate(rows: Sequence[Observation]) -> Observation | None:
    """Return the poverty rate that the simulation can start from: of the first year-end that has one.

    On the day of a change of standard it is the rate of the new one. None when there is no such rate.
    """
    return next(
        (row for row in reported(rows, "poverty_rate") if row.period_end >= EARLIEST and _can_start(row)),
        None,
    )


def _can_start(row: Observation) -> bool:
    period = PERIODS.get(row.standard)
    at_year_end = (row.period_end.month, row.period_end.day) == (12, 31)
    before_next = row.standard != NEXT_STANDARD  # no model of it without what comes before
    return (
        period is not None and before_next and at_year_end and period.first_level <= row.period_end < period.last_level
    )


def near_poor_share(rows: Sequence[Observation], standard: str) -> tuple[Point, ...]:
    """Near-poor households among those that are not poor, from rates or counts of the same day and standard."""
    rates = reported(rows, "near_poor_rate", standard=standard)
    poor = reported(rows, "poverty_rate", standard=standard)
    found = [_divided(row, 1.0 - other.value) for row in rates if (other := _on_day(poor, row))]
    counts = reported(rows, "near_poor_households", standard=standard)
    everyone = reported(rows, "households")
    return tuple(
        found
        or [
            _divided(row, all_.value * (1.0 - other.value))
            for row in counts
            if (other := _on_day(poor, row)) and (all_ := _nearest(everyone, row.period_end))
        ]
    )


def credit(rows: Sequence[Observation]) -> tuple[Point, ...]:
    """Outstanding loans, or the capital where no balance is given: hardly any of it is idle."""
    return _points(reported(rows, "credit_outstanding")) or _points(reported(rows, "credit_capital_total"))


CAPITAL = {
    "central": "credit_capital_central",
    "mobilised": "credit_capital_mobilised",
    "entrusted": "credit_capital_entrusted_local",
}


def capital(rows: Sequence[Observation]) -> Mapping[str, tuple[Point, ...]]:
    """Capital by source, billion VND."""
    return {name: _points(reported(rows, CAPITAL[name])) for name in SOURCES}


def capital_share(rows: Sequence[Observation], source: str) -> tuple[Point, ...]:
    """Share of a source in the capital of the same day."""
    totals = reported(rows, "credit_capital_total") or reported(rows, "credit_outstanding")
    return _shares(reported(rows, CAPITAL[source]), totals)


PROGRAMMES = {
    "poor": "credit_outstanding_poor",
    "near_poor": "credit_outstanding_near_poor",
    "recently_escaped": "credit_outstanding_escaped",
    "job_creation": "credit_outstanding_jobs",
    "water_sanitation": "credit_outstanding_water",
    "students": "credit_outstanding_students",
}


def programme_share(rows: Sequence[Observation], programme: str) -> tuple[Point, ...]:
    """Share of a loan programme in the balance of the same day; none for those that no indicator reports."""
    if programme not in PROGRAMMES:
        return ()
    return _shares(reported(rows, PROGRAMMES[programme]), reported(rows, "credit_outstanding"))


def mean_loan(rows: Sequence[Observation]) -> tuple[Point, ...]:
    """Balance per borrower, million VND, as printed or divided."""
    printed = _points(reported(rows, "credit_mean_outstanding"))
    balances, borrowers = reported(rows, "credit_outstanding"), reported(rows, "credit_borrowers")
    pairs = ((row, _on_day(borrowers, row)) for row in balances)
    return printed or tuple(_divided(row, other.value / 1e3) for row, other in pairs if other and other.value > 0)


def stock(indicator: str) -> Callable[[Sequence[Observation]], tuple[Point, ...]]:
    """Return what reads an indicator as it stands."""
    return lambda rows: _points(reported(rows, indicator))


def tier_share(indicator: str, of: str) -> Callable[[Sequence[Observation]], tuple[Point, ...]]:
    """Return what reads a count of communes or villages as a share of another count."""

    def read(rows: Sequence[Observation]) -> tuple[Point, ...]:
        return tuple(_shares_near(reported(rows, indicator), reported(rows, of)))

    return read


def nearest(points: Sequence[Point], day: date) -> Point | None:
    """Return the figure that is nearest in time, the earlier one of two; None when there is none."""
    return min(points, key=lambda point: abs(point.day - day), default=None)


def cited(own: OwnFigures, found: Sequence[Point | Observation]) -> tuple[str, ...]:
    """Return the sources of some figures, once each; planners' assumptions are none."""
    names = dict.fromkeys(item.source_id for item in found if item.source_id)
    return tuple(name for name in names if name not in own.sources or own.sources[name].rating != "assumption")


def _points(rows: Sequence[Observation]) -> tuple[Point, ...]:
    return tuple(_divided(row, 1.0) for row in rows)


def _divided(row: Observation, by: float) -> Point:
    return Point(row.period_end, row.value / by, (row.sigma or 0.0) / by, row.source_id)


def _on_day(rows: Sequence[Observation], row: Observation) -> Observation | None:
    found = _nearest(rows, row.period_end)
    return found if found and abs(found.period_end - row.period_end) <= SAME_DAY else None


def _nearest(rows: Sequence[Observation], day: date) -> Observation | None:
    return min(rows, key=lambda row: abs(row.period_end - day), default=None)


def _shares(rows: Sequence[Observation], totals: Sequence[Observation]) -> tuple[Point, ...]:
    pairs = ((row, _on_day(totals, row)) for row in rows)
    return tuple(_divided(row, total.value) for row, total in pairs if total and total.value > 0)


def _shares_near(rows: Sequence[Observation], totals: Sequence[Observation]) -> Iterator[Point]:
    """Counts of a day as shares of the latest total before it; the first total holds before its day."""
    for row in rows:
        before = [total for total in totals if total.period_end <= row.period_end + SAME_DAY] or totals[:1]
        if before and before[-1].value > 0:
            yield _divided(row, before[-1].value)
