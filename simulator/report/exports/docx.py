"""A comparison as a report: in Vietnamese in the frame of Decree 30/2020/NĐ-CP, in English as a plain report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from docx.document import Document
from docx.text.paragraph import Paragraph

import simulator
from simulator.report.compare_words import beaten_lines, counts_line
from simulator.report.deck.screens import CHANCES, COMMUNES, DIFFERENCES, MONEY, POVERTY, Screen
from simulator.report.deck.told import plain
from simulator.report.exports.docx_frame import MIDDLE, add_line, annex_section, body, new_document, saved
from simulator.report.exports.docx_office import add_foot, add_head
from simulator.report.exports.docx_pictures import chart_png
from simulator.report.exports.docx_tables import add_picture, add_table, of_grid
from simulator.report.exports.tables import Paper, Sheet
from simulator.report.exports.tables_basis import limits, method_sheet, parameters_sheet, reported_sheet, source_lines
from simulator.report.exports.tables_form import form_sheet
from simulator.report.exports.tables_inputs import changes_sheet
from simulator.report.exports.tables_money import programmes_sheet, sources_sheet
from simulator.report.exports.tables_written import written_sheet
from simulator.texts import text

RESULTS = (POVERTY, COMMUNES, DIFFERENCES, CHANCES)
ROMAN = ("I", "II", "III", "IV", "V")
LETTERS = {"vi": "abcdđeghiklmnopqrstuvxy", "en": "abcdefghijklmnopqrstuvwxyz"}
ANNEX = 9.0  # points of the long tables
PLACE_COLUMN = 1  # of the review form: the same in every row of a report about one locality
ADDRESS = 7  # of the table of figures: too long for paper, the workbook has it


class _Report:
    """A report as it grows: numbers its headings, tables and pictures."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        properties = {
            "title": paper.say("title.summary", place=paper.place_within, **paper.span),
            "subject": paper.say("property.subject", place=paper.place_within),
            "keywords": paper.say("property.keywords", place=paper.place_within),
            "comments": paper.say("property.made_with", version=simulator.__version__),
        }
        self.document: Document = new_document(paper.language, paper.made_on, properties)
        self._parts = self._items = self._tables = self._pictures = 0

    def part(self, name: str) -> None:
        """A heading in Roman numbers."""
        self._parts, self._items = self._parts + 1, 0
        words = self.paper.say(f"report.part.{name}").upper()
        self.document.add_heading(f"{ROMAN[self._parts - 1]}. {words}", 1)

    def item(self, words: str) -> None:
        """A heading in Arabic numbers."""
        self._items += 1
        self.document.add_heading(f"{self._items}. {words}", 2)

    def say(self, words: str, *, italic: bool = False) -> Paragraph:
        """A paragraph of the body."""
        return body(self.document, words, italic=italic)

    def listed(self, lines: Sequence[str]) -> None:
        """Lines after the letters of the language's alphabet: a), b)."""
        letters = LETTERS[self.paper.language]
        for place, line in enumerate(lines):
            self.say(f"{letters[place]}) {line}" if len(lines) <= len(letters) else f"- {line}")

    def table(self, sheet: Sheet, *, leave_out: tuple[int, ...] = (), most: float = 11.0) -> None:
        """A table of the workbook, written out."""
        found = written_sheet(self.paper, sheet, leave_out)
        add_table(self.document, self._caption(sheet.title), found, unit=sheet.unit, most=most)

    def grid(self, screen: Screen) -> None:
        """The table of a screen."""
        add_table(self.document, self._caption(screen.name), of_grid(screen.table))

    def picture(self, screen: Screen) -> None:
        """The chart of a screen."""
        picture = chart_png(screen, self.paper.language)
        if not picture:
            return
        self._pictures += 1
        caption = self.paper.say("report.picture", number=self._pictures, name=screen.name)
        add_picture(self.document, f"{caption}. {screen.detail}", picture, screen.alt)

    def _caption(self, name: str) -> str:
        self._tables += 1
        return self.paper.say("report.table", number=self._tables, name=name)


def docx_bytes(paper: Paper) -> bytes:
    """Return the report. The same paper gives the same bytes: its only date is `made_on`."""
    report = _Report(paper)
    add_head(report.document, paper)
    _purpose(report)
    _results(report)
    _money(report)
    _limits(report)
    _sources(report)
    add_foot(report.document, paper)
    _annexes(report)
    return saved(report.document)


