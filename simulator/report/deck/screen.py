"""What a screen of a deck holds: one sentence, one chart, one table, its notes. Plain data: nothing here is drawn.

The same screens are shown on the page on the wall (`simulator.report.deck.wall`), written as slides
(`simulator.report.exports.pptx`) and as pictures (`simulator.report.exports.pictures`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from simulator.report.chart_table import Break, Level, Reported

Numbers = tuple[float | None, ...]
Kind = Literal["lines", "bars", "spans", "words"]

POVERTY, COMMUNES, CHANCES, MONEY, DIFFERENCES = QUESTIONS = (
    "poverty",
    "communes",
    "chances",
    "money",
    "differences",
)
TITLE, SOURCES = "title", "sources"
SCENARIO = "scenario:"
"""A scenario's own screen is `scenario:<place>`, places from zero in the order of the comparison."""


@dataclass(frozen=True)
class Curve:
    """One scenario's line: its number from one, and median and 90 % interval on its days.

    None breaks the line: a new poverty standard, a large merger. Days are in order; at a break one day may be there
    twice, before and after it.
    """

    number: int
    title: str
    color: str
    dash: tuple[int, ...]
    days: tuple[date, ...]
    median: Numbers
    low: Numbers
    high: Numbers

    @property
    def last(self) -> float:
        """The last median."""
        return next(value for value in reversed(self.median) if value is not None)


@dataclass(frozen=True)
class Bar:
    """One number of one scenario in a bar chart, with its 90 % interval where it has one; None: not to be told.

    row: what it is about (a programme, a target, a figure); group: "spent" or "unspent" where bars are stacked, else
    "". label: the figure as written. number: the scenario's, from one.
    """

    number: int
    row: str
    value: float | None
    low: float | None = None
    high: float | None = None
    group: str = ""
    label: str = ""


@dataclass(frozen=True)
class Plot:
    """Plain data, enough for Vega-Lite and for a native chart of a slide or a sheet.

    kind: lines over time; bars, from zero; spans, a median and its interval on both sides of zero, each row on its own
    scale (`unit` is then ""); words, no chart. unit: share, commune, billion_vnd, draws. y_title: what the axis
    counts, written. titles: what the scenarios are called, by number from one; colors alike.
    groups: the names of the stacked groups in order, (key, written).
    """

    kind: Kind
    unit: str = ""
    y_title: str = ""
    curves: tuple[Curve, ...] = ()
    bars: tuple[Bar, ...] = ()
    targets: tuple[Level, ...] = ()
    totals: tuple[Level, ...] = ()
    breaks: tuple[Break, ...] = ()
    reported: tuple[Reported, ...] = ()
    titles: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    focus: int | None = None  # the number of the scenario before the others

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of the bars, each once, in their order."""
        return tuple(dict.fromkeys(bar.row for bar in self.bars))


@dataclass(frozen=True)
class Grid:
    """The text alternative of a chart: a header and rows of written cells. kinds: "text" or "number" a column."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Screen:
    """One message with what it rests on.

    key: `title`, one of `QUESTIONS`, `scenario:<place>` or `sources`. name: what the screen is called in a list.
    message: one sentence with its numbers. detail: interval, poverty standard, draws. points: further sentences beside
    the chart or instead of one. table: the same as text. alt: what a reader who cannot see the chart is told. notes:
    sources with dates, assumptions. remark: what the planner wrote, plain text.
    """

    key: str
    name: str
    message: str
    detail: str
    plot: Plot
    table: Grid
    alt: str = ""
    points: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    remark: str = field(default="")
