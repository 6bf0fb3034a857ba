"""What stands behind a screen: sources with their dates, and the word assumption where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from simulator.report.change_words import exact, lever_name
from simulator.report.citations import cited, cited_all
from simulator.report.compare_lines import Lines
from simulator.report.compare_table import figure_name, target_name
from simulator.report.compare_words import input_lines
from simulator.report.deck.told import INDICATORS, Told, lower, plain
from simulator.scenario import Event, changes
from simulator.scenario.vocabulary import LEVER_ORDER
from simulator.texts import keys, text
from simulator.units import day, percent

MONEY = (
    "credit.new_capital.central",
    "credit.new_capital.mobilised",
    "credit.new_capital.entrusted",
    "housing.budget",
    "training.budget",
    "ntm.investment",
)
RULES = {"standard_change": "poverty_line", "criteria_change": "ntm_criteria_set", "merger": "merger"}
DAMAGE = frozenset({"houses_damaged", "houses_damaged_partly", "houses_destroyed", "houses_relocated"})
STANDARDS = {"S15": "2016-01-01", "S22": "2022-01-01", "S27": "2027-01-01"}


def over_time(told: Told, lines: Lines, name: str) -> list[str]:
    """Reported figures, the standard, targets, events, what is simulated."""
    found = [_reported(told, lines, name)] if lines.reported else []
    found += [standard(told)] if name == "poverty" else []
    return [*found, *targets(told, INDICATORS[name]), *events(told), model(told)]


def chances(told: Told) -> list[str]:
    """Whose targets they are."""
    return [*targets(told), standard(told), *events(told), model(told)]


def money(told: Told) -> list[str]:
    """Where today's amounts are from."""
    return [*levers(told, MONEY), told.say("note.levels"), model(told)]


def differences(told: Told) -> list[str]:
    """By which standard, and who is not compared."""
    other = [
        told.titles[place]
        for place in told.others
        if not told.comparison.is_comparable(place, told.comparison.reference, "poverty_rate")
    ]
    left_out = [told.say("note.other_standard", titles="; ".join(other))] if other else []
    return [*left_out, standard(told), told.say("note.levels"), *events(told), model(told)]


def scenario(told: Told, place: int) -> list[str]:
    """What a scenario changes, whole, with the sources of the levels that it changes, and its own assumptions."""
    chosen, reference = (told.comparison.outcomes[number].scenario for number in (place, told.comparison.reference))
    found = []
    if chosen.note.strip():
        found.append(told.say("note.scenario", title=f"“{told.titles[place]}”", note=plain(chosen.note)))
    if place != told.comparison.reference:
        lines = input_lines(told.comparison, place, told.language)
        found += [told.say("note.changed", lines="; ".join(lines))] if lines else []
        found += levers(told, [change.key for change in changes(reference, chosen)])
    else:
        found += levers(told, MONEY)
    if chosen.assumptions:
        lines = [
            f"{_parameter(told, name)} = {exact(value, told.language)}" for name, value in chosen.assumptions.items()
        ]
        found.append(told.say("note.override", title=f"“{told.titles[place]}”", lines="; ".join(lines)))
    return [*found, told.say("note.levels"), standard(told), *targets(told), model(told)]


def model(told: Told) -> str:
    """What is simulated and what is not."""
    effects = told.comparison.outcomes[told.comparison.reference].scenario.effects
    return told.say("note.model", effects=text(f"explore.effects.{effects}", told.language), **told.years)


def standard(told: Told) -> str:
    """The poverty standard of the year, with the rule that sets it."""
    name = told.comparison.outcomes[told.comparison.reference].standard(told.comparison.year)
    rules = [
        rule
        for rule in told.evidence.rules
        if rule.topic == "poverty_line" and rule.valid_from and rule.valid_from.isoformat() == STANDARDS.get(name)
    ]
    source = _sources(told, [rule.source_id for rule in rules])
    return told.say("note.standard", standard=text(f"page.standard.{name}", told.language), source=source)


