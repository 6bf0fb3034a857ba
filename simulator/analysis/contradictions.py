"""Reported figures that cannot both be right: the same place, indicator, standard and time, and different values.

A figure is what a report may have meant by it: an exact one up to half of its last digit, a rounded one up to a whole
one, a floor everything above it, a ceiling everything below it. Figures contradict when nothing is meant by both, or
when they differ and the data mark one of them as doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

from simulator.evidence import Evidence, Observation, Source

NEAR = timedelta(days=10)  # the day of a count, and that of the article that prints it
MERGER = "merger"
COUNTED_ANEW = frozenset({"commune", "village", "unit"})  # units whose stocks a merger breaks
REPORTED = frozenset({"stock", "flow", "rate"})  # targets and forecasts may differ as they like
DOUBTFUL = "doubtful"
MOST_DIGITS = 6
RATINGS = ("official", "association", "press", "press_aggregated", "forum", "seed", "assumption")
"""Kinds of source, the most trusted first."""


@dataclass(frozen=True)
class Contradiction:
    """Figures about the same thing, those of the fit first, then by value; `reasons` of the first over the others.

    reasons: of rating, later, exact, marked; empty where none was fitted.
    """

    rows: tuple[Observation, ...]
    reasons: tuple[str, ...]

    @property
    def used(self) -> tuple[Observation, ...]:
        """The figures that the model is fitted to."""
        return tuple(row for row in self.rows if row.fit == "yes")

    @property
    def values(self) -> tuple[float, ...]:
        """The different values, in the order of the rows."""
        return tuple(dict.fromkeys(row.value for row in self.rows))

    @property
    def spread(self) -> float:
        """The largest value less the smallest, over the largest size."""
        largest = max(abs(value) for value in self.values)
        return (max(self.values) - min(self.values)) / largest if largest else 0.0


def is_doubtful(row: Observation) -> bool:
    """Whether the data mark a figure as contradicted."""
    return row.note.startswith(DOUBTFUL)


def contradictions(evidence: Evidence, rows: Sequence[Observation]) -> tuple[Contradiction, ...]:
    """Every group of the rows that speak of the same thing and of which two contradict, by indicator and date."""
    breaks = _mergers(evidence)
    found = []
    for group in _groups([row for row in rows if row.kind in REPORTED and row.fit != "no"], breaks):
        if any(_contradict(first, second) for first, second in _pairs(group)):
            ordered = sorted(group, key=lambda row: (row.fit != "yes", is_doubtful(row), -row.value))
            found.append(Contradiction(tuple(ordered), _reasons(ordered, evidence.sources)))
    return tuple(found)


def doubtful_alone(rows: Sequence[Observation], found: Sequence[Contradiction]) -> tuple[Observation, ...]:
    """Figures that are marked as doubtful without a second figure of the same time to stand against, latest first."""
    told = {row.obs_id for contradiction in found for row in contradiction.rows}
    alone = [row for row in rows if is_doubtful(row) and row.obs_id not in told]
    return tuple(sorted(alone, key=lambda row: (row.indicator, -row.period_end.toordinal())))


def meant(row: Observation) -> tuple[float, float]:
    """The least and the most that a report may have meant."""
    if row.bound == "at_least":
        return row.value, inf
    if row.bound == "at_most":
        return -inf, row.value
    room = last_digit(row) * (1.0 if row.bound == "about" else 0.5)
    return row.value - room, row.value + room


def last_digit(row: Observation) -> float:
    """Size of one unit of the last digit that is printed, zeros at the end of a whole number left out.

    Shares are printed as percentages.
    """
    scale = 100.0 if row.unit.startswith("share") else 1.0
    printed = abs(row.value) * scale
    decimals = next((d for d in range(MOST_DIGITS) if abs(printed - round(printed, d)) < 1e-9 * max(1.0, printed)), 0)
    if decimals or not printed:
        return float(10.0**-decimals / scale)
    zeros = len(str(round(printed))) - len(str(round(printed)).rstrip("0"))
    return float(10.0**zeros / scale) if row.bound == "about" else 1.0 / scale


def _contradict(first: Observation, second: Observation) -> bool:
    if first.value == second.value:
        return False
    if is_doubtful(first) or is_doubtful(second):
        return True
    (low, high), (other_low, other_high) = meant(first), meant(second)
    return low >= other_high or other_low >= high


def _groups(rows: Sequence[Observation], breaks: Mapping[str, Sequence[date]]) -> list[list[Observation]]:
    """Rows that speak of the same thing at the same time; a group does not reach further than NEAR from its first."""
    ordered = sorted(rows, key=lambda row: (row.indicator, row.standard, row.period_end, row.line))
    groups: list[list[Observation]] = []
    for row in ordered:
        same = next((group for group in groups if _is_same(group[0], row, breaks)), None)
        if same is None:
            groups.append([row])
        else:
            same.append(row)
    return groups


def _is_same(first: Observation, row: Observation, breaks: Mapping[str, Sequence[date]]) -> bool:
    about, other = ((r.locality, r.indicator, r.standard, r.kind == "flow") for r in (first, row))
    if about != other or not _is_near(first.period_end, row.period_end):
        return False
    if (first.period_start is None) != (row.period_start is None):
        return False
    if first.period_start and row.period_start and not _is_near(first.period_start, row.period_start):
        return False
    days = breaks.get(row.locality, ()) if row.unit in COUNTED_ANEW else ()
    return not any(first.period_end < day <= row.period_end for day in days)


def _is_near(day: date, other: date) -> bool:
    return abs(day - other) <= NEAR


def _pairs(group: Sequence[Observation]) -> Iterable[tuple[Observation, Observation]]:
    return ((first, second) for place, first in enumerate(group) for second in group[place + 1 :])


def _mergers(evidence: Evidence) -> dict[str, list[date]]:
    """Days of mergers by place, as the rules name them: "son-la, rural communes"."""
    found: dict[str, list[date]] = {}
    for rule in evidence.rules:
        if rule.topic == MERGER and rule.valid_from is not None:
            found.setdefault(rule.scope.partition(",")[0], []).append(rule.valid_from)
    return found


def _reasons(rows: Sequence[Observation], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """What speaks for the first row, where it is fitted, against every row that contradicts it."""
    chosen = rows[0]
    others = [row for row in rows if _contradict(chosen, row)]
    if chosen.fit != "yes" or not others:
        return ()
    own = sources[chosen.source_id]
    against = [sources[row.source_id] for row in others]
    holds = {
        "rating": all(RATINGS.index(own.rating) < RATINGS.index(source.rating) for source in against),
        "later": own.date_published is not None
        and all(source.date_published is not None and own.date_published > source.date_published for source in against),
        "exact": chosen.bound == "exact" and all(row.bound != "exact" for row in others),
        "marked": all(is_doubtful(row) for row in others),
    }
    return tuple(name for name, is_so in holds.items() if is_so)
