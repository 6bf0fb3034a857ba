"""Native charts of a workbook: they read the cells of its own tables, and stay editable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from simulator.report.compare_charts import scenario_colors
from simulator.report.compare_table import figure_name
from simulator.report.exports.tables import Paper, Sheet
from simulator.report.exports.tables_basis import drawn, reported
from simulator.report.exports.xlsx_book import FONT, Book
from simulator.report.exports.xlsx_sheet import chart_row
from simulator.report.palette import palette
from simulator.texts import text

SIZE = {"width": 980, "height": 400}
DASHES = ("solid", "dash", "round_dot", "dash_dot", "long_dash", "long_dash_dot", "square_dot", "long_dash_dot_dot")
MARKERS = ("circle", "square", "triangle", "diamond", "x", "plus", "star", "short_dash")
GREY = "#D5DBE3"
LINED = {"major_gridlines": {"visible": True, "line": {"color": GREY}}}
DAYS_A_YEAR = 365.25
PROGRAMME_COLORS = ("#0B6BCB", "#147A52", "#A35A00", "#6B4FA3")
TOLD = "poverty_rate"
ENDS = ((6, "median", "diamond", 10), (7, "low", "long_dash", 7), (8, "high", "long_dash", 7))
"""Column, name, marker and its size of what the chart of differences shows."""
OVER_TIME = {"poverty": ("poverty_rate", 3, "0%"), "communes": ("ntm_communes_attained", 2, "0")}
"""Sheet -> the figure that its chart shows, the column of its medians, the numbers of the axis."""


@dataclass(frozen=True)
class Placed:
    """A table as it was written: its worksheet and the row of its first data."""

    sheet: Sheet
    page: Any
    top: int

    def rows(self, title: str, column: int = 0) -> list[int]:
        """The rows of the worksheet whose cell in a column says so."""
        return [self.top + place for place, row in enumerate(self.sheet.rows) if row[column] == title]

    def cell(self, row: int, column: int = 0) -> list[object]:
        """One cell as charts take it: what a user wrote is read from there, never taken for a formula."""
        return [self.sheet.name, row, column]

    def cells(self, rows: Sequence[int], column: int) -> list[object]:
        """A stretch of a column as charts take it."""
        return [self.sheet.name, rows[0], column, rows[-1], column]


def add_charts(book: Book, paper: Paper, placed: Mapping[str, Placed]) -> None:
    """Put a chart below each table that has one."""
    for key in OVER_TIME:
        _insert(placed[key], _over_time(book, paper, placed[key], placed["reported"]))
    if "differences" in placed:
        _insert(placed["differences"], _differences(book, paper, placed["differences"]))
    if "chances" in placed:
        _insert(placed["chances"], _chances(book, paper, placed["chances"]))
    for key, column in (("programmes", 3), ("sources", -1)):
        _insert(placed[key], _stacked(book, paper, placed[key], column))


def _insert(place: Placed, chart: Any) -> None:
    place.page.insert_chart(chart_row(place.sheet, place.top), 0, chart, {"x_offset": 4, "y_offset": 8})


def _over_time(book: Book, paper: Paper, place: Placed, figures: Placed) -> Any:
    """Medians at year ends beside the reported figures; the empty row of a new standard is a gap."""
    indicator, column, numbers = OVER_TIME[place.sheet.key]
    chart = book.workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    for name, rows in _reported_rows(paper, figures, indicator):
        look = {"type": "circle", "size": 6, "fill": {"color": "#1B2430"}, "border": {"color": "#1B2430"}}
        line = {"color": "#1B2430", "width": 1.5}
        values = {"categories": figures.cells(rows, 2), "values": figures.cells(rows, 3)}
        chart.add_series({"name": name, "marker": look, "line": line, **values})
    colors = scenario_colors(dark=False)
    for number, title in enumerate(paper.numbered):
        rows, color = place.rows(title), colors[number]
        mark = {"type": MARKERS[number], "size": 6, "fill": {"color": color}, "border": {"color": color}}
        line = {"color": color, "width": 2.25, "dash_type": DASHES[number]}
        values = {"categories": place.cells(rows, 1), "values": place.cells(rows, column)}
        chart.add_series({"name": place.cell(rows[0]), "marker": mark, "line": line, **values})
    chart.show_blanks_as("gap")
    first, last = _years(paper, figures, indicator)
    axis = {"min": _serial(date(first, 12, 31)), "max": _serial(date(last, 12, 31)) + 1}
    unit = 1 if last - first <= 14 else 2
    chart.set_x_axis({**_axis("yyyy"), **axis, "major_unit": unit * DAYS_A_YEAR})
    chart.set_y_axis({**_axis(numbers), "min": 0, **LINED})
    return _finished(chart, paper.say(f"chart.{place.sheet.key}"))


def _reported_rows(paper: Paper, figures: Placed, indicator: str) -> Iterator[tuple[str, list[int]]]:
    """A series for each poverty standard: they are not joined."""
    rows = reported(paper)
    for standard in dict.fromkeys(row.standard for row in rows if row.indicator == indicator):
        found = [
            figures.top + place
            for place, row in enumerate(rows)
            if row.indicator == indicator and row.standard == standard and drawn(row)
        ]
        if not found:
            continue
        name = paper.say("chart.reported_bare")
        if standard:
            name = paper.say("chart.reported", standard=text(f"methods.standard.{standard}", paper.language))
        yield name, found


def _years(paper: Paper, figures: Placed, indicator: str) -> tuple[int, int]:
    years = [row.period_end.year for row in reported(paper) if row.indicator == indicator and drawn(row)]
    own = [year for outcome in paper.comparison.outcomes for year in outcome.years]
    return min([*years, *own]) - 1, max(own)


def _serial(day: date) -> int:
    """A day as spreadsheets count it."""
    return (day - date(1899, 12, 30)).days


def _differences(book: Book, paper: Paper, place: Placed) -> Any:
    """The poverty rate of each scenario less the reference's: a mark at the median on a line over the 90 % interval."""
    rows = place.rows(figure_name(TOLD, paper.language))
    chart = book.workbook.add_chart({"type": "line"})
    color = palette(dark=False).accent
    for column, name, kind, size in ENDS:
        mark = {"type": kind, "size": size, "fill": {"color": color}, "border": {"color": color}}
        cells = {"categories": place.cells(rows, 2), "values": place.cells(rows, column)}
        series = {"name": paper.say(f"column.{name}"), **cells, "line": {"none": True}, "marker": mark}
        chart.add_series(series)
    chart.set_high_low_lines({"line": {"color": color, "width": 2}})
    chart.set_legend({"none": True})
    chart.set_y_axis({**_axis("0.00"), **LINED})
    chart.set_x_axis({**_axis("@"), "label_position": "low"})
    title = paper.say("chart.differences", figure=figure_name(TOLD, paper.language), unit=paper.say("unit.points"))
    return _finished(chart, title, with_legend=False)


