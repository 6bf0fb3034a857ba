"""`share_out`: three keys of one total run beside each other on all draws, with what binds the best of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.optimise.question import DONG
from simulator.analysis.shareout.best import Found, Limits, best_of
from simulator.analysis.shareout.checks import check
from simulator.analysis.shareout.money import proportional
from simulator.analysis.shareout.place import Place, first_amounts, place_of
from simulator.analysis.shareout.question import BEST, GOALS, KEYS, TODAY, ShareQuestion
from simulator.analysis.shareout.result import Binding, Figure, Outcome, ShareOut
from simulator.analysis.shareout.verdicts import verdicts
from simulator.analysis.summary import interval
from simulator.analysis.tasks import Progress, quiet
from simulator.evidence import Evidence
from simulator.model import Parameters
from simulator.model.arrays import Array

STEP = 0.01  # of today's money: how much more shows what one more billion does
RUNS = 26  # of a locality, about


@dataclass
class _Meter:
    """How far the work is, by runs done of about so many."""

    progress: Progress
    expected: int
    done: int = 0
    name: str = ""

    def __call__(self) -> None:
        self.done += 1
        self.progress(min(0.99, self.done / self.expected), self.name)


def share_out(
    question: ShareQuestion,
    evidence: Evidence,
    members: Sequence[Parameters],
    *,
    seed: int = 1,
    progress: Progress = quiet,
    names: Sequence[str] = (),
) -> ShareOut:
    """Split the question's total over its localities and compare the keys.

    members: draws of each locality, as many of each. seed: deals the draws of one locality to those of the others,
    for intervals of sums: localities are taken to be independent. progress: is also told the locality. names: what
    faults call the scenarios. Raises ScenarioError before anything is run when the question cannot be answered.
    """
    started = time.monotonic()
    check(question, evidence, names)
    meter = _Meter(progress, expected=len(members) * RUNS)
    places = []
    for number, locality in enumerate(question.localities):
        meter.name = locality
        places.append(place_of(question, number, evidence, members[number]))
        meter()
    today, equal = question.today_key, _equal_per_poor(question, places)
    limits = Limits(question.floors, question.ceilings(evidence), question.total_dong, question.lot_dong)
    for number, place in enumerate(places):
        meter.name = place.scenario.locality
        for amount in first_amounts(place, int(limits.ceilings[number]), (today[number], equal[number])):
            place.explore([amount])
            meter()
    found = best_of(places, limits, GOALS[question.goal], today, meter)
    dong = np.array([today, equal, found.dong], dtype=np.int64)
    runs = _exact(places, dong, meter)
    result = _compared(question, places, limits, found, dong, _dealt(runs, seed))
    progress(1.0, "")
    return replace(result, seconds=time.monotonic() - started)


def _equal_per_poor(question: ShareQuestion, places: Sequence[Place]) -> list[int]:
    """The same money for each household that is poor at the start of the plan; to the đồng."""
    return proportional(question.total_dong, [round(1000 * place.poor_at_start) for place in places])


@dataclass(frozen=True)
class _Runs:
    """Exact runs of all keys: the goal's indicator, (key, locality, draw), and shares not spent, (key, locality)."""

    values: Array
    unspent: Array


def _exact(places: Sequence[Place], dong: NDArray[np.int64], meter: _Meter) -> _Runs:
    values, unspent = [], np.empty(dong.shape)
    for key, amounts in enumerate(dong):
        for number, place in enumerate(places):
            meter.name = place.scenario.locality
            found, unspent[key, number] = place.exact(int(amounts[number]))
            values.append(found)
            meter()
    return _Runs(np.stack(values).reshape(*dong.shape, -1), unspent)


def _dealt(runs: _Runs, seed: int) -> _Runs:
    """The draws of each locality in an order of its own, the same for all keys: localities are independent."""
    chance = np.random.default_rng(seed)
    _, localities, draws = runs.values.shape
    orders = np.stack([chance.permutation(draws) for _ in range(localities)])
    return replace(runs, values=np.take_along_axis(runs.values, orders[None], axis=2))


def _compared(
    question: ShareQuestion,
    places: Sequence[Place],
    limits: Limits,
    found: Found,
    dong: NDArray[np.int64],
    runs: _Runs,
) -> ShareOut:
    today, best = KEYS.index(TODAY), KEYS.index(BEST)
    sums = runs.values.sum(axis=1)
    outcomes = tuple(_outcome(values, sums[today]) for values in sums)
    price = tuple(_price(place, int(amount), question) for place, amount in zip(places, dong[best], strict=True))
    return ShareOut(
        question=question,
        dong=dong,
        floors=limits.floors,
        ceilings=limits.ceilings,
        within=tuple(bool(np.all((limits.floors <= row) & (row <= limits.ceilings))) for row in dong),
        poor_at_start=np.array([place.poor_at_start for place in places]),
        outcomes=outcomes,
        by_locality=tuple(
            tuple(_outcome(values, now) for values, now in zip(by_place, runs.values[today], strict=True))
            for by_place in runs.values
        ),
        unspent=runs.unspent,
        price=price,
        bindings=_bindings(question, limits, dong[best]),
        responses=tuple(place.response for place in places),
        verdicts=verdicts(question, dong, limits, outcomes[best], price, runs.unspent),
        gap=found.gap,
        curve_error=found.curve_error,
        draws=runs.values.shape[-1],
        evaluations=sum(place.runs for place in places),
        seconds=0.0,
    )


def _outcome(values: Array, today: Array) -> Outcome:
    return Outcome(_figure(values), _figure(values - today))


def _figure(values: Array) -> Figure:
    """Mean and 90 % interval over the draws, (draw,)."""
    return Figure(float(values.mean()), interval(values))


def _price(place: Place, dong: int, question: ShareQuestion) -> Figure:
    """What one more billion does at a locality, on paired draws: fewer households poor, or more communes."""
    step = max(question.lot_dong, int(STEP * place.cost))
    gained = GOALS[question.goal] * (place.coarse(dong + step) - place.coarse(dong))
    return _figure(gained / (step / DONG))


def _bindings(question: ShareQuestion, limits: Limits, best: NDArray[np.int64]) -> tuple[Binding, ...]:
    """Where the best split stands at a limit: less than a lot away from it."""
    found, caps, least = [], question.caps, question.least_after_cut
    for number, locality in enumerate(question.localities):
        if best[number] - limits.floors[number] < limits.lot:
            found.append(Binding("cut" if 0 < limits.floors[number] == least[number] else "floor", locality))
        elif limits.ceilings[number] - best[number] < limits.lot:
            found.append(Binding("cap" if caps[number] <= limits.ceilings[number] else "reach", locality))
    return tuple(found)