def targets(told: Told, indicator: str = "") -> list[str]:
    """The targets, of one indicator or of all: nothing says where they are from."""
    chosen = [target for target in told.comparison.targets if indicator in ("", target.indicator)]
    return [told.say("note.target", target=target_name(target, told.language)) for target in chosen]


def levers(told: Told, paths: Sequence[str]) -> list[str]:
    """The sources of today's levels, a sentence for those that have the same."""
    locality = told.evidence.localities[told.comparison.outcomes[0].scenario.locality]
    names: dict[str, list[str]] = {}
    for path in paths:
        if path in LEVER_ORDER:
            history = locality.history.get(path)
            source = _sources(told, history.source_ids if history else ())
            names.setdefault(source, []).append(lower(lever_name(path, told.language)))
    return [told.say("note.lever", names=", ".join(found), source=source) for source, found in names.items()]


def events(told: Told) -> list[str]:
    """The events of the reference with the rule that sets each, or the word assumption."""
    scenario = told.comparison.outcomes[told.comparison.reference].scenario
    return [
        told.say("note.event", event=_event(told, event), source=_sources(told, _event_sources(told, event)))
        for event in scenario.events or ()
    ]


def undated(told: Told) -> tuple[int, int]:
    """How many of the sources of the figures reported, of today's levels and of the events name no day; and of all."""
    scenario, evidence = told.comparison.outcomes[told.comparison.reference].scenario, told.evidence
    history = evidence.localities[scenario.locality].history
    ids = [name for path in MONEY if path in history for name in history[path].source_ids]
    ids += [name for event in scenario.events or () for name in _event_sources(told, event)]
    found = {point.source for lines in (told.poverty, told.communes) for point in lines.reported}
    found |= {cited(evidence.sources[name], told.language) for name in ids}
    return sum(one.endswith(text("source.undated", told.language)) for one in found), len(found)


def _event_sources(told: Told, event: Event) -> list[str]:
    """The rule that sets an event, or what reported a disaster of one day."""
    if event.type == "disaster" and "yearly_chance" not in event.values:
        return _reports_of(told, event.date)
    locality = told.comparison.outcomes[0].scenario.locality
    rules = [r for r in told.evidence.rules if r.topic == RULES.get(event.type) and r.valid_from == event.date]
    if event.type == "merger":
        rules = [rule for rule in rules if rule.scope.startswith(locality) and rule.value == event.values["communes"]]
    return [rule.source_id for rule in rules]


def _reports_of(told: Told, struck: date) -> list[str]:
    """The sources of the damage to houses that the locality reported for a time with that day in it."""
    rows = told.evidence.of(told.comparison.outcomes[0].scenario.locality)
    return [
        row.source_id
        for row in rows
        if row.indicator in DAMAGE and (row.period_start or row.period_end) <= struck <= row.period_end
    ]


def _event(told: Told, event: Event) -> str:
    values, language = event.values, told.language
    kind = "disaster_yearly" if "yearly_chance" in values else event.type
    programme = text(f"explore.event_programme.{event.programme}", language) if event.programme else ""
    return text(
        f"explore.event.{kind}",
        language,
        date=day(event.date, language),
        year=event.date.year,
        programme=programme,
        Programme=programme[:1].upper() + programme[1:],
        communes=exact(values.get("communes", 0.0), language),
        months=exact(values.get("months", 0.0), language),
        chance=percent(values.get("yearly_chance", 0.0), language, 0),
    )


def _reported(told: Told, lines: Lines, name: str) -> str:
    points = [
        told.say("note.point", value=point.label, day=day(point.date, told.language), source=point.source)
        for point in lines.reported
    ]
    return told.say("note.reported", name=figure_name(INDICATORS[name], told.language), list="; ".join(points))


def _parameter(told: Told, name: str) -> str:
    known = f"parameter.{name}"
    return text(known, told.language) if known in keys() else plain(name)


def _sources(told: Told, source_ids: Sequence[str]) -> str:
    """The sources as they are cited, each once."""
    if not source_ids:
        return cited_all((), told.evidence, told.language)
    found = [cited(told.evidence.sources[source_id], told.language) for source_id in source_ids]
    return "; ".join(dict.fromkeys(found))
