"""The screens of a deck: each says what the comparison says, with its sources, whatever is compared."""

from __future__ import annotations

import re

import pytest

from simulator.analysis.comparison import FIGURES
from simulator.analysis.summary import interval
from simulator.report.compare_lines import lines_table
from simulator.report.compare_series import lines_of
from simulator.report.compare_table import chance_text, level_texts
from simulator.report.deck import messages, plots
from simulator.report.deck.notes import undated
from simulator.report.deck.screens import QUESTIONS, SOURCES, TITLE, Screen, screen_keys, screens
from simulator.report.deck.told import Told, lower
from simulator.texts import LANGUAGES, text
from simulator.ui.chart_data import WORDING
from simulator.ui.compare_view import CHARTS
from simulator.units import number
from tests.report.comparisons import HOSTILE, comparison, entries, hostile
from tests.report.deck.made import LOCALITIES, REMARK, alone, deck, hostile_deck, of, two_standards
from tests.shipped import evidence

SCENARIOS = tuple(f"scenario:{place}" for place in range(6))
ASSUMED = {"vi": "giả định", "en": "assumption"}
ENGLISH = re.compile(r"\b(the|of|by|and|range|poverty|scenario|unspent|communes|share|undated|assumption)\b", re.I)
VIETNAMESE = re.compile(r"[ạảãầấẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏõốồổỗộớờởỡợụủũứừửữựỳỵỷỹđ]", re.I)


def test_every_question_and_every_scenario_has_a_screen_between_the_title_and_the_sources() -> None:
    assert [screen.key for screen in deck()] == [TITLE, *QUESTIONS, *SCENARIOS, SOURCES]
    assert screen_keys(comparison()) == tuple(screen.key for screen in deck())


def test_an_order_chooses_screens_and_passes_over_what_is_not_there() -> None:
    order = ["money", "scenario:2", "scenario:99", "nonsense", "poverty", "money"]
    found = screens(comparison(), entries(), evidence(), "vi", order)
    assert [screen.key for screen in found] == [TITLE, "money", "scenario:2", "poverty", SOURCES]


def test_a_remark_is_plain_text_on_its_own_screen_and_in_its_notes() -> None:
    noted = of(deck(), "poverty")
    assert noted.remark == " ".join(REMARK.split())
    assert noted.remark in noted.notes[0]
    assert not any(screen.remark for screen in deck() if screen.key != "poverty")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_of_poverty_names_the_standard_the_figures_and_the_interval(language: str) -> None:
    message = of(deck(language), "poverty").message
    levels = [comparison().level(place, "poverty_rate") for place in range(6)]
    lowest = level_texts(min(levels, key=lambda level: level.median), "poverty_rate", language)[0]
    ends = [number(100 * end, language, 1) for end in (min(x.p05 for x in levels), max(x.p95 for x in levels))]
    standard = text("page.standard.S27", language)
    assert standard[1:] in message
    assert all(part in message for part in (lowest.removesuffix("%"), *ends))


def test_the_message_of_communes_names_the_best_and_its_difference() -> None:
    message = of(deck(), "communes").message
    best = max(range(6), key=lambda place: comparison().level(place, "ntm_communes_attained").median)
    value, span = level_texts(comparison().level(best, "ntm_communes_attained"), "ntm_communes_attained", "vi")
    assert entries()[best].title in message
    assert f"lên {value} trên 67 xã" in message
    assert span.strip("()") in message


def test_the_message_of_chances_has_the_lowest_and_the_highest() -> None:
    message = of(deck(), "chances").message
    for target in comparison().targets:
        found = [comparison().chance(place, target) or 0.0 for place in range(6)]
        assert chance_text(min(found), "vi") in message
        assert chance_text(max(found), "vi") in message


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_one_sentence_and_nothing_is_left_open(language: str) -> None:
    for screen in deck(language):
        everything = (screen.message, screen.detail, screen.name, *screen.points, *screen.notes, *screen.table.header)
        assert all(part.strip() and "{" not in part and "nan" not in part.split() for part in everything)
        assert screen.key == TITLE or screen.message.endswith(".")
        assert not re.search(r"[.!?] [A-ZĐ]", screen.message)
        assert screen.alt or screen.plot.kind == "words"


