"""What a plan puts in otherwise than another, or all that it puts in where it stands alone: old level and new."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from simulator.report.change_words import PERSONS, SHARE_LEVERS, lever_name
from simulator.report.explanation.case import Case, called
from simulator.report.explanation.direction import FALL, RISE, move
from simulator.report.explanation.facts import Fact
from simulator.report.explanation.plan_items import events, items
from simulator.report.explanation.words import Parts, Words, as_set, listed, named, say, scaled, years
from simulator.scenario import Scenario, changes, value_in
from simulator.scenario.vocabulary import LEVER_ORDER, SHARES, lever_rank
from simulator.texts import text

NOT_TOLD = ("title", "note", "effects")  # told elsewhere, or saying nothing of what is done
EXACT = 6  # decimals of what was typed
MONEY = (*(path for path in LEVER_ORDER if path.startswith("credit.new_capital.")), "housing.budget", "training.budget")
ALONE = tuple(path for path in LEVER_ORDER if not path.startswith(SHARES))  # of a plan that stands alone
SUMMED = (*MONEY, PERSONS, "ntm.investment")
Spans = list[tuple[int, int]]


def plan_sentences(case: Case, language: str) -> list[Words]:
    """In what the plan differs from the one that it is compared with; what it puts in where it stands alone."""
    if case.other is None:
        levers = case.scenario.levers
        paths = [path for path in ALONE if any(value for _, value in levers.get(path, ()))]
        return [*(_level(case, path, language) for path in paths), *events(case, language)]
    found = [change for change in changes(case.other.scenario, case.scenario) if change.key not in NOT_TOLD]
    sentences = []
    for path in sorted({change.key for change in found if change.key in LEVER_ORDER}, key=lever_rank):
        told = _lever(case, path, language)
        sentences += [told] if told else []
    rest = [change for change in found if change.key not in LEVER_ORDER]
    for key, group in groupby(rest, key=lambda change: change.key):
        if not key.startswith("assumptions."):  # told with what is uncertain
            sentences += items(case, list(group), language)
    other = case.name(case.comparison.reference, language)
    if not sentences:
        return [say("plan.same", language, other=other)]
    return [say("plan.intro", language, other=other), *sentences]


def _lever(case: Case, path: str, language: str) -> Words | None:
    """A lever over the years in which it differs, and its sum over all years."""
    parts = []
    for span in _spans(case, path):
        before, after = (
            _value(case, place, path, span[0], language) for place in (case.comparison.reference, case.place)
        )
        if (before and before.value) == (after and after.value):
            continue
        when = _years(case, span, language)
        parts.append(say("plan.span", language, years=when, going=_going(before, after, path, language)))
    if not parts:
        return None
    words: Parts = {"name": lever_name(path, language), "spans": listed(parts, "; ")}
    if path not in SUMMED:
        return say("plan.lever", language, **words)
    before, after = (_sum(case, place, path, language) for place in (case.comparison.reference, case.place))
    total = _going(before, after, path, language, summed=True)
    return say("plan.summed", language, period=_period(case, language), total=total, **words)


def _level(case: Case, path: str, language: str) -> Words:
    """A lever of a plan that stands alone, and its sum over all years."""
    parts = []
    for span in _spans(case, path):
        fact = _value(case, case.place, path, span[0], language)
        going = _unit(as_set(fact, language), path, language) if fact else say("plan.unset", language)
        parts.append(say("plan.span_level", language, years=_years(case, span, language), level=going))
    words: Parts = {"name": lever_name(path, language), "spans": listed(parts, "; ")}
    if path not in SUMMED:
        return say("plan.lever", language, **words)
    total = _unit(as_set(_sum(case, case.place, path, language), language), path, language, summed=True)
    return say("plan.summed", language, total=total, period=_period(case, language), **words)


def _going(old: Fact | None, new: Fact | None, path: str, language: str, *, summed: bool = False) -> Words:
    """From old to new in words; amounts as they were typed."""
    if old is None or new is None:
        there = say("plan.unset", language)
        ends = [as_set(fact, language) if fact else there for fact in (old, new)]
        return _unit(say("move.beside", language, old=ends[0], new=ends[1]), path, language, summed=summed)
    found = move(scaled(old), scaled(new), EXACT, EXACT, EXACT)
    if found.kind in (RISE, FALL):
        before, after = as_set(old, language), as_set(new, language)
        return say(f"move.{found.kind}", language, old=before, new=_unit(after, path, language, summed=summed))
    level = _unit(as_set(new, language), path, language, summed=summed)
    return say("move.same", language, level=level)


def _unit(amount: Words, path: str, language: str, *, summed: bool = False) -> Words:
    """An amount with what the lever is counted in; a share has its sign already."""
    if path.startswith(SHARE_LEVERS):
        return amount
    unit = "persons" if path == PERSONS else "money"
    return say(f"plan.{unit}_{'sum' if summed else 'a_year'}", language, amount=amount)


def _spans(case: Case, path: str) -> Spans:
    """Stretches of years in which no scenario that is told of changes the lever."""
    places = dict.fromkeys((case.comparison.reference, case.place))
    found: list[tuple[tuple[float | None, ...], tuple[int, int]]] = []
    for year in case.comparison.years:
        values = tuple(_raw(case.comparison.outcomes[place].scenario, path, year) for place in places)
        if found and found[-1][0] == values:
            found[-1] = (values, (found[-1][1][0], year))
        else:
            found.append((values, (year, year)))
    return [span for _, span in found]


def _value(case: Case, place: int, path: str, year: int, language: str) -> Fact | None:
    value = _raw(case.comparison.outcomes[place].scenario, path, year)
    if value is None:
        return None
    whose = "scenario" if place == case.place else "reference"
    origin = case.set_in(place, path, year, language)
    return Fact(f"{whose}.lever.{path}.{year}", value, _kind(path), date(year, 12, 31), origin)


def _sum(case: Case, place: int, path: str, language: str) -> Fact:
    """The lever over all years; what comes from the baseline in every year is said to come from there."""
    scenario, all_years = case.comparison.outcomes[place].scenario, case.comparison.years
    value = sum(_raw(scenario, path, year) or 0.0 for year in all_years)
    origins = list(dict.fromkeys(case.set_in(place, path, year, language) for year in all_years))
    whose = "scenario" if place == case.place else "reference"
    key = f"{whose}.lever.{path}.{all_years[0]}-{all_years[-1]}"
    return Fact(key, value, _kind(path), date(all_years[-1], 12, 31), "; ".join(origins))


def _raw(scenario: Scenario, path: str, year: int) -> float | None:
    schedule = scenario.levers.get(path, ())
    return value_in(schedule, year) if schedule else None


def _kind(path: str) -> str:
    return "share" if path.startswith(SHARE_LEVERS) else "person" if path == PERSONS else "billion_vnd"


def _years(case: Case, span: tuple[int, int], language: str) -> Words:
    return years(*span, "years", case.of_plan(language))


def _period(case: Case, language: str) -> Words:
    return _years(case, (case.comparison.years[0], case.comparison.years[-1]), language)


def title_of(case: Case, language: str) -> Words:
    """What the explanation is headed with; the baseline is called so, whose title in the file is Vietnamese."""
    scenario, file, locality = case.scenario, case.files[case.place], case.locality(language)
    is_baseline = called(scenario, case.baseline, file, language).text == text("explanation.name.baseline", language)
    if is_baseline and scenario.title == case.baseline.title:
        return say("title_baseline", language, locality=locality)
    return say("title", language, title=named(scenario.title or file), locality=locality)
