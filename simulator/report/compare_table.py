"""Compared scenarios as tables: what a cell says is made here once, for the page, the terminal and the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.analysis.comparison import FIGURES, Comparison, Figure
from simulator.analysis.comparison_runs import CAPITAL_SOURCES, PROGRAMMES
from simulator.analysis.comparison_verdict import CLEAR, NONE, printed, sign, verdict
from simulator.analysis.summary import Interval
from simulator.errors import escaped
from simulator.report.change_words import bound_words, indicator_words
from simulator.scenario import Target
from simulator.texts import text
from simulator.units import change_decimals, day, number, percent, signed_number

MANY, SOME = 1000.0, 10.0  # amounts from here on carry no decimal, one decimal
DECIMALS = ((100.0, 0), (0.2, 1), (0.02, 2))  # a difference from here on carries so many; a smaller one three
TONES = {1: "good", -1: "bad"}

TABLES: Mapping[str, tuple[str, ...]] = {
    "outcomes": (
        "poverty_rate",
        "multidimensional_rate",
        "near_poor_rate",
        "ntm_communes_attained",
        "ntm_communes_advanced",
        "ntm_communes_model",
    ),
    "works": (
        "credit_outstanding",
        "houses_supported",
        "houses_needed",
        "persons_placed",
        "money_spent",
        "money_unspent",
        "money_planned",
    ),
    "programmes": (
        *(f"money_spent_{name}" for name in PROGRAMMES),
        *(f"money_unspent_{name}" for name in PROGRAMMES[1:]),
    ),
    "sources": (*(f"source_{name}" for name in CAPITAL_SOURCES), "money_planned"),
}
WITH_TARGETS = "outcomes"  # the table that ends with the chance of each target


@dataclass(frozen=True)
class Entry:
    """What a scenario is called, and the file that it is from ("" for one that is not saved)."""

    title: str
    file: str = ""

    @property
    def name(self) -> str:
        """The title on one line, whatever it holds."""
        return escaped(" ".join(self.title.split())) or self.file


@dataclass(frozen=True)
class Column:
    """A figure, or the chance of a target: its name, what it counts in, and when ("" as its table says)."""

    key: str
    name: str
    unit: str
    period: str


@dataclass(frozen=True)
class Cell:
    """A figure of one scenario, written, with its paired difference to the reference.

    remark: what must be said of the difference ("không phân biệt được với 0"). tone: good, bad or "". order: the
    number by which a column is sorted, None where there is none.
    """

    value: str
    span: str = ""
    change: str = ""
    change_span: str = ""
    remark: str = ""
    tone: str = ""
    order: float | None = None


@dataclass(frozen=True)
class Table:
    """Columns, and a row of cells for each scenario in the order of the comparison."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(comparison: Comparison, language: str) -> list[Table]:
    """All tables of a comparison."""
    return [table(comparison, name, language) for name in TABLES]


def table(comparison: Comparison, name: str, language: str) -> Table:
    """One of `TABLES`; the first also holds the chance of each target."""
    targets = comparison.targets if name == WITH_TARGETS else ()
    columns = [_column(comparison, FIGURES[key], language) for key in TABLES[name]]
    columns += [_target_column(target, number, language) for number, target in enumerate(targets)]
    rows = []
    for place in range(len(comparison.outcomes)):
        cells = [figure_cell(comparison, place, key, language) for key in TABLES[name]]
        cells += [_chance_cell(comparison, place, target, language) for target in targets]
        rows.append(tuple(cells))
    return Table(name, tuple(columns), tuple(rows))


def figure_name(name: str, language: str) -> str:
    """What a figure is called."""
    return text(f"compare.figure.{name}", language)


def figure_unit(name: str, language: str) -> str:
    """What a figure counts in: "%", "xã", "tỷ đồng"."""
    return text(f"methods.unit.{FIGURES[name].unit}", language)


def target_name(target: Target, language: str) -> str:
    """A target in words: "tỷ lệ hộ nghèo ≤ 5% (31/12/2030)"."""
    bound = bound_words(target.indicator, target.at_most, target.at_least, language)
    words = {"indicator": indicator_words(target.indicator, language), "bound": bound}
    return text("compare.target", language, date=day(target.date, language), **words)


def chance_text(share: float | None, language: str) -> str:
    """A chance as draws of a hundred; never a rounded certainty."""
    if share is None:
        return text("compare.no_chance", language)
    count = "<1" if 0.0 < share < 0.005 else ">99" if 0.995 < share < 1.0 else str(round(100 * share))
    return text("explore.card.of_hundred", language, count=count)