def test_no_english_in_the_vietnamese_deck() -> None:
    for screen in deck("vi"):
        for part in (screen.message, screen.detail, screen.name, *screen.points, *screen.table.header, *screen.notes):
            assert not ENGLISH.search(part), part


def test_no_vietnamese_in_the_english_deck_but_in_names() -> None:
    titles = [entry.title for entry in entries()]
    for screen in deck("en"):
        for part in (screen.detail, *screen.points, *screen.table.header):
            for title in titles:
                part = part.replace(title, "")
            assert not VIETNAMESE.search(part.replace("Sơn La", "")), part


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_have_sources_with_dates_and_the_word_assumption(language: str) -> None:
    poverty = "\n".join(of(deck(language), "poverty").notes)
    reported = of(deck(language), "poverty").plot.reported
    assert reported
    assert all(f"({point.source})" in poverty for point in reported)
    for screen in deck(language)[1:]:
        assert ASSUMED[language] in "\n".join(screen.notes).lower(), screen.key


def test_the_last_screen_counts_the_sources_without_a_day() -> None:
    told = Told(comparison(), entries(), evidence(), "vi")
    screen = deck("vi")[-1]
    count, every = undated(told)
    assert 0 < count <= every
    assert f"{count} trong {every} nguồn không ghi ngày" in screen.message
    reported = {point.source for key in ("poverty", "communes") for point in of(deck("vi"), key).plot.reported}
    assert sum("không ghi ngày" in source for source in reported) <= count


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_disaster_that_was_reported_is_not_called_an_assumption(language: str) -> None:
    (flood,) = [note for note in deck(language)[-1].points if "27/07/2025" in note or "27 Jul 2025" in note]
    assert ASSUMED[language] not in flood.lower()
    assert "vietnamplus.vn" in flood


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_state_after_a_merger_is_told_as_an_assumption(language: str) -> None:
    assert ASSUMED[language] in of(deck(language), "communes").message


def test_notes_tell_the_own_assumptions_of_a_scenario_and_its_whole_change() -> None:
    notes = "\n".join(of(deck(), "scenario:4").notes)
    assert "Tỷ trọng cho vay chương trình khác 2026–2030: 10% → 0%" in notes
    assert "Chuyển cơ cấu cho vay" in notes  # what its author wrote


def test_curves_are_the_page_s_lines_and_break_where_the_standard_changes() -> None:
    for language in LANGUAGES:
        ours = Told(comparison(), entries(), evidence(), language).poverty
        theirs = lines_of(CHARTS["poverty"], comparison(), entries(), evidence(), language, WORDING)
        assert lines_table(ours) == lines_table(theirs)
    ours = Told(comparison(), entries(), evidence(), "vi").communes
    theirs = lines_of(CHARTS["ntm"], comparison(), entries(), evidence(), "vi", WORDING)
    pairs = zip(ours.lines, theirs.lines, strict=True)
    assert all(
        (a.value == b.value).all() and (a.p05 == b.p05).all() and list(a.dates) == list(b.dates)
        for one, other in pairs
        for a, b in zip(one.stretches, other.stretches, strict=True)
    )
    for curve in of(deck(), "poverty").plot.curves:
        gaps = [place for place, value in enumerate(curve.median) if value is None]
        assert len(gaps) == 1
        assert curve.days[gaps[0] - 1] == curve.days[gaps[0] + 1] == of(deck(), "poverty").plot.breaks[0].date
        assert [value is None for value in curve.low] == [value is None for value in curve.median]


