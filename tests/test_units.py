"""Numbers and dates are written as Vietnamese and English offices write them."""

from __future__ import annotations

import math
from datetime import date

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from simulator.units import (
    change_decimals,
    change_sign,
    day,
    number,
    percent,
    points,
    signed_number,
    signed_points,
)

SIZES = st.floats(-300.0, 300.0) | st.floats(-0.5, 0.5) | st.floats(-0.02, 0.02)


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (4725, 0, "4.725", "4,725"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0.18, 2, "0,18", "0.18"),
        (-1234567.891, 2, "−1.234.567,89", "−1,234,567.89"),
        (-0.04, 1, "0,0", "0.0"),
        (math.nan, 1, "—", "—"),
    ],
)
def test_number(value: float, decimals: int, vi: str, en: str) -> None:
    assert number(value, "vi", decimals) == vi
    assert number(value, "en", decimals) == en


def test_shares_and_their_differences() -> None:
    assert percent(0.1089, "vi") == "10,9%"
    assert percent(0.1089, "vi", 2) == "10,89%"
    assert percent(0.1089, "en") == "10.9%"
    assert points(0.006, "vi") == "0,6 điểm %"
    assert points(0.006, "en") == "0.6 pts"
    assert signed_points(-0.006, "vi") == "−0,6 điểm %"
    assert signed_points(0.0121, "en") == "+1.2 pts"
    assert points(math.inf, "vi") == "—"


def test_a_sign_is_only_written_for_what_is_seen_to_change() -> None:
    assert signed_number(3, "vi") == "+3"
    assert signed_number(-3, "vi") == "−3"
    assert signed_number(0.2, "vi") == "0"
    assert signed_number(-0.2, "vi") == "0"


def test_day() -> None:
    assert day(date(2024, 12, 31), "vi") == "31/12/2024"
    assert day(date(2024, 12, 31), "en") == "31 Dec 2024"


@given(st.integers(-(10**12), 10**12), st.sampled_from(["vi", "en"]))
def test_whole_numbers_agree_with_babel(value: int, language: str) -> None:
    assert number(value, language) == format_decimal(value, locale=language).replace("-", "−")


@pytest.mark.parametrize(
    ("low", "middle", "high", "sign", "decimals"),
    [
        (-0.058, -0.011, -0.001, -1, 3),  # an end that two decimals would hide is written with a third
        (-0.058, -0.011, -0.0004, 0, 2),  # an end that reads as zero with any digits shown counts as zero
        (-0.6, -0.2, -0.1, -1, 1),
        (0.02, 0.2, 1.1, 1, 2),
        (0.004, 0.2, 1.1, 0, 1),
        (0.3, 300.0, 900.0, 0, 0),  # hundreds are told in whole ones
        (-1.0, 0.5, 2.0, 0, 1),
        (0.0, 0.0, 0.0, 0, 2),
    ],
)
def test_whether_a_change_can_be_told_from_none(
    low: float, middle: float, high: float, sign: int, decimals: int
) -> None:
    assert change_sign(low, middle, high) == sign
    assert change_sign(-high, -middle, -low) == -sign
    assert change_decimals(low, middle, high, 2 if abs(middle) < 0.2 else 1) == decimals


@given(SIZES, SIZES, SIZES, st.integers(0, 3))
def test_the_verdict_of_a_change_is_read_off_its_printed_interval(
    one: float, two: float, three: float, usual: int
) -> None:
    low, middle, high = sorted((one, two, three))
    decimals = change_decimals(low, middle, high, usual)
    bottom, top = (signed_number(end, "en", decimals)[0] for end in (low, high))
    printed = 1 if bottom == "+" else -1 if top == "−" else 0
    assert printed == change_sign(low, middle, high)
