"""Blocks about the rules and reports behind New Rural communes: thresholds, income, districts."""

from __future__ import annotations

from simulator.evidence import Evidence, Observation, Rule
from simulator.ui.details_html import (
    DOUBTFUL,
    Line,
    capital,
    heading,
    indicator_name,
    linked,
    paragraph,
    place_name,
    rated,
    reported,
    say,
    sources,
    table,
    when,
)
from simulator.ui.details_ntm import (
    Threshold,
    children,
    criteria_sets,
    districts,
    end_of_districts,
    income_rules,
    incomes,
    printed_alone,
    thresholds_used,
)
from simulator.ui.details_reported import unit_beside_name
from simulator.ui.methods_tables import UNVERIFIED
from simulator.units import day, number, percent


def thresholds_block(evidence: Evidence, locality: str, language: str) -> str:
    """The thresholds in use with their source, and which set of criteria they belong to."""
    place = evidence.localities[locality]
    head = [say(f"column.{name}", language) for name in ("criterion", "threshold", "source")]
    lines = [_threshold(found, evidence, language) for found in thresholds_used(evidence, place)]
    sets = " ".join(_set(found, evidence, language) for found in criteria_sets(evidence))
    return (
        heading(say("thresholds", language), say("thresholds.sub", language))
        + table(head, lines, (1,), kind="list")
        + paragraph(f"{sets} {say('thresholds.after', language)}", "note")
    )


def unverified(rule: Rule, language: str) -> str:
    """The visible mark of a rule that was recalled, not read."""
    return f" <span class='mark'>{say('unverified', language)}</span>" if rule.verified == UNVERIFIED else ""


def _threshold(found: Threshold, evidence: Evidence, language: str) -> Line:
    meaning = say(f"threshold.{found.criterion}", language)
    name = f"{capital(say(f'criterion.{found.criterion}', language))}<small>{meaning}</small>"
    value = say(
        f"threshold_value.{found.criterion}", language, value=percent(found.value, language, _decimals(found.value))
    )
    known = (found.rule.source_id,) if found.rule.source_id else ()
    origin = sources(known, evidence, language) if known else say("recalled", language)
    more = ""
    if found.stand_in is not None:
        stands = say("stand_in", language, value=percent(found.value, language, _decimals(found.value)))
        more = f"<small>{stands}: {sources(found.stand_in.source_ids, evidence, language)}</small>"
    dates = f"<small>{_validity(found.rule, language)}</small>"
    return Line((name, f"<b>{value}</b>", f"{origin}{unverified(found.rule, language)}{dates}{more}"))


def _decimals(share: float) -> int:
    return 0 if abs(100 * share - round(100 * share)) < 1e-9 else 1


def _validity(rule: Rule, language: str) -> str:
    start = day(rule.valid_from, language) if rule.valid_from else "…"
    end = day(rule.valid_to, language) if rule.valid_to else "…"
    return say("valid", language, start=start, end=end)


def _set(found: Rule, evidence: Evidence, language: str) -> str:
    start = str(found.valid_from.year) if found.valid_from else "…"
    end = str(found.valid_to.year) if found.valid_to else "…"
    content = say("criteria_set", language, years=f"{start}–{end}", count=number(found.value or 0.0, language))
    return f"{content} ({sources((found.source_id,), evidence, language)})."


def criterion_ten(evidence: Evidence, locality: str, language: str) -> str:
    """Why criterion 10 is not computed, what is known of its thresholds, and the income that is reported."""
    known = [row for row in income_rules(evidence) if row.value is not None]
    listed = "; ".join(
        say(
            "criterion_ten.rule",
            language,
            scope=say(f"rule_scope.{row.scope.replace(' ', '_').replace(',', '')}", language),
            value=number(row.value or 0.0, language),
        )
        + f" ({sources((row.source_id,), evidence, language)})"
        for row in known
    )
    parts = [
        heading(capital(say("criterion.10", language))),
        paragraph(f"{say('criterion_ten', language)} <span class='mark'>{say('not_computed', language)}</span>"),
        paragraph(f"{say('criterion_ten.earlier', language)} {listed}.", "note"),
    ]
    rows = incomes(evidence, locality)
    if rows:
        head = [say(f"column.{name}", language) for name in ("indicator", "when", "reported", "source")]
        parts.append(table(head, [_reported(row, evidence, language) for row in rows], (2,), kind="list"))
    else:
        parts.append(paragraph(say("criterion_ten.none", language), "empty"))
    return "".join(parts)


def _reported(row: Observation, evidence: Evidence, language: str) -> Line:
    name = f"{indicator_name(row.indicator, language)} <span>{unit_beside_name(row, language)}</span>"
    source = rated(evidence.sources[row.source_id], language)
    return Line((name, when(row, language), f"<b>{reported(row, language)}</b>{_doubt(row, language)}", source))


def _doubt(row: Observation, language: str) -> str:
    if row.kind in ("target", "forecast"):
        return f" <span class='mark past'>{say(f'kind.{row.kind}', language)}</span>"
    return f" <span class='mark'>{say('doubtful', language)}</span>" if row.note.startswith(DOUBTFUL) else ""


def printed_notes(evidence: Evidence, locality: str, language: str) -> str:
    """That a report gives each tier alone, where one does, and the nested count that follows."""
    notes = []
    for found in printed_alone(evidence, locality):
        row = found.advanced
        told = say(
            "printed_alone",
            language,
            date=day(row.period_end, language),
            advanced=number(row.value, language),
            model=number(found.model, language),
            nested=number(row.value + found.model, language),
        )
        notes.append(paragraph(f"{told} ({linked(evidence.sources[row.source_id], language)})", "note"))
    return "".join(notes)


def districts_block(evidence: Evidence, locality: str, language: str) -> str:
    """Districts and cities as reported, attained communes of the districts below, and the end of the level."""
    lines = [_reported(row, evidence, language) for row in districts(evidence, locality)]
    for child in children(evidence, locality):
        row = child.attained
        total = "" if child.total is None else f"/{number(child.total, language)}"
        name = say("districts.communes_of", language, place=place_name(evidence, child.place.id, language))
        figure = f"<b>{reported(row, language)}{total}</b>{_doubt(row, language)}"
        source = rated(evidence.sources[row.source_id], language)
        lines.append(Line((name, when(row, language), figure, source)))
    ended = end_of_districts(evidence)
    note = say("districts.ended", language, date=day(ended.valid_from, language) if ended.valid_from else "")
    origin = linked(evidence.sources[ended.source_id], language) if ended.source_id else say("recalled", language)
    head = [say(f"column.{name}", language) for name in ("indicator", "when", "reported", "source")]
    content = table(head, lines, (2,), kind="list") if lines else paragraph(say("districts.none", language), "empty")
    return (
        heading(say("districts", language), say("districts.sub", language))
        + content
        + paragraph(f"{note} ({origin}){unverified(ended, language)}", "note")
    )
