"""What every part of a deck is written from, and how scenarios are called in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from simulator.analysis.comparison import FIGURES, Comparison
from simulator.errors import escaped
from simulator.evidence import Evidence
from simulator.report.change_words import bound_words
from simulator.report.compare_lines import Lines
from simulator.report.compare_series import lines_of
from simulator.report.compare_table import Cell, Entry, figure_cell, figure_unit, titled
from simulator.report.series_frame import ATTAINED, RATE, Wording
from simulator.texts import text
from simulator.units import number

INDICATORS = {"poverty": RATE, "communes": ATTAINED}
WORDING = Wording(
    merger="deck.merger",
    bound=lambda target, language: bound_words(target.indicator, target.at_most, target.at_least, language),
)
LONGEST_NAME = 46  # letters of a title inside a sentence or beside a line; the table has all of it


@dataclass(frozen=True)
class Told:
    """A comparison with the words around it. Places are from zero, numbers from one."""

    comparison: Comparison
    entries: Sequence[Entry]
    evidence: Evidence
    language: str

    def say(self, key: str, **words: object) -> str:
        """A text of the deck."""
        return text(f"deck.{key}", self.language, **words)

    @cached_property
    def places(self) -> range:
        """The places of the scenarios."""
        return range(len(self.comparison.outcomes))

    @cached_property
    def others(self) -> tuple[int, ...]:
        """The places without the reference."""
        return tuple(place for place in self.places if place != self.comparison.reference)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What the scenarios are called, whole, told apart, on one line each."""
        return tuple(title for _, title in titled(self.entries))

    def name(self, place: int) -> str:
        """A scenario inside a sentence."""
        return f"“{clipped(self.titles[place])}”"

    @cached_property
    def locality(self) -> str:
        """What the locality is called."""
        found = self.evidence.localities[self.comparison.outcomes[0].scenario.locality]
        return found.name_vi if self.language == "vi" else found.name_en

    @cached_property
    def standard(self) -> str:
        """The poverty standard of the reference at the end of the year, inside a sentence."""
        reference = self.comparison.outcomes[self.comparison.reference]
        return lower(text(f"page.standard.{reference.standard(self.comparison.year)}", self.language))

    @cached_property
    def years(self) -> dict[str, object]:
        """The years that sums run over, and the number of simulations, for a text."""
        comparison = self.comparison
        draws = number(comparison.draws, self.language)
        return {"first": comparison.first_year, "year": comparison.year, "draws": draws}

    @cached_property
    def poverty(self) -> Lines:
        """Poverty over time."""
        return self._lines("poverty")

    @cached_property
    def communes(self) -> Lines:
        """Communes over time."""
        return self._lines("communes")

    def _lines(self, name: str) -> Lines:
        return lines_of(INDICATORS[name], self.comparison, self.entries, self.evidence, self.language, WORDING)

    def cell(self, place: int, figure: str) -> Cell:
        """A figure of a scenario beside the reference, written."""
        return figure_cell(self.comparison, place, figure, self.language)

    def value(self, place: int, figure: str, *, unit: bool = True) -> str:
        """A figure of a scenario with its unit and its 90 % interval: "35 xã (23–49)"."""
        cell = self.cell(place, figure)
        return " ".join(part for part in (cell.value, self.unit(figure) if unit else "", cell.span) if part)

    def change(self, place: int, figure: str) -> str:
        """A difference to the reference with its unit and interval: "+1,6 xã (+0,8 đến +2,5)"; or why there is none."""
        cell = self.cell(place, figure)
        if not cell.change:
            return cell.remark
        return " ".join(part for part in (cell.change, self.unit(figure), cell.change_span) if part)

    def is_clear(self, place: int, figure: str) -> bool:
        """Whether a difference is neither none nor in doubt nor as good as none."""
        cell = self.cell(place, figure)
        return bool(cell.change) and not cell.remark

    def unit(self, figure: str) -> str:
        """What stands after an amount: a share carries its sign itself."""
        return "" if FIGURES[figure].unit == "share" else figure_unit(figure, self.language)


def clipped(title: str, longest: int = LONGEST_NAME) -> str:
    """A title that a line has room for."""
    return title if len(title) <= longest else title[: longest - 1].rstrip() + "…"


def plain(written: str) -> str:
    """What a person wrote, on one line, as text and nothing else."""
    return escaped(" ".join(written.split()))


def lower(name: str) -> str:
    """A name inside a sentence; "NTM" stays as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
