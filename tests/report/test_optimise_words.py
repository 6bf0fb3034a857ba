"""What is said of a result follows from its old and new values; every word there may be exists."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from simulator.analysis.optimise.certificate import VERDICTS, Binding
from simulator.analysis.optimise.question import DONG
from simulator.analysis.summary import Interval
from simulator.report.optimise_checks import TOLD_BY_OTHERS, best_checks, binding, year_list
from simulator.report.optimise_data import as_data
from simulator.report.optimise_note import note_of, title_of
from simulator.report.optimise_plain import plain_text
from simulator.report.optimise_total_words import (
    NO_KNEE,
    TOLD_BY_HEADLINE,
    frontier_checks,
    frontier_headline,
    least_checks,
    least_headline,
)
from simulator.report.optimise_words import Said, about, best_headline, goal_move, small_change
from simulator.scenario.format import LONGEST_NOTE, LONGEST_TITLE
from simulator.texts import LANGUAGES, keys, text
from tests.report.optimise_found import COMMUNES, POVERTY, best, frontier, least, question

LEAST = ("floors_suffice", "more_hardly_matters", "caps_end_it", "reached_already")
FRONTIER = (*NO_KNEE, "rest_unused", "today_best")
UNFILLED = re.compile(r"[{}]|\bnan\b|None")


def test_every_verdict_has_its_words() -> None:
    wanted = {f"optimise.verdict.best.{name}" for name in VERDICTS if name not in TOLD_BY_OTHERS}
    wanted |= {f"optimise.verdict.least.{name}" for name in LEAST if name not in TOLD_BY_HEADLINE}
    wanted |= {f"optimise.verdict.frontier.{name}" for name in FRONTIER}
    wanted |= {f"optimise.binding.{kind}" for kind in ("floor", "cap", "cut", "total", "capacity")}
    assert wanted - keys() == set()


def test_the_headline_tells_total_old_new_and_interval() -> None:
    assert best_headline(best(), "vi") == (
        "Chia lại 5.415 tỷ đồng của 2026–2030: tỷ lệ hộ nghèo cuối 2030 giảm từ 8,8% xuống 8,3%, "
        "tức −0,5 điểm % (−0,7 đến −0,3)."
    )
    assert best_headline(best(), "en") == (
        "Splitting the 5,415 billion VND of 2026–2030 anew: poverty rate at the end of 2030 falls from 8.8% to 8.3%, "
        "−0.5 pts (−0.7 to −0.3)."
    )


@pytest.mark.parametrize(
    ("before", "after", "word"), [(0.10, 0.08, "giảm từ 10,0% xuống 8,0%"), (0.08, 0.10, "tăng từ 8,0% lên 10,0%")]
)
def test_the_direction_is_that_of_the_change(before: float, after: float, word: str) -> None:
    change = after - before
    sides = [Interval(value, value - 0.01, value + 0.01) for value in (before, after)]
    told = goal_move(POVERTY, *sides, Interval(change, change - 0.001, change + 0.001), "vi")
    assert word in told
    assert ("+2,0" in told) == (change > 0)
    assert "không phân biệt" not in told


def test_a_change_about_zero_is_said_to_be_so() -> None:
    told = goal_move(COMMUNES, *[Interval(40.0, 30.0, 50.0)] * 2, Interval(0.1, -0.2, 0.5), "vi")
    assert "hầu như không đổi" in told
    assert "không phân biệt được với 0" in told


def test_old_and_new_are_written_so_that_a_small_change_shows() -> None:
    sides = Interval(0.04262, 0.02, 0.08), Interval(0.04232, 0.02, 0.08)
    assert "từ 4,26% xuống 4,23%" in goal_move(POVERTY, *sides, Interval(-3e-4, -1e-3, -1e-4), "vi")


def test_other_headlines() -> None:
    kept = best()
    same = replace(kept, allocation=kept.start)
    assert "đã là tốt nhất" in best_headline(same, "vi")
    noise = best(verdicts=("within_noise",))
    assert best_headline(noise, "vi").endswith(text("optimise.headline.noise", "vi"))
    other = replace(kept, start=kept.allocation)
    assert "theo tỷ lệ của kịch bản" in best_headline(other, "vi")
    assert "Không cách chia nào" in best_headline(best(verdicts=("no_effect",)), "vi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_results_can_be_told_with_every_verdict(language: str) -> None:
    both = question(goals=(replace(POVERTY, weight=0.7), replace(COMMUNES, weight=0.3)))
    results = [best(both, verdicts=VERDICTS), best(verdicts=("no_room",), starts=(), price=(), binding=())]
    lines = [
        part for found in results for part in (best_headline(found, language), *said(best_checks(found, language)))
    ]
    for short in (replace(least(), verdicts=LEAST), least(reached=False)):
        lines += [*least_headline(short, language), *said(least_checks(short, language))]
    for curve in (frontier(both), replace(frontier(knee=None), verdicts=FRONTIER), replace(frontier(), behind=None)):
        lines += [*frontier_headline(curve, language), *said(frontier_checks(curve, language))]
    assert [line for line in lines if UNFILLED.search(line) or not line.strip()] == []


def said(items: list[Said]) -> list[str]:
    return [part for item in items for part in (item.content, *item.details)]


def test_what_confirms_and_what_warns() -> None:
    marks = [item.mark for item in best_checks(best(), "vi")]
    assert marks[:3] == ["good", "good", "good"]
    assert best_checks(best(gap=0.2), "vi")[0].mark == "warn"
    assert "20,0%" in best_checks(best(gap=0.2), "vi")[0].content
    assert best_checks(best(verdicts=("stuck",)), "vi")[0].mark == "warn"
    apart = replace(best(), fresh=(Interval(0.01, 0.005, 0.02),))
    assert [item.mark for item in best_checks(apart, "vi")][2] == "warn"


def test_limits_are_told_by_kind_and_their_lines_when_asked_for() -> None:
    found = best()
    told = binding(found.certificate.binding, found.question, "vi")
    assert told.content == "Giới hạn đang chặn kết quả: mức cắt nhiều nhất 50% (2 khoản); tổng tiền."
    assert told.details == ("Mức cắt nhiều nhất 50%: vốn trung ương mới (2026), đào tạo nghề.",)
    assert "Không giới hạn nào" in binding((), found.question, "vi").content
    assert binding((Binding("cap", "ntm.investment", (2030,)),), found.question, "en").details


def test_years_in_a_row_are_a_span() -> None:
    assert year_list((2026, 2027, 2028, 2030)) == "2026–2028, 2030"
    assert year_list((2029,)) == "2029"


def test_a_small_change_keeps_two_digits() -> None:
    assert small_change(Interval(-4.2e-4, -7e-4, -1e-4), "poverty_rate", "vi") == "−0,042 điểm % (−0,070 đến −0,010)"


def test_a_change_below_the_least_figure_is_told_in_words() -> None:
    assert small_change(Interval(-4.2e-6, -7e-6, -1e-6), "poverty_rate", "vi") == "dưới 0,001 điểm %"
    assert small_change(Interval(-3e-8, -1.3e-7, 0.0), "poverty_rate", "en") == "less than 0.001 pts"
    assert small_change(Interval(2e-4, 0.0, 9e-4), "ntm_communes_attained", "vi") == "dưới 0,001 xã"
    assert small_change(Interval(0.0, 0.0, 0.0), "poverty_rate", "vi") == text("optimise.change.none", "vi")
    found = best(price=(Interval(-4.2e-4, -7e-4, -1e-4),))
    priced = next(item.content for item in best_checks(found, "vi") if "1 tỷ đồng, đặt vào" in item.content)
    assert priced.endswith("tỷ lệ hộ nghèo cuối 2030 −0,042 điểm % (−0,070 đến −0,010).")
    found = best(price=(Interval(-7e-6, -9e-6, -6e-6),))
    priced = next(item.content for item in best_checks(found, "vi") if "1 tỷ đồng, đặt vào" in item.content)
    assert priced.endswith("tỷ lệ hộ nghèo cuối 2030 thay đổi dưới 0,001 điểm %.")


def test_the_money_that_is_kept_is_told_beside_the_total() -> None:
    assert "giữ nguyên" not in about(question(), "vi")
    fixed = [replace(line, fixed=line.fixed or "central" in line.path) for line in question().lines]
    asked = replace(question(), lines=tuple(fixed))
    for kind in ("split", "chance"):
        assert about(asked, "vi", kind).endswith(" · chưa kể 2.630 tỷ đồng của các khoản giữ nguyên")


def test_searches_from_other_starts_come_to_nearly_the_same() -> None:
    near = next(item.content for item in best_checks(best(apart=0.002), "vi") if "điểm bắt đầu" in item.content)
    assert "gần như cùng một kết quả, chênh nhiều nhất 0,2% của phần cải thiện" in near
    far = next(item.content for item in best_checks(best(apart=0.3), "vi") if "điểm bắt đầu" in item.content)
    assert "30" not in far  # a share of a gain that is next to nothing would frighten


def test_a_start_that_ended_worse_warns_only_where_that_could_be_seen() -> None:
    loud = text("optimise.verdict.best.stuck", "vi")
    seen = best_checks(best(verdicts=("stuck",), apart=0.27), "vi")
    assert loud in [item.content for item in seen if item.mark == "warn"]
    unseen = best_checks(best(verdicts=("stuck", "within_noise"), apart=0.27), "vi")
    assert loud not in [item.content for item in unseen]
    assert [item.mark for item in unseen if "nhiều nhất 27%" in item.content] == ["plain"]


def test_money_that_finds_nothing_to_pay_for_is_told_with_its_amount() -> None:
    idle = (
        Binding("capacity", "housing.budget", (2028, 2029, 2030), 96.7),
        Binding("capacity", "training.budget", (2030,), 0.2),
    )
    said_of = [item.content for item in best_checks(best(binding=idle, price=()), "vi")]
    (told,) = [line for line in said_of if "không cần cho kết quả này" in line]
    assert told.startswith("Khoảng 97 tỷ đồng của tổng tiền")
    assert "hỗ trợ xóa nhà tạm (2028–2030)" in told
    assert text("optimise.price.idle", "vi") in said_of  # and no advice to put more there
    assert text("optimise.price.none", "vi") in [item.content for item in best_checks(best(price=(), binding=()), "vi")]


def test_the_least_total_beside_the_scenarios() -> None:
    reached, beyond = least_headline(least(), "vi")
    assert "Cần ít nhất 5.215 tỷ đồng" in reached
    assert "tỷ lệ hộ nghèo ≤ 5% (31/12/2030) với khả năng 80 / 100" in reached
    assert beyond == "Ít hơn kịch bản 200 tỷ đồng; kịch bản chi 5.415 tỷ đồng, khả năng đạt 83 / 100."
    short = least_headline(least(reached=False), "vi")[0]
    assert "tiền không đủ" in short
    assert "cao nhất chỉ 93 / 100 tính trên mẫu mới, dù có 6.115 tỷ đồng" in short
    far = replace(least(), chance_fresh=0.7)
    assert least_checks(far, "vi")[0].mark == "warn"


def test_more_money_is_set_beside_todays_split_anew() -> None:
    today = question().today.total_dong
    dearer = replace(least(), total_dong=today + 250 * DONG, today_chance=0.26)
    assert len(least_headline(dearer, "vi")) == 2  # no total near today's was tried
    known = replace(dearer, steps=((today / DONG - 1.5, 0.28), (today / DONG + 250.0, 0.8)))
    assert least_headline(known, "vi")[-1] == "Với 5.415 tỷ đồng hiện nay, chỉ chia lại đã được khoảng 28 / 100."
    cheaper = replace(known, total_dong=today - 250 * DONG)
    assert len(least_headline(cheaper, "vi")) == 2


def test_the_bend_and_the_slopes_on_its_sides() -> None:
    ranged, bend = frontier_headline(frontier(), "vi")
    assert "từ 10,0% với 3.415 tỷ đồng đến 8,3% với 7.415 tỷ đồng" in ranged
    assert "Từ khoảng 5.415 tỷ đồng" in bend
    assert "2.000 tỷ đồng thêm cho đến đó mang lại −1,4 điểm %, 2.000 tỷ đồng thêm sau đó −0,3 điểm %" in bend
    assert "tức −1,7 điểm % (−2,0 đến −1,0)" in ranged
    assert "Không có mức nào" in frontier_headline(frontier(knee=None), "vi")[1]


def test_a_curve_too_flat_to_be_seen_is_said_to_be_so() -> None:
    flat = replace(frontier(), span=(Interval(-0.0004, -0.0012, -0.0001),))
    ranged, said = frontier_headline(flat, "vi")
    assert "tức −0,04 điểm % (−0,12 đến −0,01)" in ranged
    assert said == text("optimise.frontier.unseen", "vi")  # and no bend is made of it
    bend = text("optimise.chart.knee", "vi")
    assert bend in plain_text(frontier(), "vi")
    assert bend not in plain_text(flat, "vi")
    assert (frontier().bend, flat.bend, as_data(flat)["knee"]) == (2, None, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scenario_says_how_it_was_found(language: str) -> None:
    both = question(goals=(replace(POVERTY, weight=0.7), replace(COMMUNES, weight=0.3)))
    for found in (best(both), least(), frontier()):
        allocation = found.allocations[0] if hasattr(found, "allocations") else found.allocation
        title, note = title_of(found, allocation, language), note_of(found, allocation, language)
        assert 0 < len(title) <= LONGEST_TITLE
        assert len(note) <= LONGEST_NOTE
        assert found.question.scenario.title in note
        assert "50%" in note
        assert UNFILLED.search(title + note) is None
