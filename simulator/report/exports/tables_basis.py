"""What the figures rest on: every parameter, every reported figure of the charts, and how the run can be made again."""

from __future__ import annotations

from collections.abc import Iterator

import simulator
from simulator.analysis.learning import Learned
from simulator.errors import escaped
from simulator.evidence import Observation
from simulator.report.citations import cited, cited_all
from simulator.report.exports.tables import Column, Kind, Paper, Row, Sheet, Typed
from simulator.report.learning_words import parameter_name
from simulator.report.ranges import digits_for, unit_name
from simulator.texts import text
from simulator.units import day

REPORTED = ("poverty_rate", "ntm_communes_attained", "ntm_communes_advanced")
LIMITS = ("effects", "criteria", "ntm_money", "one", "timing")
"""Of the limits on the page of methods, those that matter to every comparison."""
REPORTED_KINDS: dict[str, Kind] = {"share": "hundredths"}


def parameters_sheet(paper: Paper) -> Sheet:
    """Every parameter: the value and range used, what it was before the figures, its source or the word assumption."""
    used, before = paper.say("column.used"), paper.say("column.before")
    columns = (
        Column(paper.say("column.parameter")),
        Column(paper.say("column.unit")),
        *(Column(paper.say(f"column.{name}"), "plain", used) for name in ("median", "low", "high")),
        *(Column(paper.say(f"column.{name}"), "plain", before) for name in ("median", "low", "high")),
        Column(paper.say("column.taught")),
        Column(paper.say("column.basis")),
    )
    overrides = [
        paper.say(
            "note.override",
            title=paper.numbered[place],
            name=parameter_name(name, paper.language),
            value=f"{value:g}",
        )
        for place, outcome in enumerate(paper.comparison.outcomes)
        for name, value in sorted(outcome.scenario.assumptions.items())
    ]
    return Sheet(
        key="parameters",
        name=paper.say("sheet.parameters"),
        title=paper.say("title.parameters", place=paper.place_within),
        columns=columns,
        rows=tuple(_parameter(paper, row) for row in paper.learned),
        lead=paper.say("lead.parameters"),
        notes=tuple(overrides),
    )


def _parameter(paper: Paper, row: Learned) -> Row:
    """One parameter: used, before, what the figures taught, source."""
    unit, kind = unit_name(row.unit, paper.language), _kind_for(row)
    figures: list[Typed] = []
    for found in (row.after, row.before):
        ends = (found.median, found.p05, found.p95)
        figures += [Typed(end if place == 0 or not found.fixed else None, kind) for place, end in enumerate(ends)]
    if row.before.fixed:
        figures[3:] = [Typed(None, kind)] * 3
    name = parameter_name(row.name, paper.language)
    taught = paper.say(f"taught.{row.verdict}")
    return (name, unit, *figures, taught, _basis(paper, row))


def _basis(paper: Paper, row: Learned) -> str:
    """All sources with their dates, an assumption, or an assumption after sources."""
    sources = cited_all(row.source_ids, paper.evidence, paper.language)
    if not (row.assumed and row.source_ids):
        return sources
    word = text("source.assumption", paper.language)
    return text("methods.assumed_from", paper.language, word=word, sources=sources)


def _kind_for(row: Learned) -> Kind:
    """Shares as percentages; other values with decimals by their size."""
    if row.unit in ("share", "share_per_year"):
        return "hundredths" if row.unit == "share" else "points"
    digits = digits_for(row.after.median)
    return "count" if digits == 0 else "tenths" if digits == 1 else "thousandths" if digits <= 3 else "fine"


def reported_sheet(paper: Paper) -> Sheet:
    """Every reported figure of what the charts show, with source and date, and what it is used for."""
    columns = (
        Column(paper.say("column.figure")),
        Column(paper.say("column.standard")),
        Column(paper.say("column.day"), "day"),
        Column(paper.say("column.value"), "count"),
        Column(paper.say("column.unit")),
        Column(paper.say("column.use")),
        Column(paper.say("column.published")),
        Column(paper.say("column.address")),
    )
    rows = tuple(_reported(paper, row) for row in reported(paper))
    return Sheet(
        key="reported",
        name=paper.say("sheet.reported"),
        title=paper.say("title.reported", place=paper.place_within),
        columns=columns,
        rows=rows,
        lead=paper.say("lead.reported"),
    )


