"""Every indicator, unit and choice has its words in both languages, and no words stand for two things."""

from __future__ import annotations

import io
import unicodedata
from collections import defaultdict
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from simulator.evidence import load_evidence
from simulator.evidence.observations import BOUNDS, FITS, KINDS
from simulator.evidence.own import indicator_name, template_xlsx
from simulator.evidence.own.amounts import UNITS, readings
from simulator.evidence.own.days import span_of
from simulator.evidence.own.settings import ntm_scopes
from simulator.evidence.own.sheet import Cell
from simulator.evidence.own.slug import slug
from simulator.evidence.own.words import folded, named, other_names, shown, spellings
from simulator.evidence.priors import REGIONS
from simulator.evidence.references import RATINGS
from simulator.evidence.standards import STANDARDS
from simulator.scenario.names import file_stem
from simulator.texts import LANGUAGES, keys
from tests.evidence.own.sample import table

EVIDENCE = load_evidence()
EPOCH = date(1899, 12, 30)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_has_a_name_of_its_own(language: str) -> None:
    names = {name: indicator_name(name, language) for name in EVIDENCE.indicators}
    assert not {name for name, words in names.items() if words == name}
    assert len({folded(words) for words in names.values()}) == len(names)
    assert all(words[:1].isupper() for words in names.values())


def test_no_words_name_two_indicators() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for name in EVIDENCE.indicators:
        for words in (name, *(indicator_name(name, language) for language in LANGUAGES), *other_names(name)):
            meant[folded(words)].add(name)
    assert {words: names for words, names in meant.items() if len(names) > 1} == {}
    assert {key.removeprefix("own.indicator.") for key in keys() if key.startswith("own.indicator.")} <= set(
        EVIDENCE.indicators
    )


@pytest.mark.parametrize(
    "prefix", ["own.column", "own.setting", "own.standard", "own.bound", "own.kind", "own.ntm_region", "own.region"]
)
def test_no_words_of_a_list_mean_two_things(prefix: str) -> None:
    for key in (key for key in keys() if key.startswith(f"{prefix}.")):
        for words in spellings(key):
            assert named(words, prefix) == key.removeprefix(f"{prefix}."), words


def test_every_choice_has_words() -> None:
    wanted = {f"own.unit.{indicator.unit}" for indicator in EVIDENCE.indicators.values()}
    wanted |= {f"own.unit.{unit}_{multiple}" for unit, multiples in UNITS.items() for multiple in multiples if multiple}
    wanted |= {f"own.standard.{name}" for name in STANDARDS} | {f"own.bound.{name}" for name in BOUNDS}
    wanted |= {f"own.kind.{name}" for name in KINDS} | {f"own.fit.{name}" for name in FITS}
    wanted |= {f"own.region.{name}" for name in REGIONS} | {f"own.ntm_region.{key}" for key in ntm_scopes(EVIDENCE)}
    wanted |= {f"own.rating.{name}" for name in RATINGS if name not in ("seed", "assumption")}
    assert wanted - keys() == set()
    units = {key for key in keys() if key.startswith("own.unit.")}
    assert units - wanted == set()


def test_folding() -> None:
    for words in ("Tỷ lệ hộ nghèo", "tỉ lệ hộ nghèo", "TY LE HO NGHEO", unicodedata.normalize("NFD", "Tỷ lệ hộ nghèo")):
        assert folded(words) == "ti le ho ngheo"
    assert folded("Đồng bằng sông Cửu Long") == "dong bang song cuu long"
    assert folded("thôn/bản") == folded("thôn, bản")


@pytest.mark.parametrize("name", ["Tuyên Quang", "Đắk Lắk", "Bà Rịa – Vũng Tàu", "Thừa Thiên Huế", "Bắc Kạn"])
def test_ids_are_those_of_files(name: str) -> None:
    assert slug(name) == file_stem(name)


