"""Whether money is enough, told by draws that no search has seen."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.analysis.optimise.chance import Chances, joint
from simulator.analysis.optimise.question import DONG, Allocation
from simulator.analysis.tasks import Progress, quiet
from simulator.calibration import Posterior
from simulator.calibration.fresh import fresh
from simulator.evidence import Evidence
from simulator.scenario import Scenario, Target


class Judge:
    """The joint chance of targets on fresh draws of a posterior; `steps` keeps what was tried, đồng -> chance."""

    def __init__(
        self,
        scenario: Scenario,
        targets: Sequence[Target],
        evidence: Evidence,
        posterior: Posterior,
        draws: int,
        seed: int,
        progress: Progress = quiet,
    ) -> None:
        self._scenario = scenario
        drawn = fresh(posterior, evidence, scenario, draws, seed)
        self._chances = Chances(scenario, targets, evidence, drawn, progress)
        self._lift = 0.0
        self.steps: dict[int, float] = {}

    def today(self) -> float:
        """The chance of the scenario as it stands, month by month."""
        return joint(self._chances.margins(self._chances.monthly(self._scenario)))

    def exact(self, allocation: Allocation) -> float:
        """The chance of a split, month by month; from now on coarse ones are lifted by the difference here."""
        scenario = allocation.applied(self._scenario)
        found = joint(self._chances.margins(self._chances.monthly(scenario)))
        self._lift = found - joint(self._chances.margins(self._chances.coarse(scenario)))
        self.steps[allocation.total_dong] = found
        return found

    def chance(self, allocation: Allocation) -> float:
        """The chance of a split, in coarse rows."""
        plan = self._chances.coarse(allocation.applied(self._scenario))
        found = joint(self._chances.margins(plan)) + self._lift
        self.steps[allocation.total_dong] = found
        return found

    @property
    def tried(self) -> tuple[tuple[float, float], ...]:
        """Totals in billion VND and their chances, by total."""
        return tuple((total / DONG, chance) for total, chance in sorted(self.steps.items()))
