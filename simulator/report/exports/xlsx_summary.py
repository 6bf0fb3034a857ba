"""The first sheet: what was found, in sentences, the key figures, and where each question is answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from simulator.report.compare_export import about
from simulator.report.compare_table import TABLES, WITH_TARGETS, figure_name, figure_unit
from simulator.report.compare_words import beaten_lines
from simulator.report.exports.tables import Column, Paper, Sheet, Typed, kind_of
from simulator.report.exports.xlsx_book import FILL, Book
from simulator.report.exports.xlsx_sheet import LINE, lines_in, put, set_print
from simulator.units import day

WIDTHS = (40, 16, 16, 16, 16, 16, 16)
FIGURES = TABLES[WITH_TARGETS]


def sentences(paper: Paper) -> list[str]:
    """The main results, each in one sentence with its numbers."""
    beaten = beaten_lines(paper.comparison, paper.entries, paper.language) if len(paper.entries) > 1 else []
    return [*(screen.message for screen in paper.questions), *beaten]


def write_summary(book: Book, paper: Paper, sheets: Sequence[Sheet]) -> None:
    """Write the first sheet."""
    page = book.workbook.add_worksheet(paper.say("sheet.summary"))
    for place, width in enumerate(WIDTHS):
        page.set_column(place, place, width, book.form())
    row = 0
    for line, look in _lines(paper):
        row = _line(book, page, row, line, look)
    row = _figures(book, page, row + 1, paper)
    row = _line(book, page, row + 1, paper.say("summary.sheets"), {"bold": True, "font_size": 12})
    for sheet in sheets:
        page.set_row(row, LINE * lines_in(sheet.title, sum(WIDTHS[1:])))
        page.write_string(row, 0, sheet.name, book.form(bold=True))
        page.merge_range(row, 1, row, len(WIDTHS) - 1, "", book.form(text_wrap=True))
        page.write_string(row, 1, sheet.title, book.form(text_wrap=True))
        row += 1
    set_print(page, book.language, pages=1)
    page.activate()


def _lines(paper: Paper) -> Iterator[tuple[str, dict[str, Any]]]:
    heading = {"bold": True, "font_size": 12}
    yield paper.say("title.summary", place=paper.place_within, **paper.span), {"bold": True, "font_size": 16}
    yield f"{paper.say('method.made_on')}: {day(paper.made_on, paper.language)}", {"italic": True}
    yield paper.say("summary.found"), heading
    for line in sentences(paper):
        yield f"• {line}", {}
    yield about(paper.comparison, paper.language), {"italic": True}
    yield paper.say("summary.scenarios"), heading
    for title in paper.whole:
        yield title, {}


def _line(book: Book, page: Any, row: int, line: str, look: dict[str, Any]) -> int:
    form = book.form(**look, text_wrap=True)
    size = look.get("font_size", 11) / 11
    page.set_row(row, LINE * size * lines_in(line, sum(WIDTHS) / size) + 2)
    page.merge_range(row, 0, row, len(WIDTHS) - 1, "", form)
    page.write_string(row, 0, line, form)
    return row + 1


def _figures(book: Book, page: Any, row: int, paper: Paper) -> int:
    """Medians of the key figures, a row a scenario, with the 90 % interval of the first below its header."""
    comparison = paper.comparison
    row = _line(book, page, row, paper.say("summary.figures", year=comparison.year), {"bold": True, "font_size": 12})
    form = book.form(bold=True, bg_color=FILL, border=1, text_wrap=True, align="center", border_color="#8794A6")
    page.set_row(row, 2 * LINE)
    page.write_string(row, 0, paper.say("column.scenario"), form)
    for place, name in enumerate(FIGURES, start=1):
        unit = figure_unit(name, paper.language)
        page.write_string(row, place, f"{figure_name(name, paper.language)} ({unit})", form)
    for place, title in enumerate(paper.numbered):
        row += 1
        page.set_row(row, LINE * lines_in(title, WIDTHS[0]))
        put(book, page, (row, 0), title, Column("", "text"))
        for column, name in enumerate(FIGURES, start=1):
            value = Typed(comparison.level(place, name).median, kind_of(name))
            put(book, page, (row, column), value, Column("", kind_of(name)))
    return row + 1