def _chances(book: Book, paper: Paper, place: Placed) -> Any:
    """A cluster of bars for each target."""
    chart = book.workbook.add_chart({"type": "column"})
    names = list(dict.fromkeys(str(row[0]) for row in place.sheet.rows))
    colors = scenario_colors(dark=False)
    for number in range(len(paper.numbered)):
        rows = [place.rows(name)[number] for name in names]
        sheet = "'" + place.sheet.name.replace("'", "''") + "'"
        cells = {
            key: "=(" + ",".join(f"{sheet}!${letter}${row + 1}" for row in rows) + ")"
            for key, letter in (("categories", "A"), ("values", "D"))
        }
        label = {"value": True, "num_format": "0", "font": {"name": FONT, "size": 9}}
        fill, name = {"color": colors[number]}, place.cell(rows[0], 2)
        chart.add_series({"name": name, **cells, "fill": fill, "data_labels": label, "gap": 60})
    chart.set_x_axis(_axis("@"))
    chart.set_y_axis(
        {**_axis("0"), "min": 0, "max": 100, "major_gridlines": {"visible": True, "line": {"color": GREY}}}
    )
    return _finished(chart, paper.say("chart.chances"))


def _stacked(book: Book, paper: Paper, place: Placed, column: int) -> Any:
    """A bar for each scenario, stacked by programme or by source."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    parts = [str(name) for name in dict.fromkeys(row[1] for row in place.sheet.rows)][:-1]  # the last is the sum
    column = column if column >= 0 else len(place.sheet.columns) + column
    sheet, letter = "'" + place.sheet.name.replace("'", "''") + "'", chr(ord("A") + column)
    for color, part in zip(PROGRAMME_COLORS, parts, strict=True):
        rows = place.rows(part, 1)
        cells = {
            key: "=(" + ",".join(f"{sheet}!${at}${row + 1}" for row in rows) + ")"
            for key, at in (("categories", "A"), ("values", letter))
        }
        chart.add_series({"name": part, **cells, "fill": {"color": color}, "gap": 60})
    chart.set_x_axis({**_axis("#,##0"), **LINED})
    chart.set_y_axis({**_axis("@"), "reverse": True})
    return _finished(chart, paper.say(f"chart.{place.sheet.key}"))


def _axis(numbers: str) -> dict[str, Any]:
    return {
        "num_format": numbers,
        "num_font": {"name": FONT, "size": 10},
        "line": {"color": "#8794A6"},
        "major_gridlines": {"visible": False},
    }


def _finished(chart: Any, title: str, *, with_legend: bool = True) -> Any:
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 13, "bold": True}, "overlay": False})
    if with_legend:
        chart.set_legend({"position": "right", "font": {"name": FONT, "size": 10}})
    chart.set_size(SIZE)
    chart.set_chartarea({"border": {"color": GREY}})
    return chart
