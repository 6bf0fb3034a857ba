"""What the figures taught is said as it is: the right way round, with its numbers, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from simulator.analysis.candidates import FIGURE, PARAMETER
from simulator.analysis.influence import Influence, Influences, influences
from simulator.analysis.information import Information, Worth
from simulator.analysis.learning import Learned, Pair, Range, learned, pairs
from simulator.report.information_words import information_lines, worth_line
from simulator.report.learning_words import basis, counted, figure_words, learned_line, pair_line, taught_line
from simulator.scenario import Target
from simulator.texts import LANGUAGES
from tests.shipped import LOCALITIES, baseline, evidence, posterior

TARGET = Target("poverty_rate", date(2030, 12, 31), at_most=0.05)
ENGLISH = re.compile(r"\b(the|and|of|with|figures?|chance|known|value|source|assumption)\b", re.IGNORECASE)


def row(kept: float, shift: float, verdict: str, before: Range, after: Range, **more: object) -> Learned:
    given = Learned(
        "households.exit_rate", "per_year", "north-west", before, after, kept, shift, verdict, ("susta-2018",), False
    )
    return replace(given, **more)  # type: ignore[arg-type]


WIDE, LOW, HIGH = Range(0.18, 0.11, 0.3), Range(0.12, 0.11, 0.14), Range(0.29, 0.27, 0.31)


@pytest.mark.parametrize(
    ("given", "words", "not_words"),
    [
        (
            row(1.0, 0.0, "silent", WIDE, WIDE),
            "không nói gì về “Tốc độ thoát nghèo khi bắt đầu áp dụng chuẩn”",
            "thu hẹp",
        ),
        (row(0.8, 0.1, "little", WIDE, WIDE), "chỉ cho biết ít về", "không nói gì"),
        (row(0.4, 0.2, "much", WIDE, Range(0.19, 0.15, 0.24)), "còn 40%: trước", "dự kiến ban đầu"),
        (row(0.12, 1.6, "much", WIDE, HIGH), "còn 12% và cho thấy giá trị cao hơn dự kiến ban đầu", "thấp hơn"),
        (row(0.22, -1.4, "much", WIDE, LOW), "còn 22% và cho thấy giá trị thấp hơn dự kiến ban đầu", "cao hơn"),
        (row(0.9, 1.2, "much", WIDE, Range(0.29, 0.18, 0.45)), "cao hơn dự kiến ban đầu nhưng", "thu hẹp"),
        (row(0.9, -1.2, "much", WIDE, Range(0.1, 0.07, 0.17)), "thấp hơn dự kiến ban đầu nhưng", "thu hẹp"),
        (row(0.0, 0.0, "fixed", Range(3, 3, 3), Range(3, 3, 3), unit="year"), "được giữ cố định ở 3,0 năm", "trước"),
    ],
)
def test_a_parameter_is_told_the_right_way_round(given: Learned, words: str, not_words: str) -> None:
    line = learned_line(given, evidence(), "vi")
    assert words in line
    assert not_words not in line


def test_the_numbers_before_and_after_are_printed_fine_enough_to_differ() -> None:
    line = learned_line(row(0.3, 0.1, "much", Range(1.0, 0.88, 1.14), Range(1.0, 0.96, 1.04)), evidence(), "vi")
    assert "trước 1,00 (0,88–1,14) mỗi năm, sau 1,00 (0,96–1,04) mỗi năm" in line
    nothing = learned_line(
        row(1.0, 0.0, "silent", Range(0.0, -0.5, 0.5), Range(0.0, -0.5, 0.5), unit="log_odds"), evidence(), "en"
    )
    assert "the value 0.0 (−0.5 – 0.5) rests on" in nothing
    rate = row(0.0, 0.0, "fixed", *(Range(0.066, 0.066, 0.066),) * 2, name="credit.rate.poor", unit="share_per_year")
    assert "ở 6,6%/năm" in learned_line(rate, evidence(), "vi")


def test_a_value_rests_on_its_sources_or_on_an_assumption() -> None:
    plain = row(1.0, 0.0, "silent", WIDE, WIDE)
    assert basis(replace(plain, source_ids=()), evidence(), "vi") == "giả định"
    assert basis(plain, evidence(), "vi") == "susta.vn"
    assert basis(replace(plain, assumed=True), evidence(), "vi") == "giả định có tham khảo susta.vn"
    many = ("susta-2018", "nt-2022", "vbsp-hg-2017", "vbsp-hg-2019", "sld-hg-2021")
    assert basis(replace(plain, source_ids=many), evidence(), "vi").endswith("và 1 nguồn khác")  # two of one site


@pytest.mark.parametrize(
    ("correlation", "words"),
    [
        (0.95, "không tách được “Tăng số hộ” khỏi “Số hộ (đầu kỳ)”: cùng cao hơn hay cùng thấp hơn"),
        (-0.95, "không tách được “Tăng số hộ” khỏi “Số hộ (đầu kỳ)”: một bên cao hơn, bên kia thấp hơn"),
        (0.6, "khó tách “Tăng số hộ” khỏi “Số hộ (đầu kỳ)”: cùng cao hơn hay cùng thấp hơn"),
        (-0.6, "khó tách “Tăng số hộ” khỏi “Số hộ (đầu kỳ)”: một bên cao hơn, bên kia thấp hơn"),
    ],
)
def test_a_pair_is_told_with_the_way_it_moves(correlation: float, words: str) -> None:
    line = pair_line(Pair("households.growth", "start.households", correlation, 0.001), "vi")
    assert words in line
    sign = "−" if correlation < 0 else ""
    assert f"(tương quan {sign}{abs(correlation):.2f} ± 0.01)".replace(".", ",") in line


NEAR_POOR = Worth("near_poor_rate", FIGURE, date(2025, 12, 31), "share", 0.21, 0.02, False, 0.03, 0.043, 0.81, 0.35)
EFFORT = Worth("households.effort_cap", PARAMETER, None, "ratio", 0.3, 0.02, False, 2.0, 3.2, 0.004, 0.999)
NOISE = replace(NEAR_POOR, name="overdue_share", change=0.01, is_noise=True)


def told(*worths: Worth, chance: float = 0.6) -> Information:
    return Information(TARGET, chance, 0.05, worths)


def test_a_figure_that_is_worth_knowing_is_told_with_both_chances() -> None:
    assert worth_line(NEAR_POOR, told(NEAR_POOR), "vi") == (
        "Nếu biết tỷ lệ hộ cận nghèo ngày 31/12/2025, khả năng đạt mục tiêu sẽ là 81% (khi số này ở mức thấp, khoảng "
        "3,0%) hoặc 35% (khi ở mức cao, khoảng 4,3%) thay vì 60%; bình quân thay đổi 21 điểm %."
    )
    line = worth_line(EFFORT, told(EFFORT), "vi")
    assert line.startswith(
        "Nếu biết chắc “Mức tăng tối đa của tốc độ thoát nghèo”, khả năng đạt mục tiêu sẽ là dưới 1% (khi"
    )
    assert "hoặc trên 99% (khi cao, khoảng 3,2) thay vì 60%" in line


@pytest.mark.parametrize(
    ("change", "told_change", "told_noise"), [(0.21, "21", "11"), (0.1141, "11,4", "10,6"), (0.1061, "10,61", "10,60")]
)
def test_a_change_that_is_told_is_printed_above_what_counts_as_chance(
    change: float, told_change: str, told_noise: str
) -> None:
    lines = information_lines(replace(told(replace(NEAR_POOR, change=change)), noise=0.106), "vi")
    assert lines[1].endswith(f"bình quân thay đổi {told_change} điểm %.")
    assert f"không quá {told_noise} điểm % được coi là ngẫu nhiên" in lines[-1]


def test_a_count_is_not_told_beside_its_rate_nor_where_it_cannot_differ() -> None:
    count = replace(NEAR_POOR, name="near_poor_households", unit="household", low=9000, high=13000, change=0.3)
    other_day = replace(count, date=date(2026, 12, 31))
    none = replace(count, name="ntm_communes_model", unit="commune", low=0.0, high=0.0)
    lines = "\n".join(information_lines(told(count, other_day, none, NEAR_POOR), "vi"))
    assert "số hộ cận nghèo ngày 31/12/2026" in lines
    assert "số hộ cận nghèo ngày 31/12/2025" not in lines
    assert "kiểu mẫu" not in lines


@pytest.mark.parametrize(
    ("information", "words"),
    [
        (told(NOISE), "Trong 1 số liệu và tham số đã xét, không có số nào nếu biết sẽ làm thay đổi rõ khả năng này"),
        (told(EFFORT, NOISE), "Không có số liệu nào có thể thu thập"),
        (told(NEAR_POOR, NOISE), "không nói về tác động"),
        (told(chance=0.0), "dưới 1%, gần như không có"),
        (told(chance=0.995), "trên 99%, gần như chắc chắn"),
    ],
)
def test_it_is_said_plainly_when_nothing_is_worth_knowing(information: Information, words: str) -> None:
    lines = "\n".join(information_lines(information, "vi"))
    assert words in lines
    assert "nợ quá hạn" not in lines


def test_what_taught_a_parameter_is_named_only_where_it_is_known() -> None:
    seen = {r.indicator: r for r in evidence().of("dien-bien") if r.period_end == date(2024, 12, 31)}
    poor, labour = seen["poverty_rate"], seen["trained_labour_share"]
    assert figure_words(labour, "vi").startswith("tỷ lệ lao động qua đào tạo ngày 31/12/2024 (")
    found = Influences((Influence("a", (poor, labour), 0.9), Influence("b", (poor,), 0.3)), ("c",))
    assert taught_line("a", found, "vi").startswith("Điều này chủ yếu đến từ: tỷ lệ hộ nghèo ngày 31/12/2024 (")
    assert taught_line("b", found, "vi") == "Nhiều số liệu cùng góp phần, không số nào nổi trội."
    assert "chưa nên coi" in taught_line("c", found, "vi")
    assert taught_line("d", found, "vi") == ""


def test_flows_are_named_with_their_period_and_counts_as_numbers() -> None:
    flows = [r for r in evidence().of("son-la") if r.indicator == "escaped_households" and r.fit == "yes"]
    words = figure_words(flows[0], "vi")
    assert words.startswith("số hộ thoát nghèo kỳ ")
    assert words.endswith(" hộ)")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("locality", LOCALITIES)
def test_everything_about_a_locality_can_be_said(locality: str, language: str) -> None:
    place, found = evidence().localities[locality], posterior(locality)
    rows = learned(evidence(), place, found)
    taught = influences(evidence(), baseline(locality), found)
    lines = [learned_line(item, evidence(), language) for item in rows]
    lines += [pair_line(pair, language) for pair in pairs(evidence(), place, found, least=0.2, most=200)]
    lines += [line for item in rows if (line := taught_line(item.name, taught, language))]
    for line in lines:
        assert line.lstrip("“")[0].isupper()
        assert line.endswith(".")
        assert "{" not in line
        assert "  " not in line
        assert line.count("“") == line.count("”")
        assert language == "en" or not ENGLISH.search(re.sub(r"dựa vào.*|đến từ.*|có tham khảo.*", "", line)), line
    count = counted(rows)
    assert count["free"] == count["much"] + count["little"] + count["silent"]
