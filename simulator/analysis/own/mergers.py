"""How many communes a locality starts with, and the mergers that its counts tell of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from simulator.analysis.own.figures import Point, stock
from simulator.evidence import Observation
from simulator.scenario.record import Event
from simulator.scenario.vocabulary import FIRST_YEAR

REFORM = date(2025, 7, 1)  # communes were merged all over the country
FIRST_EVENT = date(FIRST_YEAR, 1, 1)


@dataclass(frozen=True)
class Merged:
    """The count that holds at the start, the mergers after it, and counts that rose, which no merger does.

    last_day: of the latest count.
    """

    start: Point
    events: tuple[Event, ...]
    risen: tuple[Point, ...]
    last_day: date

    @property
    def last(self) -> float:
        """Communes after the last merger."""
        return self.events[-1].values["communes"] if self.events else self.start.value

    @property
    def first_day(self) -> date:
        """Day of the first merger: counts of attained communes from then on say nothing about the start."""
        return self.events[0].date if self.events else date.max


def merged(rows: Sequence[Observation]) -> Merged:
    """Read the counts of communes. A merger before events can be told, in 2022, is taken as done from the start.

    Where the count falls past the reform of July 2025 it falls on that day, and what was attained counts anew; where
    it falls elsewhere it falls on the later count's day, and what was attained is kept. When the first count is one
    after the reform and more communes had attained before, there were at least as many as those.
    """
    totals = [*_attained_before_reform(rows), *stock("communes_total")(rows)]
    early = [total for total in totals if total.day < FIRST_EVENT]
    start, later = (early[-1], totals[len(early) :]) if early else (totals[0], totals[1:])
    events: list[Event] = []
    risen: list[Point] = []
    before = start
    for total in later:
        if total.value > before.value:
            risen.append(total)
        elif total.value < before.value:
            events.append(_merger(before.day, total))
            before = total
    return Merged(start, tuple(events), tuple(risen), totals[-1].day)


def _attained_before_reform(rows: Sequence[Observation]) -> Iterator[Point]:
    """The largest count of attained communes before the reform, where it must stand for that of all communes."""
    totals, attained = stock("communes_total")(rows), stock("ntm_communes_attained")(rows)
    most = max((point for point in attained if point.day < REFORM), key=lambda point: point.value, default=None)
    if most is not None and totals[0].day >= REFORM and most.value > totals[0].value:
        yield most


def _merger(before: date, total: Point) -> Event:
    communes = {"communes": float(round(total.value))}
    if before < REFORM <= total.day:
        return Event("merger", REFORM, communes)
    return Event("merger", total.day, communes | {"kept_share": 1.0})
