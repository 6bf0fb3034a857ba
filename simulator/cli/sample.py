"""The members of a posterior that a command runs with (--draws, --seed)."""

from __future__ import annotations

import click

from simulator.analysis.projection import members
from simulator.calibration import Posterior
from simulator.errors import Fault, ScenarioError
from simulator.model import Parameters

draws_option = click.option("--draws", type=int, help="Số mẫu; mặc định: mọi mẫu đã hiệu chỉnh.")
seed_option = click.option("--seed", type=int, default=1, show_default=True, help="Hạt giống khi chọn mẫu.")


def sample(posterior: Posterior, draws: int | None, seed: int, file: str) -> Parameters:
    """Return the members asked for, all when `draws` is None. Raises ScenarioError for more than there are."""
    count = posterior.parameters.draws if draws is None else draws
    try:
        return members(posterior, count, seed)
    except ValueError as error:
        fault = Fault("draws_range", file, field="--draws", value=str(count), allowed=str(error))
        raise ScenarioError([fault]) from error
