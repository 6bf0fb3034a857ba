"""What spreadsheets and habits make of the same figures reads to the same figures."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from simulator.evidence import Evidence, load_evidence
from simulator.evidence.own import OwnFigures, read_own, template_csv, template_xlsx
from simulator.texts import LANGUAGES
from tests.evidence.own.sample import FIGURES, as_csv, clean_csv, own_figures, table

Rows = list[list[str]]
ENGLISH = (
    *("Indicator", "From", "To", "Value", "Unit", "Poverty standard", "Exactness", "Source", "Link"),
    *("Date published", "Note"),
)
UNACCENTED = {"đ": "d", "Đ": "D"}


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_evidence()


def bare(words: str) -> str:
    letters = unicodedata.normalize("NFD", words.translate(str.maketrans(UNACCENTED)))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def changed(column: int, change: Callable[[str], str], first: int = 5) -> Rows:
    """Return the sample with a column of its figures written in another way."""
    rows = table()
    for row in rows[first:]:
        row[column] = change(row[column])
    return rows


def english_numbers() -> Rows:
    rows = changed(3, lambda typed: typed.translate(str.maketrans(",.", ".,")))
    return [list(ENGLISH), *rows[1:]]


def with_titles() -> Rows:
    """Return the sample as it stands in reports: titles, a merged header, gaps, numbers of the columns, a footnote."""
    header, *rows = table()
    upper = ["STT", *header[:1], "Thời gian", "", *header[3:]]
    lower = ["", "", "Từ ngày", "Đến ngày", *[""] * 7]
    numbered = [[str(number), *row] for number, row in enumerate(rows, 1)]
    wide = [""] * 12
    titles = [["UBND TỈNH VÍ DỤ", *wide[1:]], wide, ["", "BIỂU SỐ LIỆU GIẢM NGHÈO NĂM 2024", *wide[2:]], wide]
    order = [f"({number})" for number in range(1, 13)]
    closing = [wide, ["", "Tổng cộng", "", "", "10", *wide[5:]], ["Ghi chú: số liệu minh họa", *wide[1:]]]
    with_gap = [*titles, upper, lower, order, *numbered[:6], wide, ["", "II. Xây dựng nông thôn mới"], *numbered[6:]]
    return [[*row, *[""] * (12 - len(row)), "", ""] for row in (*with_gap, *closing)]


def reordered() -> Rows:
    order = [7, 3, 0, 10, 2, 4, 9, 8, 5, 1, 6]
    header, *rows = table()
    return [[row[column] for column in order] for row in (header, *reversed(rows))]


def money_in_millions() -> Rows:
    rows = table()
    rows[14][3:5] = ["4.480.500", "triệu đồng"]
    return rows


def sources_as_above() -> Rows:
    """Return the sample with the source of a row written once, and a mark below it."""
    rows = table()
    for row, mark in zip(rows[6:11], ("như trên", "nt", '"', "-nt-", "Như trên"), strict=True):
        row[7] = mark
    return rows


def days(form: str) -> Rows:
    return changed(2, lambda typed: datetime.strptime(typed, "%d/%m/%Y").strftime(form))


def other_rates(form: str, unit: str, factor: float = 1) -> Rows:
    """Return the sample with its rates in another form."""
    rows = table()
    for row in rows[5:]:
        if row[4] == "%":
            percent = float(row[3].removesuffix("%").replace(",", "."))
            row[3:5] = [form.format(percent * factor).replace(".", ","), unit]
    return rows


def serial(typed: str) -> str:
    return str((datetime.strptime(typed, "%d/%m/%Y") - datetime(1899, 12, 30)).days)


VARIANTS: dict[str, bytes] = {
    "commas": as_csv(table(), ",", "utf-8"),
    "tabs in UTF-16, as Unicode text": codecs.BOM_UTF16_LE + as_csv(table(), "\t", "utf-16-le"),
    "UTF-16, big end first": codecs.BOM_UTF16_BE + as_csv(table(), ";", "utf-16-be"),
    "UTF-16 without a mark": as_csv(table(), ";", "utf-16-le"),
    "UTF-16 without a mark, big end first": as_csv(table(), "\t", "utf-16-be"),
    "sep=": b"\xef\xbb\xbfsep=;\r\n" + as_csv(table(), ";", "utf-8"),
    "old Macintosh line ends": as_csv(table(), ";", "utf-8").replace(b"\r\n", b"\r"),
    "decomposed letters": unicodedata.normalize("NFD", as_csv(table()).decode("utf-8-sig")).encode(),
    "English numbers and header": as_csv(english_numbers(), ",", "utf-8"),
    "titles, merged header, footnotes": as_csv(with_titles()),
    "columns and rows in another order": as_csv(reordered()),
    "shouting": as_csv([[cell.upper() if column < 3 else cell for column, cell in enumerate(row)] for row in table()]),
    "no accents": as_csv([*table()[:5], *([bare(row[0]), *row[1:]] for row in table()[5:])]),
    "ids": as_csv([*table()[:5], *([found[0], *row[1:]] for found, row in zip(FIGURES, table()[5:], strict=True))]),
    "narrow spaces": as_csv(changed(3, lambda typed: typed.replace(".", "\u202f"))),
    "no-break spaces": as_csv(changed(3, lambda typed: f"\u00a0{typed.replace('.', chr(160))} ")),
    "percent in the unit": as_csv(changed(3, lambda typed: typed.removesuffix("%"))),
    "percent without a unit": as_csv(other_rates("{:g}", "")),
    "shares": as_csv(other_rates("0.{:04.0f}", "tỷ lệ", 100)),
    "shares without a unit": as_csv(other_rates("0.{:04.0f}", "", 100)),
    "sources as above": as_csv(sources_as_above()),
    "millions": as_csv(money_in_millions()),
    "years": as_csv(days("%Y")),
    "ends of years in words": as_csv(days("cuối năm %Y")),
    "days the other way round": as_csv(days("%Y-%m-%d")),
    "days with dashes": as_csv(days("%d-%m-%Y")),
    "months": as_csv(days("%m/%Y")),
    "American days": as_csv(days("%m/%d/%Y")),
    "serial numbers": as_csv(changed(2, serial)),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_clean_variant_reads_to_the_same_figures(name: str, evidence: Evidence) -> None:
    found = read_own(VARIANTS[name], "mau.csv", evidence)
    assert replace(found, remarks=()) == own_figures()


def typed_workbook(rows: Rows, *, percents: bool = True) -> Workbook:
    """Return the sample as a workbook in which numbers and days are numbers and days."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for line in range(6, len(rows) + 1):
        day, value = sheet.cell(line, 3), sheet.cell(line, 4)
        day.value = datetime.strptime(str(day.value), "%d/%m/%Y")
        day.number_format = "dd/mm/yyyy"
        typed = str(value.value)
        number = float(typed.rstrip("%").replace(".", "").replace(",", "."))
        value.value = number / 100 if percents and typed.endswith("%") else number
        value.number_format = "0.00%" if percents and typed.endswith("%") else "General"
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("percents", [True, False])
def test_a_workbook_reads_to_the_same_figures(percents: bool, evidence: Evidence) -> None:
    found = read_own(saved(typed_workbook(table(), percents=percents)), "mau.xlsx", evidence)
    assert found == own_figures()


