"""Events, targets and other keys of a plan, in the words of the page, with the numbers that they hold as facts."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.report.change_words import EVENT_SIZES, LISTS, change_lines, exact
from simulator.report.explanation.case import Case
from simulator.report.explanation.facts import Fact
from simulator.report.explanation.words import Words, listed, say, scaled
from simulator.scenario import Change
from simulator.scenario.vocabulary import TARGET_RATES
from simulator.scenario.write import event_text
from simulator.texts import text
from simulator.units import day


def items(case: Case, found: list[Change], language: str) -> Iterator[Words]:
    """Events, targets and whatever else differs, as the page words it, with the numbers of both scenarios."""
    facts = tuple(_facts(case, language))
    kinds = [found] if found[0].key in LISTS else [[change] for change in found]
    for lines in (change_lines(kind, language) for kind in kinds):
        for line in lines:
            yield say("plan.item", language, item=Words(line, tuple(f for f in facts if _is_in(f, line, language))))


def _facts(case: Case, language: str) -> Iterator[Fact]:
    """The numbers of the years, events and targets of both scenarios."""
    for place in dict.fromkeys((case.comparison.reference, case.place)):
        scenario, origin = case.comparison.outcomes[place].scenario, case.of_file(place, language)
        for name in ("first_year", "last_year"):
            yield Fact(name, float(getattr(scenario, name)), "year", None, origin)
        for event in scenario.events or ():
            yield Fact(f"event.{event.type}", float(event.date.year), "date", event.date, origin)
            for name, value in event.values.items():
                yield Fact(f"event.{event.type}.{name}", value, _event_unit(name), event.date, origin)
        for target in scenario.targets or ():
            unit = "share" if target.indicator in TARGET_RATES else ""
            bound = target.at_most if target.at_most is not None else target.at_least or 0.0
            yield Fact(f"target.{target.indicator}", bound, unit, target.date, origin)


def _is_in(fact: Fact, line: str, language: str) -> bool:
    """Whether a line prints a fact or its day."""
    if fact.unit == "year":
        return f"{fact.value:.0f}" in line
    if fact.unit != "date":
        return exact(scaled(fact), language) in line
    return fact.date is not None and (day(fact.date, language) in line or str(fact.date.year) in line)


def _event_unit(name: str) -> str:
    if name == "yearly_chance" or EVENT_SIZES.get(name) == 100.0:
        return "share"
    return {"communes": "commune", "months": "month"}.get(name, "ratio")


def events(case: Case, language: str) -> list[Words]:
    """The events in the years of a plan that stands alone."""
    facts, lines = tuple(_facts(case, language)), []
    for event in case.scenario.events or ():
        if event.date.year in case.comparison.years or "yearly_chance" in event.values:
            (added,) = change_lines([Change("events", "", event_text(event))], language)
            line = added.removeprefix(text("change.events_new", language, item=""))
            lines.append(Words(line, tuple(fact for fact in facts if _is_in(fact, line, language))))
    return [say("plan.events", language, events=listed(lines, "; "))] if lines else []
