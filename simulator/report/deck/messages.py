"""The one sentence of each screen, with its numbers."""

from __future__ import annotations

from datetime import date

from simulator.analysis.comparison import FIGURES
from simulator.analysis.comparison_verdict import CLEAR as CLEARLY
from simulator.analysis.comparison_verdict import TINY, verdict
from simulator.report.compare_lines import Lines
from simulator.report.compare_table import chance_text, figure_name, level_texts, target_name
from simulator.report.compare_words import CLOSE, input_lines
from simulator.report.deck import notes
from simulator.report.deck.told import Told, lower
from simulator.scenario import Target
from simulator.units import day, number, percent

CLEAR = ("poverty_rate", "ntm_communes_attained", "persons_placed")  # what the screen of differences counts
MOST_TARGETS = 2  # in the sentence
RATE, ATTAINED, PLANNED, UNSPENT = "poverty_rate", "ntm_communes_attained", "money_planned", "money_unspent"


def poverty(told: Told) -> str:
    """Where poverty goes, by which standard, and in which scenario it is lowest."""
    return _over_time(told, RATE, told.poverty)


def communes(told: Told) -> str:
    """Where the number of communes goes, and in which scenario it is highest."""
    return _over_time(told, ATTAINED, told.communes)


def chances(told: Told) -> str:
    """The chance of the first targets: lowest and highest over the scenarios."""
    clauses = [_chance(told, target) for target in told.comparison.targets[:MOST_TARGETS]]
    return told.say("message.chances", clauses="; ".join(clauses))


def money(told: Told) -> str:
    """What is put in, and where most and least of it is left."""
    places, comparison = told.places, told.comparison
    if len(places) == 1:
        words = {name: told.value(0, name) for name in (PLANNED, "money_spent", UNSPENT)}
        return told.say("message.money_one", **words, **told.years)
    by_left = sorted(places, key=lambda place: comparison.level(place, UNSPENT).median)
    by_put = sorted(places, key=lambda place: comparison.level(place, PLANNED).median)
    low, high = (told.cell(place, PLANNED).value for place in (by_put[0], by_put[-1]))
    put_in = low if low == high else f"{low}–{high}"
    most, least = by_left[-1], by_left[0]
    words = {"planned": f"{put_in} {told.unit(PLANNED)}", "most": told.value(most, UNSPENT), "of_most": told.name(most)}
    if told.cell(most, UNSPENT).value == told.cell(least, UNSPENT).value:
        return told.say("message.money_same", **words, **told.years)
    ends = {"least": told.value(least, UNSPENT), "of_least": told.name(least)}
    return told.say("message.money", **words, **ends, **told.years)


def differences(told: Told) -> str:
    """In how many scenarios a figure clearly differs from the reference, and where most."""
    clauses = [_clause(told, name) for name in CLEAR]
    return told.say("message.differences", clauses="; ".join(clauses), **told.years)


def _clause(told: Told, name: str) -> str:
    """Of one figure; a difference that is seen but as good as none is named where there is no other."""
    words: dict[str, object] = {"figure": lower(figure_name(name, told.language)), "all": len(told.others)}
    gaps = {place: told.comparison.difference(place, name) for place in told.others}
    for key in (CLEARLY, TINY):
        found = {
            place: abs(gap.median)
            for place, gap in gaps.items()
            if gap is not None and verdict(gap, name, told.comparison.level(place, name).median) == key
        }
        if found:
            most = max(found, key=lambda place: found[place])
            words |= {"count": len(found), "change": told.change(most, name), "number": most + 1}
            return told.say(f"message.{key}", **words)
    return told.say("message.not_clear", **words)


def scenario(told: Told, place: int) -> str:
    """What a scenario changes, and where it leads."""
    words: dict[str, object] = {"title": told.name(place), "planned": told.value(place, PLANNED), **told.years}
    if place == told.comparison.reference:
        ends = {"poverty": told.value(place, RATE), "communes": told.value(place, ATTAINED, unit=False)}
        return told.say("message.reference" if told.others else "message.alone", **words, **ends)
    count = len(input_lines(told.comparison, place, told.language))
    ends = {"poverty": _with_change(told, place, RATE), "communes": _with_change(told, place, ATTAINED)}
    return told.say("message.scenario" if count else "message.scenario_same", count=count, **words, **ends)


def title(told: Told) -> str:
    """What is compared."""
    count = len(told.entries)
    key = "message.title_one" if count == 1 else "message.title"
    return told.say(key, locality=told.locality, count=count, **told.years)


