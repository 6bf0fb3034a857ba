"""Posteriors made for a test: draws of the prior, but for what the test says was learnt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from simulator.calibration import Posterior, Settings
from simulator.calibration.prior import free, marginals, parameter_values
from simulator.model import Parameters
from tests.shipped import evidence

DRAWS = 1000


def made(
    locality: str = "son-la",
    *,
    learnt: Mapping[str, tuple[float, float]] | None = None,
    tied: Sequence[tuple[str, str, float]] = (),
    effective: float = DRAWS,
) -> Posterior:
    """learnt: exact (mean, deviation) of a latent variable; tied: pairs with their exact correlation."""
    priors = marginals(evidence(), evidence().localities[locality], "causal")
    names = [prior.name for prior in free(priors)]
    z = np.random.default_rng(1).standard_normal((DRAWS, len(names)))
    z, _ = np.linalg.qr(z - z.mean(axis=0))  # means 0, and no correlation at all
    z = z.T * np.sqrt(DRAWS)
    for first, second, correlation in tied:
        i, j = names.index(first), names.index(second)
        z[j] = correlation * z[i] + np.sqrt(1.0 - correlation**2) * z[j]
    for name, (mean, deviation) in (learnt or {}).items():
        z[names.index(name)] = mean + deviation * z[names.index(name)]
    settings = replace(Settings(), draws=DRAWS)
    parameters = Parameters(parameter_values(priors, z))
    return Posterior(locality, "causal", z.astype(np.float32), parameters, (), settings, effective, "")
