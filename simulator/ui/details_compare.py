"""Reported figures beside the model's for the same thing at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.analysis.projection import Projection
from simulator.analysis.summary import Interval, interval
from simulator.calibration.likelihood import CHANGES, FLOWS, RATIOS, STOCKS, Calendar, Run, terms
from simulator.evidence import Observation
from simulator.model import INDICATORS, Parameters, start_state
from simulator.model.record import stocks

ANSWERED = {**STOCKS, **FLOWS, **CHANGES, **RATIOS}


@dataclass(frozen=True)
class Compared:
    """One reported figure and the model's, None where the simulated window has no such figure."""

    observation: Observation
    model: Interval | None


def is_answered(indicator: str) -> bool:
    """Whether the model computes what a report calls by this name."""
    return indicator in ANSWERED


def needed(indicators: Sequence[str]) -> tuple[str, ...]:
    """The model's indicators that these reported ones are compared with."""
    return tuple(dict.fromkeys(ANSWERED[name][0] for name in indicators if name in ANSWERED))


def compared(
    projection: Projection, parameters: Parameters, observations: Sequence[Observation]
) -> tuple[Compared, ...]:
    """Each observation with the model's figure, in their order; None where the projection does not hold it.

    parameters: those that the projection was run with.
    """
    plan, trajectory = projection.plan, projection.trajectory
    held = [
        row for row in observations if row.indicator in ANSWERED and ANSWERED[row.indicator][0] in trajectory.values
    ]
    names = tuple(name for name in trajectory.values if INDICATORS[name].kind == "stock")
    first = stocks(start_state(parameters, plan), names, plan, parameters)
    levels = {name: np.concatenate([first[name][None], trajectory[name]]) for name in names}
    calendar = Calendar(plan.start, (plan.standard, *projection.standards), plan.lengths)
    run = Run(levels, trajectory)
    found = {}
    for row in held:  # one by one: of several groups of trainees the calibration takes only the narrowest
        for term in terms([replace(row, fit="yes")], calendar):
            found[row.obs_id] = interval(term.read(run))
    return tuple(Compared(row, found.get(row.obs_id)) for row in observations)
