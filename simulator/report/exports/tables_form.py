"""The form of the yearly review of poor households, by scenario and year, with books that close."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis.review import Period, Recount
from simulator.evidence import Observation
from simulator.report.citations import cited
from simulator.report.exports.tables import Column, Paper, Row, Sheet, Typed
from simulator.report.ranges import reported_value
from simulator.texts import text
from simulator.units import day

MINORITY = ("ethnic_minority_poor_households", "ethnic_minority_poverty_rate", "ethnic_minority_households")


def form_sheet(paper: Paper) -> Sheet:
    """Locality, households, poor at the start, escaped, relapsed, newly poor, poor at the end, minorities if known."""
    start, during, end = (paper.say(f"column.{name}") for name in ("at_start", "during", "at_end"))
    number, rate = paper.say("column.number"), paper.say("column.rate")
    columns = (
        Column(paper.say("column.scenario")),
        Column(paper.say("column.locality")),
        Column(paper.say("column.from_day"), "day"),
        Column(paper.say("column.to_day"), "day"),
        Column(paper.say("column.standard")),
        Column(paper.say("column.households"), "count", start),
        Column(number, "count", start),
        Column(rate, "rate", start),
        *(
            Column(paper.say(f"column.{name}"), "count", during)
            for name in ("escaped", "relapsed", "newly_poor", "growth", "disasters", "recounted")
        ),
        Column(paper.say("column.households"), "count", end),
        Column(number, "count", end),
        Column(rate, "rate", end),
    )
    rows: list[Row] = []
    parted = set()
    for place, review in enumerate(paper.reviews):
        for found in review.rows:
            if isinstance(found, Recount):
                parted.add(len(rows))
            rows.append(_period(paper, place, found) if isinstance(found, Period) else _recount(paper, place, found))
    return Sheet(
        key="form",
        name=paper.say("sheet.form"),
        title=paper.say("title.form", place=paper.place_within),
        columns=columns,
        rows=tuple(rows),
        unit=paper.say("unit.households"),
        lead=paper.say("lead.form"),
        notes=(paper.say("note.form"), *_minorities(paper)),
        parted=frozenset(parted),
    )


def _period(paper: Paper, place: int, found: Period) -> Row:
    return (
        paper.numbered[place],
        paper.place,
        found.first,
        found.last,
        text(f"methods.standard.{found.standard}", paper.language),
        found.households_before,
        found.poor_before,
        found.rate_before,
        found.escaped,
        found.relapsed,
        found.newly_poor,
        found.growth,
        _clean(found.disasters),
        0.0,
        found.households,
        found.poor,
        found.rate,
    )


def _recount(paper: Paper, place: int, found: Recount) -> Row:
    """The same households on the same day, counted by the old and the new standard."""
    everyone = found.households
    return (
        paper.numbered[place],
        paper.place,
        found.day,
        found.day,
        text(f"methods.standard.{found.standard}", paper.language),
        everyone,
        found.before,
        found.before / everyone,
        *(Typed(None, "count") for _ in range(5)),
        Typed(found.after - found.before, "count", change=True),
        everyone,
        found.after,
        found.after / everyone,
    )


def _clean(value: float) -> float:
    """A rest below a thousandth of a household is rounding, not a disaster."""
    return value if abs(value) >= 1e-3 else 0.0


def _minorities(paper: Paper) -> Iterator[str]:
    """What is known of minority households: reported figures, the latest of each; the model does not part them."""
    found = [_latest(paper, name) for name in MINORITY]
    told = [
        paper.say(
            "minority_figure",
            name=text(f"details.indicator.{row.indicator}", paper.language),
            value=reported_value(row, paper.language),
            day=day(row.period_end, paper.language),
            source=cited(paper.evidence.sources[row.source_id], paper.language),
        )
        for row in found
        if row is not None
    ]
    yield paper.say("note.minority") if told else paper.say("note.minority_unknown")
    yield from told


def _latest(paper: Paper, indicator: str) -> Observation | None:
    rows = [row for row in paper.evidence.of(paper.locality.id) if row.indicator == indicator and row.bound == "exact"]
    return max(rows, key=lambda row: row.period_end, default=None)
