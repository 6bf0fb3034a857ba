"""As many draws of each locality, so that sums can be taken draw by draw."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.analysis.projection import members
from simulator.calibration import Posterior
from simulator.model import Parameters


def paired_members(posteriors: Sequence[Posterior], draws: int | None = None, seed: int = 1) -> list[Parameters]:
    """`draws` members of each posterior, as many as the smallest one has when None.

    Raises ValueError for more than there are in one of them.
    """
    fewest = min(posterior.parameters.draws for posterior in posteriors)
    if draws is not None and not 1 <= draws <= fewest:
        raise ValueError(f"1–{fewest}")
    return [members(posterior, fewest if draws is None else draws, seed) for posterior in posteriors]
