"""How far the mean outcome moves when one thing is held low and then high, all else as the draws have it."""

from __future__ import annotations

import numpy as np

from simulator.analysis.sensitivity.future import Members, Outcome, Outlook
from simulator.analysis.sensitivity.results import CHANCE, TODAY, Bar, Tornado
from simulator.analysis.summary import interval
from simulator.analysis.tasks import Progress, quiet
from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.model.arrays import Array
from simulator.scenario import Scenario

ENDS = (0.05, 0.95)
LOOKED_AT = 40  # draws that show whether a parameter does anything
NOTHING = 1e-4  # of the outcome's standard deviation: less is the coarse steps' own error
SHARED = 100  # chances, or states, that are each given to so many draws


def tornado(
    scenario: Scenario,
    indicator: str,
    year: int,
    evidence: Evidence,
    posterior: Posterior,
    difference_to: Scenario | None = None,
    *,
    progress: Progress = quiet,
) -> Tornado:
    """Return how far each parameter moves the mean of an indicator at the end of a year, the furthest first.

    A parameter is held at its 5th, then its 95th percentile in all draws from the plan's beginning on; what the
    figures say about the past, and where the locality stands, stays as it is. All else stays as each draw has it, also
    what the figures tie to the parameter: a bar is the parameter's own effect, not what would be learnt from knowing
    it. Bars of nothing are left out. scenario, difference_to: complete. Raises ValueError for a year that a scenario
    does not have, and for two that count by two poverty standards.
    """
    outcome = Outcome.of(scenario, indicator, year, evidence, posterior.parameters, difference_to)
    return Tornado(
        indicator=indicator,
        year=year,
        base=interval(outcome.exact),
        base_mean=float(outcome.exact.mean()),
        difference=difference_to is not None,
        bars=bars(outcome, progress),
    )


def bars(outcome: Outlook, progress: Progress = quiet) -> tuple[Bar, ...]:
    """Return the bars of an outcome, the largest swing first."""
    everyone = np.arange(outcome.parameters.draws)
    coarse, mean = float(outcome.at(everyone).mean()), float(outcome.exact.mean())
    acting = active(outcome)
    found = []
    for number, name in enumerate(acting):
        progress(number / (len(acting) + 2), name)
        low, high = ends(outcome, name)
        below, above = np.split(_held(outcome, everyone, name, (low, high)), 2)
        moved = mean + below.mean() - coarse, mean + above.mean() - coarse
        found.append(_bar(name, (low, high), moved))
    for number, name in enumerate((TODAY, CHANCE)):
        progress((len(acting) + number) / (len(acting) + 2), name)
        shared = np.unique(np.linspace(0, len(everyone) - 1, SHARED).astype(np.intp))
        means = given(outcome, name, shared, shared)
        low, high = (float(value) for value in np.quantile(means, ENDS) - means.mean())
        found.append(_bar(name, (np.nan, np.nan), (mean + low, mean + high)))
    telling = (bar for bar in found if abs(bar.swing) > NOTHING * outcome.exact.std())
    return tuple(sorted(telling, key=lambda bar: -abs(bar.swing)))


def ends(outcome: Outlook, name: str) -> tuple[float, float]:
    """Return the 5th and the 95th percentile of a parameter."""
    low, high = np.quantile(outcome.parameters[name], ENDS)
    return float(low), float(high)


def active(outcome: Outlook) -> tuple[str, ...]:
    """Return the free parameters that change the outcome of any draw that is looked at."""
    names = outcome.free()
    few = np.unique(np.linspace(0, outcome.parameters.draws - 1, LOOKED_AT).astype(np.intp))
    members = np.tile(few, 2 * len(names))
    held = {name: outcome.parameters[name][members] for name in names}
    for number, name in enumerate(names):
        for end, value in enumerate(ends(outcome, name)):
            start = (2 * number + end) * len(few)
            held[name][start : start + len(few)] = value
    after = outcome.at(members, held=held).reshape(len(names), -1)
    acts = np.abs(after - np.tile(outcome.at(few), 2)).max(axis=1) > NOTHING * outcome.exact.std()
    return tuple(name for name, does in zip(names, acts, strict=True) if does)


def given(outcome: Outlook, name: str, which: Members, others: Members) -> Array:
    """Return the mean outcome over the members `others` when all of them have TODAY or CHANCE of one of `which`."""
    members = np.tile(others, len(which))
    found = outcome.at(members, apart={name: np.repeat(which, len(others))})
    means: Array = found.reshape(len(which), len(others)).mean(axis=1)
    return means


def _held(outcome: Outlook, members: Members, name: str, values: tuple[float, ...]) -> Array:
    """Outcomes with a parameter held at one value after the other, (value * draw,)."""
    held = {name: np.repeat(values, len(members))}
    return outcome.at(np.tile(members, len(values)), held=held)


def _bar(name: str, values: tuple[float, float], moved: tuple[float, float]) -> Bar:
    low, high = (float(value) for value in moved)
    return Bar(name, *values, low, high, high - low)
