"""How well a run agrees with the reported figures: one term per fitted observation."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy.special import log_ndtr

from simulator.evidence import Observation
from simulator.model import Parameters, Trajectory
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR

Reader = Callable[["Run"], Array]

# Reported indicator -> indicator of the model, and the discrepancy parameter that goes with it.
STOCKS: Mapping[str, tuple[str, str]] = {
    "poverty_rate": ("poverty_rate", "poverty_rate"),
    "near_poor_rate": ("near_poor_rate", "poverty_rate"),
    "households": ("households", "households"),
    "trained_labour_share": ("trained_labour_share", "trained_labour_share"),
    "credit_capital_total": ("credit_capital", "credit"),
    "credit_capital_central": ("credit_capital_central", "credit"),
    "credit_capital_mobilised": ("credit_capital_mobilised", "credit"),
    "credit_capital_entrusted_local": ("credit_capital_entrusted", "credit"),
    "credit_outstanding": ("credit_outstanding", "credit"),
    "credit_borrowers": ("credit_borrowers", "counts"),
    "credit_outstanding_poor": ("credit_outstanding_poor", "programmes"),
    "credit_outstanding_near_poor": ("credit_outstanding_near_poor", "programmes"),
    "credit_outstanding_escaped": ("credit_outstanding_recently_escaped", "programmes"),
    "credit_outstanding_jobs": ("credit_outstanding_job_creation", "programmes"),
    "credit_outstanding_water": ("credit_outstanding_water_sanitation", "programmes"),
    "credit_outstanding_students": ("credit_outstanding_students", "programmes"),
    "borrowers_poor": ("credit_borrowers_poor", "programmes"),
    "borrowers_near_poor": ("credit_borrowers_near_poor", "programmes"),
    "borrowers_escaped": ("credit_borrowers_recently_escaped", "programmes"),
    "borrowers_poverty_lending": ("credit_borrowers_poverty", "programmes"),
    "borrowers_job_creation": ("credit_borrowers_job_creation", "programmes"),
    "borrowers_water_sanitation": ("credit_borrowers_water_sanitation", "programmes"),
    "borrowers_social_housing": ("credit_borrowers_social_housing", "programmes"),
    "borrowers_students": ("credit_borrowers_students", "programmes"),
    "overdue_share": ("credit_overdue_share", "overdue"),
    "poor_households": ("poor_households", "counts"),
    "near_poor_households": ("near_poor_households", "counts"),
    "houses_needed": ("houses_needed", "counts"),
    "ntm_communes_attained": ("ntm_communes_attained", "communes"),
    "ntm_communes_advanced": ("ntm_communes_advanced", "communes"),
    "ntm_communes_model": ("ntm_communes_model", "communes"),
    "ntm_villages_attained": ("ntm_villages_attained", "counts"),
    "ntm_villages_model": ("ntm_villages_model", "counts"),
}
FLOWS: Mapping[str, tuple[str, str]] = {
    "escaped_households": ("escaped_households", "counts"),
    "escaped_near_poor_households": ("escaped_near_poor_households", "counts"),
    "relapsed_households": ("relapsed_households", "counts"),
    "newly_poor_households": ("newly_poor_households", "counts"),
    "credit_lent": ("credit_lent", "credit"),
    "credit_collected": ("credit_collected", "credit"),
    "houses_done": ("houses_supported", "counts"),
    "houses_new_need": ("houses_new_need", "counts"),
    "housing_cost": ("money_spent_housing", "counts"),
    "persons_trained_poor_near_poor": ("persons_trained", "counts"),
    "persons_trained": ("persons_trained", "counts"),
    "persons_trained_rural": ("persons_trained", "counts"),
}
CHANGES: Mapping[str, tuple[str, str]] = {
    "poverty_rate_change": ("poverty_rate", "poverty_rate"),
    "credit_capital_central_change": ("credit_capital_central", "credit"),
    "credit_capital_entrusted_local_change": ("credit_capital_entrusted", "credit"),
    "ntm_communes_new": ("ntm_communes_attained", "communes"),
}
# Level at the end over level at the start: as it is, or as mean growth a year.
RATIOS: Mapping[str, tuple[str, str]] = {
    "credit_capital_entrusted_local_ratio": ("credit_capital_entrusted", "credit"),
    "credit_capital_growth": ("credit_capital", "growth"),
    "credit_outstanding_growth": ("credit_outstanding", "growth"),
}
# Which people a locality's training programme counts: the narrowest group that it reports.
TRAINEES = ("persons_trained_poor_near_poor", "persons_trained", "persons_trained_rural")
LATE = timedelta(days=92)  # how long before the simulation's start a period may have begun
RELATIVE = ("credit", "counts", "households", "programmes", "communes")
NEEDED = tuple(sorted({name for table in (STOCKS, FLOWS, CHANGES, RATIOS) for name, _ in table.values()}))


@dataclass(frozen=True)
class Run:
    """A trajectory with the state it started from: levels[name] has the start in row 0, row i of the run in i + 1."""

    levels: Mapping[str, Array]
    trajectory: Trajectory


@dataclass(frozen=True)
class Term:
    """One observation made comparable: `read` gives the model's figure, (draw,), in the unit of the observation."""

    observation: Observation
    discrepancy: str
    read: Reader

    def spread(self, p: Parameters) -> float:
        """Standard deviation of the comparison: reported sigma and model discrepancy, in the observation's unit."""
        extra = float(p[f"discrepancy.{self.discrepancy}"][0])
        if self.discrepancy in RELATIVE:
            extra *= abs(self.observation.value)
        return float(np.hypot(self.observation.sigma or 0.0, extra))

    def distance(self, run: Run, p: Parameters) -> Array:
        """Model less figure, in spreads, (draw,)."""
        return (self.read(run) - self.observation.value) / self.spread(p)

    def log_density(self, distance: Array) -> Array:
        """Normal for a figure; one-sided for a floor or ceiling (up to a constant), (draw,)."""
        if self.observation.bound == "at_least":
            return np.asarray(log_ndtr(distance))
        if self.observation.bound == "at_most":
            return np.asarray(log_ndtr(-distance))
        return -0.5 * distance**2

    def missed(self, distance: Array) -> Array:
        """The distance as far as it speaks against the model: none beyond a floor or within a ceiling."""
        if self.observation.bound == "at_least":
            return np.minimum(distance, 0.0)
        return np.maximum(distance, 0.0) if self.observation.bound == "at_most" else distance