@pytest.mark.parametrize(
    ("typed", "decimal", "grouped"),
    [
        ("205000", 205000.0, None),
        ("205.000", 205.0, 205000.0),
        ("1.234.567", None, 1234567.0),
        ("1,234,567.5", 1234567.5, None),
        ("1.234.567,5", 1234567.5, None),
        ("1 234 567,5", 1234567.5, None),
        ("1'234", 1234.0, None),
        ("0,123", 0.123, None),
        ("0123", 123.0, None),
        ("12345,678", 12345.678, None),
        ("10,89 %", 10.89, None),
        ("−3,5", -3.5, None),
        ("(3,5)", -3.5, None),
        ("2,05E+05", 205000.0, None),
        ("trên 4.500,5", 4500.5, None),
        ("≤ 5", 5.0, None),
    ],
)
def test_numbers(typed: str, decimal: float | None, grouped: float | None) -> None:
    found = readings(typed)
    assert found is not None
    assert (found.decimal, found.grouped) == (decimal, grouped)


@pytest.mark.parametrize(
    "typed", ["", "-", "…", "122 xã", "1.2.3", "1..2", "12.34.567", "1,23,4", "nan", "1e", "0x10", "１２", "1_000", "%"]
)
def test_no_numbers(typed: str) -> None:
    assert readings(typed) is None


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("31/12/2024", "2024-12-31", "2024-12-31"),
        ("1/6/2024", "2024-06-01", "2024-06-01"),
        ("2024-12-31", "2024-12-31", "2024-12-31"),
        ("2024-12-31 00:00:00", "2024-12-31", "2024-12-31"),
        ("31.12.2024", "2024-12-31", "2024-12-31"),
        ("31-12-2024", "2024-12-31", "2024-12-31"),
        ("31/12/24", "2024-12-31", "2024-12-31"),
        ("45657", "2024-12-31", "2024-12-31"),
        ("ngày 30 tháng 6 năm 2024", "2024-06-30", "2024-06-30"),
        ("đến hết ngày 31/12/2024", "2024-12-31", "2024-12-31"),
        ("02/2024", "2024-02-01", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("tháng 2 năm 2024", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("cuối năm 2024", "2024-01-01", "2024-12-31"),
        ("end of 2024", "2024-01-01", "2024-12-31"),
        ("Quý III/2024", "2024-07-01", "2024-09-30"),
        ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
        ("giai đoạn 2021-2025", "2021-01-01", "2025-12-31"),
    ],
)
def test_days(typed: str, first: str, last: str) -> None:
    span, code = span_of(Cell(typed), EPOCH)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat(), code) == (first, last, "")


@pytest.mark.parametrize(
    "typed", ["hôm qua", "31/12", "12345678", "7", "quý V/2024", "1/2/3/2024", "99999", "31/12/024"]
)
def test_no_days(typed: str) -> None:
    assert span_of(Cell(typed), EPOCH) == (None, "own_not_a_date")


@pytest.mark.parametrize("typed", ["31/02/2024", "2024-13-01", "13/2024", "0/0/2024", "tháng 13 năm 2024"])
def test_days_that_no_calendar_has(typed: str) -> None:
    assert span_of(Cell(typed), EPOCH) == (None, "no_such_date")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_offers_what_the_reader_takes(language: str) -> None:
    book = load_workbook(io.BytesIO(template_xlsx(language)))
    figures, guide, indicators, lists = book.worksheets
    assert [cell.value for cell in figures[1]] == [shown(f"own.column.{name}", language) for name in _columns()]
    assert figures.freeze_panes == "A2"
    assert lists.sheet_state == "hidden"
    assert guide["A2"].value
    named_rows = list(indicators.iter_rows(min_row=2, values_only=True))
    assert [row[-1] for row in named_rows] == list(EVIDENCE.indicators)
    assert {row[0] for row in named_rows} == {indicator_name(name, language) for name in EVIDENCE.indicators}
    offered = {str(rule.sqref): rule.formula1 for rule in figures.data_validations.dataValidation}
    assert len(offered) == 7
    for rule in figures.data_validations.dataValidation:
        assert not rule.showErrorMessage  # a list in another language or unit may be typed as well
    words = [cell.value for column in lists.iter_cols() for cell in column if cell.value]
    assert "Chuẩn 2022-2025" in words or language == "en"
    examples = [row[0].value for row in figures.iter_rows(min_row=7, max_row=9)]
    assert all(str(name).startswith(shown("own.example", language)) for name in examples)
    assert isinstance(figures["C7"].value, date | datetime)
    assert figures["C7"].number_format == "dd/mm/yyyy"


def _columns() -> tuple[str, ...]:
    names = [named(title, "own.column") for title in table()[0]]
    return tuple(names)
