"""One locality asked what it makes of an amount of money, on the same draws and storms each time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from simulator.analysis.live import Reference, moved, reference
from simulator.analysis.optimise.question import Allocation, allocated
from simulator.analysis.projection import Projection, continued, level_at_start, simulated_past
from simulator.analysis.shareout.money import scaled
from simulator.analysis.shareout.question import PARTS, ShareQuestion
from simulator.analysis.shareout.result import Response
from simulator.evidence import Evidence
from simulator.model import Parameters
from simulator.model.arrays import Array
from simulator.scenario import Scenario

POOR = "poor_households"
SPENT, UNSPENT = "money_spent", "money_unspent"
FACTORS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.55, 0.7, 0.85, 1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0)
"""Times today's money at which a response is run: close together where programmes run out of need."""


@dataclass
class Place:
    """A locality's scenario in a question, with its past and its run as it stands.

    known: amount in đồng -> mean of the goal's indicator, of what has been run in half-years.
    """

    scenario: Scenario
    today: Allocation
    evidence: Evidence
    goal: str
    year: int
    saved: Reference
    runs: int = 1
    known: dict[int, float] = field(default_factory=dict)

    @property
    def cost(self) -> int:
        """What the scenario gives its lines now, đồng."""
        return self.today.total_dong

    @property
    def poor_at_start(self) -> float:
        """Mean number of poor households at the start of the plan."""
        return float(level_at_start(self.saved.past, self.saved.exact.plan, POOR).mean())

    def with_money(self, dong: int) -> Scenario:
        """The scenario with its own mix scaled to an amount."""
        return scaled(self.today, dong).applied(self.scenario)

    def coarse(self, dong: int) -> Array:
        """The goal's indicator with an amount, in half-years beside the exact run of today's, (draw,)."""
        self.runs += 1
        found = self._goal(moved(self.saved, self.with_money(dong), self.evidence))
        self.known[dong] = float(found.mean())
        return found

    def exact(self, dong: int) -> tuple[Array, float]:
        """The goal's indicator with an amount, month by month, (draw,), and the share of the money not spent."""
        self.runs += dong != self.cost
        run = self.saved.exact
        if dong != self.cost:
            run = continued(self.saved.past, self.with_money(dong), self.evidence)
        first = run.row(self.scenario.first_year, 1)
        spent, unspent = (float(run.trajectory[name][first:].sum(axis=0).mean()) for name in (SPENT, UNSPENT))
        return self._goal(run), unspent / (spent + unspent) if spent + unspent > 0.0 else 0.0

    def explore(self, amounts: Iterable[int]) -> None:
        """Run the amounts that have not been run."""
        for dong in amounts:
            if dong not in self.known:
                self.coarse(dong)

    @property
    def response(self) -> Response:
        """What has been run so far."""
        dong = sorted(self.known)
        return Response(np.array(dong, dtype=np.int64), np.array([self.known[amount] for amount in dong]))

    def _goal(self, run: Projection) -> Array:
        row = run.row(self.year)
        return np.asarray(sum(run.trajectory[name][row] for name in PARTS[self.goal]))


def place_of(question: ShareQuestion, number: int, evidence: Evidence, parameters: Parameters) -> Place:
    """Run a locality's past and its scenario as it stands."""
    scenario = question.scenarios[number]
    wanted = tuple(dict.fromkeys((POOR, *PARTS[question.goal], SPENT, UNSPENT)))
    past = simulated_past(scenario, evidence, parameters, wanted)
    today = allocated(scenario, question.lines)
    saved = reference(past, scenario, evidence)
    return Place(scenario, today, evidence, question.goal, question.year, saved)


def first_amounts(place: Place, ceiling: int, others: Iterable[int]) -> list[int]:
    """Amounts to begin with, đồng: today's times FACTORS up to the ceiling, and those of the keys that are compared."""
    top = max(ceiling, *others)
    factors = {int(factor * place.cost) for factor in FACTORS if factor * place.cost < top}
    return sorted({*factors, 0, place.cost, top, ceiling, *others})


def curve(response: Response, dong: NDArray[np.int64] | Array) -> Array:
    """The response between the amounts that were run: a monotone cubic (PCHIP), which never overshoots them.

    Fritsch & Butland (1984), as in SciPy.
    """
    found: Array = PchipInterpolator(response.dong.astype(np.float64), response.values)(np.asarray(dong, dtype=float))
    return found
