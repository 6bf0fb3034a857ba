"""Numbers and dates are written as Vietnamese and English offices write them."""

from __future__ import annotations

import math
from datetime import date

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from simulator.units import day, number, percent, points, signed_number, signed_points


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
