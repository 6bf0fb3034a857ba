"""The report read back: the frame of Decree 30/2020, the comparison's figures, and nothing that a user wrote runs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Mm, Pt

from simulator.report.exports.docx import docx_bytes
from simulator.report.exports.docx_pictures import chart_png
from simulator.report.exports.tables import Paper
from tests.report.comparisons import HOSTILE, comparison, entries, hostile
from tests.shipped import evidence, posterior

MADE_ON = date(2026, 1, 5)
NEARLY = Mm(0.1)  # what is lost in the file's own units


@lru_cache
def _drawn(key: str) -> bytes:
    return chart_png(paper().screens[key], "vi")


@pytest.fixture(autouse=True)
def every_chart_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures have tests of their own; here they take the longest."""
    monkeypatch.setattr("simulator.report.exports.docx.chart_png", lambda screen, language: _drawn(screen.key))


@lru_cache
def paper(language: str = "vi") -> Paper:
    return Paper(
        comparison(), entries(), evidence(), posterior(), language, MADE_ON, seed=2, remarks={"poverty": "=1+1"}
    )


@lru_cache
def content(language: str = "vi") -> bytes:
    return docx_bytes(paper(language))


@lru_cache
def read(language: str = "vi") -> Document:
    return docx.Document(io.BytesIO(content(language)))


def lines(language: str = "vi") -> list[str]:
    return [paragraph.text for paragraph in read(language).paragraphs]


def cells(language: str = "vi") -> list[str]:
    return [cell.text for table in read(language).tables for row in table.rows for cell in row.cells]


def test_pages_are_a4_with_the_margins_and_the_font_of_the_decree() -> None:
    for section in read().sections:
        sides = {section.page_width or 0, section.page_height or 0}
        assert all(min(abs(side - Mm(wanted)) for side in sides) < NEARLY for wanted in (210, 297))
        top, bottom, left, right = (
            (side or 0) / Mm(1)
            for side in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        )
        assert 19.9 <= top <= 25.1
        assert 19.9 <= bottom <= 25.1
        assert 29.9 <= left <= 35.1
        assert 14.9 <= right <= 20.1
    font = read().styles["Normal"].font  # type: ignore[attr-defined]
    assert (font.name, font.size) == ("Times New Roman", Pt(13))


def test_national_name_motto_number_place_and_day_stand_at_the_top() -> None:
    left, right = read().tables[0].rows[0].cells
    assert [p.text for p in right.paragraphs if p.text] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "[Địa danh], ngày 05 tháng 01 năm 2026",
    ]
    assert all(run.bold for p in right.paragraphs[:2] for run in p.runs)
    assert all(run.italic for run in right.paragraphs[-1].runs)
    assert [p.text for p in left.paragraphs if p.text][-1].startswith("Số: ")
    marked = [run.text for p in left.paragraphs for run in p.runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert marked
    assert all(words.startswith("[") and words.endswith("]") for words in marked)


def test_the_body_is_justified_indented_and_spaced() -> None:
    screen = paper().screens["poverty"]
    found = next(p for p in read().paragraphs if p.text == screen.message)
    shape = found.paragraph_format
    assert found.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert shape.first_line_indent
    assert abs(shape.first_line_indent / Mm(1) - 12.7) < 0.1
    assert shape.space_after
    assert shape.space_after >= Pt(6)
    assert shape.line_spacing
    assert 1.0 <= float(shape.line_spacing) <= 1.5


def test_headings_are_numbered_and_pages_from_the_second_on() -> None:
    headings = [p.text for p in read().paragraphs if p.style and p.style.name == "Heading 1"]
    assert [heading.partition(".")[0] for heading in headings] == ["I", "II", "III", "IV", "V"]
    for section in read().sections:
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header.paragraphs[0]._p.xml
        assert not section.first_page_header.paragraphs[0].text
    assert sum("pgNumType" in section._sectPr.xml for section in read().sections) == 3


def test_recipients_and_signature_close_the_report() -> None:
    left, right = next(
        table.rows[0].cells for table in read().tables if table.rows[0].cells[0].text.startswith("Nơi nhận")
    )
    assert "Lưu: VT" in left.text
    assert [p.text for p in right.paragraphs if p.text][-1] == "[Họ và tên]"
    assert any(line.endswith("./.") for line in lines())


def test_english_is_a_plain_report_of_the_same_content() -> None:
    told = lines("en") + cells("en")
    assert "REPORT" in told
    assert not any("CỘNG HÒA" in line or "Số:" in line for line in told)
    assert len(read("en").inline_shapes) == len(read().inline_shapes) == 5
    assert len(read("en").tables) == len(read().tables) - 2  # without the places of bodies and signature


@pytest.mark.parametrize("language", ["vi", "en"])
def test_figures_are_those_of_the_screens_and_of_the_comparison(language: str) -> None:
    told, written = lines(language), cells(language)
    for key in ("poverty", "communes", "differences", "chances", "money"):
        assert paper(language).screens[key].message in told
    for key in ("poverty", "communes", "chances"):
        for row in paper(language).screens[key].table.rows:
            assert set(row) <= set(written)
    level = comparison().level(0, "money_unspent")
    number = f"{level.median:,.1f}"
    wanted = number if language == "en" else number.translate({ord(","): ".", ord("."): ","})
    assert any(cell.startswith(wanted) for cell in written)


def test_pictures_have_words_for_those_who_cannot_see_them() -> None:
    described = [shape._inline.docPr.get("descr") for shape in read().inline_shapes]
    assert described == [paper().screens[key].alt for key in ("poverty", "communes", "differences", "chances", "money")]


def test_headers_of_tables_are_repeated_and_rows_are_not_torn() -> None:
    bordered = [table for table in read().tables if table.style and table.style.name == "Table Grid"]
    assert len(bordered) == 11
    for table in bordered:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_the_planners_remark_is_text() -> None:
    assert any(line.endswith("=1+1") for line in lines())


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert docx_bytes(replace(paper())) == content()
    core = read().core_properties
    assert core.created == datetime(2026, 1, 5, tzinfo=UTC) == core.modified
    assert core.language == "vi-VN"
    with zipfile.ZipFile(io.BytesIO(content())) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_titles_are_texts() -> None:
    found, named = hostile()
    raw = docx_bytes(Paper(found, named, evidence(), posterior(), "vi", MADE_ON, seed=2))
    document = docx.Document(io.BytesIO(raw))
    told = "\n".join(p.text for p in document.paragraphs)
    for title in HOSTILE[:6]:
        assert title in told
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        body = archive.read("word/document.xml").decode()
    assert "<script>" not in body
    assert "w:hyperlink" not in body
    assert "DDEAUTO" not in body
