"""Contradictions: those that are known are found, and nothing is made of another standard, period or territory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from simulator.analysis.contradictions import Contradiction, contradictions, doubtful_alone, last_digit, meant
from simulator.evidence import Observation
from tests.shipped import evidence

SON_LA = evidence().of("son-la")
RATE = next(row for row in SON_LA if row.obs_id == "son-la-poverty-rate-2024-s22-vnvn-sl-pov-2024")
COMMUNES = next(row for row in SON_LA if row.obs_id == "son-la-communes-total-2025-07-vtc-sl-merge")


def found(*rows: Observation) -> tuple[Contradiction, ...]:
    return contradictions(evidence(), rows)


def about(place: str) -> dict[tuple[str, str, date], Contradiction]:
    clashes = contradictions(evidence(), evidence().of(place))
    return {(c.rows[0].indicator, c.rows[0].standard, c.rows[0].period_end): c for c in clashes}


def other(row: Observation = RATE, **fields: object) -> Observation:
    return replace(row, obs_id="another", fit="check", note="", **fields)  # type: ignore[arg-type]


def test_the_known_contradictions_of_son_la_are_found() -> None:
    clashes = about("son-la")
    end_2024 = clashes["poverty_rate", "S22", date(2024, 12, 31)]
    assert set(end_2024.values) == {0.1089, 0.1111, 0.108}
    assert [row.value for row in end_2024.used] == [0.1089]
    assert end_2024.rows[0] == RATE
    assert end_2024.reasons == ("marked",)  # the rounded 10.8 % does not contradict it
    end_2023 = clashes["poverty_rate", "S22", date(2023, 12, 31)]
    assert [(row.value, row.fit) for row in end_2023.rows] == [(0.1417, "yes"), (0.1441, "check")]
    end_2020 = clashes["poverty_rate", "S15", date(2020, 12, 31)]
    assert end_2020.values == (0.1862, 0.183)
    assert "rating" in end_2020.reasons


@pytest.mark.parametrize(
    ("place", "count"),
    [("son-la", 5), ("dien-bien", 2), ("lai-chau", 1), ("hau-giang", 0), ("thanh-hoa/dong-son", 1), ("vn", 1)],
)
def test_every_contradiction_holds_one_standard_and_no_merger(place: str, count: int) -> None:
    clashes = contradictions(evidence(), evidence().of(place))
    assert len(clashes) == count
    for clash in clashes:
        assert len({(row.indicator, row.standard, row.kind == "flow") for row in clash.rows}) == 1
        assert len(clash.values) > 1
        days = [row.period_end for row in clash.rows]
        assert (max(days) - min(days)).days <= 10
        assert not (clash.rows[0].unit == "commune" and min(days) < date(2025, 7, 1) <= max(days))
        assert len(clash.used) <= 1 or len({row.value for row in clash.used}) == 1


def test_another_standard_day_or_period_is_no_contradiction() -> None:
    assert len(found(RATE, other(value=0.12))) == 1
    assert found(RATE, other(value=0.12, standard="S15")) == ()
    assert found(RATE, other(value=0.12, period_end=date(2024, 12, 20))) == ()
    assert found(RATE, other(value=0.12, locality="dien-bien")) == ()
    assert found(RATE, other(value=0.12, kind="target")) == ()
    flow = other(kind="flow", period_start=date(2024, 1, 1), value=0.1)
    assert found(flow, replace(flow, value=0.2, period_start=date(2021, 1, 1))) == ()
    assert len(found(flow, replace(flow, value=0.2))) == 1


def test_a_merger_parts_counts_of_communes() -> None:
    before = other(COMMUNES, period_end=date(2025, 6, 30), value=180.0)
    assert found(before, COMMUNES) == ()
    assert len(found(other(COMMUNES, value=66.0), COMMUNES)) == 1


def test_rounding_floors_and_ceilings_agree() -> None:
    assert found(RATE, other(value=0.108, bound="about")) == ()
    assert found(RATE, other(value=0.11, bound="about")) == ()
    assert found(RATE, other(value=0.11)) == ()  # "11 %" stands for 10.5 to 11.5
    assert len(found(RATE, other(value=0.12))) == 1
    assert found(RATE, other(value=0.1, bound="at_least")) == ()
    assert found(RATE, other(value=0.12, bound="at_most")) == ()
    assert len(found(RATE, other(value=0.12, bound="at_least"))) == 1


def test_a_mark_of_doubt_is_a_contradiction_whatever_the_rounding() -> None:
    assert len(found(RATE, replace(other(value=0.108, bound="about"), note="doubtful: looks wrong"))) == 1
    assert found(RATE, replace(other(value=RATE.value), note="doubtful: looks wrong")) == ()


@pytest.mark.parametrize(
    ("value", "unit", "bound", "expected"),
    [
        (0.1089, "share", "exact", 0.0001),
        (0.1, "share", "about", 0.1),
        (0.11, "share", "about", 0.01),
        (628.937, "billion_vnd", "exact", 0.001),
        (630.0, "billion_vnd", "about", 10.0),
        (2500.0, "household", "exact", 1.0),
        (0.0, "commune", "exact", 1.0),
    ],
)
def test_the_last_printed_digit(value: float, unit: str, bound: str, expected: float) -> None:
    row = other(value=value, unit=unit, bound=bound)
    assert last_digit(row) == pytest.approx(expected)
    low, high = meant(row)
    assert low < value < high


def test_doubtful_figures_without_a_rival_are_told_too() -> None:
    clashes = contradictions(evidence(), SON_LA)
    alone = doubtful_alone(SON_LA, clashes)
    told = {row.obs_id for clash in clashes for row in clash.rows} | {row.obs_id for row in alone}
    assert {row.obs_id for row in SON_LA if row.note.startswith("doubtful")} <= told
    assert not {row.obs_id for row in alone} & {row.obs_id for clash in clashes for row in clash.rows}
