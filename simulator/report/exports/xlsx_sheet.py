"""One table as a sheet: formats by kind, widths that fit, frozen and repeated headers, printed on A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from textwrap import wrap
from typing import Any

from simulator.report.exports.tables import Column, Kind, Row, Sheet, Typed, Value, bare
from simulator.report.exports.xlsx_book import FILL, SIZE, WRITTEN, Book
from simulator.texts import text

NARROWEST, WIDEST = 10, 44  # letters in a column
WIDEST_FIRST = 42
LINE = 15.5  # points of a written line
LETTERS_A_UNIT = 1.2  # of this font in a unit of a column's width
ROOM_FOR_CHART = 22  # rows
MOST_BESIDE_CHART = 8  # rows of a table that share a printed page with its chart


def write_sheet(book: Book, sheet: Sheet) -> tuple[Any, int]:
    """Write a table; return its worksheet and the row of its first data."""
    page = book.workbook.add_worksheet(sheet.name)
    last = len(sheet.columns) - 1
    widths = [_width(sheet, place) for place in range(len(sheet.columns))]
    for place, width in enumerate(widths):
        page.set_column(place, place, width, book.form())
    row = 0
    for line, look in _above(sheet):
        _across(book, page, (row, last), line, look, sum(widths))
        row += 1
    top = _header(book, page, sheet, row, widths)
    for offset, values in enumerate(sheet.rows):
        page.set_row(top + offset, LINE * _lines_of(values, widths))
        for place, value in enumerate(values):
            if isinstance(value, Typed) and value.kind == "plain" and offset in sheet.parted:
                page.merge_range(top + offset, place, top + offset, last, value.value, book.cell("text", parted=True))
                break
            put(book, page, (top + offset, place), value, sheet.columns[place], offset in sheet.parted)
    end = top + len(sheet.rows)
    room = ROOM_FOR_CHART if sheet.key in WITH_CHART else 0
    for offset, note in enumerate(sheet.notes):
        _across(book, page, (end + 1 + room + offset, last), note, {"italic": True}, sum(widths))
    page.freeze_panes(top, _frozen(sheet))
    page.repeat_rows(row, top - 1)
    if room and len(sheet.rows) > MOST_BESIDE_CHART:
        page.set_h_pagebreaks([end + 1])
    set_print(page, book.language)
    return page, top


WITH_CHART = frozenset({"poverty", "communes", "differences", "chances", "programmes", "sources"})


def chart_row(sheet: Sheet, top: int) -> int:
    """Where the chart of a sheet stands: below its table."""
    return top + len(sheet.rows) + 1


def put(book: Book, page: Any, at: tuple[int, int], value: Value | Typed, column: Column, parted: bool = False) -> None:
    """Write one cell with its own type: a text is a text, whatever it starts with."""
    found, kind, change = bare(value, column.kind)
    form = book.cell(kind, change=change, parted=parted)
    if found is None or found == "":
        page.write_blank(*at, None, form)
    elif isinstance(found, str):
        page.write_string(*at, found, book.cell("text", parted=parted))
    elif isinstance(found, date):
        page.write_datetime(*at, found, form)
    else:
        page.write_number(*at, 100.0 * found if kind == "points" else found, form)


def _above(sheet: Sheet) -> Iterator[tuple[str, dict[str, Any]]]:
    yield sheet.title, {"bold": True, "font_size": 14}
    if sheet.lead:
        yield sheet.lead, {}
    if sheet.unit:
        yield sheet.unit, {"italic": True, "align": "right"}


def _across(book: Book, page: Any, at: tuple[int, int], line: str, look: dict[str, Any], width: float) -> None:
    """A line over the whole table, as high as it needs."""
    row, last = at
    form = book.form(**look, text_wrap=True)
    size = look.get("font_size", SIZE) / SIZE
    page.set_row(row, LINE * size * lines_in(line, width / size))
    if last:
        page.merge_range(row, 0, row, last, "", form)
    page.write_string(row, 0, line, form)


def lines_in(words: str, width: float) -> int:
    """Lines that a text takes in a column, broken between words."""
    return max(len(wrap(words, max(int(width * LETTERS_A_UNIT), 1))), 1)


def _lines_of(values: Row, widths: Sequence[float]) -> int:
    """Lines of the highest cell of a row."""
    found = [1]
    for value, width in zip(values, widths, strict=False):
        if isinstance(value, str):
            found.append(lines_in(value, width - 1))
    return max(found)


def _header(book: Book, page: Any, sheet: Sheet, row: int, widths: Sequence[float]) -> int:
    """One or two rows of header, as high as they need; return the row after them."""
    high = max(lines_in(column.title, 0.9 * width) for column, width in zip(sheet.columns, widths, strict=True))
    form = book.form(bold=True, bg_color=FILL, border=1, text_wrap=True, align="center", border_color="#8794A6")
    if not any(column.group for column in sheet.columns):
        page.set_row(row, LINE * high)
        for place, column in enumerate(sheet.columns):
            page.write_string(row, place, column.title, form)
        return row + 1
    groups = {column.group for column in sheet.columns if column.group}
    room = {name: sum(w for c, w in zip(sheet.columns, widths, strict=True) if c.group == name) for name in groups}
    page.set_row(row, LINE * max(lines_in(name, 0.9 * room[name]) for name in groups))
    page.set_row(row + 1, LINE * high)
    place = 0
    for group, members in groupby(sheet.columns, key=lambda column: column.group):
        found = list(members)
        if group:
            if len(found) > 1:
                page.merge_range(row, place, row, place + len(found) - 1, "", form)
            page.write_string(row, place, group, form)
        for offset, column in enumerate(found):
            if group:
                page.write_string(row + 1, place + offset, column.title, form)
            else:
                page.merge_range(row, place + offset, row + 1, place + offset, "", form)
                page.write_string(row, place + offset, column.title, form)
        place += len(found)
    return row + 2


def _frozen(sheet: Sheet) -> int:
    """The columns on the left that stay: those of text at the start, at most one of a scenario or an item."""
    return 1 if sheet.columns[0].kind == "text" and len(sheet.columns) > 3 else 0


def _width(sheet: Sheet, place: int) -> float:
    """Letters that fit a column's longest value, within limits; longer texts are wrapped."""
    column = sheet.columns[place]
    longest = max((_letters(row[place], column.kind) for row in sheet.rows), default=0)
    words = max((len(word) for word in column.title.split()), default=0)
    most = WIDEST_FIRST if place == 0 else WIDEST
    return float(min(max(longest * 1.05 + 2, words + 2, NARROWEST), most))


def _letters(value: Value | Typed, kind: Kind) -> int:
    found, own, _ = bare(value, kind)
    if found is None or (own == "plain" and kind not in WRITTEN):
        return 0  # a remark in a column of numbers runs over the columns beside it
    if isinstance(found, str):
        return len(found)
    return 10 if isinstance(found, date) else len(f"{found:,.1f}") + 1


def set_print(page: Any, language: str, pages: int = 0) -> None:
    """A4 across, as wide as the page, pages numbered; pages: how many at most, 0 as many as it takes."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, pages)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer(f"&C{text('exports.page_footer', language)}")
    page.hide_gridlines(2)
