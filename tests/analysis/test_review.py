"""The yearly review of poor households: what events do to its books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest

from simulator.analysis.projection import members
from simulator.analysis.review import Period, Recount, Review, review
from simulator.model import Parameters
from simulator.scenario import Event
from tests.shipped import baseline, evidence, posterior


@lru_cache(maxsize=1)
def parameters() -> Parameters:
    return members(posterior(), 60, 2)


def reviewed(*events: Event) -> Review:
    changed = replace(baseline(), events=(*(baseline().events or ()), *events))
    return review([changed], evidence(), parameters())[0]


def test_a_disaster_has_a_column_of_its_own_in_its_year_only() -> None:
    struck = reviewed(Event("disaster", date(2028, 8, 1), {"houses_share": 0.02}))
    by_year = {row.last.year: row.disasters for row in struck.rows if isinstance(row, Period)}
    assert by_year[2028] > 1.0
    assert all(abs(value) < 1e-6 for year, value in by_year.items() if year != 2028)


def test_a_standard_that_comes_within_a_year_parts_the_year() -> None:
    others = tuple(event for event in baseline().events or () if event.type != "standard_change")
    moved = Event("standard_change", date(2027, 7, 1), {"factor": 1.5})
    changed = replace(baseline(), events=(*others, moved))
    found = review([changed], evidence(), parameters())[0].rows
    place = next(place for place, row in enumerate(found) if isinstance(row, Recount))
    before, recount, after = found[place - 1 : place + 2]
    assert isinstance(before, Period)
    assert isinstance(recount, Recount)
    assert isinstance(after, Period)
    assert (before.first, before.last) == (date(2027, 1, 1), date(2027, 6, 30))
    assert (after.first, after.last) == (date(2027, 7, 1), date(2027, 12, 31))
    assert before.poor == pytest.approx(recount.before)
    assert after.poor_before == pytest.approx(recount.after) != pytest.approx(recount.before)
