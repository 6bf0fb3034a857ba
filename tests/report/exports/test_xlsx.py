"""The workbook read back: its figures are the comparison's, its books close, nothing in it can run."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from simulator.analysis.comparison import FIGURES
from simulator.analysis.comparison_runs import PROGRAMMES
from simulator.analysis.review import Period
from simulator.report.exports.tables import Paper
from simulator.report.exports.xlsx import sheets, xlsx_bytes
from simulator.texts import text
from tests.report.comparisons import HOSTILE, comparison, entries, hostile
from tests.shipped import evidence, posterior

MADE_ON = date(2026, 11, 22)


@lru_cache
def paper(language: str = "vi") -> Paper:
    return Paper(comparison(), entries(), evidence(), posterior(), language, MADE_ON, seed=2)


@lru_cache
def lengths(language: str) -> dict[str, int]:
    return {one.key: len(one.rows) for one in sheets(paper(language))}


@lru_cache
def content(language: str = "vi") -> bytes:
    return xlsx_bytes(paper(language))


@lru_cache
def book(raw: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(raw))


def sheet(key: str, language: str = "vi") -> tuple[Worksheet, int]:
    """A sheet, and the row of its first data: where its panes are frozen."""
    page = book(content(language))[text(f"exports.sheet.{key}", language)]
    frozen = page.freeze_panes
    assert frozen, f"{key} has no frozen header"
    return page, int(re.sub(r"\D", "", str(frozen)))


def rows(key: str, language: str = "vi") -> list[list[object]]:
    page, top = sheet(key, language)
    last = top + lengths(language)[key] - 1
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=top, max_row=last)]


@pytest.mark.parametrize(("theme", "names"), [("poverty", 3), ("communes", 3), ("works", 4)])
def test_outcomes_by_year_are_those_of_the_comparison(theme: str, names: int) -> None:
    figures = {
        "poverty": ("poverty_rate", "multidimensional_rate", "near_poor_rate"),
        "communes": ("ntm_communes_attained", "ntm_communes_advanced", "ntm_communes_model"),
        "works": ("houses_supported", "houses_needed", "persons_placed", "credit_outstanding"),
    }[theme]
    first = 3 if theme == "poverty" else 2
    titles = paper().numbered
    seen = set()
    for row in rows(theme):
        if not isinstance(row[first], float | int):
            continue
        place, day = titles.index(str(row[0])), row[1]
        assert isinstance(day, datetime)
        assert (day.month, day.day) == (12, 31)
        found = comparison().on(0, day.year)
        for index, name in enumerate(figures):
            level = found.level(place, name)
            if FIGURES[name].summed:
                continue
            expected = [level.median, level.p05, level.p95]
            assert row[first + 3 * index : first + 3 * index + 3] == pytest.approx(expected)
        seen.add((place, day.year))
    assert len(seen) == sum(len(outcome.years) for outcome in comparison().outcomes)


def test_a_new_poverty_standard_is_a_row_without_numbers() -> None:
    marked = [row for row in rows("poverty") if row[3] == text("exports.new_standard", "vi")]
    assert len(marked) == len(comparison().outcomes)
    assert all(row[1] == datetime(2027, 1, 1) for row in marked)
    assert all(not isinstance(value, float | int) for row in marked for value in row[3:])


def test_differences_are_numbers_on_paired_draws_and_rates_change_in_points() -> None:
    found = [row for row in rows("differences") if row[0] == text("compare.figure.poverty_rate", "vi")]
    assert len(found) == len(comparison().outcomes) - 1
    for row in found:
        place = paper().numbered.index(str(row[2]))
        gap = comparison().difference(place, "poverty_rate")
        assert gap is not None
        assert row[6:9] == pytest.approx([100 * gap.median, 100 * gap.p05, 100 * gap.p95])
        assert row[9] == "điểm %"


def test_chances_are_draws_of_a_hundred() -> None:
    values = {(row[1], row[2]): row[3] for row in rows("chances") if str(row[0]).startswith("tỷ lệ")}
    target = next(target for target in comparison().targets if target.indicator == "poverty_rate")
    for place, title in enumerate(paper().numbered):
        chance = comparison().chance(place, target)
        assert chance is not None
        assert values[datetime(2030, 12, 31), title] == pytest.approx(100 * chance)


def test_money_by_programme_and_by_source_add_up_to_the_same() -> None:
    programmes, sources = rows("programmes"), rows("sources")
    for title in paper().numbered:
        parts = [row for row in programmes if row[0] == title]
        planned = [float(str(row[2])) for row in parts]
        assert len(parts) == len(PROGRAMMES) + 1
        assert sum(planned[:-1]) == pytest.approx(planned[-1])
        by_source = [row for row in sources if row[0] == title]
        assert float(str(by_source[-1][-1])) == pytest.approx(planned[-1])
        assert sum(float(str(row[-1])) for row in by_source[:-1]) == pytest.approx(planned[-1])
        for row in by_source:
            assert sum(float(str(value)) for value in row[2:-1]) == pytest.approx(row[-1])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_books_of_the_yearly_review_close_in_every_row(language: str) -> None:
    found = rows("form", language)
    assert len(found) == len(comparison().outcomes) * 6  # five years and the standard of 2027
    for row in found:
        before, after = float(str(row[6])), float(str(row[15]))
        escaped, *gains = (float(str(value or 0.0)) for value in row[8:14])
        assert before - escaped + sum(gains) == pytest.approx(after)
        assert row[7] == pytest.approx(before / float(str(row[5])))
        assert row[16] == pytest.approx(after / float(str(row[14])))
    for earlier, later in itertools.pairwise(found):
        if earlier[0] == later[0]:
            assert later[6] == pytest.approx(earlier[15])


def test_the_review_counts_what_the_comparison_counts() -> None:
    years = [row for row in paper().reviews[0].rows if isinstance(row, Period)]
    assert [row.last.year for row in years] == list(comparison().outcomes[0].years)
    for row in years:
        mean = comparison().outcomes[0].end("poor_households", row.last.year).mean()
        assert row.poor == pytest.approx(float(mean))


def test_changed_levers_stand_beside_the_reference() -> None:
    found = [row for row in rows("changes") if "giải ngân nhanh hơn" in str(row[0])]
    training = next(row for row in found if row[1] == text("explore.lever.disbursement.training", "vi"))
    assert training[2:7] == [2026, 2030, pytest.approx(0.61), pytest.approx(0.95), pytest.approx(34.0)]


def test_every_parameter_has_a_value_and_a_source_or_the_word_assumption() -> None:
    found = rows("parameters")
    assert len(found) == len(paper().learned)
    assert all(isinstance(row[2], float | int) for row in found)
    assert all(row[-1] == "giả định" or "." in str(row[-1]) or "giả định" in str(row[-1]) for row in found)
    assert all(row[-1] for row in found)


def test_reported_figures_have_dates_and_sources() -> None:
    for row in rows("reported"):
        assert isinstance(row[2], datetime)
        assert isinstance(row[3], float | int)
        assert row[6]


def test_the_run_can_be_made_again() -> None:
    told = {str(row[0]): row[1] for row in rows("method")}
    assert told[text("exports.method.data", "vi")] == evidence().digest
    assert told[text("exports.method.posterior", "vi")] == posterior().digest
    assert told[text("exports.method.draws", "vi")] == comparison().draws
    assert told[text("exports.method.seed", "vi")] == 2


def test_every_table_is_printed_on_a4_with_its_header_and_has_native_charts() -> None:
    found = book(content())
    for page in found.worksheets:
        assert page.page_setup.orientation == "landscape"
        assert str(page.page_setup.paperSize) == "9"
        assert page.sheet_properties.pageSetUpPr.fitToPage
    assert all(page.print_title_rows for page in found.worksheets[1:])
    with zipfile.ZipFile(io.BytesIO(content())) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        lines = archive.read(charts[0]).decode()
    assert len(charts) == 6
    assert "scatterChart" in lines
    assert "dispBlanksAs" not in lines
    assert all(len(page.title) <= 31 for page in found.worksheets)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert xlsx_bytes(replace(paper())) == content()
    core = book(content()).properties
    assert core.created == datetime(2026, 11, 22)
    assert core.title
    assert "Sơn La" in core.title


def test_hostile_titles_are_texts() -> None:
    found, named = hostile()
    raw = xlsx_bytes(Paper(found, named, evidence(), posterior(), "vi", MADE_ON, seed=2))
    read = book(raw)
    cells = [cell for page in read.worksheets for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink]
    for title in HOSTILE[:6]:
        assert any(title in str(cell.value) for cell in cells), title
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not [page for page in pages if "<f>" in page]


def test_a_workbook_of_two_languages_has_the_same_numbers() -> None:
    assert [row[3:] for row in rows("communes", "vi")] == [row[3:] for row in rows("communes", "en")]
    assert {len(rows(key, "vi")) - len(rows(key, "en")) for key in ("poverty", "levers", "parameters")} == {0}
