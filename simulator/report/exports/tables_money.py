"""The money: planned, spent and unspent by programme; put in by source and year. Billion VND."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis.comparison import PLANNED
from simulator.analysis.comparison_runs import CAPITAL_SOURCES, PROGRAMMES
from simulator.report.compare_table import figure_name
from simulator.report.exports.tables import Column, Paper, Row, Sheet, interval_columns

TOTAL = "total"
UNSPENT = frozenset({"housing", "training", "ntm", TOTAL})
"""What can stay unspent: new credit capital goes into the fund whole."""


def programmes_sheet(paper: Paper) -> Sheet:
    """Planned, spent and unspent by programme, added up over the compared years."""
    spent, unspent = paper.say("column.spent"), paper.say("column.unspent")
    columns = (
        Column(paper.say("column.scenario")),
        Column(paper.say("column.programme")),
        Column(paper.say("column.planned"), "money"),
        *interval_columns(paper, spent, "money"),
        *interval_columns(paper, unspent, "money"),
    )
    rows = tuple(_programme(paper, place, name) for place in range(len(paper.names)) for name in (*PROGRAMMES, TOTAL))
    return Sheet(
        key="programmes",
        name=paper.say("sheet.programmes"),
        title=paper.say("title.programmes", place=paper.place_within, **paper.span),
        columns=columns,
        rows=rows,
        unit=paper.say("unit.billion"),
        lead=paper.say("lead.programmes"),
        notes=(paper.say("note.credit"), paper.say("note.interval", draws=paper.comparison.draws)),
    )


def planned(paper: Paper, place: int, programme: str) -> float:
    """Billion VND planned for a programme, or for all, over the compared years."""
    comparison = paper.comparison
    if programme == TOTAL:
        return comparison.level(place, PLANNED).median
    return comparison.outcomes[place].put_in(programme, comparison.first_year, comparison.year)


def _programme(paper: Paper, place: int, name: str) -> Row:
    ends = [paper.comparison.level(place, f"money_spent{'' if name == TOTAL else f'_{name}'}")]
    if name in UNSPENT:
        ends.append(paper.comparison.level(place, f"money_unspent{'' if name == TOTAL else f'_{name}'}"))
    figures = [figure for level in ends for figure in (level.median, level.p05, level.p95)]
    empty = [None] * (6 - len(figures))
    return (paper.numbered[place], paper.say(f"programme.{name}"), planned(paper, place, name), *figures, *empty)


def sources_sheet(paper: Paper) -> Sheet:
    """What is put in, by source, in each of the compared years and in all."""
    columns = (
        Column(paper.say("column.scenario")),
        Column(paper.say("column.source")),
        *(Column(str(year), "money") for year in _years(paper)),
        Column(paper.say("column.total"), "money"),
    )
    return Sheet(
        key="sources",
        name=paper.say("sheet.sources"),
        title=paper.say("title.sources", place=paper.place_within, **paper.span),
        columns=columns,
        rows=tuple(_sources(paper)),
        unit=paper.say("unit.billion"),
        lead=paper.say("lead.sources"),
        notes=(paper.say("note.sources"),),
    )


def _sources(paper: Paper) -> Iterator[Row]:
    years = _years(paper)
    for place, outcome in enumerate(paper.comparison.outcomes):
        by_source = {name: [outcome.put_in(name, year, year) for year in years] for name in CAPITAL_SOURCES}
        for name, amounts in by_source.items():
            called = figure_name(f"source_{name}", paper.language)
            yield (paper.numbered[place], called, *amounts, sum(amounts))
        sums = [sum(amounts) for amounts in zip(*by_source.values(), strict=True)]
        yield (paper.numbered[place], paper.say(f"programme.{TOTAL}"), *sums, sum(sums))


def _years(paper: Paper) -> range:
    return range(paper.comparison.first_year, paper.comparison.year + 1)