def sources(told: Told) -> str:
    """What is reported, how many of its sources give no day, and what is assumed."""
    count, every = notes.undated(told)
    if not count:
        return told.say("message.sources")
    return told.say("message.sources_undated", undated=number(count, told.language), count=number(every, told.language))


def _with_change(told: Told, place: int, figure: str) -> str:
    """A figure, and in the same brackets its interval and its difference: "35 xã (23–49; +1,6)"."""
    cell = told.cell(place, figure)
    beside = told.say("message.beside", change=cell.change) if cell.change else cell.remark
    inside = "; ".join(part for part in (cell.span.strip("()"), beside) if part)
    return f"{cell.value} ({inside})"


def _over_time(told: Told, name: str, lines: Lines) -> str:
    comparison, better = told.comparison, FIGURES[name].better
    places = [p for p in told.places if comparison.is_comparable(p, comparison.reference, name)]
    best = max(places, key=lambda place: (better * comparison.level(place, name).median, -place))
    gaps = [comparison.difference(place, name) for place in places if place != comparison.reference]
    words: dict[str, object] = {"standard": told.standard, "total": _total(told, lines), **told.years}
    if gaps and all(gap is not None and abs(gap.median) < CLOSE[name] for gap in gaps):
        levels = [comparison.level(place, name) for place in places]
        low, high = (_level(told, name, end(level.median for level in levels)) for end in (min, max))
        ends = {
            "low": _level(told, name, min(level.p05 for level in levels)).rstrip("%"),
            "high": _level(told, name, max(level.p95 for level in levels)),
        }
        move = _move(told, name, lines, comparison.reference, low if low == high else f"{low.rstrip('%')}–{high}")
        return told.say(f"message.{name}_close", move=move, count=len(places), **ends, **words)
    _, span = level_texts(comparison.level(best, name), name, told.language)
    move = _move(told, name, lines, best, told.cell(best, name).value)
    words |= {"move": move, "span": span.strip("()"), "title": told.name(best)}
    if not told.others:
        return told.say(f"message.{name}_one", **words)
    if best == comparison.reference:
        return told.say(f"message.{name}_reference", **words)
    kind = "clear" if told.is_clear(best, name) else "unclear"
    return told.say(f"message.{name}_{kind}", change=told.change(best, name), **words)


def _move(told: Told, name: str, lines: Lines, place: int, new: str) -> str:
    """From where to where, in words."""
    old, when = _start(told, name, lines, place)
    written, end = _level(told, name, old), told.comparison.level(place, name).median
    kind = "same" if written == _level(told, name, end) else "down" if end < old else "up"
    return told.say(f"move.{kind}", old=written, when=when, new=new)


def _start(told: Told, name: str, lines: Lines, place: int) -> tuple[float, str]:
    """The first figure by the measure of the year, and of when: reported where it is, else simulated."""
    end = date(told.comparison.year, 12, 31)
    stretch = next(part for part in reversed(lines.lines[place].stretches) if part.dates[0] < end)
    first, found = stretch.dates[0], float(stretch.value[0])
    if any(abs((change.date - first).days) <= 1 for change in lines.breaks):
        return found, told.say(f"when.{name}")
    written = day(first, told.language)
    reported = next((point.value for point in lines.reported if point.date == first), None)
    if reported is None:
        return found, told.say("when.model", day=written)
    return reported, told.say("when.reported", day=written)


def _level(told: Told, name: str, value: float) -> str:
    return percent(value, told.language) if FIGURES[name].unit == "share" else number(value, told.language)


def _total(told: Told, lines: Lines) -> str:
    return number(lines.totals[-1].value, told.language) if lines.totals else ""


def _chance(told: Told, target: Target) -> str:
    found = {place: told.comparison.chance(place, target) for place in told.places}
    known = {place: chance for place, chance in found.items() if chance is not None}
    name = target_name(target, told.language)
    if not known:
        return told.say("message.chance_none", target=name)
    low, high = (choose(known.values()) for choose in (min, max))
    words = {"target": name, "low": chance_text(low, told.language), "high": chance_text(high, told.language)}
    if words["low"] == words["high"]:
        return told.say("message.chance_one" if len(told.places) == 1 else "message.chance_same", **words)
    best = next(place for place, chance in known.items() if chance == high)
    return told.say("message.chance", title=told.name(best), **words)
