"""From the bytes of a workbook to the rows of its sheets; what is no sound workbook is refused unopened."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.workbook import Workbook

from simulator.errors import DataError
from simulator.evidence.own.faults import refused
from simulator.evidence.own.sheet import EMPTY, MOST_COLUMNS, MOST_ROWS, Cell, Sheet, SheetRow
from simulator.evidence.own.typed import cleaned

MOST_UNPACKED = 8 * 1024 * 1024  # bytes of XML; a filled template has some hundred thousand
MOST_PARTS = 500
MOST_SHEETS = 30
READ = ("xl/", "[content_types].xml", "_rels/", "docprops/")
ENTITY = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
MERGED = re.compile(rb'mergeCell [^>]*ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def xlsx_sheets(content: bytes, file: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook that hold anything. DataError with one fault when it cannot be read."""
    _look_inside(content, file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it drops, such as drop-down lists; nothing read here
        try:
            formulas, results = (
                load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
                for data_only in (False, True)
            )
        except Exception:  # a damaged workbook fails in any of a hundred ways, and each means the same
            raise refused("own_broken_file", file) from None
        with closing(formulas), closing(results):
            if len(formulas.worksheets) > MOST_SHEETS:
                raise refused("own_too_many_sheets", file, allowed=str(MOST_SHEETS))
            return tuple(_sheets(formulas, results, content, file))


def _look_inside(content: bytes, file: str) -> None:
    """Refuse what is no workbook, is damaged, or would unpack to more than a table of figures can need."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            names = {part.filename.casefold() for part in parts}
            if "xl/workbook.xml" not in names:
                kind = "xlsb" if "xl/workbook.bin" in names else "ods" if "content.xml" in names else "zip"
                raise refused("own_other_format", file, value=kind)
            large = sum(part.file_size for part in parts) > MOST_UNPACKED
            if large or len(parts) > MOST_PARTS or len(names) < len(parts):
                raise refused("own_unpacks_too_large", file, allowed=f"{MOST_UNPACKED // 1024**2} MB")
            for part in parts:
                if part.filename.casefold().startswith(READ) and ENTITY.search(packed.read(part)):
                    raise refused("own_broken_file", file)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise refused("own_broken_file", file) from None


def _sheets(formulas: Workbook, results: Workbook, content: bytes, file: str) -> Iterator[Sheet]:
    epoch = formulas.epoch.date() if isinstance(formulas.epoch, datetime) else date(1899, 12, 30)
    for name in formulas.sheetnames:
        sheet = formulas[name]
        if getattr(sheet, "sheet_state", "visible") != "visible" or not hasattr(sheet, "iter_rows"):
            continue
        try:
            rows = _filled(tuple(_rows(sheet, results[name], file)), _merged(sheet, content))
        except DataError:
            raise
        except Exception:
            raise refused("own_broken_file", file) from None
        if rows:
            yield Sheet(name, rows, "", epoch)


def _rows(sheet: Any, computed: Any, file: str) -> Iterator[SheetRow]:
    sheet.reset_dimensions()  # what a workbook says of its size is often wrong
    computed.reset_dimensions()
    for number, (row, results) in enumerate(zip(sheet.iter_rows(), computed.iter_rows(), strict=False), 1):
        if len(row) > MOST_COLUMNS and any(cell.value is not None for cell in row[MOST_COLUMNS:]):
            raise refused("own_too_many_columns", file, allowed=str(MOST_COLUMNS))
        cells = tuple(_cell(cell, result) for cell, result in zip(row, results, strict=False))[:MOST_COLUMNS]
        if not any(cells):
            continue
        if number > MOST_ROWS:
            raise refused("own_too_many_rows", file, allowed=str(MOST_ROWS))
        yield SheetRow(number, number, cells)


def _merged(sheet: Any, content: bytes) -> list[tuple[int, int, int]]:
    """Return the cells of one column that are merged: (column, first row, last row)."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        found = MERGED.findall(packed.read(getattr(sheet, "_worksheet_path", "").lstrip("/")))
    return [
        (column_index_from_string(left.decode()) - 1, int(top), int(bottom))
        for left, top, right, bottom in found
        if left == right
    ]


def _filled(rows: tuple[SheetRow, ...], merged: list[tuple[int, int, int]]) -> tuple[SheetRow, ...]:
    """Return the rows with what stands in a merged cell in each of its rows that holds anything else."""
    by_number = {row.number: row for row in rows}
    for column, top, bottom in merged:
        first = by_number.get(top)
        value = EMPTY if first is None else first.cell(column)
        for number in range(top + 1, min(bottom, MOST_ROWS) + 1 if value else 0):
            if row := by_number.get(number):
                cells = [*row.cells, *[EMPTY] * (column + 1 - len(row.cells))]
                cells[column] = value
                by_number[number] = SheetRow(row.number, row.line, tuple(cells))
    return tuple(by_number.values())


def _cell(cell: Any, result: Any) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type == "f":
        typed = value if isinstance(value, str) else "="
        value = result.value
        if value is None:
            return Cell(cleaned(typed), broken="own_formula")
    if result.data_type == "e":
        return Cell(cleaned(str(value)), broken="own_error_value")
    if isinstance(value, bool):
        return Cell("1" if value else "0")
    if isinstance(value, int | float):
        return Cell(float(value), percent="%" in QUOTED.sub("", cell.number_format or ""))
    if isinstance(value, datetime):
        return Cell(value)
    if isinstance(value, date):
        return Cell(datetime(value.year, value.month, value.day))
    if isinstance(value, time | timedelta):
        return Cell(str(value))
    return Cell(cleaned(str(value)))
