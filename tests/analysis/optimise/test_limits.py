"""Whole lots, limits and the total: kept to the đồng, or refused with field, value and what is allowed."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.analysis.optimise.limits import bounds, keeps, space
from simulator.analysis.optimise.lots import dealt, whole
from simulator.analysis.optimise.question import DONG, MONEY, Goal, Line, Question, allocated
from simulator.errors import ScenarioError
from simulator.scenario import value_in
from tests.shipped import baseline, evidence

POVERTY = (Goal("poverty_rate", 2030),)


def question(*paths: str, **changes: object) -> Question:
    asked = Question(baseline(), tuple(Line(path) for path in paths or MONEY), POVERTY)
    return replace(asked, **changes)


def amounts_of(asked: Question, path: str) -> list[float]:
    return [value_in(asked.scenario.levers[path], year) for year in asked.years]


def test_what_is_hardly_wanted_is_dealt_like_anything_else() -> None:
    least, most = np.zeros(2, dtype=np.int64), np.array([30, 5])
    np.testing.assert_allclose(dealt(np.array([5e-324, 1e-323]), least, most, 20.0), [15.0, 5.0])


limited = st.lists(
    st.tuples(st.sampled_from(MONEY), st.floats(0, 60), st.floats(0, 700)),
    min_size=1,
    max_size=6,
    unique_by=lambda x: x[0],
)


@given(
    limited,
    st.none() | st.floats(0, 1),
    st.booleans(),
    st.sampled_from([1.0, 0.3, 0.0]),
    st.sampled_from([0.5, 1.0, 7.3, 40.0]),
    st.randoms(use_true_random=False),
)
def test_every_split_adds_up_to_the_dong_and_keeps_the_limits(lines, share, by_year, cut, lot, random) -> None:
    caps = {path: max(floor, *amounts_of(question(), path)) + width for path, floor, width in lines}
    asked = question(
        lines=tuple(Line(path, floor, caps[path]) for path, floor, _ in lines),
        by_year=by_year,
        most_cut=cut,
        lot=lot,
    )
    if share is not None:  # a total between what floors and cuts leave and what caps allow
        least, most = bounds(asked, evidence())
        if not by_year:
            least, most = (np.broadcast_to(one[:, None], least.shape) for one in (least.max(axis=1), most.min(axis=1)))
        asked = replace(asked, total=float(least.sum() + share * (most.sum() - least.sum())) / DONG)
    try:
        room = space(asked, evidence())
    except ScenarioError:
        assume(False)
    wanted = np.array([[random.uniform(0, 2000) for _ in row] for row in room.low])
    chosen = room.near(wanted)
    split = room.allocation(chosen)
    assert split.total_dong == asked.total_dong == sum(map(int, split.dong.ravel()))
    assert keeps(asked, evidence(), split)
    if room.in_lots:  # what is no whole lot lies on one line, but for lines too narrow for any lot
        step = round(lot * DONG)
        least, most = bounds(asked, evidence())
        roomy = most // step > -(-least // step)
        odd = (split.dong % step != 0) & roomy
        assert int(odd.any(axis=1).sum()) <= 1
        assert by_year is False or int(odd.sum()) <= 1
    for row, limits in zip(chosen, zip(room.low, room.high, strict=True), strict=True):
        assert (limits[0] <= row).all()
        assert (row <= limits[1]).all()
    if not by_year:
        assert np.ptp(split.dong, axis=1).max() < len(asked.years)
    again = allocated(split.applied(asked.scenario), split.paths)
    np.testing.assert_array_equal(again.dong, split.dong)


@given(
    st.lists(st.tuples(st.floats(0, 50), st.integers(0, 20), st.integers(0, 40)), min_size=1, max_size=8),
    st.floats(0, 1),
)
def test_dealing_keeps_limits_total_and_proportions(cells: list[tuple[float, int, int]], part: float) -> None:
    wanted, low, width = (np.array(column) for column in zip(*cells, strict=True))
    high = low + width
    total = round(float(low.sum() + part * width.sum()))
    found = dealt(wanted, low, high, total)
    assert abs(found.sum() - total) < 1e-6 * max(total, 1)
    assert (found >= low - 1e-9).all()
    assert (found <= high + 1e-9).all()
    inside = (found > low + 1e-6) & (found < high - 1e-6) & (wanted > 1e-3)
    if inside.any() and np.where(wanted > 0, high, low).sum() > total:
        assert np.ptp(found[inside] / wanted[inside]) < 1e-6 * max(1.0, float((found[inside] / wanted[inside]).max()))
    lots = whole(found, low, high, total)
    assert lots.sum() == total
    assert (lots >= low).all()
    assert (lots <= high).all()


def test_the_scenarios_own_split_comes_back_unchanged() -> None:
    asked = question()
    room = space(asked, evidence())
    home = room.wanted(room.today)
    np.testing.assert_array_equal(room.allocation(np.rint(home).astype(np.int64)).dong, asked.today.dong)
    assert keeps(asked, evidence(), asked.today)


def test_sources_of_credit_keep_their_proportions() -> None:
    asked = question(lot=0.5)
    room = space(asked, evidence())
    doubled = np.rint(room.wanted(room.today)).astype(np.int64)
    doubled[0] *= 2
    split = room.allocation(doubled)
    paths = list(split.paths)
    for path in MONEY[:3]:
        np.testing.assert_allclose(split.amounts[paths.index(path)], 2.0 * np.array(amounts_of(asked, path)), atol=0.5)


def test_a_fixed_line_is_no_part_of_the_total() -> None:
    lines = (Line("housing.budget", fixed=True), Line("training.budget"), Line("ntm.investment"))
    asked = question(lines=lines)
    assert asked.total_dong == 5 * (26 + 400) * DONG
    assert space(asked, evidence()).paths == ("training.budget", "ntm.investment")


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"lines": (Line("housing.budgets"),)}, "lines", "housing.budgets"),
        ({"lines": (Line("training.jobs_connected"),)}, "lines", "training.jobs_connected"),
        ({"lines": (Line("housing.budget"), Line("housing.budget"))}, "housing.budget", "2"),
        ({"lines": (Line("housing.budget", fixed=True),)}, "lines", ""),
        ({"lines": (Line("housing.budget", floor=-1.0),)}, "housing.budget.floor", "-1"),
        ({"lines": (Line("housing.budget", floor=math.nan),)}, "housing.budget.floor", "nan"),
        ({"lines": (Line("housing.budget", floor=5.0, cap=4.0),)}, "housing.budget.cap", "4"),
        (
            {"lines": (Line("housing.budget", cap=40.0), Line("ntm.investment")), "most_cut": 0.5},
            "housing.budget",
            "40",
        ),
        ({"total": 10.0, "lines": (Line("housing.budget", floor=20.0),)}, "total", "10"),
        ({"total": 1e4, "lines": (Line("housing.budget", cap=20.0),)}, "total", "10000"),
        ({"total": -3.0}, "total", "-3"),
        ({"total": math.inf}, "total", "inf"),
        ({"lot": 0.0}, "lot", "0"),
        ({"most_cut": 1.5}, "most_cut", "1.5"),
        ({"statistic": "median"}, "statistic", "median"),
        ({"goals": ()}, "goals", "0"),
        ({"goals": (Goal("poverty_rate", 2040),)}, "goals[1].year", "2040"),
        ({"goals": (Goal("poverty", 2030),)}, "goals[1].indicator", "poverty"),
        ({"goals": (Goal("poverty_rate", 2030, 0.5),)}, "weight", "0.5"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_field_value_and_what_is_allowed(changes, field, value) -> None:
    with pytest.raises(ScenarioError) as refused:
        space(question(**changes), evidence())
    fault = next(fault for fault in refused.value.faults if fault.field == field)
    assert fault.value == value
    assert fault.allowed
    for language in ("vi", "en"):
        assert fault.allowed in fault.describe(language)
