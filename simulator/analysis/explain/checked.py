"""What every explanation checks before it runs anything."""

from __future__ import annotations

from simulator.analysis.explain.lines import EXPLAINED
from simulator.analysis.projection import members
from simulator.calibration import Posterior
from simulator.model import Parameters
from simulator.scenario import Scenario


def checked_indicator(indicator: str) -> str:
    """The indicator, if it is one of `EXPLAINED`. Raises ValueError."""
    if indicator not in EXPLAINED:
        raise ValueError(f"{indicator}: explained are {', '.join(EXPLAINED)}")
    return indicator


def checked_members(scenario: Scenario, posterior: Posterior, draws: int | None, seed: int = 1) -> Parameters:
    """Members of the posterior that belongs to a scenario, all unless a number is given. Raises ValueError."""
    found, wanted = (posterior.locality, posterior.effects), (scenario.locality, scenario.effects)
    if found != wanted:
        raise ValueError(f"the posterior is that of {found}, the scenario asks for {wanted}")
    return members(posterior, posterior.parameters.draws if draws is None else draws, seed)
