"""Typed numbers: read as the page's language writes them, or refused; never taken for another number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.report.change_words import exact
from simulator.texts import LANGUAGES
from simulator.ui.find_numbers import Typed, read, typed


@pytest.mark.parametrize(
    ("raw", "language", "value"),
    [
        ("1.234,5", "vi", 1234.5),
        ("1,234.5", "en", 1234.5),
        ("1500", "vi", 1500.0),
        ("1 500", "vi", 1500.0),
        ("0", "vi", 0.0),
        ("", "vi", None),
        ("  ", "en", None),
    ],
)
def test_a_number_is_read_in_its_language(raw: str, language: str, value: float | None) -> None:
    assert Typed(raw, language).value() == value


@pytest.mark.parametrize(
    ("raw", "language"),
    [("12.5", "vi"), ("1,234.5", "vi"), ("12,5", "en"), ("-3", "vi"), ("NaN", "vi"), ("Infinity", "en"), ("năm", "vi")],
)
def test_what_is_no_number_from_zero_up_is_told_in_one_line(raw: str, language: str) -> None:
    faults: list[str] = []
    assert read(Typed(raw, language), "Trần", faults) is None
    (line,) = faults
    assert line.startswith("Trần: ")
    assert raw in line
    assert exact(1234.5, language) in line


def test_too_much_is_told() -> None:
    faults: list[str] = []
    assert read(Typed("101", "vi"), "x", faults, 100.0) is None
    assert "100" in faults[0]


@given(st.integers(0, 10**12).map(lambda cents: cents / 100.0), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_another_language_writes_the_same_number(value: float, first: str, second: str) -> None:
    there = typed(value, first)
    assert there.value() == value
    assert Typed(there.written(second), second).value() == value


def test_what_is_no_number_stays_as_typed_in_the_other_language() -> None:
    assert Typed("mười", "vi").written("en") == "mười"