class Calendar:
    """Rows of dates among the levels of a run from the end of `start` in rows of `lengths` months.

    standards: in force at the start and at the end of each row.
    """

    def __init__(self, start: date, standards: Sequence[str], lengths: Sequence[int]) -> None:
        self.start = start
        self.standards = standards
        self._edges = np.concatenate([[0], np.cumsum(lengths)])
        self._row = {int(month): row for row, month in enumerate(self._edges)}

    def month(self, day: date) -> int | None:
        """0 for the start, i for the i-th month; None outside the run."""
        month = (day.year - self.start.year) * MONTHS_PER_YEAR + day.month - self.start.month
        return month if 0 <= month <= self._edges[-1] else None

    def level(self, name: str, standard: str, month: int) -> Reader | None:
        """Level at a month's end; on the day of a change of standard the older one's figure is that before it.

        None where no such figure exists in this standard. Raises KeyError when the month ends inside a row.
        """
        index = self._row[month]
        if not standard or self.standards[index] == standard:
            return lambda run: run.levels[name][index]
        if index > 0 and self.standards[index - 1] == standard:
            return lambda run: run.trajectory.changes[index - 1].before[name]
        return None

    def weights(self, first: date, last: date) -> Array:
        """Share of each row, (row,), that lies in the period from the morning of `first` to the evening of `last`."""
        begin, end = self._months(first, first.day - 1), self._months(last, last.day)
        inside = np.minimum(self._edges[1:], end) - np.maximum(self._edges[:-1], begin)
        return np.asarray(np.maximum(inside, 0.0) / np.diff(self._edges))

    def _months(self, month: date, days: int) -> float:
        whole = (month.year - self.start.year) * MONTHS_PER_YEAR + month.month - self.start.month - 1
        return whole + days / monthrange(month.year, month.month)[1]


def terms(observations: Sequence[Observation], calendar: Calendar) -> tuple[Term, ...]:
    """The terms of the observations marked `fit = yes` that the simulated window can answer."""
    fitted = [row for row in observations if row.fit == "yes"]
    reported = {row.indicator for row in fitted}
    trainees = next((name for name in TRAINEES if name in reported), "")
    found = []
    for row in fitted:
        if row.indicator in TRAINEES and row.indicator != trainees:
            continue
        term = _stock(row, calendar) or _flow(row, calendar) or _change(row, calendar) or _ratio(row, calendar)
        if term is not None:
            found.append(term)
    return tuple(found)


def _stock(row: Observation, calendar: Calendar) -> Term | None:
    month = calendar.month(row.period_end)
    if row.indicator not in STOCKS or month is None:
        return None
    name, discrepancy = STOCKS[row.indicator]
    level = calendar.level(name, row.standard, month)
    return None if level is None else Term(row, discrepancy, level)


def _flow(row: Observation, calendar: Calendar) -> Term | None:
    if row.indicator not in FLOWS or row.period_start is None or row.period_start <= calendar.start:
        return None
    if calendar.month(row.period_start) is None or calendar.month(row.period_end) is None:
        return None
    name, discrepancy = FLOWS[row.indicator]
    weights = calendar.weights(row.period_start, row.period_end)
    rows = slice(int(np.flatnonzero(weights)[0]), int(np.flatnonzero(weights)[-1]) + 1)
    return Term(row, discrepancy, lambda run: weights[rows] @ run.trajectory[name][rows])


def _change(row: Observation, calendar: Calendar) -> Term | None:
    found = _ends(row, CHANGES, calendar)
    if found is None:
        return None
    discrepancy, start, end, years = found
    length = years if row.unit == "share_per_year" else 1.0
    return Term(row, discrepancy, lambda run: (end(run) - start(run)) / length)


def _ratio(row: Observation, calendar: Calendar) -> Term | None:
    found = _ends(row, RATIOS, calendar)
    if found is None:
        return None
    discrepancy, start, end, years = found
    if row.unit == "share_per_year":
        return Term(row, discrepancy, lambda run: (end(run) / start(run)) ** (1.0 / years) - 1.0)
    return Term(row, discrepancy, lambda run: end(run) / start(run))


def _ends(
    row: Observation, table: Mapping[str, tuple[str, str]], calendar: Calendar
) -> tuple[str, Reader, Reader, float] | None:
    """Discrepancy, level at the two ends of a period and its years; a period from 1 January starts from December.

    One that began shortly before the simulation does is read from the simulation's start.
    """
    if row.indicator not in table or row.period_start is None:
        return None
    name, discrepancy = table[row.indicator]
    opening = row.period_start
    if calendar.start - LATE <= opening < calendar.start:
        opening = calendar.start
    first, last = calendar.month(opening), calendar.month(row.period_end)
    if first is None or last is None:
        return None
    before = first if opening.day > 15 else first - 1
    if before < 0 or last <= before:
        return None
    start, end = (calendar.level(name, row.standard, month) for month in (before, last))
    return None if start is None or end is None else (discrepancy, start, end, (last - before) / MONTHS_PER_YEAR)
