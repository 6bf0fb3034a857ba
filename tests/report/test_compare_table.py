"""What the tables and sentences of a comparison say is what was computed, in the form of the language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.comparison import FIGURES, compared
from simulator.analysis.comparison_verdict import sign
from simulator.analysis.projection import members
from simulator.analysis.summary import Interval
from simulator.report.compare_table import (
    TABLES,
    Entry,
    chance_text,
    change_texts,
    figure_cell,
    level_texts,
    table,
    tables,
    target_name,
    titled,
    tone_of,
)
from simulator.report.compare_words import beaten_lines, counts_line, headline, input_lines
from simulator.scenario import Event, Target
from simulator.texts import LANGUAGES, text
from tests.report.comparisons import comparison, entries, hostile
from tests.shipped import alternative, baseline, evidence, posterior

ends = st.floats(-300.0, 300.0) | st.floats(-0.5, 0.5) | st.floats(-0.02, 0.02)
ENGLISH = re.compile(r"\b(the|and|of|with|from|for|is|are|draws?|poverty|communes|houses)\b")


def whole() -> str:
    """Everything that is said in Vietnamese but for the titles."""
    cells = [cell for found in tables(comparison(), "vi") for row in found.rows for cell in row]
    words = [" ".join((c.value, c.span, c.change, c.change_span, c.remark)) for c in cells]
    words += [column.name for found in tables(comparison(), "vi") for column in found.columns]
    return "\n".join([*words, *headline(comparison(), entries(), "vi"), counts_line(comparison(), "vi")])


def test_every_figure_stands_in_some_table() -> None:
    assert {name for names in TABLES.values() for name in names} == set(FIGURES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_for_each_scenario_and_a_cell_for_each_column(language: str) -> None:
    for found in tables(comparison(), language):
        assert len(found.rows) == len(comparison().outcomes)
        assert {len(row) for row in found.rows} == {len(found.columns)}
    outcomes = table(comparison(), "outcomes", language)
    assert [column.key for column in outcomes.columns[-2:]] == ["target_0", "target_1"]


def test_the_vietnamese_is_vietnamese() -> None:
    assert ENGLISH.search(whole()) is None
    assert re.search(r"\d\.\d{1,2}\b(?!\d)", whole()) is None  # no decimal points


def test_what_is_sorted_by_is_what_is_shown() -> None:
    for place in range(len(comparison().outcomes)):
        for name in FIGURES:
            cell = figure_cell(comparison(), place, name, "vi")
            assert cell.order == comparison().level(place, name).median


def test_the_reference_is_compared_with_nothing() -> None:
    for found in tables(comparison().on(2, 2030), "vi"):
        assert all(not (cell.change or cell.change_span or cell.remark or cell.tone) for cell in found.rows[2])


def test_rates_differ_in_points_and_amounts_in_their_unit() -> None:
    assert change_texts(Interval(-0.006, -0.012, -0.001), "poverty_rate", "vi") == (
        "−0,6 điểm %",
        "(−1,2 đến −0,1)",
    )
    assert change_texts(Interval(-0.006, -0.012, -0.001), "poverty_rate", "en")[0] == "−0.6 pts"
    assert change_texts(Interval(1234.5, 1000.0, 1500.0), "credit_outstanding", "vi") == (
        "+1.234",
        "(+1.000 đến +1.500)",
    )
    assert change_texts(Interval(10.0, 10.0, 10.0), "money_planned", "vi") == ("+10,0", "")
    assert level_texts(Interval(0.109, 0.1, 0.12), "poverty_rate", "vi") == ("10,9%", "(10,0–12,0)")
    assert level_texts(Interval(5415.0, 5415.0, 5415.0), "money_planned", "vi") == ("5.415", "")


@pytest.mark.parametrize("median", [-0.02, -0.003, -0.0004, -0.00004])
def test_a_small_effect_does_not_read_as_none(median: float) -> None:
    value, span = change_texts(Interval(median, 1.5 * median, 0.5 * median), "poverty_rate", "vi")
    assert re.search(r"[1-9]", value)
    assert re.search(r"[1-9]", span)


def touches_zero(span: str) -> bool:
    """Whether a printed interval, "(−0,021 đến 0,000)", holds zero or ends at it."""
    low, high = (float(end.replace(".", "").replace(",", ".").replace("−", "-")) for end in span[1:-1].split(" đến "))
    return low <= 0.0 <= high


def test_what_cannot_be_told_from_none_is_said_and_has_no_tone() -> None:
    seen = set()
    for place in range(1, len(comparison().outcomes)):
        for name in FIGURES:
            difference = comparison().difference(place, name)
            cell = figure_cell(comparison(), place, name, "vi")
            assert difference is not None
            is_unclear = cell.remark == text("compare.unclear", "vi")
            assert is_unclear or not difference.includes_zero or cell.remark == text("compare.same", "vi")
            if cell.change_span:
                assert is_unclear == touches_zero(cell.change_span), (name, cell)
            assert not (cell.remark and cell.tone)
            seen.add(cell.remark)
    assert seen == {"", *(text(f"compare.{name}", "vi") for name in ("unclear", "same", "tiny"))}


@given(ends, ends, ends)
def test_the_verdict_is_read_off_the_printed_interval(one: float, two: float, three: float) -> None:
    low, median, high = sorted((one, two, three))
    _, span = change_texts(Interval(median, low, high), "ntm_communes_attained", "vi")
    if span:
        assert (sign(Interval(median, low, high), "ntm_communes_attained") == 0) == touches_zero(span)


def test_one_end_that_reads_as_zero_has_one_verdict() -> None:
    reads_zero, seen_apart = Interval(0.2, 0.004, 1.1), Interval(0.2, 0.02, 1.1)
    for found, span, tone in ((reads_zero, "(0,0 đến +1,1)", ""), (seen_apart, "(+0,02 đến +1,10)", "good")):
        assert change_texts(found, "ntm_communes_model", "vi")[1] == span
        assert tone_of(found, "ntm_communes_model") == tone


def test_tones_know_which_way_is_better() -> None:
    up, down = Interval(0.02, 0.01, 0.03), Interval(-0.02, -0.03, -0.01)
    assert (tone_of(up, "poverty_rate"), tone_of(down, "poverty_rate")) == ("bad", "good")
    assert (tone_of(up, "ntm_communes_attained"), tone_of(down, "ntm_communes_attained")) == ("good", "bad")
    assert tone_of(up, "money_planned") == tone_of(up, "near_poor_rate") == ""
    assert tone_of(Interval(0.02, -0.01, 0.03), "poverty_rate") == ""


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.0, "0 / 100"), (0.001, "<1 / 100"), (0.5, "50 / 100"), (0.999, ">99 / 100"), (1.0, "100 / 100")],
)
def test_a_chance_is_never_a_rounded_certainty(share: float, expected: str) -> None:
    assert chance_text(share, "vi") == expected
    assert chance_text(None, "vi") == "không tính"


def test_a_target_is_named_in_words() -> None:
    target = Target("poverty_rate", date(2030, 12, 31), at_most=0.05)
    assert target_name(target, "vi") == "tỷ lệ hộ nghèo ≤ 5% (31/12/2030)"


def test_other_poverty_standards_are_said_not_to_be_compared() -> None:
    late = replace(baseline(), title="Muộn", events=(Event("standard_change", date(2029, 1, 1)),))
    there = compared([baseline(), late], evidence(), members(posterior(), 20, 2), reference=0, year=2028)
    cell = figure_cell(there, 1, "poverty_rate", "vi")
    assert (cell.change, cell.remark) == ("", "khác chuẩn nghèo, không so")
    named = [Entry("A"), Entry("B")]
    assert "“A”" in headline(there, named, "vi")[0]
    assert beaten_lines(there, named, "vi") == [text("compare.beaten_none", "vi")]


def test_the_headline_names_the_best_and_says_when_it_is_not_sure() -> None:
    lines = headline(comparison(), entries(), "vi")
    best = min(range(6), key=lambda place: comparison().difference(place, "poverty_rate").median)  # type: ignore[union-attr]
    assert entries()[best].title in lines[0]
    assert "2030" in lines[0]
    for reference in range(6):
        told = headline(comparison().on(reference, 2030), entries(), "vi")
        assert all(line.endswith(".") for line in told)
    alike = headline(comparison(), entries(), "vi")[0]
    assert "gần như nhau" in alike  # the shipped scenarios differ by less than a twentieth of a point


def test_scenarios_that_are_the_same_are_said_to_be() -> None:
    twin = alternative("son-la-nha-o-truoc")
    there = compared([twin, twin], evidence(), members(posterior(), 20, 2), reference=0, year=2030)
    named = [Entry("A"), Entry("B")]
    assert headline(there, named, "vi")[0].startswith("Cuối 2030, mọi kịch bản cho cùng tỷ lệ hộ nghèo")
    assert input_lines(there, 1, "vi") == []
    cells = [cell for found in tables(there, "vi") for cell in found.rows[1]]
    assert {cell.remark for cell in cells} == {text("compare.same", "vi")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_beaten_is_said_with_names_and_numbers(language: str) -> None:
    lines = beaten_lines(comparison(), entries(), language)
    assert len(lines) == 3
    assert all(line.count("“") >= 2 for line in lines)
    joined = " ".join(lines)
    assert ("điểm %" if language == "vi" else "pts") in joined
    assert text("compare.beaten_also", language, titles="").split()[0] in joined


def test_inputs_are_said_from_the_reference_to_the_scenario() -> None:
    place = next(n for n, entry in enumerate(entries()) if entry.title.startswith("Nhà ở trước"))
    assert "Tỷ lệ sửa chữa 2026–2030: 13% → 20%" in input_lines(comparison(), place, "vi")
    assert "Tỷ lệ sửa chữa 2026–2030: 20% → 13%" in input_lines(comparison().on(place, 2030), 0, "vi")
    assert not any("Tên" in line or "Ghi chú" in line for line in input_lines(comparison(), place, "vi"))


def test_two_of_one_name_bear_their_files_and_hostile_names_stay_one_line() -> None:
    twins = [Entry("A", "a.yaml"), Entry("A", "b.yaml"), Entry("B", "c.yaml")]
    assert [name for _, name in titled(twins)] == ["A (a.yaml)", "A (b.yaml)", "B"]
    there, named = hostile()
    for number, name in titled(named):
        assert name.isprintable(), number
    lines = [*headline(there, named, "vi"), *beaten_lines(there, named, "vi")]
    assert all(line.isprintable() for line in lines)
