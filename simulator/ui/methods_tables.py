"""The tables of the methods page as HTML: parameters, fitted figures, rules that nobody checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from simulator.evidence import Evidence, Rule
from simulator.report.citations import cited, cited_all
from simulator.report.ranges import model_range, parameter_range, period, reported_value, unit_name
from simulator.texts import keys, text
from simulator.ui.methods_data import FitRow, ParameterRow
from simulator.units import number, percent, signed_number

BOUND_SIGNS = {"at_least": "≥ ", "at_most": "≤ ", "about": "≈ "}
UNVERIFIED = "no"


def _cell(content: str, kind: str = "", tag: str = "td", more: str = "") -> str:
    named = f" class='{kind}'" if kind else ""
    return f"<{tag}{named}{more}>{content}</{tag}>"


def _table(columns: Sequence[str], bodies: Iterable[str], language: str) -> str:
    figures = {"prior", "posterior", "reported", "model", "residual", "value"}
    head = "".join(
        _cell(
            escape(text(f"methods.column.{name}", language)),
            "figure" if name in figures else "",
            "th",
            " scope='col'",
        )
        for name in columns
    )
    return f"<div class='methods-table'><table><thead><tr>{head}</tr></thead>{''.join(bodies)}</table></div>"


def parameter_table(rows: Sequence[ParameterRow], evidence: Evidence, language: str) -> str:
    """Every parameter: what it is, before and after the figures, and where it is from."""
    columns = ("name", "prior", "posterior", "data", "source")
    bodies = []
    for group, members in groupby(rows, key=lambda row: row.group):
        heading = _cell(
            escape(text(f"methods.group.{group}", language)), "", "th", f" colspan='{len(columns)}' scope='rowgroup'"
        )
        lines = "".join(_parameter(row, evidence, language) for row in members)
        bodies.append(f"<tbody><tr class='heading'>{heading}</tr>{lines}</tbody>")
    return _table(columns, bodies, language)


def _parameter(row: ParameterRow, evidence: Evidence, language: str) -> str:
    learned = text(f"methods.data.{row.learned}", language)
    size, unit = row.before.median, escape(unit_name(row.unit, language))
    before = parameter_range(row.before, row.unit, language, like=size)
    after = "" if row.before.fixed else parameter_range(row.after, row.unit, language, like=size)
    name = f"{escape(text(f'parameter.{row.name}', language))}<small>{unit} · {escape(row.name)}</small>"
    cells = (
        _cell(name, "", "th", " scope='row'"),
        _cell(before, "figure"),
        _cell(after, "figure"),
        _cell(escape(learned), "plain strong learned" if row.learned in ("narrowed", "shifted") else "plain"),
        _cell(
            f"{escape(_source(row, evidence, language))}<small>{escape(_scope(row.scope, language))}</small>", "source"
        ),
    )
    return f"<tr>{''.join(cells)}</tr>"


def _source(row: ParameterRow, evidence: Evidence, language: str) -> str:
    sources = cited_all(row.source_ids, evidence, language)
    if row.assumed and row.source_ids:
        word = text("source.assumption", language)
        return text("methods.assumed_from", language, word=word, sources=sources)
    return sources


def _scope(scope: str, language: str) -> str:
    key = f"methods.scope.{scope.replace(' ', '_')}"
    return text(key if key in keys() else "methods.scope.locality", language)


def fit_table(rows: Sequence[FitRow], evidence: Evidence, language: str) -> str:
    """Every fitted figure beside the model's."""
    columns = ("indicator", "date", "standard", "reported", "model", "residual", "source")
    bodies = []
    for indicator, found in groupby(rows, key=lambda row: row.observation.indicator):
        members = list(found)
        unit = members[0].observation.unit
        label = f"{escape(text(f'observed.{indicator}', language))}<small>{escape(unit_name(unit, language))}</small>"
        first = _cell(label, "", "th", f" scope='rowgroup' rowspan='{len(members)}'")
        lines = [_fitted(row, evidence, language) for row in members]
        bodies.append(f"<tbody><tr>{first}{'</tr><tr>'.join(lines)}</tr></tbody>")
    return _table(columns, bodies, language)


def _fitted(row: FitRow, evidence: Evidence, language: str) -> str:
    seen = row.observation
    standard = text(f"methods.standard.{seen.standard}", language) if seen.standard else ""
    reported = BOUND_SIGNS.get(seen.bound, "") + reported_value(seen, language)
    return "".join(
        (
            _cell(period(seen, language), "plain"),
            _cell(escape(standard), "plain"),
            _cell(reported, "figure"),
            _cell(model_range(row.model, seen, language), "figure"),
            _residual(row, language),
            _cell(escape(cited(evidence.sources[seen.source_id], language)), "source"),
        )
    )


def _residual(row: FitRow, language: str) -> str:
    if row.residual is None:
        return _cell(text("methods.fit_met", language), "figure")
    written = signed_number(row.residual, language, 1)
    if row.is_beyond:
        return _cell(f"{written}<small>{text('methods.fit_beyond', language)}</small>", "figure strong beyond")
    return _cell(written, "figure")


def unverified_rules(evidence: Evidence) -> list[Rule]:
    """The rows of the rules file that were recalled, not read."""
    return [rule for rule in evidence.rules if rule.verified == UNVERIFIED]


def rules_table(rules: Sequence[Rule], used: frozenset[tuple[str, str]], language: str) -> str:
    """Rules that nobody checked, and which of them the model uses; `used` holds (topic, scope)."""
    lines = "".join(_rule(rule, (rule.topic, rule.scope) in used, language) for rule in rules)
    return _table(("rule", "scope", "value", "state"), [f"<tbody>{lines}</tbody>"], language)


def _rule(rule: Rule, is_used: bool, language: str) -> str:
    if rule.value is None:
        value = "—"
    elif rule.unit == "share":
        value = percent(rule.value, language, 1 if round(100 * rule.value, 6) % 1 else 0)
    else:
        value = f"{number(rule.value, language)} {unit_name(rule.unit, language)}"
    state = text("methods.unverified", language)
    more = f"<small>{escape(text('methods.rules_used', language))}</small>" if is_used else ""
    cells = (
        _cell(escape(text(f"methods.rule.{rule.topic}", language)), "", "th", " scope='row'"),
        _cell(escape(text(f"methods.scope.{rule.scope.replace(' ', '_')}", language))),
        _cell(escape(value), "figure"),
        _cell(f"{escape(state)}{more}"),
    )
    return f"<tr>{''.join(cells)}</tr>"
