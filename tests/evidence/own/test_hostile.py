"""Files that are no table of figures end soon, with one message."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from simulator.errors import DataError, Fault
from simulator.evidence import Evidence, load_evidence
from simulator.evidence.own import CellFault, read_own
from simulator.texts import LANGUAGES
from tests.evidence.own.sample import HEADER, as_csv, clean_csv, table
from tests.evidence.own.test_habits import saved, typed_workbook

SOON = 5.0  # seconds, on a busy machine; each takes a fraction of one
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_evidence()


def packed(**parts: bytes) -> bytes:
    """Return a zip of parts whose names have no dots in them here."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """Return the sample as a workbook with one part in place of its own."""
    source = zipfile.ZipFile(io.BytesIO(saved(typed_workbook(table()))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.namelist():
            archive.writestr(part, content if part == name else source.read(part))
        if name not in source.namelist():
            archive.writestr(name, content)
    return out.getvalue()


def nested(depth: int) -> bytes:
    content = b"x" * 1000
    for _ in range(depth):
        content = packed(inner_dot_zip=content)
    return content


def two_sheets() -> bytes:
    book = typed_workbook(table())
    copy = book.copy_worksheet(book.worksheets[0])
    copy.title = "Bản sao"
    return saved(book)


def many_sheets() -> bytes:
    book = Workbook()
    for _ in range(40):
        book.create_sheet()
    return saved(book)


def tall() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in table():
        sheet.append(row)
    for _ in range(20_000):
        sheet.append(["x"])
    return saved(book)


def far_cell() -> bytes:
    book = typed_workbook(table())
    book.worksheets[0]["A1048576"] = "x"
    return saved(book)


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]><worksheet>&a;</worksheet>"
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("own_empty_file", lambda: b""),
    "a mark alone": ("own_empty_file", lambda: b"\xef\xbb\xbf\r\n;;\r\n"),
    "an empty workbook": ("own_empty_file", lambda: saved(Workbook())),
    "a letter": ("own_no_header", lambda: "Kính gửi các đơn vị,\r\nđề nghị nộp báo cáo.".encode()),
    "one cell of a megabyte": ("own_broken_csv", lambda: as_csv([list(HEADER), ["x" * 1_000_000]], encoding="utf-8")),
    "more than a megabyte": ("too_large", lambda: b"x" * 1_100_000),
    "a hundred thousand rows": ("own_too_many_rows", lambda: clean_csv() + b"a;b;c\r\n" * 100_000),
    "a hundred thousand commas": ("own_too_many_columns", lambda: clean_csv() + b";" * 100_000),
    "an open quote": ("own_broken_csv", lambda: clean_csv() + b'"abc'),
    "windows-1258 or TCVN3 bytes": ("own_legacy_letters", lambda: "Tỷ lệ hộ nghèo".encode()[:-3] + b"\xcc\xd2"),
    "TCVN3 in Unicode cells": ("own_legacy_letters", lambda: "ChØ tiªu;§Õn ngµy;Gi¸ trÞ\r\nTû lÖ hé nghÌo".encode()),
    "noise": ("own_no_table", lambda: b"a\x00b\x00\x00\x00\x01\x02" * 50),
    "half of a wide letter": ("own_legacy_letters", lambda: b"\xff\xfea\x00b"),
    "an old workbook": ("own_other_format", lambda: OLD),
    "a workbook with a password": ("own_password", lambda: OLD + "EncryptedPackage".encode("utf-16-le")),
    "a PDF": ("own_other_format", lambda: b"%PDF-1.7 ..."),
    "a web page called .xls": ("own_other_format", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    "OpenDocument": ("own_other_format", lambda: packed(content_dot_xml=b"<x/>", mimetype=b"application/vnd.oasis")),
    "a binary workbook": ("own_other_format", lambda: packed(xl__workbook_dot_bin=b"x")),
    "a plain zip": ("own_other_format", lambda: packed(readme_dot_txt=b"x")),
    "a deep zip": ("own_other_format", lambda: nested(200)),
    "half a workbook": ("own_broken_file", lambda: saved(typed_workbook(table()))[:3000]),
    "a workbook of nothing": ("own_broken_file", lambda: packed(xl__workbook_dot_xml=b"")),
    "a broken sheet": ("own_broken_file", lambda: with_part(SHEET, b"<worksheet><sheetData><row")),
    "entities": ("own_broken_file", lambda: with_part(SHEET, BOMB)),
    "a bomb": ("own_unpacks_too_large", lambda: with_part("xl/media/a.bin", bytes(20_000_000))),
    "a bomb in a sheet": ("own_unpacks_too_large", lambda: with_part(SHEET, b"<worksheet>" + b" " * 20_000_000)),
    "many parts": (
        "own_unpacks_too_large",
        lambda: packed(xl__workbook_dot_xml=b"", **{f"p{n}": b"" for n in range(600)}),
    ),
    "two tables": ("own_several_sheets", two_sheets),
    "many sheets": ("own_too_many_sheets", many_sheets),
    "a tall sheet": ("own_too_many_rows", tall),
    "one cell at the end of the sheet": ("own_too_many_rows", far_cell),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_one_message_and_soon(name: str, evidence: Evidence) -> None:
    code, build = HOSTILE[name]
    content = build()
    before = time.monotonic()
    with pytest.raises(DataError) as error:
        read_own(content, "tệp.csv", evidence)
    assert time.monotonic() - before < SOON
    assert [fault.code for fault in error.value.faults] == [code]
    for language in LANGUAGES:
        assert error.value.describe(language).startswith("tệp.csv: ")


def test_a_flood_of_faults_is_cut_and_says_so(evidence: Evidence) -> None:
    rows = [["Số hộ", "", "hôm qua", "nhiều", "xã", "", "", ""] for _ in range(1500)]
    with pytest.raises(DataError) as error:
        read_own(as_csv([*table(), *rows]), "mau.csv", evidence)
    assert len(error.value.faults) == 501
    assert error.value.faults[-1].code == "too_many_faults"


def workbook_fault(evidence: Evidence, **cells: object) -> list[tuple[str, str]]:
    book = typed_workbook(table())
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    faults: tuple[Fault, ...] = ()
    try:
        read_own(saved(book), "mau.xlsx", evidence)
    except DataError as error:
        faults = error.faults
    return [(fault.code, fault.cell if isinstance(fault, CellFault) else "") for fault in faults]


def test_faults_of_workbook_cells(evidence: Evidence) -> None:
    assert workbook_fault(evidence) == []
    assert workbook_fault(evidence, D8="=D7-0.05") == [("own_formula", "D8")]
    assert workbook_fault(evidence, D8="#REF!") == [("own_error_value", "D8")]
    assert workbook_fault(evidence, C8="=TODAY()", A9="=A8") == [("own_formula", "C8"), ("own_formula", "A9")]
    assert workbook_fault(evidence, D13=typed_workbook(table()).worksheets[0]["C8"].value) == [
        ("own_day_as_number", "D13")
    ]
    assert workbook_fault(evidence, D13=55.5, C14=7.0) == [("own_not_whole", "D13"), ("date_out_of_range", "C14")]
    assert workbook_fault(evidence, D13=True) == []  # as Excel counts


def test_a_number_with_two_readings_is_asked_for(evidence: Evidence) -> None:
    rows = table()
    for row in rows[5:]:
        if row[4] == "%":
            row[3] = f"{round(float(row[3].removesuffix('%').replace(',', '.')))}%"
    rows[5][3], rows[14][3] = "205000", "4.480"
    with pytest.raises(DataError) as error:
        read_own(as_csv(rows, ",", "utf-8"), "mau.csv", evidence)
    (fault,) = error.value.faults
    assert (fault.code, fault.value, fault.allowed) == ("own_two_readings", "4.480", "4480 | 4,48")
    for typed, value in (("4480", 4480.0), ("4,48", 4.48)):
        rows[14][3] = typed
        found = read_own(as_csv(rows, ",", "utf-8"), "mau.csv", evidence)
        assert [row.value for row in found.observations if row.unit == "billion_vnd"] == [value]


def test_strange_values_stay_on_one_line(evidence: Evidence) -> None:
    rows = table()
    rows[7][0] = "{value}\x1b[31m\n" + "x" * 500
    with pytest.raises(DataError) as error:
        read_own(as_csv(rows), "mau.csv", evidence)
    for fault in error.value.faults:
        for language in LANGUAGES:
            assert fault.describe(language).isprintable()
            assert len(fault.describe(language)) < 500
