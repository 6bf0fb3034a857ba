"""Rows of a run that is made many times: quarters, then half-years, cut where an event of the question falls."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from simulator.analysis.live import HALF_YEAR
from simulator.model import Plan
from simulator.model.plan import MONTHS_PER_YEAR, QUARTER
from simulator.scenario import Event
from simulator.scenario.vocabulary import ABOUT_A_PROGRAMME

MIDDLE_OF_MONTH = 15
FINE = 12  # months


def row_lengths(plan: Plan, events: Iterable[Event]) -> tuple[int, ...]:
    """Months of each row of a monthly plan that starts with a year, so that the events fall between two rows.

    Half-years after a year of quarters, in which backlogs end and new criteria bite; a plan of one year keeps its
    months.
    """
    fine = QUARTER if plan.months > MONTHS_PER_YEAR else 1
    edges = {*range(0, min(FINE, plan.months), fine), *range(FINE, plan.months, HALF_YEAR), plan.months}
    for event in events:
        month = (event.date.year - plan.start.year) * MONTHS_PER_YEAR + event.date.month - plan.start.month - 1
        late = event.date.day > (1 if event.type in ABOUT_A_PROGRAMME else MIDDLE_OF_MONTH)
        edges |= {month + late, month + late + int(event.values.get("months", 0))}
    inside = sorted(edge for edge in edges if 0 <= edge <= plan.months)
    return tuple(end - start for start, end in pairwise(inside))


def year_ends(plan: Plan) -> list[int]:
    """The rows that end a year."""
    return [row for row, day in enumerate(plan.dates) if day.month == MONTHS_PER_YEAR]
