"""Scenario discovery (Bryant & Lempert 2010): the conditions under which a plan misses its target.

They are found on half of the draws and checked on the other half.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from scipy.stats import hypergeom

from simulator.analysis.projection import Projection, level_at_start, project
from simulator.analysis.sensitivity.bars import active
from simulator.analysis.sensitivity.future import Outcome
from simulator.analysis.sensitivity.prim import LEVEL, Chosen, Limit, best_box, inside
from simulator.analysis.sensitivity.results import (
    AT_START,
    FOUND,
    GOOD_YEARS,
    NONE_FOUND,
    SETTLED,
    STORMS,
    Box,
    Conditions,
)
from simulator.analysis.summary import meets
from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.model import INDICATORS, Parameters
from simulator.model.arrays import Array
from simulator.model.events import Disaster, struck
from simulator.model.years import SPREADS, communes_pace, near_poor_pace
from simulator.scenario import Scenario, Target

MOST_BOXES = 2
FEWEST = 25  # draws of each half that must miss, and that must meet the target
SPLIT = 20260708  # seed of the halves
FINENESS = 0.02  # limits are rounded to a power of ten that is no more of their quantity's 90 % range
PACES = {"communes": communes_pace, "near_poor": near_poor_pace}


def conditions(scenario: Scenario, target: Target, evidence: Evidence, posterior: Posterior) -> Conditions:
    """Return under which conditions a complete scenario misses a target of its years.

    Looked at: all parameters that the outcome depends on, storms, good and bad years, and the level of the target's
    indicator when the plan begins. Raises ValueError when the scenario does not reach the target's year.
    """
    parameters, year = posterior.parameters, target.date.year
    run = project(scenario, evidence, parameters, (target.indicator,))
    outcome = Outcome.of(scenario, target.indicator, year, evidence, parameters)
    assumed = parameters.overridden(scenario.assumptions)
    known = {name: assumed[name] for name in active(outcome)} | _chances(run, assumed, scenario.first_year, year)
    if INDICATORS[target.indicator].kind == "stock":
        known[f"{AT_START}{target.indicator}"] = level_at_start(outcome.scenario.saved.past, run.plan, target.indicator)
    return discovered(known, ~meets(run, target), target)


def _chances(run: Projection, p: Parameters, first: int, last: int) -> dict[str, Array]:
    """Storms and mean paces of the plan's years up to the target's, (draw,) each."""
    years = range(first, last + 1)
    found = {
        f"{GOOD_YEARS}{what}": np.exp(np.mean([np.log(PACES[what](p, year)) for year in years], axis=0))
        for what in SPREADS
    }
    events = [event for at in (run.plan.events_before, run.plan.events_after) for each in at.values() for event in each]
    seasons = [
        struck(event.chance, event.year, p.members)
        for event in events
        if isinstance(event, Disaster) and event.chance is not None and event.year in years
    ]
    return found | ({STORMS: np.sum(seasons, axis=0, dtype=np.float64)} if seasons else {})


def discovered(known: Mapping[str, Array], missed: Chosen, target: Target) -> Conditions:
    """Return the boxes of quantities, name -> (draw,), in which more draws miss than elsewhere, in both halves."""
    names = [name for name, values in known.items() if np.ptp(values) > 0.0]
    chance, draws = float(1.0 - missed.mean()), len(missed)
    is_first = np.random.default_rng(SPLIT).permutation(draws) < draws // 2
    halves = is_first, ~is_first
    if not names or min(min(missed[half].sum(), (~missed[half]).sum()) for half in halves) < FEWEST:
        return Conditions(target, chance, (), SETTLED, len(names), draws)
    inputs = np.stack([known[name] for name in names])
    boxes: list[Box] = []
    left, told = np.ones(draws, dtype=np.bool_), set[tuple[int, str]]()
    while len(boxes) < MOST_BOXES:
        limits = _found(inputs, missed, is_first & left, told)
        within = inside(limits, inputs)
        if not limits or _by_luck(missed[~is_first & left], within[~is_first & left]) > LEVEL:
            break
        named = tuple((names[limit.row], limit.side, limit.value) for limit in limits)
        shares, checked = (_shares(missed[half], within[half]) for half in halves)
        boxes.append(Box(named, *shares, True, *checked))
        left &= ~within
        told |= {(limit.row, limit.side) for limit in limits}
    return Conditions(target, chance, tuple(boxes), FOUND if boxes else NONE_FOUND, len(names), draws)


def _found(inputs: Array, missed: Chosen, looked_at: Chosen, told: set[tuple[int, str]]) -> tuple[Limit, ...]:
    """The best box of some draws without the sides already told of, its limits rounded."""
    limits = best_box(inputs[:, looked_at], missed[looked_at], told)
    return tuple(replace(limit, value=rounded(limit.value, inputs[limit.row])) for limit in limits)


def rounded(value: float, values: Array) -> float:
    """Return a limit of a quantity with as few decimals as its 90 % range allows."""
    low, high = np.quantile(values, (0.05, 0.95))
    wide = float(high - low) or float(np.ptp(values))
    return float(round(value, -int(np.floor(np.log10(FINENESS * wide)))))


def _by_luck(missed: Chosen, within: Chosen) -> float:
    """Chance of as many misses or more within if those within were any of the draws (hypergeometric)."""
    return float(hypergeom.sf((missed & within).sum() - 1, len(missed), missed.sum(), within.sum()))


def _shares(missed: Chosen, within: Chosen) -> tuple[float, float, float]:
    """Share of the draws within, of these that miss, of the misses that lie within."""
    both = float((missed & within).sum())
    return float(within.mean()), both / max(float(within.sum()), 1.0), both / float(missed.sum())
