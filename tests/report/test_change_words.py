"""What differs between two scenarios is said in plain words, whatever the scenarios hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from simulator.report.change_words import change_lines
from simulator.scenario import Change, Event, Scenario, Target, changes
from simulator.scenario.vocabulary import EVENT_KEYS, EVENT_PROGRAMMES, LEVER_ORDER, TARGET_INDICATORS
from simulator.texts import LANGUAGES, text
from tests.scenario.examples import scenarios
from tests.shipped import alternative, baseline, evidence

PLAIN = Scenario("A", "son-la", "", 2026, 2030, {"housing.budget": ((2026, 90.0),)}, (), ())


def told(after: Scenario, before: Scenario = PLAIN, language: str = "vi") -> list[str]:
    return change_lines(changes(before, after), language)


def with_lever(path: str, *steps: tuple[int, float]) -> Scenario:
    return replace(PLAIN, levers={**PLAIN.levers, path: steps})


def test_the_example_of_the_planners() -> None:
    after = with_lever("housing.budget", (2026, 90.0), (2027, 120.0), (2028, 90.0))
    assert told(after) == ["Hỗ trợ xóa nhà tạm 2027: 90 → 120 tỷ đồng/năm"]
    assert told(after, language="en") == ["Temporary housing 2027: 90 → 120 billion VND a year"]


def test_years_of_one_change_are_one_stretch() -> None:
    after = with_lever("housing.budget", (2026, 1234.5), (2029, 60.0))
    (line,) = told(after)
    assert line == "Hỗ trợ xóa nhà tạm 2026–2028: 90 → 1.234,5 tỷ đồng/năm; 2029–2030: 90 → 60 tỷ đồng/năm"


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("training.jobs_connected", 5000.0, "Kết nối việc làm 2026–2030: chưa đặt → 5.000 người/năm"),
        ("disbursement.ntm", 0.725, "Giải ngân nông thôn mới 2026–2030: chưa đặt → 72,5%"),
        ("credit.shares.poor", 0.3, "Tỷ trọng cho vay hộ nghèo 2026–2030: chưa đặt → 30%"),
    ],
)
def test_each_lever_has_its_unit(path: str, value: float, expected: str) -> None:
    assert told(with_lever(path, (2026, value))) == [expected]
    assert told(PLAIN, with_lever(path, (2026, value)))[0].endswith("→ chưa đặt")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", LEVER_ORDER)
def test_every_lever_is_said(path: str, language: str) -> None:
    (line,) = told(with_lever(path, (2026, 0.123456)), language=language)
    assert path not in line
    assert ("12.3456%" if language == "en" else "12,3456%") in line or ("0.123456" in line or "0,123456" in line)


def test_events_bear_their_day_and_their_size() -> None:
    standard = Event("standard_change", date(2027, 1, 1))
    assert told(replace(PLAIN, events=(standard,))) == ["Thêm sự kiện “Chuẩn nghèo mới từ 01/01/2027”"]
    assert told(PLAIN, replace(PLAIN, events=(standard,))) == ["Bỏ sự kiện “Chuẩn nghèo mới từ 01/01/2027”"]
    sized = replace(standard, values={"factor": 1.5})
    (line,) = told(replace(PLAIN, events=(sized,)), replace(PLAIN, events=(standard,)))
    assert line == "Đổi sự kiện: “Chuẩn nghèo mới từ 01/01/2027” → “Chuẩn nghèo mới từ 01/01/2027, gấp 1,5 lần”"


def test_an_event_that_moves_is_one_change_and_other_events_are_not_taken_for_it() -> None:
    first, second = (Event("disaster", date(year, 8, 1), {"houses_share": 0.01}) for year in (2026, 2028))
    moved = replace(second, date=date(2029, 8, 1))
    late = Event("delay", date(2027, 1, 1), {"months": 6.0}, "housing")
    lines = told(replace(PLAIN, events=(first, moved, late)), replace(PLAIN, events=(first, second)))
    assert lines == [
        "Đổi sự kiện: “Thiên tai 01/08/2028, hư hại 1% số nhà” → “Thiên tai 01/08/2029, hư hại 1% số nhà”",
        "Thêm sự kiện “Hỗ trợ nhà ở chậm 6 tháng từ 01/01/2027”",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(EVENT_KEYS))
def test_every_event_is_said(kind: str, language: str) -> None:
    for programme in EVENT_PROGRAMMES if kind in ("delay", "programme_end") else ("",):
        values = {name: 0.5 if key.upper <= 4 else 12.0 for name, key in EVENT_KEYS[kind].items()}
        (line,) = told(replace(PLAIN, events=(Event(kind, date(2027, 3, 9), values, programme),)), language=language)
        assert ("09/03/2027" if language == "vi" else "9 Mar 2027") in line or "2027" in line
        assert "_" not in line


def test_targets_are_said_with_their_bound_and_day() -> None:
    five, three = (Target("poverty_rate", date(2030, 12, 31), at_most=value) for value in (0.05, 0.03))
    forty = Target("ntm_communes_attained", date(2030, 12, 31), at_least=40.0)
    lines = told(replace(PLAIN, targets=(three, forty)), replace(PLAIN, targets=(five,)))
    assert lines == [
        "Đổi mục tiêu: “tỷ lệ hộ nghèo ≤ 5% vào 31/12/2030” → “tỷ lệ hộ nghèo ≤ 3% vào 31/12/2030”",
        "Thêm mục tiêu “số xã đạt chuẩn nông thôn mới ≥ 40 xã vào 31/12/2030”",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", TARGET_INDICATORS)
def test_every_target_is_said(indicator: str, language: str) -> None:
    (line,) = told(replace(PLAIN, targets=(Target(indicator, date(2030, 12, 31), at_least=0.5),)), language=language)
    assert "_" not in line


def test_title_years_evidence_and_assumptions() -> None:
    after = replace(
        PLAIN, title="B", last_year=2035, effects="reported", assumptions={"households.effort_exponent": 0.4}
    )
    assert told(after) == [
        "Tên: “A” → “B”",
        "Giai đoạn: 2026–2030 → 2026–2035",
        f"Bộ bằng chứng: {text('explore.effects.causal', 'vi')} → {text('explore.effects.reported', 'vi')}",
        "Giả định “Độ nhạy của tốc độ thoát nghèo khi số hộ nghèo giảm (H1)”: theo hiệu chỉnh → 0,4",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_assumption_has_a_name(language: str) -> None:
    for name in sorted({row.name for row in evidence().parameters}):
        (line,) = told(replace(PLAIN, assumptions={name: 0.5}), language=language)
        assert name not in line


def test_notes_are_shown_where_they_part() -> None:
    start = "Giữ nguyên mức vốn và số lượng đã báo cáo cho giai đoạn trước, như các sở đã thống nhất; "
    before, after = (replace(PLAIN, note=start + end) for end in ("bản thứ nhất", "bản thứ hai"))
    (line,) = told(after, before)
    assert line == "Ghi chú: “…thống nhất; bản thứ nhất” → “…thống nhất; bản thứ hai”"
    assert told(before)[0].startswith("Thêm ghi chú “Giữ nguyên")
    assert told(PLAIN, before)[0].startswith("Bỏ ghi chú “Giữ nguyên")


def test_a_base_is_said() -> None:
    assert change_lines([Change("extends", "", "nen")], "vi") == ["Dựa trên kịch bản: chưa đặt → “nen”"]


@pytest.mark.parametrize(
    "title", ["<script>x</script>", "**b** [a](b)", "=cmd|' /C calc'!A0", "a\u202eb", "a\nb", "{x}"]
)
def test_a_hostile_title_stays_one_line_of_text(title: str) -> None:
    (line,) = told(replace(PLAIN, title=title))
    assert line.isprintable()
    assert line.startswith("Tên: “A” → “")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(), scenarios())
def test_any_two_scenarios_can_be_told_apart_in_words(a: Scenario, b: Scenario) -> None:
    for language in LANGUAGES:
        lines = told(b, a, language)
        assert bool(lines) == bool(changes(a, b))
        assert all(line.isprintable() and line.strip() for line in lines)


def test_equal_scenarios_have_nothing_to_tell() -> None:
    assert told(PLAIN) == []
    shipped = alternative("son-la-nha-o-truoc")
    assert told(shipped, shipped) == []
    assert "Tỷ lệ sửa chữa 2026–2030: 13% → 20%" in told(shipped, baseline())