def level_texts(found: Interval, name: str, language: str, decimals: int = 0) -> tuple[str, str]:
    """A figure and its 90 % interval; no interval where it is written as wide as the figure.

    decimals: of an amount; a rate has one.
    """
    if FIGURES[name].unit == "share":
        low, high = number(100 * found.p05, language, 1), number(100 * found.p95, language, 1)
        value, bare = percent(found.median, language), number(100 * found.median, language, 1)
    else:
        low, value, high = (number(end, language, decimals) for end in (found.p05, found.median, found.p95))
        bare = value
    return value, "" if low == bare == high else f"({low}–{high})"


def change_texts(found: Interval, name: str, language: str) -> tuple[str, str]:
    """A difference with its sign and its 90 % interval; no interval where it is written no wider than the median.

    Small ones, and those whose verdict could not be read otherwise, carry more decimals.
    """
    ends = printed(found, name)
    size = abs(ends[1]) or max(abs(ends[0]), abs(ends[2]))
    usual = next((count for least, count in DECIMALS if size >= least), 3)
    decimals = change_decimals(*ends, usual)
    low, bare, high = (signed_number(end, language, decimals) for end in ends)
    value = f"{bare} {text('page.points', language)}" if FIGURES[name].unit == "share" else bare
    span = "" if low == bare == high else text("explore.card.interval", language, low=low, high=high)
    return value, span


def tone_of(found: Interval, name: str) -> str:
    """Whether a difference that can be told from none is for the better or the worse; money is neither."""
    figure, way = FIGURES[name], sign(found, name)
    if not figure.better or figure.unit == "billion_vnd" or not way:
        return ""
    return TONES[way * figure.better]


def figure_cell(comparison: Comparison, place: int, name: str, language: str) -> Cell:
    """A figure of one scenario beside the reference."""
    level = comparison.level(place, name)
    value, span = level_texts(level, name, language, _amount_decimals(comparison, name))
    cell = Cell(value, span, order=level.median)
    if place == comparison.reference:
        return cell
    difference = comparison.difference(place, name)
    if difference is None:
        return Cell(value, span, remark=text("compare.other_standard", language), order=level.median)
    kind = verdict(difference, name, level.median)
    if kind == NONE:
        return Cell(value, span, remark=text("compare.same", language), order=level.median)
    change, change_span = change_texts(difference, name, language)
    if kind != CLEAR:
        return Cell(value, span, change, change_span, text(f"compare.{kind}", language), order=level.median)
    return Cell(value, span, change, change_span, tone=tone_of(difference, name), order=level.median)


def _chance_cell(comparison: Comparison, place: int, target: Target, language: str) -> Cell:
    chance, other = comparison.chance(place, target), comparison.chance(comparison.reference, target)
    value = chance_text(chance, language)
    if place == comparison.reference or chance is None or other is None:
        return Cell(value, order=chance)
    if chance == other:
        return Cell(value, remark=text("compare.same", language), order=chance)
    decimals = 0 if abs(chance - other) >= 0.01 else 1
    change = text("explore.card.of_hundred", language, count=signed_number(100 * (chance - other), language, decimals))
    return Cell(value, change=change, order=chance)


def _column(comparison: Comparison, figure: Figure, language: str) -> Column:
    first, year = comparison.first_year, comparison.year
    key = "compare.period_sum" if figure.summed else "compare.period_end"
    period = text(key, language, first=first, year=year)
    return Column(figure.name, figure_name(figure.name, language), figure_unit(figure.name, language), period)


def _target_column(target: Target, place: int, language: str) -> Column:
    bound = bound_words(target.indicator, target.at_most, target.at_least, language)
    is_short = target.indicator in FIGURES and not FIGURES[target.indicator].summed
    called = figure_name(target.indicator, language) if is_short else indicator_words(target.indicator, language)
    name = text("compare.chance", language, indicator=called[:1].lower() + called[1:], bound=bound)
    return Column(f"target_{place}", name, text("compare.chance_unit", language), day(target.date, language))


def _amount_decimals(comparison: Comparison, name: str) -> int:
    """Money carries decimals where all of it is little; things that are counted carry none."""
    if FIGURES[name].unit != "billion_vnd":
        return 0
    largest = max(abs(comparison.level(place, name).p95) for place in range(len(comparison.outcomes)))
    return 0 if largest >= MANY or largest == 0.0 else 1 if largest >= SOME else 2


def titled(entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    """(number from one, name) of each entry; two of one name bear their files."""
    names = [entry.name for entry in entries]
    for place, entry in enumerate(entries):
        is_twin = names.count(entry.name) > 1 and entry.file
        yield place + 1, f"{entry.name} ({escaped(entry.file)})" if is_twin else entry.name
