"""The slides read back: what is said is there, charts are native and hold the comparison's figures, nothing can run."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from simulator.report.compare_table import chance_text
from simulator.report.deck.screens import SOURCES, Screen, screens
from simulator.report.exports.pptx import deck_bytes
from simulator.report.exports.pptx_master import FONT
from simulator.texts import LANGUAGES
from tests.report.comparisons import comparison
from tests.report.deck.made import LOCALITIES, MADE, REMARK, alone, deck, hostile_deck, long_deck, two_standards
from tests.shipped import evidence

KEYS = [screen.key for screen in deck()]
SMALLEST = Pt(11)
ERROR_BARS = ".//{http://schemas.openxmlformats.org/drawingml/2006/chart}errBars"


@lru_cache
def content(language: str = "vi") -> bytes:
    return deck_bytes(deck(language), language, made=MADE)


@lru_cache
def slides(language: str = "vi") -> list[Any]:
    return list(Presentation(io.BytesIO(content(language))).slides)


def slide(key: str, language: str = "vi") -> Any:
    return slides(language)[KEYS.index(key)]


def charts(found: Any) -> list[Chart]:
    return [shape.chart for shape in found.shapes if shape.has_chart]


def words(found: Any) -> Iterator[str]:
    for shape in found.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def series(chart: Chart) -> dict[str, list[float | None]]:
    return {drawn.name: list(drawn.values) for drawn in chart.plots[0].series}


def parts(data: bytes, pattern: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist() if re.search(pattern, name)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slide_a_screen_with_its_message_its_number_and_its_notes(language: str) -> None:
    assert len(slides(language)) == len(deck(language))
    for found, screen in zip(slides(language), deck(language), strict=True):
        assert found.shapes.title.text_frame.text == screen.message
        kinds = [shape.placeholder_format.type for shape in found.placeholders]
        assert PP_PLACEHOLDER.SLIDE_NUMBER in kinds
        notes = found.notes_slide.notes_text_frame.text.split("\n")
        assert all(note in notes for note in (screen.message, *screen.notes))
        assert any(screen.detail in word for word in words(found))


def test_notes_hold_the_chart_as_text() -> None:
    table = next(screen for screen in deck() if screen.key == "money").table
    notes = slide("money").notes_slide.notes_text_frame.text
    assert all(cell in notes for row in (table.header, *table.rows) for cell in row)


@pytest.mark.parametrize("key", ["poverty", "communes"])
def test_lines_hold_the_figures_and_are_empty_where_the_series_parts(key: str) -> None:
    plot = next(screen for screen in deck() if screen.key == key).plot
    (chart,) = charts(slide(key))
    found = series(chart)
    days = [label if isinstance(label, str) else str(label) for label in chart.plots[0].categories]
    assert len(days) == len(set(days))
    for curve in plot.curves:
        own = {name: values for name, values in found.items() if name.startswith(f"{curve.number}. ")}
        stretches = sum(value is None for value in curve.median) + 1
        assert len(own) == stretches
        held = [value for values in own.values() for value in values if value is not None]
        assert all(
            any(value == pytest.approx(other, rel=1e-9) for other in held)
            for value in curve.median
            if value is not None
        )
        for values in own.values():
            places = [place for place, value in enumerate(values) if value is not None]
            assert places == list(range(places[0], places[-1] + 1))
    reported = next(values for name, values in found.items() if name.startswith("Số báo cáo"))
    assert [value for value in reported if value is not None] == pytest.approx([p.value for p in plot.reported])


def test_no_series_has_figures_on_both_sides_of_a_new_standard() -> None:
    plot = next(screen for screen in deck() if screen.key == "poverty").plot
    found = series(charts(slide("poverty"))[0])
    until, since = (
        [name for name in found if name.startswith(f"1. {plot.titles[0]} ({word} 31/12/2026")] for word in ("đến", "từ")
    )
    assert len(until) == len(since) == 1
    both = [place for place, pair in enumerate(zip(found[until[0]], found[since[0]], strict=True)) if None not in pair]
    assert len(both) == 1  # the day of the change: the end of one, the start of the other
    assert found[until[0]][both[0]] != pytest.approx(found[since[0]][both[0]], rel=0.1)


def test_the_target_and_the_break_are_in_the_chart() -> None:
    found = series(charts(slide("poverty"))[0])
    assert {value for value in found["mục tiêu 2030: ≤\xa05%"] if value is not None} == {0.05}
    assert len([value for value in found["Chuẩn nghèo mới"] if value is not None]) == 1


def test_bars_hold_chances_and_money() -> None:
    chance = series(charts(slide("chances"))[0])
    for target, values in zip(comparison().targets, chance.values(), strict=True):
        assert values == pytest.approx([100 * (comparison().chance(place, target) or 0.0) for place in range(6)])
    written = set(re.findall(r"<a:t>([^<]* / 100)</a:t>", charts(slide("chances"))[0]._chartSpace.xml))
    assert written == {chance_text(comparison().chance(p, t), "vi") for t in comparison().targets for p in range(6)}
    money = series(charts(slide("money"))[0])
    for place in range(6):
        put_in = comparison().level(place, "money_planned").median
        assert sum(values[place] or 0.0 for values in money.values()) == pytest.approx(put_in, rel=1e-3)


def test_differences_have_bars_and_their_intervals() -> None:
    plot = next(screen for screen in deck() if screen.key == "differences").plot
    found = charts(slide("differences"))
    assert len(found) == len(plot.rows)
    for chart, row in zip(found, plot.rows, strict=True):
        bars = [bar for bar in plot.bars if bar.row == row]
        assert series(chart)[row] == pytest.approx([bar.value for bar in bars])
        assert [label[4:] for label in chart.plots[0].categories] == [bar.label for bar in bars]
        drawn = chart._chartSpace.findall(ERROR_BARS)
        assert bool(drawn) == any(bar.low != bar.high for bar in bars)
        for error in drawn:
            plus = [float(point.text) for point in error.iterfind("{*}plus//{*}v")]
            assert plus == pytest.approx([(bar.high or 0.0) - (bar.value or 0.0) for bar in bars], rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_are_told_to_those_who_do_not_see_them_and_axes_have_formats(language: str) -> None:
    for found, screen in zip(slides(language), deck(language), strict=True):
        for shape in (shape for shape in found.shapes if shape.has_chart):
            assert shape._element.nvGraphicFramePr.cNvPr.get("descr").endswith(screen.alt)
    assert charts(slide("poverty", language))[0].value_axis.tick_labels.number_format == "0%"
    sign = {"vi": ".", "en": ","}[language]
    form = charts(slide("communes", language))[0].value_axis.tick_labels.number_format
    assert f'#"{sign}"000' in form
    assert form.endswith(";0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_fonts_page_and_language(language: str) -> None:
    themes = parts(content(language), r"ppt/theme/.*\.xml")
    assert themes
    assert all(set(re.findall(r'<a:latin typeface="([^"]*)"', theme)) == {FONT} for theme in themes.values())
    assert not any("Calibri" in part for part in parts(content(language), r"\.xml$").values())
    opened = Presentation(io.BytesIO(content(language)))
    assert opened.slide_width / opened.slide_height == pytest.approx(16 / 9, abs=1e-3)
    assert [layout.name for layout in opened.slide_layouts] == ["Title Slide", "Title Only"]
    codes = set(re.findall(r'<a:rPr[^>]*\blang="([^"]*)"', "".join(parts(content(language), "slides/slide").values())))
    assert codes == {{"vi": "vi-VN", "en": "en-GB"}[language]}
    core = opened.core_properties
    assert (core.title, core.language) == (deck(language)[0].message, {"vi": "vi-VN", "en": "en-GB"}[language])
    assert core.created.date() == core.modified.date() == MADE
    assert not parts(content(language), "thumbnail|printerSettings")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_outside_the_page_or_is_written_small(language: str) -> None:
    opened = Presentation(io.BytesIO(content(language)))
    for found in opened.slides:
        assert len({shape.shape_id for shape in found.shapes}) == len(found.shapes)
        for shape in found.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= opened.slide_width
            assert shape.top + shape.height <= opened.slide_height
            runs = [run for p in shape.text_frame.paragraphs for run in p.runs] if shape.has_text_frame else []
            assert all(run.font.size is None or run.font.size >= SMALLEST for run in runs)


def test_the_same_deck_gives_the_same_bytes() -> None:
    assert content() == deck_bytes(deck(), "vi", made=MADE)
    undated = deck_bytes(deck()[:2], "vi")
    assert undated == deck_bytes(deck()[:2], "vi")
    with zipfile.ZipFile(io.BytesIO(undated)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_remark_is_on_its_slide_as_it_was_written() -> None:
    remark = " ".join(REMARK.split())
    assert remark in list(words(slide("poverty")))
    assert not any(remark in word for word in words(slide("money")))


def test_text_of_users_stays_text() -> None:
    data = deck_bytes(hostile_deck(), "vi", made=MADE)
    links = parts(data, r"\.rels$")
    assert not any("TargetMode" in part or "hyperlink" in part.lower() for part in links.values())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        books = [name for name in archive.namelist() if name.endswith(".xlsx")]
        assert len(books) >= 12
        for name in books:
            sheet = openpyxl.load_workbook(io.BytesIO(archive.read(name))).active
            assert not any(cell.data_type == "f" or cell.hyperlink for row in sheet.iter_rows() for cell in row)
    found = [word for one in Presentation(io.BytesIO(data)).slides for word in words(one)]
    assert any("3. =cmd|' /C calc'!A0" in word for word in found)
    assert any("<script>alert(1)</script>" in word for word in found)


@pytest.mark.parametrize("case", ["long", "two standards", *LOCALITIES])
def test_other_decks_open_with_their_messages(case: str) -> None:
    found: tuple[Screen, ...]
    if case == "long":
        found = long_deck()
    else:
        found = screens(*(two_standards() if case == "two standards" else alone(case)), evidence(), "vi")
    opened = Presentation(io.BytesIO(deck_bytes(found, "vi")))
    told = [one.shapes.title.text_frame.text for one in opened.slides]
    assert list(dict.fromkeys(told)) == list(dict.fromkeys(screen.message for screen in found))
    for one in opened.slides:
        for chart in charts(one):
            is_untold = all("khác chuẩn nghèo" in label for label in chart.plots[0].categories)
            held = [value for values in series(chart).values() for value in values if value is not None]
            assert bool(held) is not is_untold


def test_many_sources_take_more_slides_and_none_is_lost() -> None:
    last = deck()[-1]
    assert last.key == SOURCES
    many = tuple(f"{place}. " + "Số báo cáo với nguồn và ngày công bố " * 5 for place in range(30))
    crowded = Screen(**{**vars(last), "points": many})
    opened = list(Presentation(io.BytesIO(deck_bytes((deck()[0], crowded), "vi"))).slides)
    assert len(opened) > 2
    told = "\n".join(word for one in opened for word in words(one))
    assert all(point.strip() in told for point in many)