def _purpose(report: _Report) -> None:
    paper = report.paper
    report.part("purpose")
    report.item(paper.say("report.item.purpose"))
    report.say(paper.say("report.purpose", place=paper.place_within, **paper.span))
    report.say(paper.say("report.method", draws=paper.comparison.draws))
    report.item(paper.say("report.item.scenarios"))
    for line in _scenarios(paper):
        report.say(line)


def _scenarios(paper: Paper) -> Iterator[str]:
    """Each scenario with what its author says of it; what it changes stands in a table."""
    for place, outcome in enumerate(paper.comparison.outcomes):
        note = plain(outcome.scenario.note)
        yield f"{paper.whole[place]}: {note}" if note else f"{paper.whole[place]}."


def _results(report: _Report) -> None:
    paper = report.paper
    report.part("results")
    for key in RESULTS:
        screen = paper.screens.get(key)
        if screen is None:
            continue
        report.item(screen.name)
        report.say(screen.message)
        if screen.remark:
            report.say(paper.say("report.remark", remark=screen.remark), italic=True)
        report.picture(screen)
        report.grid(screen)
    if len(paper.entries) > 1:
        report.item(text("compare.beaten_title", paper.language))
        for line in beaten_lines(paper.comparison, paper.entries, paper.language):
            report.say(line)
        report.say(counts_line(paper.comparison, paper.language), italic=True)


def _money(report: _Report) -> None:
    paper = report.paper
    report.part("money")
    screen = paper.screens[MONEY]
    report.item(paper.say("sheet.programmes"))
    report.say(screen.message)
    report.picture(screen)
    sheet = programmes_sheet(paper)
    report.table(sheet)
    report.say(f"{sheet.lead} {sheet.notes[0]}", italic=True)
    report.item(paper.say("sheet.sources"))
    sheet = sources_sheet(paper)
    report.table(sheet)
    report.say(sheet.notes[0], italic=True)
    sheet = changes_sheet(paper)
    if sheet.rows:
        report.item(paper.say("sheet.changes"))
        report.table(sheet)
        for note in sheet.notes:
            report.say(note)


def _limits(report: _Report) -> None:
    paper = report.paper
    report.part("limits")
    report.item(paper.say("report.item.assumptions"))
    report.listed(_assumptions(paper))
    report.item(paper.say("report.item.limits"))
    report.listed(limits(paper))


def _assumptions(paper: Paper) -> list[str]:
    """What is assumed or set by rules: standards, targets, events, levels of the years to come."""
    notes = [note for key in (POVERTY, COMMUNES, MONEY) for note in paper.screens[key].notes]
    reported = paper.screens[POVERTY].plot.reported and notes[0]
    others = paper.screens[COMMUNES].plot.reported and paper.screens[COMMUNES].notes[0]
    return [note for note in dict.fromkeys(notes) if note not in (reported, others)]


def _sources(report: _Report) -> None:
    report.part("sources")
    report.listed(source_lines(report.paper))
    report.say(report.paper.say("report.sources_more"))


def _annexes(report: _Report) -> None:
    paper = report.paper
    tables: list[tuple[str, Callable[[], None]]] = [
        ("form", partial(_form, report)),
        ("parameters", partial(_parameters, report)),
        ("method", partial(_method, report)),
    ]
    for place, (name, fill) in enumerate(tables):
        annex_section(report.document, across=name != "method")
        add_line(report.document, paper.say("report.annex", number=ROMAN[place]), bold=True, size=14.0, align=MIDDLE)
        add_line(report.document, paper.say(f"report.annex.{name}").upper(), bold=True, align=MIDDLE)
        words = paper.say("report.annex_of")
        add_line(report.document, words, italic=True, align=MIDDLE, after=6, fill=True)
        fill()


def _form(report: _Report) -> None:
    sheet = form_sheet(report.paper)
    report.say(sheet.lead, italic=True)
    report.table(sheet, leave_out=(PLACE_COLUMN,))
    for note in sheet.notes:
        report.say(note)


def _parameters(report: _Report) -> None:
    sheet = parameters_sheet(report.paper)
    report.say(sheet.lead, italic=True)
    report.table(sheet, most=ANNEX)
    for note in sheet.notes:
        report.say(note)


def _method(report: _Report) -> None:
    report.table(reported_sheet(report.paper), leave_out=(ADDRESS,), most=ANNEX)
    sheet = method_sheet(report.paper)
    report.table(sheet, most=ANNEX)
    report.say(sheet.lead, italic=True)