@pytest.mark.parametrize("reference", range(6))
def test_the_message_of_differences_counts_what_the_table_marks_as_clear(reference: int) -> None:
    told = Told(comparison().on(reference, 2030), entries(), evidence(), "vi")
    clauses = messages.differences(told).split("; ")
    for name, clause in zip(messages.CLEAR, clauses, strict=True):
        clear = [place for place in told.others if told.is_clear(place, name)]
        tiny = [place for place in told.others if told.cell(place, name).remark == text("compare.tiny", "vi")]
        figure = lower(text(f"compare.figure.{name}", "vi"))
        assert f"về {figure} {f'{len(clear)} trên 5' if clear else 'không'} kịch bản" in clause
        assert ("nhiều nhất" in clause) == bool(clear or tiny)


def test_the_end_of_a_curve_is_the_figure_of_the_comparison() -> None:
    for curve in of(deck(), "poverty").plot.curves:
        values = comparison().outcomes[curve.number - 1].end("poverty_rate", 2030)
        assert curve.last == pytest.approx(interval(values).median, rel=1e-12)


def test_money_in_the_chart_adds_up_to_what_is_put_in() -> None:
    plot = of(deck(), "money").plot
    for place in range(6):
        spent = sum(bar.value or 0.0 for bar in plot.bars if bar.number == place + 1)
        assert spent == pytest.approx(comparison().level(place, "money_planned").median, rel=1e-3)
    assert [key for key, _ in plot.groups] == list(plots.PARTS)


def test_differences_in_the_chart_are_the_paired_ones() -> None:
    plot = of(deck(), "differences").plot
    assert {bar.number for bar in plot.bars} == {2, 3, 4, 5, 6}
    for name, row in zip(plots.DIFFERENT, plot.rows, strict=True):
        for bar in (bar for bar in plot.bars if bar.row == row):
            found = comparison().difference(bar.number - 1, name)
            assert found is not None
            scale = 100.0 if FIGURES[name].unit == "share" else 1.0
            assert bar.value == pytest.approx(scale * found.median, abs=1e-3)


@pytest.mark.parametrize("locality", LOCALITIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_scenario_alone_has_a_deck_without_a_reference(locality: str, language: str) -> None:
    found = screens(*alone(locality), evidence(), language)
    keys = [screen.key for screen in found]
    assert "differences" not in keys
    assert keys[0] == TITLE
    assert "scenario:0" in keys
    word = {"vi": "tham chiếu", "en": "reference"}[language]
    assert not any(word in part for screen in found for part in (screen.message, *screen.points))
    assert not any("tham chiếu" in cell for screen in found for row in screen.table.rows for cell in row)


def test_scenarios_by_two_standards_are_not_compared_and_it_is_said() -> None:
    found = screens(*two_standards(), evidence(), "vi")
    bars = [bar for bar in of(found, "differences").plot.bars if bar.row.startswith("Tỷ lệ hộ nghèo")]
    assert [(bar.value, bar.label) for bar in bars] == [(None, "khác chuẩn nghèo, không so")]
    assert any("Chuẩn cũ" in note for note in of(found, "differences").notes)
    assert "Chuẩn cũ" not in of(found, "poverty").message


def test_a_table_has_a_cell_for_each_head() -> None:
    for screen in (*deck(), *hostile_deck(), *screens(*two_standards(), evidence(), "en")):
        assert len(screen.table.kinds) == len(screen.table.header)
        assert all(len(row) == len(screen.table.header) for row in screen.table.rows)


def test_hostile_titles_stay_on_one_line_and_whole_in_the_tables() -> None:
    found, named = hostile()
    assert len(named) == len(HOSTILE) == len(found.outcomes)

    def words(screen: Screen) -> list[str]:
        return [screen.message, *screen.points, *screen.notes, *(cell for row in screen.table.rows for cell in row)]

    for screen in hostile_deck():
        assert all(word.isprintable() for word in words(screen))
    assert any("<script>alert(1)</script>" in row[0] for row in of(hostile_deck(), "poverty").table.rows)
