"""The template as a workbook: the table, how to fill it in, what can be chosen, and where that is offered."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from simulator.evidence.load import load_evidence
from simulator.evidence.own.defaults import Defaults
from simulator.evidence.own.examples import EXAMPLES, example_rows
from simulator.evidence.own.settings import ntm_scopes
from simulator.evidence.own.template import SETTINGS, setting, titles
from simulator.evidence.own.words import choices, indicator_name, shown, vocabulary
from simulator.evidence.priors import REGIONS
from simulator.evidence.records import Evidence
from simulator.evidence.standards import DEPENDENT, STANDARDS
from simulator.texts import keys, text

WIDTHS = (46, 13, 13, 14, 16, 24, 16, 46, 30, 15, 40)
LAST_ROW = 500
FONT = "Arial"  # on every system, with all Vietnamese letters
HEAD = PatternFill("solid", start_color="D9E7F5")
EXAMPLE = PatternFill("solid", start_color="F2F2F2")
DAY, SHARE = "dd/mm/yyyy", "0.00%"
BOUNDS, PLANS = ("exact", "about", "at_least", "at_most"), ("target", "forecast")


def book_bytes(language: str) -> bytes:
    """Return the workbook in a language, as the bytes of an XLSX."""
    evidence = load_evidence()
    book = Workbook()
    figures = book.worksheets[0]
    _fill_figures(figures, language)
    _fill_guide(book.create_sheet(shown("own.sheet.guide", language)), language)
    indicators = book.create_sheet(shown("own.sheet.indicators", language))
    _fill_indicators(indicators, language, evidence)
    lists = book.create_sheet(shown("own.sheet.lists", language))
    _fill_lists(lists, figures, language, evidence)
    _offer(figures, f"A{len(SETTINGS) + 2}:A{LAST_ROW}", indicators.title, 1, len(evidence.indicators) + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_figures(sheet: Worksheet, language: str) -> None:
    sheet.title = shown("own.sheet.figures", language)
    _write_header(sheet, titles(language), WIDTHS)
    for name in SETTINGS:
        sheet.append(setting(name, language))
    for written, (_, start, end, value, _standard) in zip(example_rows(language), EXAMPLES, strict=True):
        amount = float(value.rstrip("%").replace(",", ".")) / (100 if value.endswith("%") else 1)
        sheet.append([written[0], start, end, amount, *written[4:]])
        sheet.cell(sheet.max_row, 4).number_format = SHARE if value.endswith("%") else "#,##0"
        for cell in sheet[sheet.max_row]:
            cell.fill, cell.font = EXAMPLE, Font(name=FONT, italic=True)
    for line in range(2, LAST_ROW + 1):
        for column in (2, 3, 10):
            sheet.cell(line, column).number_format = DAY
    for line in range(2, len(SETTINGS) + 2):
        sheet.cell(line, 1).font = Font(name=FONT, bold=True)
        sheet.cell(line, 4).fill = HEAD


def _fill_guide(sheet: Worksheet, language: str) -> None:
    sheet.column_dimensions["A"].width = 110
    sheet["A1"] = text("own.guide.title", language)
    sheet["A1"].font = Font(name=FONT, bold=True, size=13)
    numbers = sorted(
        int(key.rpartition(".")[2]) for key in keys() if key.startswith("own.guide.") and key[-1].isdigit()
    )
    for number in numbers:
        cell = sheet.cell(number + 1, 1, f"{number}. {text(f'own.guide.{number}', language)}")
        cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(name=FONT)


def _fill_indicators(sheet: Worksheet, language: str, evidence: Evidence) -> None:
    defaults = Defaults(evidence)
    names = [
        shown("own.column.indicator", language),
        shown("own.column.unit", language),
        *(text(f"own.list.{name}", language) for name in ("meaning", "standard", "use", "id")),
    ]
    _write_header(sheet, names, (60, 22, 90, 16, 22, 40))
    yes, no = (shown(f"own.{word}", language) for word in ("yes", "no"))
    for name, indicator in evidence.indicators.items():
        kind = defaults.kind(name)
        meaning = text(f"own.meaning.{kind}", language)
        sheet.append(
            [
                indicator_name(name, language),
                shown(f"own.unit.{indicator.unit}", language),
                f"{meaning}. {indicator.definition}" if language == "en" else meaning,
                yes if name in DEPENDENT else no,
                yes if defaults.fit(name, kind, "") == "yes" else no,
                name,
            ]
        )


def _fill_lists(sheet: Worksheet, figures: Worksheet, language: str, evidence: Evidence) -> None:
    """Write what can be chosen, a column each, and offer it in the cells where it belongs."""
    sheet.sheet_state = "hidden"
    units = dict.fromkeys(shown(f"own.unit.{name}", language) for name in vocabulary("own.unit").values())
    first = len(SETTINGS) + 2
    region, ntm_region, former_area = (SETTINGS.index(name) + 2 for name in SETTINGS[2:])
    columns = {
        f"E{first}:E{LAST_ROW}": tuple(units),
        f"F{first}:F{LAST_ROW}": choices("own.standard", STANDARDS, language),
        f"G{first}:G{LAST_ROW}": (*choices("own.bound", BOUNDS, language), *choices("own.kind", PLANS, language)),
        f"D{region}": choices("own.region", REGIONS, language),
        f"D{ntm_region}": choices("own.ntm_region", ntm_scopes(evidence), language),
        f"D{former_area}": tuple(shown(f"own.{word}", language) for word in ("yes", "no")),
    }
    for column, (cells, words) in enumerate(columns.items(), 1):
        for line, word in enumerate(words, 1):
            sheet.cell(line, column, word)
        _offer(figures, cells, sheet.title, column, len(words), start=1)


def _offer(sheet: Worksheet, cells: str, listed: str, column: int, last: int, *, start: int = 2) -> None:
    """Offer a list in some cells; other words can still be written, and are judged when the file is read."""
    letter = get_column_letter(column)
    offered = DataValidation("list", formula1=f"='{listed}'!${letter}${start}:${letter}${last}", allow_blank=True)
    offered.showErrorMessage = False
    offered.add(cells)
    sheet.add_data_validation(offered)


def _write_header(sheet: Worksheet, names: list[str], widths: tuple[int, ...]) -> None:
    sheet.append(names)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        cell = sheet.cell(1, column)
        cell.font, cell.fill = Font(name=FONT, bold=True), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.freeze_panes = "A2"