def test_a_workbook_with_a_merged_header_titles_and_other_sheets(evidence: Evidence) -> None:
    book = typed_workbook(table())
    sheet = book.worksheets[0]
    sheet.insert_rows(1, 3)
    sheet["A1"] = "BIỂU SỐ LIỆU"
    sheet.merge_cells("A1:K1")
    sheet.insert_cols(1)
    sheet["B3"], sheet["C3"] = "Chỉ tiêu", "Thời gian"
    sheet["B4"] = None
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("C3:D3")
    book.create_sheet("Phụ lục", 0)["A1"] = "Phụ lục kèm theo"
    assert read_own(saved(book), "mau.xlsx", evidence) == own_figures()


def test_cells_merged_over_several_figures_count_for_each(evidence: Evidence) -> None:
    book = typed_workbook(table())
    sheet = book.worksheets[0]
    for cells in ("H6:H11", "I6:I11", "J6:J11", "F7:F11", "A7:A10"):
        sheet.merge_cells(cells)
    assert read_own(saved(book), "mau.xlsx", evidence) == own_figures()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_template_reads_to_the_same_figures(language: str, evidence: Evidence) -> None:
    book = load_workbook(io.BytesIO(template_xlsx(language)))
    sheet = book.worksheets[0]
    for line, (_, said) in enumerate((row[0], row[3]) for row in table()[1:5]):
        sheet.cell(line + 2, 4).value = said
    filled = typed_workbook(table()).worksheets[0]
    for line in range(6, 16):
        for column in range(1, 12):
            cell = sheet.cell(line + 1 + 3, column)
            cell.value, cell.number_format = filled.cell(line, column).value, filled.cell(line, column).number_format
    found = read_own(saved(book), "mau.xlsx", evidence)
    assert replace(found, remarks=()) == own_figures()
    assert [remark.code for remark in found.remarks] == ["remark_example"] * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_csv_template_reads_to_the_same_figures(language: str, evidence: Evidence) -> None:
    text = template_csv(language).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if language == "vi" else ","))
    for row, said in zip(rows[1:5], (row[3] for row in table()[1:5]), strict=True):
        row[3] = said
    found = read_own(as_csv([*rows, *table()[5:]]), "mau.csv", evidence)
    assert replace(found, remarks=()) == own_figures()


