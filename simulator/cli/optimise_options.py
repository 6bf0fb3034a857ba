"""The options of `optimise` as a question: what cannot be read is told with the option and how it is written."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from simulator.analysis.optimise.defaults import split_by_default
from simulator.analysis.optimise.question import BETTER, MONEY, Goal, Line, Question, allocated
from simulator.errors import Fault, ScenarioError, nearest_name
from simulator.scenario import Scenario, Target
from simulator.scenario.vocabulary import TARGET_INDICATORS

GOAL = re.compile(r"(?P<indicator>\w+)(?:@(?P<year>\d{4}))?(?::(?P<weight>[\d.]+))?")
LEVER = re.compile(r"(?P<path>[\w.]+)(?:=(?P<floor>[\d.]*):(?P<cap>[\d.]*))?")
TARGET = re.compile(r"(?P<indicator>\w+)(?P<sign><=|>=)(?P<bound>[\d.]+)@(?P<year>\d{4})(?P<day>-\d\d-\d\d)?")
GOAL_FORM, TARGET_FORM = "poverty_rate@2030 | poverty_rate@2030:0.7", "poverty_rate<=0.05@2030"
LEVER_FORM = "housing.budget | housing.budget=50:200"


def asked_question(scenario: Scenario, file: str, asked: Mapping[str, Any]) -> Question:
    """The question of a complete scenario. Raises ScenarioError with all faults of the options at once."""
    faults: list[Fault] = []
    lines = _lines(scenario, file, asked, faults)
    goals = _goals(scenario, file, asked["goals"], faults)
    if faults:
        raise ScenarioError(faults)
    return Question(
        scenario=scenario,
        lines=lines,
        goals=goals,
        total=asked["total"],
        by_year=not asked["alike"],
        most_cut=asked["most_cut"],
        lot=asked["lot"],
        statistic="worst" if asked["worst"] else "mean",
    )


def asked_targets(scenario: Scenario, file: str, given: Sequence[str]) -> tuple[Target, ...]:
    """The targets named, or those of the scenario that money is for. Raises ScenarioError."""
    if not given:
        return tuple(target for target in scenario.targets or () if target.indicator in BETTER)
    faults: list[Fault] = []
    found = [_target(item, file, faults) for item in given]
    if faults:
        raise ScenarioError(faults)
    return tuple(target for target in found if target is not None)


def _target(item: str, file: str, faults: list[Fault]) -> Target | None:
    found = TARGET.fullmatch(item.replace(" ", ""))
    try:
        if found is None:
            raise ValueError(item)
        bound = _number(found["bound"])
        day = date.fromisoformat(f"{found['year']}{found['day'] or '-12-31'}")
    except ValueError:
        faults.append(Fault("optimise_option", file, field="--target", value=item, allowed=TARGET_FORM))
        return None
    if not _is_known(found["indicator"], TARGET_INDICATORS, "--target", file, faults):
        return None
    sides = {"at_most": bound} if found["sign"] == "<=" else {"at_least": bound}
    return Target(found["indicator"], day, **sides)


def _goals(scenario: Scenario, file: str, given: Sequence[str], faults: list[Fault]) -> tuple[Goal, ...]:
    """The goals; those without a weight share what the others leave."""
    read = []
    for item in given or (next(iter(BETTER)),):
        found = GOAL.fullmatch(item.replace(" ", ""))
        try:
            if found is None:
                raise ValueError(item)
            weight = None if found["weight"] is None else _number(found["weight"])
        except ValueError:
            faults.append(Fault("optimise_option", file, field="--goal", value=item, allowed=GOAL_FORM))
            continue
        if _is_known(found["indicator"], tuple(BETTER), "--goal", file, faults):
            read.append((found["indicator"], int(found["year"] or scenario.last_year), weight))
    left = 1.0 - math.fsum(weight for *_, weight in read if weight is not None)
    open_ones = sum(weight is None for *_, weight in read)
    return tuple(Goal(name, year, left / open_ones if weight is None else weight) for name, year, weight in read)


def _lines(scenario: Scenario, file: str, asked: Mapping[str, Any], faults: list[Fault]) -> tuple[Line, ...]:
    """All money levers: those named are free, or those of the page's default that have money, but for those to keep."""
    today = allocated(scenario, MONEY)
    highest = {path: float(row.max()) for path, row in zip(today.paths, today.amounts, strict=True)}
    named = dict(_limits(item, file, faults) for item in asked["levers"])
    for path in asked["fix"]:
        _is_known(path, MONEY, "--fix", file, faults)
    free = named if asked["levers"] else {path: (0.0, None) for path in split_by_default(scenario) if highest[path]}
    lines = []
    for path in MONEY:
        if path not in free or path in asked["fix"]:
            lines.append(Line(path, fixed=True))
            continue
        floor, cap = free[path]
        rise = asked["most_rise"] * highest[path] if asked["most_rise"] and highest[path] else math.inf
        lines.append(Line(path, floor, max(rise, floor) if cap is None else cap))
    return tuple(lines)


def _limits(item: str, file: str, faults: list[Fault]) -> tuple[str, tuple[float, float | None]]:
    """A lever with its floor and its cap, if one is given."""
    found = LEVER.fullmatch(item.replace(" ", ""))
    try:
        if found is None:
            raise ValueError(item)
        limits = _number(found["floor"] or "0"), _number(found["cap"]) if found["cap"] else None
    except ValueError:
        faults.append(Fault("optimise_option", file, field="--lever", value=item, allowed=LEVER_FORM))
        return "", (0.0, None)
    _is_known(found["path"], MONEY, "--lever", file, faults)
    return found["path"], limits


def _number(written: str) -> float:
    """A plain number from zero up. Raises ValueError."""
    value = float(written)
    if not math.isfinite(value):
        raise ValueError(written)
    return value


def _is_known(name: str, known: Sequence[str], option: str, file: str, faults: list[Fault]) -> bool:
    if name in known:
        return True
    nearest = nearest_name(name, known)
    faults.append(Fault("optimise_choice", file, field=option, value=name, allowed=", ".join(known), nearest=nearest))
    return False
