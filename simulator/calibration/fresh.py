"""New members of a posterior: as many as asked for, with storms and later years dealt anew.

A smoothed bootstrap in the standard normal variables that keeps mean and covariance (Liu & West 2001): each member is
drawn a little towards the mean and given a little noise of the members' own covariance. Variables that no reported
figure touches are still their prior draws in a posterior (`sampler`), independent of all others: they are drawn anew
from the prior, so that new members say more about them than the old ones could.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

from simulator.calibration.posterior import Posterior
from simulator.calibration.prior import marginals, parameter_values
from simulator.calibration.sampler import FARTHEST
from simulator.evidence import Evidence
from simulator.model import Parameters
from simulator.model.arrays import Array
from simulator.scenario import Scenario

NOISE = 0.1  # share of a member's standard deviation that is noise of its own; the rest is an old member's
SPAN = 2  # numbers of members to choose from, for each one wanted: another seed meets other storms


def fresh(posterior: Posterior, evidence: Evidence, baseline: Scenario, draws: int, seed: int) -> Parameters:
    """Return `draws` new members of a locality's posterior; same seed, same members.

    baseline: any scenario of the locality. No number of a member is one of the posterior's, so that storms and later
    years are new too. Raises ValueError for no draws, or a scenario of another locality.
    """
    if draws < 1:
        raise ValueError(f"{draws} draws")
    if baseline.locality != posterior.locality:
        raise ValueError(f"{baseline.locality} with a posterior of {posterior.locality}")
    rng = np.random.default_rng((posterior.settings.seed, seed))
    z = fresh_variables(posterior.z.astype(np.float64), untouched(posterior), draws, rng)
    numbers = posterior.parameters.draws + rng.permutation(SPAN * draws)[:draws]
    priors = marginals(evidence, evidence.localities[posterior.locality], posterior.effects)
    return Parameters(parameter_values(priors, z), numbers.astype(np.intp))


def untouched(posterior: Posterior) -> NDArray[np.bool_]:
    """Which variables are the prior draws that the sampler set out from, (free parameter,)."""
    prior = np.random.default_rng(posterior.settings.seed).standard_normal(posterior.z.shape).astype(np.float32)
    return np.asarray(np.isclose(posterior.z, prior, rtol=0.0, atol=1e-6).all(axis=1))


def fresh_variables(z: Array, from_prior: NDArray[np.bool_], draws: int, rng: np.random.Generator) -> Array:
    """Return new columns of standard normal variables (variable, draws) like those of `z` (variable, member).

    from_prior (variable,): which are independent and standard normal by themselves. Every member is used equally
    often, but for a remainder.
    """
    found = rng.standard_normal((len(z), draws))
    known = z[~from_prior]
    if len(known) and z.shape[1] > 1:
        mean = known.mean(axis=1, keepdims=True)
        off = known - mean
        rounds = -(-draws // z.shape[1])
        chosen = np.concatenate([rng.permutation(z.shape[1]) for _ in range(rounds)])[:draws]
        lengths, axes = eigh(off @ off.T / z.shape[1])
        noise = axes @ (np.sqrt(np.maximum(lengths, 0.0))[:, None] * found[~from_prior])
        found[~from_prior] = mean + np.sqrt(1.0 - NOISE**2) * off[:, chosen] + NOISE * noise
    return np.asarray(np.clip(found, -FARTHEST, FARTHEST))
