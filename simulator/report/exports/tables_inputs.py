"""What the scenarios put in: every lever by year, old against new, and what else differs, in words."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.report.change_words import PERSONS, SHARE_LEVERS, change_lines, lever_name
from simulator.report.compare_words import NOT_TOLD
from simulator.report.exports.tables import Column, Kind, Paper, Row, Sheet, Typed
from simulator.scenario import Change, changes
from simulator.scenario.record import value_in
from simulator.scenario.vocabulary import LEVER_ORDER
from simulator.texts import text


def changes_sheet(paper: Paper) -> Sheet:
    """Levers that differ from the reference, by stretches of years; events, targets and assumptions in words."""
    columns = (
        Column(paper.say("column.scenario")),
        Column(paper.say("column.lever")),
        Column(paper.say("column.from_year"), "year"),
        Column(paper.say("column.to_year"), "year"),
        Column(paper.say("column.old"), "money"),
        Column(paper.say("column.new"), "money"),
        Column(paper.say("column.change"), "money"),
        Column(paper.say("column.unit")),
    )
    rows = [row for place in range(len(paper.names)) for row in _changes(paper, place)]
    return Sheet(
        key="changes",
        name=paper.say("sheet.changes"),
        title=paper.say("title.changes", title=paper.numbered[paper.comparison.reference]),
        columns=columns,
        rows=tuple(rows),
        lead=paper.say("lead.changes"),
        notes=tuple(_others(paper)),
    )


def _found(paper: Paper, place: int) -> list[Change]:
    reference = paper.comparison.outcomes[paper.comparison.reference].scenario
    return [change for change in changes(reference, paper.comparison.outcomes[place].scenario) if change.years]


def _changes(paper: Paper, place: int) -> Iterator[Row]:
    for change in _found(paper, place):
        kind, unit = lever_kind(change.key), lever_unit(paper, change.key)
        scale = 100.0 if kind == "rate" else 1.0
        for years in change.years:
            gap = None if years.before is None or years.after is None else years.after - years.before
            told = Typed(gap, "points" if kind == "rate" else kind, change=True)
            ends = [Typed(value, kind) for value in (years.before, years.after)]
            shown = paper.say("unit.points") if scale > 1.0 else unit
            name = lever_name(change.key, paper.language)
            yield (paper.numbered[place], name, years.first_year, years.last_year, *ends, told, shown)


def _others(paper: Paper) -> Iterator[str]:
    """Differences that are not levers."""
    reference = paper.comparison.outcomes[paper.comparison.reference].scenario
    for place, outcome in enumerate(paper.comparison.outcomes):
        found = [
            change for change in changes(reference, outcome.scenario) if not change.years and change.key not in NOT_TOLD
        ]
        for line in change_lines(found, paper.language):
            yield f"{paper.numbered[place]}: {line}"


def levers_sheet(paper: Paper) -> Sheet:
    """Every lever of every scenario in each of the compared years."""
    years = range(paper.comparison.first_year, paper.comparison.year + 1)
    columns = (
        Column(paper.say("column.lever")),
        Column(paper.say("column.unit")),
        Column(paper.say("column.scenario")),
        *(Column(str(year), "money") for year in years),
    )
    rows: list[Row] = []
    for path in LEVER_ORDER:
        kind, unit = lever_kind(path), lever_unit(paper, path)
        for place, outcome in enumerate(paper.comparison.outcomes):
            schedule = outcome.scenario.levers.get(path, ())
            values = [Typed(value_in(schedule, year) if schedule else None, kind) for year in years]
            rows.append((lever_name(path, paper.language), unit, paper.numbered[place], *values))
    return Sheet(
        key="levers",
        name=paper.say("sheet.levers"),
        title=paper.say("title.levers", place=paper.place_within),
        columns=columns,
        rows=tuple(rows),
        lead=paper.say("lead.levers"),
    )


def lever_kind(path: str) -> Kind:
    """The kind of a lever's values."""
    return "rate" if path.startswith(SHARE_LEVERS) else "count" if path == PERSONS else "money"


def lever_unit(paper: Paper, path: str) -> str:
    """What a lever counts in."""
    if lever_kind(path) == "rate":
        return "%"
    name = "persons_a_year" if path == PERSONS else "billion_vnd_a_year"
    return text(f"change.unit.{name}", paper.language)
