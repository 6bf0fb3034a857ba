"""Where a figure goes: from the last reported one to the horizon, broken where it begins to be counted otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from simulator.analysis.comparison import FIGURES
from simulator.analysis.comparison_runs import POVERTY
from simulator.analysis.summary import interval
from simulator.evidence import Observation
from simulator.evidence.standards import PERIODS
from simulator.report.explanation.case import Case, interval_facts
from simulator.report.explanation.direction import move
from simulator.report.explanation.facts import Fact
from simulator.report.explanation.figures import Ends, counted, decimals_of, from_to, name_of, spanned
from simulator.report.explanation.words import Parts, Words, level, on, say, scaled, with_years
from simulator.report.ranges import reported_digits
from simulator.scenario.plan import CHANGES, NEXT_STANDARD
from simulator.texts import text

OBSERVED = {"multidimensional_rate": "multidim_poverty_rate"}  # what reports call what the model calls otherwise
NEAR = 100  # days; between a report and a change of count that close nothing is told
CHECKED = ("redundant",)  # figures that are not fitted because another says the same


@dataclass(frozen=True)
class Break:
    """A day from which a figure is counted otherwise: what the new count is called, both counts if they are known."""

    day: date
    series: Words
    before: Ends | None
    after: Ends | None


def last_reported(case: Case, name: str) -> Observation | None:
    """The last reported level of a figure up to the horizon, None where there is none."""
    observed = OBSERVED.get(name, name)
    rows = [
        row
        for row in case.evidence.of(case.scenario.locality)
        if row.indicator == observed
        and row.kind == "stock"
        and row.bound in ("exact", "about")
        and (row.fit == "yes" or row.note.startswith(CHECKED))
        and (name not in POVERTY or row.standard in PERIODS)
        and row.period_end <= case.horizon
    ]
    return max(rows, key=lambda row: (row.period_end, row.fit == "yes"), default=None)


def path(case: Case, name: str, language: str) -> tuple[Words, list[Words]]:
    """The one sentence from the last report to the horizon, and what happens between where the count changes."""
    row, new = last_reported(case, name), case.level(case.place, name, language)
    words: Parts = {
        "figure": name_of(name, language),
        "locality": case.locality(language),
        "scenario": case.name(case.place, language),
        "year": case.until(language),
        "new": spanned(new, language),
    }
    if row is None:
        return say("path.only", language, series=_last_series(case, name, language), **words).capital(), []
    start = _start(case, row, language)
    breaks = list(_breaks(case, name, row, language))
    words["date"] = on(row.period_end, f"reported.{name}", start.origin, language)
    series = _first_series(case, name, row, breaks, language)
    if not breaks:
        return _joined(start, reported_digits(row), new, series, words, language), []
    old = counted(level(start, language, reported_digits(row)), start.unit, language)
    told: Parts = {"old": old, "old_series": series, "new_series": breaks[-1].series}
    return say("path.apart", language, **told, **words).capital(), _legs(case, name, row, breaks, language)


def _joined(start: Fact, digits: int, new: Ends, series: Words, words: Parts, language: str) -> Words:
    """One count from the report to the horizon: the way that it goes, in one sentence."""
    found = move(scaled(start), scaled(new[1]), digits, decimals_of(start.unit, scaled(start)))
    after = spanned(new, language, found.new_decimals)
    old = counted(level(start, language, found.old_decimals), start.unit, language)
    return say(f"path.{found.kind}", language, old=old, series=series, **(words | {"new": after})).capital()


def _start(case: Case, row: Observation, language: str) -> Fact:
    return Fact(f"reported.{row.indicator}", row.value, row.unit, row.period_end, case.reported(row, language))


def _breaks(case: Case, name: str, row: Observation, language: str) -> Iterator[Break]:
    """The days after the report on which the count changes."""
    events = [event for event in case.scenario.events or () if row.period_end < event.date <= case.horizon]
    found: list[tuple[date, Words]] = []
    if name in POVERTY:
        found = [(day, standard_name(standard, language)) for day, standard, _ in CHANGES if day > row.period_end]
        new = [event.date for event in events if event.type == "standard_change"]
        found += [(day, standard_name(NEXT_STANDARD, language)) for day in new]
    elif FIGURES[name].unit == "commune":
        origin = case.of_file(case.place, language)
        for event in events:
            if event.type == "merger":
                communes = level(
                    Fact("event.merger.communes", event.values["communes"], "commune", event.date, origin), language
                )
                found.append((event.date, say("series.merged", language, communes=communes)))
    for day, series in sorted(found, key=lambda one: one[0]):
        yield Break(day, series, *_both(case, name, day, language))


def _both(case: Case, name: str, day: date, language: str) -> tuple[Ends | None, Ends | None]:
    """The figure by both counts on the day of a change, where the run kept it."""
    trajectory = case.outcome.quarterly.trajectory
    row = next((row for row, end in enumerate(trajectory.dates) if end >= day), None)
    found = None if row is None else trajectory.changes.get(row)
    if found is None or name not in found.before:
        return None, None
    origin, unit = case.projected(case.place, language), FIGURES[name].unit
    before, after = (
        interval_facts(interval(side[name]), f"scenario.{name}.{day}.{which}", unit, day, origin)
        for which, side in (("before", found.before), ("after", found.after))
    )
    return before, after


def _legs(case: Case, name: str, row: Observation, breaks: Sequence[Break], language: str) -> list[Words]:
    """A sentence for each stretch that is counted in one way, and one for each day on which the count changes."""
    sentences, figure = [], name_of(name, language)
    series: Words = _first_series(case, name, row, breaks, language)
    start, digits = _start(case, row, language), reported_digits(row)
    for place, one in enumerate(breaks):
        when = on(one.day, f"break.{name}", case.of_file(case.place, language), language)
        words: Parts = {"figure": figure, "series": series, "date": when}
        if one.before is None or one.after is None:
            continue
        if start.date is None or (one.day - start.date).days > NEAR:
            going = from_to(start, one.before[1], language, digits)
            sentences.append(say("leg.until", language, going=going, **words).capital())
        both: Parts = {"before": spanned(one.before, language), "after": spanned(one.after, language)}
        kind = "poverty" if name in POVERTY else "ntm"
        sentences.append(say(f"leg.recount.{kind}", language, new_series=one.series, **both, **words).capital())
        start, series, digits = one.after[1], one.series, decimals_of(one.after[1].unit, scaled(one.after[1]))
        if place == len(breaks) - 1:
            end = case.level(case.place, name, language)[1]
            last: Parts = {
                "figure": figure,
                "series": series,
                "date": when,
                "year": case.until(language),
            }
            sentences.append(say("leg.after", language, going=from_to(start, end, language), **last).capital())
    return sentences


def _first_series(case: Case, name: str, row: Observation, breaks: Sequence[Break], language: str) -> Words:
    """How the last report counts."""
    if name in POVERTY:
        return standard_name(row.standard, language)
    return say("series.before" if breaks else "series.communes", language)


def _last_series(case: Case, name: str, language: str) -> Words:
    if name in POVERTY:
        return standard_name(case.outcome.standard(case.comparison.year), language)
    return say("series.communes", language)


def standard_name(standard: str, language: str) -> Words:
    """A poverty standard by its years."""
    origin = text("explanation.origin.standard", language)
    return with_years(text(f"details.standard_name.{standard}", language), f"standard.{standard}", origin)