def test_the_order_of_rows_does_not_matter(evidence: Evidence) -> None:
    header, *rows = table()
    for shift in range(1, len(rows)):
        turned = as_csv([header, *rows[shift:], *rows[:shift]])
        assert read_own(turned, "mau.csv", evidence) == own_figures()


def remarks_of(rows: Rows, evidence: Evidence) -> list[tuple[str, str]]:
    found: OwnFigures = read_own(as_csv(rows), "mau.csv", evidence)
    return [(remark.code, remark.describe("vi")) for remark in found.remarks]


def test_what_was_understood_is_said(evidence: Evidence) -> None:
    assert read_own(clean_csv(), "mau.csv", evidence).remarks == ()
    rows = money_in_millions()
    rows[12][3] = "khoảng 55"
    rows[6][2] = "12/31/2021"
    rows.append(["Nhà xây mới, sửa chữa xong", "", "2024", "1.234", "nhà", "", "", "giả định: ước tính"])
    rows[4][3] = ""
    codes = [code for code, _ in remarks_of(rows, evidence)]
    assert sorted(codes) == ["remark_bound", "remark_converted", "remark_day", "remark_default", "remark_period"]


def test_one_of_two_readings_is_settled_by_the_rest_of_the_file(evidence: Evidence) -> None:
    for typed, others, value in (("4.480", "23,45%", 4480.0), ("4.480", "23.45%", 4.48), ("4,480", "23.45%", 4480.0)):
        rows = table()
        rows[14][3] = typed
        for row in rows[6:11]:
            row[3] = row[3].replace(",", ".") if "." in others else row[3]
        rows[5][3] = "205000"
        found = read_own(as_csv(rows), "mau.csv", evidence)
        assert [row.value for row in found.observations if row.indicator == "credit_outstanding"] == [value]
        assert [remark.code for remark in found.remarks] == ["remark_number"]


def test_defaults_and_doubles(evidence: Evidence) -> None:
    rows = [*table(), ["Hộ nghèo", "", "31/12/2024", "22.300", "hộ", "S22", "", "Báo cáo A"]]
    rows.append(["Hộ nghèo", "", "31/12/2020", "30.000", "hộ", "S15", "", "Báo cáo A"])
    rows.append(["Tỷ lệ hộ nghèo", "", "31/12/2025", "8%", "", "S22", "mục tiêu", "Nghị quyết"])
    rows.append(["Điểm giao dịch của ngân hàng chính sách", "", date(2024, 6, 30).isoformat(), "120", "", "", "", "A"])
    found = {row.obs_id: row for row in read_own(as_csv(rows), "mau.csv", evidence).observations}
    double, count = found["vi-du-poor-households-2024-s22"], found["vi-du-poor-households-2020-s15"]
    assert (double.fit, double.sigma, double.note) == (
        "check",
        None,
        "Đã có tỷ lệ hộ nghèo cùng ngày nên chỉ để đối chiếu",
    )
    assert (count.fit, count.sigma) == ("yes", 480.0)  # 1.6 % of 30,000, as rates of provinces are off by
    target = found["vi-du-poverty-rate-2025-s22-target"]
    assert (target.kind, target.fit, target.value) == ("target", "no", 0.08)
    points = found["vi-du-transaction-points-2024-06-30"]
    assert (points.kind, points.fit, points.sigma) == ("stock", "check", None)
