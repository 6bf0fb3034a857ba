"""What the reader wants found for the open scenario: kept by the session, with defaults that answer at once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import date
from zlib import crc32

import streamlit as st

from simulator.analysis.optimise.defaults import split_by_default
from simulator.analysis.optimise.question import BETTER, MONEY, Goal, Line, Question, allocated
from simulator.report.change_words import indicator_words, lever_name
from simulator.report.optimise_table import money
from simulator.report.optimise_words import capital
from simulator.scenario import Scenario, Target
from simulator.scenario.vocabulary import TARGET_RATES
from simulator.texts import text
from simulator.ui import session
from simulator.ui.find_limits import limit_faults
from simulator.ui.find_numbers import Typed, read, typed

KEPT = "find"
LARGEST = 1_000_000.0  # billion VND: more is a slip of the hand
FIRST_CUT, FIRST_CHANCE, FIRST_WEIGHT = 50, 80, 50  # percent
FIRST_RISE, NO_RISE = 200, 0  # percent of the scenario's amount; NO_RISE: as much as one likes
NO_SECOND = ""


@dataclass
class LineWish:
    """Limits of one line, billion VND a year."""

    floor: Typed = field(default_factory=Typed)
    cap: Typed = field(default_factory=Typed)
    fixed: bool = False


@dataclass
class TargetWish:
    """A target that the least total must meet, if it is on; bound: percent for rates, else communes."""

    indicator: str
    day: date
    is_on: bool
    bound: Typed


@dataclass
class Wish:
    """The controls as they stand.

    weight, most_cut, most_rise (of the scenario's largest yearly amount) and chance are percents; total empty: what the
    scenario spends.
    """

    key: str
    goal: str
    year: int
    lines: dict[str, LineWish]
    targets: list[TargetWish]
    second: str = NO_SECOND
    weight: int = FIRST_WEIGHT
    statistic: str = "mean"
    total: Typed = field(default_factory=Typed)
    by_year: bool = True
    most_cut: int = FIRST_CUT
    most_rise: int = FIRST_RISE
    chance: int = FIRST_CHANCE


@dataclass(frozen=True)
class Asked:
    """What is put to the search, without the scenario's words: tells one question from another."""

    question: Question
    targets: tuple[Target, ...] = ()
    chance: float = 0.0

    @property
    def bare(self) -> Asked:
        """The same without title and note, which change no result."""
        scenario = replace(self.question.scenario, title="", note="")
        return replace(self, question=replace(self.question, scenario=scenario))


def wish_of(scenario: Scenario, language: str) -> Wish:
    """The session's wish for the scenario that is open."""
    opened = session.editing().file or ""
    wishes: dict[str, Wish] = st.session_state.setdefault(KEPT, {})
    name = f"{opened} {scenario.locality} {scenario.first_year} {scenario.last_year}"
    if name not in wishes:
        wishes[name] = _first(scenario, language, f"find_{crc32(name.encode('utf-8', 'replace'))}")
    return wishes[name]


def _first(scenario: Scenario, language: str, key: str) -> Wish:
    """The defaults: what others allot and lines without money stay so; own targets, poverty at the last year."""
    today, split = allocated(scenario, MONEY), split_by_default(scenario)
    rows = zip(today.paths, today.dong, strict=True)
    lines = {path: LineWish(fixed=path not in split or not row.any()) for path, row in rows}
    targets = [_target_wish(target, language) for target in scenario.targets or () if target.indicator in BETTER]
    there = {target.indicator for target in targets}
    last = date(scenario.last_year, 12, 31)
    targets += [TargetWish(name, last, False, Typed()) for name in BETTER if name not in there]
    return Wish(key, next(iter(BETTER)), scenario.last_year, lines, targets)


def _target_wish(target: Target, language: str) -> TargetWish:
    bound = target.at_most if target.at_most is not None else target.at_least
    scale = 100.0 if target.indicator in TARGET_RATES else 1.0
    return TargetWish(target.indicator, target.date, True, typed(None if bound is None else scale * bound, language))


def years_of(scenario: Scenario) -> tuple[int, ...]:
    """The years of the scenario."""
    return tuple(range(scenario.first_year, scenario.last_year + 1))


def asked(wish: Wish, scenario: Scenario, part: str, language: str) -> tuple[Asked | None, list[str]]:
    """What is to be found, and what is wrong with what was typed, a line each; None when something is."""
    faults: list[str] = []
    highest = allocated(scenario, tuple(wish.lines)).amounts.max(axis=1)
    caps = [rise_cap(wish, float(amount)) for amount in highest]
    lines = tuple(
        _line(path, line, cap, language, faults) for (path, line), cap in zip(wish.lines.items(), caps, strict=True)
    )
    if all(line.fixed for line in lines):
        faults.append(text("optimise.fault.all_fixed", language))
    targets = _targets(wish, language, faults) if part == "least" else ()
    total = None
    if part == "best":
        total = read(wish.total, text("optimise.total_name", language), faults, LARGEST)
    question = Question(
        scenario=replace(scenario, levers=dict(scenario.levers), assumptions=dict(scenario.assumptions)),
        lines=lines,
        goals=(Goal(wish.goal, years_of(scenario)[-1]),) if part == "least" else _goals(wish),
        total=total,
        by_year=wish.by_year,
        most_cut=wish.most_cut / 100.0,
        statistic="mean" if part == "least" else wish.statistic,
    )
    if part == "best" and not faults:
        faults += limit_faults(question, language)
    if faults:
        return None, faults
    return Asked(question, targets, wish.chance / 100.0 if part == "least" else 0.0), []


def _goals(wish: Wish) -> tuple[Goal, ...]:
    if wish.second in (NO_SECOND, wish.goal) or wish.weight == 100:
        return (Goal(wish.goal, wish.year),)
    weight = wish.weight / 100.0
    return Goal(wish.goal, wish.year, weight), Goal(wish.second, wish.year, 1.0 - weight)


def rise_cap(wish: Wish, amount: float) -> float:
    """The most that a line may have a year, where no cap is typed; a line without money has none."""
    return math.inf if wish.most_rise == NO_RISE or amount == 0.0 else amount * wish.most_rise / 100.0


def _line(path: str, wish: LineWish, rise: float, language: str, faults: list[str]) -> Line:
    """The limits of a line; a floor above the usual cap moves the cap."""
    if wish.fixed:
        return Line(path, fixed=True)
    name = lever_name(path, language)
    floor = read(wish.floor, text("optimise.floor_of", language, lever=name), faults, LARGEST) or 0.0
    cap = read(wish.cap, text("optimise.cap_of", language, lever=name), faults, LARGEST)
    if cap is not None and cap < floor:
        words = {"floor": money(floor, language), "cap": money(cap, language)}
        faults.append(text("optimise.fault.crossed", language, lever=name, **words))
    return Line(path, floor, max(rise, floor) if cap is None else cap)


def _targets(wish: Wish, language: str, faults: list[str]) -> tuple[Target, ...]:
    found = []
    for target in (target for target in wish.targets if target.is_on):
        is_rate = target.indicator in TARGET_RATES
        name = target_label(target, language)
        value = read(target.bound, name, faults, 100.0 if is_rate else None)
        if value is None and not target.bound.raw.strip():
            faults.append(text("optimise.fault.no_bound", language, target=name))
        bound = (value or 0.0) / (100.0 if is_rate else 1.0)
        less = BETTER[target.indicator] < 0.0
        sides = {"at_most": bound} if less else {"at_least": bound}
        found.append(Target(target.indicator, target.day, **sides))
    if not found:
        faults.append(text("optimise.fault.no_target", language))
    return tuple(found)


def target_label(target: TargetWish, language: str) -> str:
    """What a target is about, with its sign: "Tỷ lệ hộ nghèo cuối 2030 (≤ %)"."""
    kind = "rate" if target.indicator in TARGET_RATES else "communes"
    return text(
        f"optimise.target.{kind}",
        language,
        goal=capital(indicator_words(target.indicator, language)),
        year=target.day.year,
    )
