"""What a workbook, a report and a one-page summary are made from, and the kind of table that they write.

A table is plain data: a header and rows of real numbers, dates and texts. `simulator.report.exports.xlsx` writes them
as such, `simulator.report.exports.docx` writes them out in the language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from simulator.analysis.comparison import FIGURES, Comparison
from simulator.analysis.learning import Learned, learned
from simulator.analysis.projection import members
from simulator.analysis.review import Review, review
from simulator.calibration import Posterior
from simulator.errors import escaped
from simulator.evidence import Evidence, Locality
from simulator.model import Parameters
from simulator.report.compare_table import Entry, titled
from simulator.report.deck.screens import QUESTIONS, Screen, screens
from simulator.report.deck.told import clipped, lower
from simulator.texts import text

Kind = Literal[
    "text",
    "rate",
    "hundredths",
    "points",
    "count",
    "tenths",
    "thousandths",
    "fine",
    "money",
    "draws",
    "year",
    "day",
    "plain",
]
Value = str | float | date | None
UNIT_KINDS: Mapping[str, Kind] = {"share": "rate", "commune": "tenths", "billion_vnd": "money"}
CHANGE_KINDS: Mapping[str, Kind] = {"share": "points", "commune": "tenths", "billion_vnd": "money"}
LONGEST = 60  # letters of a title in a table
KINDS_OF_PLACE = frozenset({"Tỉnh", "Huyện", "Thành", "Thị", "Xã", "Cả"})


@dataclass(frozen=True)
class Typed:
    """A value of another kind than its column's; change: a difference, written with its sign."""

    value: Value
    kind: Kind
    change: bool = False


@dataclass(frozen=True)
class Column:
    """A column: what it is called, the header above it that it shares with its neighbours, the kind of its values."""

    title: str
    kind: Kind = "text"
    group: str = ""


Row = tuple[Value | Typed, ...]


@dataclass(frozen=True)
class Sheet:
    """The answer to one question. unit: printed once, above the table ("" where columns differ).

    parted: rows (from zero) that stand apart from those before and after, such as a new poverty standard.
    """

    key: str
    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    lead: str = ""
    notes: tuple[str, ...] = ()
    parted: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Paper:
    """A comparison to be written down, with what it was made from.

    posterior, seed: of the members that the comparison was run with. made_on: the day on the paper. remarks: what the
    planner wrote in the deck, by screen.
    """

    comparison: Comparison
    entries: Sequence[Entry]
    evidence: Evidence
    posterior: Posterior
    language: str
    made_on: date
    seed: int = 1
    remarks: Mapping[str, str] = field(default_factory=dict)

    def say(self, key: str, **words: object) -> str:
        """A text of the exports in the paper's language."""
        return text(f"exports.{key}", self.language, **words)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the scenarios are called, on one line each, told apart."""
        return tuple(name for _, name in titled(self.entries))

    @cached_property
    def whole(self) -> tuple[str, ...]:
        """The same with their numbers, and which of them is the reference."""
        return self._numbered(self.names)

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """The same as long as a table has room for; their numbers tell them apart."""
        return self._numbered([clipped(name, LONGEST) for name in self.names])

    def _numbered(self, names: Sequence[str]) -> tuple[str, ...]:
        marks = ["" for _ in names]
        marks[self.comparison.reference] = text("compare.is_reference", self.language)
        return tuple(f"{place}. {name}{mark}" for place, (name, mark) in enumerate(zip(names, marks, strict=True), 1))

    @property
    def locality(self) -> Locality:
        """The locality of all scenarios."""
        return self.evidence.localities[self.comparison.outcomes[self.comparison.reference].scenario.locality]

    @property
    def place(self) -> str:
        """What the locality is called."""
        return escaped(self.locality.name_vi if self.language == "vi" else self.locality.name_en)

    @property
    def place_within(self) -> str:
        """The same inside a sentence: "tỉnh Sơn La"."""
        first = self.place.partition(" ")[0]
        return lower(self.place) if first in KINDS_OF_PLACE else self.place

    @property
    def span(self) -> dict[str, int]:
        """The first and the last year that are added up."""
        return {"first": self.comparison.first_year, "year": self.comparison.year}

    @cached_property
    def screens(self) -> Mapping[str, Screen]:
        """The screens of the deck, by key."""
        comparison, entries, evidence = self.comparison, self.entries, self.evidence
        found = screens(comparison, entries, evidence, self.language, remarks=self.remarks, made=self.made_on)
        return {screen.key: screen for screen in found}

    @property
    def questions(self) -> list[Screen]:
        """The screens that answer a question about all scenarios."""
        return [self.screens[key] for key in QUESTIONS if key in self.screens]

    @cached_property
    def parameters(self) -> Parameters:
        """The members of the posterior that every scenario was run with."""
        return members(self.posterior, self.comparison.draws, self.seed)

    @cached_property
    def learned(self) -> tuple[Learned, ...]:
        """Every parameter before and after the figures, with its sources."""
        return learned(self.evidence, self.locality, self.posterior)

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """The yearly review of each scenario."""
        scenarios = [outcome.scenario for outcome in self.comparison.outcomes]
        return review(scenarios, self.evidence, self.parameters)


def bare(value: Value | Typed, kind: Kind) -> tuple[Value, Kind, bool]:
    """A value with its own kind or that of its column, and whether it is a difference."""
    if isinstance(value, Typed):
        return value.value, value.kind, value.change
    return value, kind, False


def kind_of(figure: str, *, change: bool = False) -> Kind:
    """The kind of a key figure's values, or of its differences."""
    return (CHANGE_KINDS if change else UNIT_KINDS).get(FIGURES[figure].unit, "count")


def interval_columns(paper: Paper, group: str, kind: Kind) -> tuple[Column, Column, Column]:
    """Median and the ends of the 90 % interval under one header."""
    middle, low, high = (Column(paper.say(f"column.{name}"), kind, group) for name in ("median", "low", "high"))
    return middle, low, high