def reported(paper: Paper) -> list[Observation]:
    """The reported figures of what the charts show, those that a chart draws first within their standard."""
    rows = [row for row in paper.evidence.of(paper.locality.id) if row.indicator in REPORTED]
    return sorted(rows, key=lambda row: (REPORTED.index(row.indicator), row.standard, not drawn(row), row.period_end))


def drawn(row: Observation) -> bool:
    """Whether a chart draws a reported figure: an exact count of a day that the model was fitted to."""
    return row.fit == "yes" and row.kind == "stock" and row.bound in ("exact", "about")


def _reported(paper: Paper, row: Observation) -> Row:
    known = row.standard and f"page.standard.{row.standard}"
    standard = text(known, paper.language) if known else ""
    use = "forecast" if row.kind in ("forecast", "target") else "fitted" if row.fit == "yes" else "checked"
    source = paper.evidence.sources[row.source_id]
    return (
        text(f"observed.{row.indicator}", paper.language),
        standard,
        row.period_end,
        Typed(row.value, REPORTED_KINDS.get(row.unit, "count")),
        unit_name(row.unit, paper.language),
        paper.say(f"use.{use}"),
        cited(source, paper.language),
        source.url,
    )


def method_sheet(paper: Paper) -> Sheet:
    """How the run can be made again: files, draws, seed, digests, version; and the limits in plain words."""
    columns = (Column(paper.say("column.what")), Column(paper.say("column.value"), "plain"))
    return Sheet(
        key="method",
        name=paper.say("sheet.method"),
        title=paper.say("title.method"),
        columns=columns,
        rows=tuple(_method(paper)),
        lead=paper.say("lead.method"),
        notes=limits(paper),
    )


def limits(paper: Paper) -> tuple[str, ...]:
    """What a reader must know before leaning on the figures."""
    language = paper.language
    return tuple(
        f"{text(f'methods.limit.{name}.title', language)} {text(f'methods.limit.{name}', language)}" for name in LIMITS
    )


def _method(paper: Paper) -> Iterator[Row]:
    comparison, language = paper.comparison, paper.language
    scenario = comparison.outcomes[comparison.reference].scenario
    yield paper.say("method.locality"), paper.place
    yield paper.say("method.made_on"), Typed(paper.made_on, "day")
    for place, entry in enumerate(paper.entries):
        yield (
            paper.say("method.scenario", number=place + 1),
            ": ".join(part for part in (paper.names[place], escaped(entry.file)) if part),
        )
    yield paper.say("method.reference"), paper.numbered[comparison.reference]
    yield paper.say("method.years"), f"{comparison.first_year}–{comparison.year}"
    yield paper.say("method.effects"), text(f"explore.effects.{scenario.effects}", language)
    yield paper.say("method.draws"), Typed(float(comparison.draws), "count")
    yield paper.say("method.seed"), Typed(float(paper.seed), "year")
    yield paper.say("method.effective"), Typed(float(paper.posterior.effective), "count")
    yield paper.say("method.data"), paper.evidence.digest
    yield paper.say("method.posterior"), paper.posterior.digest
    yield paper.say("method.version"), simulator.__version__


def source_lines(paper: Paper) -> list[str]:
    """The sources of the drawn figures, each once, with what it is the source of."""
    found: dict[str, list[str]] = {}
    for row in reported(paper):
        if drawn(row):
            named = text(f"observed.{row.indicator}", paper.language)
            when = day(row.period_end, paper.language)
            found.setdefault(row.source_id, []).append(f"{named[:1].lower() + named[1:]} {when}")
    return [
        f"{cited_all((source_id,), paper.evidence, paper.language)}: {'; '.join(what)}."
        for source_id, what in found.items()
    ]
