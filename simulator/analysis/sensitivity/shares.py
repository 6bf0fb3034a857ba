"""Shares of the outcome's variance (Sobol 2001; estimators of Saltelli et al. 2010, from SALib)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from simulator.analysis.sensitivity.future import Members, Outcome, Outlook
from simulator.analysis.sensitivity.results import Indices
from simulator.analysis.sensitivity.ties import Group, Unknown, tied, unknowns
from simulator.analysis.tasks import Progress, quiet
from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.model.arrays import Array
from simulator.scenario import Scenario

SEED = 1
SAMPLES = 1024  # a power of two, as Sobol sequences want
RESAMPLES = 200
CONFIDENCE = 0.9


def indices(
    scenario: Scenario,
    indicator: str,
    year: int,
    evidence: Evidence,
    posterior: Posterior,
    difference_to: Scenario | None = None,
    *,
    progress: Progress = quiet,
) -> Indices:
    """Return which groups of unknowns the variance of an indicator at the end of a year comes from.

    First: the part that would go if the group alone were known. Total: the part that would be left if all else were
    known. Parameters that figures tie together are one group; groups are drawn apart, which cuts the ties left between
    them: `variance_independent` beside `variance` says what that does. scenario, difference_to: complete. Raises
    ValueError as `tornado` does.
    """
    outcome = Outcome.of(scenario, indicator, year, evidence, posterior.parameters, difference_to)
    found = shares(outcome, indicator, year, posterior.effective, progress=progress)
    return replace(found, difference=difference_to is not None)


def shares(
    outcome: Outlook, indicator: str, year: int, effective: float, *, seed: int = SEED, progress: Progress = quiet
) -> Indices:
    """Return the shares of an outcome's variance; effective: independent draws that the members are worth."""
    from SALib.analyze import sobol as estimates  # here: it takes half a second, which no other command should pay
    from SALib.sample import sobol as samples

    rng = np.random.default_rng(seed)
    progress(0.0, indicator)
    found = unknowns(outcome, rng)
    if not found:
        none = np.zeros(0)
        return Indices(indicator, year, (), none, none, none, none, 0.0, 0.0, 0, 0.0, rest=False)
    progress(0.3, indicator)
    ties = tied(outcome, found, effective, rng)
    progress(0.6, indicator)
    problem = _problem(len(ties.groups))
    inputs = samples.sample(problem, SAMPLES, calc_second_order=False, seed=seed)
    values = _runs(outcome, ties.groups, found, np.asarray(inputs))
    kinds = {"calc_second_order": False, "num_resamples": RESAMPLES, "conf_level": CONFIDENCE, "seed": seed}
    result = estimates.analyze(problem, values, **kinds)
    first, first_error, total, total_error = (
        np.asarray(result[name], dtype=np.float64) for name in ("S1", "S1_conf", "ST", "ST_conf")
    )
    order = _order(total, rest=ties.rest)
    return Indices(
        indicator=indicator,
        year=year,
        groups=tuple(ties.groups[place] for place in order),
        first=first[order],
        first_error=first_error[order],
        total=total[order],
        total_error=total_error[order],
        variance=ties.variance,
        variance_independent=float(values.reshape(SAMPLES, -1)[:, [0, -1]].var()),
        samples=len(values),
        correlation=ties.correlation,
        rest=ties.rest,
    )


def _problem(groups: int) -> dict[str, Any]:
    return {"num_vars": groups, "names": [str(place) for place in range(groups)], "bounds": [[0.0, 1.0]] * groups}


def _runs(outcome: Outlook, groups: Sequence[Group], found: Sequence[Unknown], inputs: Array) -> Array:
    """The outcome for numbers in 0..1, (run, group): each picks the member that its group is taken from.

    Members stand in the order of the group's effect, which makes the outcome smooth in the numbers.
    """
    effects = {item.name: item.effect for item in found}
    places = np.minimum((inputs * outcome.parameters.draws).astype(np.intp), outcome.parameters.draws - 1)
    apart: dict[str, Members] = {}
    for column, group in zip(places.T, groups, strict=True):
        order = np.argsort(np.sum([effects[name] for name in group], axis=0), kind="stable")
        apart |= dict.fromkeys(group, order[column])
    return outcome.at(places[:, 0], apart=apart)


def _order(total: Array, *, rest: bool) -> Members:
    """Places of the groups, the largest total first, the rest last."""
    told = len(total) - rest
    return np.concatenate([np.argsort(-total[:told], kind="stable"), np.arange(told, len(total))])
