"""The table of loan rates, caps and terms as dated rules."""

from __future__ import annotations

from datetime import date

from simulator.evidence import Evidence, Rule
from simulator.ui.details_html import Line, capital, heading, rated, say, table, unit_name
from simulator.ui.details_ntm_view import unverified
from simulator.ui.details_rules import DatedRule, by_topic, loan_rules
from simulator.units import day, number, percent

STATES = {"in_force": "good", "undated": "good", "coming": "", "ended": "past"}


def rules_block(evidence: Evidence, today: date, language: str) -> str:
    """Every rule of loans with its dates, its source and whether it holds today."""
    head = [say(f"column.{name}", language) for name in ("rule", "value", "valid", "state", "source")]
    lines = []
    for topic, rows in by_topic(loan_rules(evidence, today)).items():
        lines.append(Line((capital(say(f"rule_topic.{topic}", language)),), "heading"))
        lines += [_line(row, evidence, language) for row in rows]
    title = heading(say("rules", language), say("rules.sub", language, today=day(today, language)))
    return title + table(head, lines, (1,), kind="list rules")


def _line(row: DatedRule, evidence: Evidence, language: str) -> Line:
    rule = row.rule
    cells = (
        say(f"rule_scope.{rule.scope.replace(' ', '_').replace(',', '')}", language),
        f"<b>{_value(rule, language)}</b>",
        _dates(rule, language),
        f"<span class='mark {STATES[row.state]}'>{say(f'rule_state.{row.state}', language)}</span>",
        (rated(evidence.sources[rule.source_id], language) if rule.source_id else say("recalled", language))
        + unverified(rule, language),
    )
    return Line(cells, "past" if row.state == "ended" else "")


def _value(rule: Rule, language: str) -> str:
    if rule.value is None:
        return "—"
    if rule.unit == "share_per_year":
        written = percent(rule.value, language, 2)
        return say("per_year", language, value=written)
    if rule.unit.startswith("ratio"):
        return say(f"ratio.{rule.unit}", language, value=percent(rule.value, language, 0))
    return f"{number(rule.value, language)} {unit_name(rule.unit, language)}"


def _dates(rule: Rule, language: str) -> str:
    if rule.valid_from and rule.valid_to:
        return say("dates.both", language, start=day(rule.valid_from, language), end=day(rule.valid_to, language))
    if rule.valid_from:
        return say("dates.since", language, start=day(rule.valid_from, language))
    return (
        say("dates.until", language, end=day(rule.valid_to, language)) if rule.valid_to else say("dates.none", language)
    )
