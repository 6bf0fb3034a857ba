"""One step more of each lever, at today's level and at the scenario's: paired finite differences.

A step is small beside the level (`STEP` of it, at most one billion VND a year, 100 persons or one point), so that it
does not average over a kink such as the end of a backlog; runs are paired draw by draw, so that it need not be large
to be seen. Both sides are run, and where they do not agree that is said. Runs are in coarse rows (`row_lengths`): of
differences of two runs little is lost (tests hold them against monthly runs).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from simulator.analysis.explain.checked import checked_members
from simulator.analysis.explain.margin_runs import RECORDED, Ground, Run
from simulator.analysis.explain.marginal import LENDING, OUTCOMES, SCENARIO, TODAY, Marginal, Step, marginal
from simulator.analysis.projection import simulated_past
from simulator.analysis.tasks import Progress, quiet
from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.model import PROGRAMMES
from simulator.model.credit import COVERED
from simulator.scenario import Scenario
from simulator.scenario.record import Schedule, value_in

STEP = 0.02  # of the level
NO_ROOM = 1e-6  # of a step


@dataclass(frozen=True)
class Kind:
    """How a lever is stepped. unit: what the effect is told per; least, most: of a step; top: no level is above it."""

    spent: str  # indicator of the money spent by it; "" without money of its own
    unit: float = 1.0
    least: float = 0.01
    most: float = 1.0
    top: float = np.inf


POINT = Kind("", unit=0.01, least=0.01, most=0.01, top=1.0)
PERSONS = Kind("", unit=100.0, least=1.0, most=100.0)
CAPITAL = ("credit.new_capital.central", "credit.new_capital.mobilised", "credit.new_capital.entrusted")
KINDS: Mapping[str, Kind] = {
    **{path: Kind("money_spent_credit") for path in CAPITAL},
    "housing.budget": Kind("money_spent_housing"),
    "training.budget": Kind("money_spent_training"),
    "training.jobs_connected": PERSONS,
    "ntm.investment": Kind("money_spent_ntm"),
    "disbursement.housing": POINT,
    "disbursement.training": POINT,
    "disbursement.ntm": POINT,
}


def marginals(
    scenario: Scenario,
    baseline: Scenario,
    year: int,
    evidence: Evidence,
    posterior: Posterior,
    *,
    draws: int | None = None,
    progress: Progress = quiet,
) -> tuple[Marginal, ...]:
    """What one step more of each lever does by the end of a year, first at today's level, then at the scenario's.

    Today's level is that of the baseline's levers; events, assumptions and evidence set are the scenario's in both.
    The sources of credit capital are one fund in the model, so they share their effect. Raises ValueError for a year
    outside the scenario, a baseline of another locality, the posterior of another locality or evidence set.
    """
    if not scenario.first_year <= year <= scenario.last_year:
        raise ValueError(f"{year} is outside {scenario.first_year}–{scenario.last_year}")
    if baseline.locality != scenario.locality:
        raise ValueError(f"the baseline is that of {baseline.locality}, the scenario that of {scenario.locality}")
    parameters = checked_members(scenario, posterior, draws)
    ground = Ground(evidence, simulated_past(scenario, evidence, parameters, RECORDED), year)
    today = replace(scenario, levers=baseline.levers)
    found = list(_at(TODAY, today, ground, lambda share, name: progress(0.5 * share, name)))
    if _same(today, scenario, year):
        found += [replace(marginal, at=SCENARIO) for marginal in found]
    else:
        found += _at(SCENARIO, scenario, ground, lambda share, name: progress(0.5 + 0.5 * share, name))
    progress(1.0, "")
    return tuple(found)


def _at(at: str, scenario: Scenario, ground: Ground, progress: Progress) -> Iterator[Marginal]:
    """All marginal effects at one level of the levers."""
    base = ground.run(ground.plan(scenario))
    lending = None
    paths = [path for path in KINDS if path not in CAPITAL[1:]]
    for number, path in enumerate(paths):
        progress(number / len(paths), path)
        steps = _steps(scenario, path, base, ground)
        yield from (found for name in (CAPITAL if path in CAPITAL else (path,)) for found in steps.marginals(name, at))
        lending = steps if path in CAPITAL else lending
    assert lending is not None
    yield from _by_programme(at, scenario, base, lending, ground)


@dataclass(frozen=True)
class _Steps:
    """A lever's step either way, None where it cannot be taken. size: in the lever's own unit, a year.

    room: what the step up comes to in the mean year, less than the size where some years are at the top.
    """

    path: str
    size: float
    room: float
    years: int
    base: Run
    more: Run | None
    less: Run | None

    def units(self, size: float) -> float:
        """What an effect is divided by: billions of budget over the years, hundreds of persons, points."""
        kind = KINDS[self.path]
        return size / kind.unit * (self.years if kind.spent else 1)

    def marginals(self, name: str, at: str) -> Iterator[Marginal]:
        """One for each outcome, under the name of the lever or of one that has the same effect."""
        kind, spent_share = KINDS[self.path], 1.0
        if kind.spent and self.more is not None:
            extra = self.more.spent[kind.spent] - self.base.spent[kind.spent]
            spent_share = float(extra.mean()) / (self.size * self.years)
        for indicator in OUTCOMES:
            more = None if self.more is None else self.more.better(self.base, indicator) / self.units(self.room)
            less = None if self.less is None else self.base.better(self.less, indicator) / self.units(self.size)
            yield marginal(Step(name, at, self.size, spent_share, bool(kind.spent)), indicator, more, less)


def _steps(scenario: Scenario, path: str, base: Run, ground: Ground) -> _Steps:
    kind, years = KINDS[path], range(scenario.first_year, ground.year + 1)
    levels = [value_in(scenario.levers[path], year) for year in years]
    size = float(np.clip(STEP * np.mean(levels), kind.least, kind.most))
    room = float(np.mean([min(size, kind.top - level) for level in levels]))
    more = ground.run(ground.plan(_moved(scenario, path, size))) if room > NO_ROOM * size else None
    less = ground.run(ground.plan(_moved(scenario, path, -size))) if min(levels) >= size else None
    return _Steps(path, size, room, len(years), base, more, less)


def _by_programme(at: str, scenario: Scenario, base: Run, lending: _Steps, ground: Ground) -> Iterator[Marginal]:
    """One step more of capital, of which all that is lent, and lent again, goes to one programme.

    The shares of each row are those of the mean draw: lending before by its shares, the extra lending to the programme.
    In other draws a little of the lending before is moved with it; that is the same whichever programme gets the extra,
    so each is held against one without an effect on households.
    """
    assert lending.more is not None
    plan = ground.plan(_moved(scenario, lending.path, lending.size))
    extra = lending.more.lent - base.lent

    def lent_to(number: int) -> Run:
        lent = plan.shares * base.lent[:, None]
        lent[:, number] += extra
        return ground.run(replace(plan, shares=lent / lent.sum(axis=1, keepdims=True)))

    idle = lent_to(next(number for number in range(len(PROGRAMMES)) if number not in COVERED))
    for number, programme in enumerate(PROGRAMMES):
        run = lent_to(number) if number in COVERED else idle
        for indicator in OUTCOMES:
            effects = run.better(idle, indicator) / lending.units(lending.size)
            yield marginal(Step(LENDING + programme, at, lending.size), indicator, effects, None)


def _moved(scenario: Scenario, path: str, step: float) -> Scenario:
    moved: Schedule = tuple((since, min(value + step, KINDS[path].top)) for since, value in scenario.levers[path])
    return replace(scenario, levers={**scenario.levers, path: moved})


def _same(one: Scenario, other: Scenario, year: int) -> bool:
    """Whether all levers are the same in each year up to this one."""
    years = range(one.first_year, year + 1)
    return all(value_in(one.levers[p], y) == value_in(other.levers[p], y) for p in other.levers for y in years)
