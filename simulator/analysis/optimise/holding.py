"""What holds an optimum back: limits of the lines, the total, and what the programmes can do with money."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.analysis.optimise.bench import Bench
from simulator.analysis.optimise.bound import Slopes
from simulator.analysis.optimise.certificate import Binding
from simulator.analysis.optimise.lots import Lots
from simulator.analysis.optimise.question import DONG, Allocation, Question
from simulator.analysis.optimise.space import Dong, Space, programme
from simulator.model import Plan, Trajectory
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR
from simulator.scenario.plan import compile_plan

UNSPENT = {"housing.budget": "money_unspent_housing", "training.budget": "money_unspent_training"}
"""Lines whose money may find nothing to pay for."""

SPARE = 0.01  # of what was to be disbursed in a year


def limits_that_bind(
    question: Question,
    space: Space,
    limits: tuple[Dong, Dong],
    allocation: Allocation,
    lots: Lots | Array,
    found: Slopes,
) -> tuple[Binding, ...]:
    """Floors, cuts and caps against which money would go on moving."""
    at_low, at_high = lots <= space.low, lots >= space.high
    takers, givers = found.more[~at_high], found.more[~at_low]
    best = float(takers.min()) if takers.size else np.inf
    worst = float(givers.max()) if givers.size else -np.inf
    wishes_less = at_low & (found.more > best + 1e-3 * abs(best))
    wishes_more = at_high & (found.more < worst - 1e-3 * abs(worst))
    bindings: list[Binding] = []
    for path, line in enumerate(question.free):
        row = space.programmes.index(programme(line.path))
        less, more = _years(wishes_less[row], space), _years(wishes_more[row], space)
        low, high, lot = limits[0][path], limits[1][path], space.lot_dong
        floor = round(line.floor * DONG)
        held = less & (low > 0) & (allocation.dong[path] < low + lot)
        bindings += _binding("floor", line.path, held & (low <= floor), space)
        bindings += _binding("cut", line.path, held & (low > floor), space)
        capped = more & (allocation.dong[path] > high - lot)
        bindings += _binding("cap", line.path, capped, space)
    return tuple(bindings)


def capacity_that_binds(bench: Bench, allocation: Allocation, run: Trajectory) -> tuple[Binding, ...]:
    """Lines of which money stays unspent beyond what the shares of disbursement leave, in the mean over the draws."""
    scenario = allocation.applied(bench.question.scenario)
    plan = compile_plan(scenario, bench.evidence.localities[scenario.locality], bench.evidence)
    ahead = plan.between(bench.past.months, plan.months)
    bindings = []
    for path, indicator in UNSPENT.items():
        if path not in allocation.paths:
            continue
        budget, disbursed = _budget(ahead, path)
        spare = _by_year(run[indicator].mean(axis=1) - budget * (1.0 - disbursed) / MONTHS_PER_YEAR)
        meant = _by_year(budget * disbursed / MONTHS_PER_YEAR)
        years = spare > SPARE * meant + 1e-9
        if years.any():
            idle = float((spare[years] / meant[years] * _by_year(budget / MONTHS_PER_YEAR)[years]).sum())
            bindings.append(Binding("capacity", path, tuple(np.array(allocation.years)[years].tolist()), idle))
    return tuple(bindings)


def unspent_wanted(allocation: Allocation) -> Sequence[str]:
    """The indicators that `capacity_that_binds` reads."""
    return [indicator for path, indicator in UNSPENT.items() if path in allocation.paths]


def _budget(plan: Plan, path: str) -> tuple[Array, Array]:
    if path == "housing.budget":
        return plan.housing_budget, plan.disbursed_housing
    return plan.training_budget, plan.disbursed_training


def _by_year(months: Array) -> Array:
    found: Array = months.reshape(-1, MONTHS_PER_YEAR).sum(axis=1)
    return found


def _years(cells: NDArray[np.bool_], space: Space) -> NDArray[np.bool_]:
    return np.asarray(np.broadcast_to(cells, len(space.years)) if space.cells == 1 else cells)


def _binding(kind: str, path: str, years: NDArray[np.bool_], space: Space) -> list[Binding]:
    return [Binding(kind, path, tuple(np.array(space.years)[years].tolist()))] if years.any() else []
