"""What matters most, in words: every number as the analysis has it, nothing said that it does not hold."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from math import nan

import numpy as np
import pytest

from simulator.analysis.sensitivity import CHANCE, TODAY, Bar, Box, Conditions, Indices, Tornado
from simulator.analysis.sensitivity.results import AT_START, FOUND, GOOD_YEARS, NONE_FOUND, SETTLED, STORMS
from simulator.analysis.summary import Interval
from simulator.report.sensitivity_conditions import condition_line, conditions_lines, limit_words
from simulator.report.sensitivity_words import (
    group_name,
    indices_lines,
    rest_name,
    tornado_lines,
    units_of,
    unknown_name,
)
from simulator.scenario import Target
from simulator.texts import LANGUAGES, keys
from tests.shipped import baseline, evidence, posterior

UNITS = {"households.effort_cap": "ratio", "households.entry_rate": "per_year", "housing.decisive_share": "share"}
BARS = (
    Bar("households.effort_cap", 1.52, 4.04, 0.0757, 0.0256, -0.0501),
    Bar("housing.decisive_share", 0.1, 0.35, 0.03, 0.062, 0.032),
    Bar(CHANCE, nan, nan, 0.04, 0.052, 0.012),
    Bar(TODAY, nan, nan, 0.045, 0.047, 0.002),
)
TORNADO = Tornado("poverty_rate", 2030, Interval(0.043, 0.02, 0.083), 0.0463, False, BARS)
INDICES = Indices(
    indicator="poverty_rate",
    year=2030,
    groups=(("households.effort_cap", TODAY), ("households.entry_rate",), (CHANCE,), ("housing.decisive_share",)),
    first=np.array([0.55, 0.2, 0.1, -0.01]),
    first_error=np.array([0.07, 0.04, 0.03, 0.01]),
    total=np.array([0.61, 0.25, 0.12, 0.01]),
    total_error=np.array([0.05, 0.03, 0.02, 0.004]),
    variance=4e-4,
    variance_independent=4.4e-4,
    samples=6144,
    correlation=0.2,
    rest=True,
)
TARGET = Target("poverty_rate", date(2030, 12, 31), at_most=0.05)
BOX = Box((("households.effort_cap", "<=", 2.05), (STORMS, ">=", 3.0)), 0.28, 0.851, 0.73, True, 0.28, 0.88, 0.66)
CONDITIONS = Conditions(TARGET, 0.604, (BOX,), FOUND, 33, 1000)


def test_the_three_that_matter_most_and_by_how_much() -> None:
    lines = tornado_lines(TORNADO, UNITS, "vi")
    assert lines[0].startswith("Những điều chưa biết ảnh hưởng nhiều nhất đến tỷ lệ hộ nghèo cuối năm 2030")
    assert "4,6%" in lines[0]
    assert (
        lines[1]
        == "“Mức tăng tối đa của tốc độ thoát nghèo”: ở mức thấp (1,5), bình quân là 7,6%; ở mức cao (4,0), là 2,6%."
    )
    assert "ở mức thấp (10%), bình quân là 3,0%; ở mức cao (35%), là 6,2%" in lines[2]
    assert "bình quân từ 4,0% đến 5,2%" in lines[3]
    assert not any("khi phương án bắt đầu" in line for line in lines[:4])  # the fourth is not told
    helped = lines[4:-1]
    assert len(helped) == 2
    assert "“Mức tăng tối đa của tốc độ thoát nghèo”" in helped[0]
    assert "dự phòng" in helped[1]
    assert "không cộng các thanh" in lines[-1]


def test_differences_have_signs_and_points() -> None:
    bars = (Bar("households.effort_cap", 1.52, 4.04, 0.0011, -0.0021, -0.0032),)
    lines = tornado_lines(replace(TORNADO, difference=True, base_mean=-0.0005, bars=bars), UNITS, "en")
    assert "difference in the poverty rate at the end of 2030" in lines[0]
    assert "−0.05 pts" in lines[0]
    assert "the mean is +0.11 pts" in lines[1]
    assert "it is −0.21 pts" in lines[1]


def test_counts_have_their_units() -> None:
    bars = (Bar("households.effort_cap", 1.52, 4.04, 28.04, 47.13, 19.09),)
    found = Tornado("ntm_communes_attained", 2030, Interval(36.0, 20.0, 50.0), 36.4, False, bars)
    assert "bình quân là 28 xã; ở mức cao (4,0), là 47 xã" in tornado_lines(found, UNITS, "vi")[1]
    flow = Tornado("houses_supported", 2030, Interval(36.0, 20.0, 50.0), 36.4, False, bars)
    assert "in 2030" in tornado_lines(flow, UNITS, "en")[0]


def test_nothing_unknown_is_said() -> None:
    assert tornado_lines(replace(TORNADO, bars=()), UNITS, "en") == [
        "No parameter changes the poverty rate at the end of 2030."
    ]
    none = np.zeros(0)
    empty = replace(INDICES, groups=(), first=none, first_error=none, total=none, total_error=none, rest=False)
    assert indices_lines(empty, "en") == ["No unknown changes the poverty rate at the end of 2030."]


def test_shares_with_their_errors_and_what_is_joint() -> None:
    lines = indices_lines(INDICES, "vi")
    assert lines[0].startswith("“Mức tăng tối đa của tốc độ thoát nghèo” và tình trạng thực tế")
    assert "giảm 55% (±7%)" in lines[0]
    assert "là 61% (±5%)" in lines[0]
    assert len([line for line in lines if "±" in line]) == 3
    assert any("Khoảng 15%" in line for line in lines)
    assert "1,10 lần" in lines[-1]
    assert "gần đúng" not in lines[-1]


@pytest.mark.parametrize(("ratio", "said"), [(1.2, False), (1.3, True), (0.85, False), (0.7, True)])
def test_cut_ties_are_said_when_they_matter(ratio: float, said: bool) -> None:
    lines = indices_lines(replace(INDICES, variance_independent=ratio * INDICES.variance), "en")
    assert ("rough only" in lines[-1]) == said
    assert f"{ratio:.2f} times" in lines[-1]


def test_nothing_joint_is_not_said() -> None:
    additive = replace(INDICES, first=np.array([0.7, 0.2, 0.1, -0.01]))
    assert not any("acting together" in line for line in indices_lines(additive, "en"))


def test_one_sentence_a_condition() -> None:
    line = conditions_lines(CONDITIONS, UNITS, "vi")[0]
    assert line == (
        "Phương án dễ lỡ mục tiêu khi “Mức tăng tối đa của tốc độ thoát nghèo” từ 2,05 trở xuống và có từ 3 mùa thiên "
        "tai trở lên: trong các trường hợp đó lỡ 85 trên 100 (kiểm tra trên nửa số mẫu còn lại: 88 trên 100), so với "
        "40 trên 100 nói chung; 73 trên 100 lần lỡ thuộc các trường hợp này."
    )
    assert "not proven causes" in conditions_lines(CONDITIONS, UNITS, "en")[-1]
    assert line == condition_line(BOX, 1.0 - CONDITIONS.chance, UNITS, "vi")


@pytest.mark.parametrize(
    ("name", "side", "value", "words"),
    [
        ("households.entry_rate", ">=", 0.052, "“Phát sinh nghèo, cận nghèo từ hộ ổn định” từ 0,052 mỗi năm trở lên"),
        ("housing.decisive_share", "<=", 0.205, "“Phần nhà đưa hộ ra khỏi diện nghèo” từ 20,5% trở xuống"),
        (STORMS, "<=", 1.0, "có không quá 1 mùa thiên tai"),
        (f"{GOOD_YEARS}communes", "<=", 0.95, "số xã được công nhận mỗi năm so với mức bình thường từ 0,95 lần"),
        (f"{AT_START}poverty_rate", ">=", 0.091, "tỷ lệ hộ nghèo khi phương án bắt đầu từ 9,1% trở lên"),
        (f"{AT_START}ntm_communes_attained", "<=", 41.7, "khi phương án bắt đầu từ 41,7 xã trở xuống"),
    ],
)
def test_limits_are_written_as_they_were_tried(name: str, side: str, value: float, words: str) -> None:
    assert words in limit_words(name, side, value, UNITS, "vi")


def test_no_condition_and_settled() -> None:
    none = conditions_lines(replace(CONDITIONS, boxes=(), verdict=NONE_FOUND), UNITS, "vi")
    assert len(none) == 1
    assert "trong 33 điều đã xét" in none[0]
    assert "40 trên 100" in none[0]
    sure = conditions_lines(replace(CONDITIONS, boxes=(), verdict=SETTLED, chance=0.985), UNITS, "en")
    assert sure == ["The plan meets the target in nearly all draws (98%): too few miss it to look for conditions."]
    lost = conditions_lines(replace(CONDITIONS, boxes=(), verdict=SETTLED, chance=0.004), UNITS, "en")
    assert "misses the target in nearly all draws (chance of meeting it below 1%)" in lost[0]


@pytest.mark.parametrize(("chance", "missed", "met"), [(0.63, "37", "63"), (0.43, "57", "43"), (0.5, "50", "50")])
def test_too_few_draws_are_not_called_nearly_all(chance: float, missed: str, met: str) -> None:
    few = replace(CONDITIONS, boxes=(), verdict=SETTLED, chance=chance, draws=100)
    (line,) = conditions_lines(few, UNITS, "en")
    assert line.startswith(f"Of 100 draws {missed} miss the target and {met} meet it: too few draws")
    (line,) = conditions_lines(few, UNITS, "vi")
    assert "hầu hết" not in line
    assert f"{missed} mẫu lỡ và {met} mẫu đạt" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_are_named_by_their_first_members(language: str) -> None:
    group = ("households.effort_cap", "households.entry_rate", "housing.decisive_share", CHANCE)
    one, two = (unknown_name(name, language) for name in group[:2])
    assert group_name(group[:1], language) == one
    assert group_name(group[:2], language).startswith(f"{one} ")
    assert group_name(group[:2], language).endswith(f" {two}")
    assert "2" in group_name(group, language).removeprefix(f"{one}, {two}")
    assert "4" in rest_name(group, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unknown_of_a_locality_has_a_name_and_a_unit(language: str) -> None:
    units = units_of(evidence(), baseline().locality)
    for name in posterior().parameters:
        if not name.startswith("year."):
            assert f"parameter.{name}" in keys()
            assert name in units
            assert unknown_name(name, language)


def test_all_lines_are_filled_in_both_languages() -> None:
    for language in LANGUAGES:
        lines = [
            *tornado_lines(TORNADO, UNITS, language),
            *indices_lines(INDICES, language),
            *conditions_lines(CONDITIONS, UNITS, language),
        ]
        assert not [line for line in lines if re.search(r"[{}]|nan|  ", line)]
