"""A comparison as a workbook: one sheet a question, real numbers and dates, native charts, nothing that can run."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter  # type: ignore[import-untyped]

import simulator
from simulator.report.exports.tables import Paper, Sheet
from simulator.report.exports.tables_basis import method_sheet, parameters_sheet, reported_sheet
from simulator.report.exports.tables_compared import chances_sheet, differences_sheet
from simulator.report.exports.tables_form import form_sheet
from simulator.report.exports.tables_inputs import changes_sheet, levers_sheet
from simulator.report.exports.tables_money import programmes_sheet, sources_sheet
from simulator.report.exports.tables_years import THEMES, years_sheet
from simulator.report.exports.xlsx_book import Book
from simulator.report.exports.xlsx_charts import Placed, add_charts
from simulator.report.exports.xlsx_sheet import write_sheet
from simulator.report.exports.xlsx_summary import write_summary

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def sheets(paper: Paper) -> list[Sheet]:
    """The tables of a workbook, in the order of its sheets; without those that one scenario leaves empty."""
    found = [
        *(years_sheet(paper, theme) for theme in THEMES),
        differences_sheet(paper),
        chances_sheet(paper),
        programmes_sheet(paper),
        sources_sheet(paper),
        changes_sheet(paper),
        levers_sheet(paper),
        form_sheet(paper),
        parameters_sheet(paper),
        reported_sheet(paper),
        method_sheet(paper),
    ]
    return [sheet for sheet in found if sheet.rows]


def xlsx_bytes(paper: Paper) -> bytes:
    """Return the workbook. The same paper gives the same bytes: its only date is `made_on`."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, OPTIONS)
    workbook.set_properties(
        {
            "title": paper.say("title.summary", place=paper.place_within, **paper.span),
            "subject": paper.say("property.subject", place=paper.place_within),
            "keywords": paper.say("property.keywords", place=paper.place_within),
            "comments": paper.say("property.made_with", version=simulator.__version__),
            "created": datetime(paper.made_on.year, paper.made_on.month, paper.made_on.day),
        }
    )
    book = Book(workbook, paper.language)
    found = sheets(paper)
    write_summary(book, paper, found)
    placed = [Placed(sheet, *write_sheet(book, sheet)) for sheet in found]
    add_charts(book, paper, {one.sheet.key: one for one in placed})
    workbook.close()
    return out.getvalue()
