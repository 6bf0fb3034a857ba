"""From reported figures to an ensemble: priors, likelihood, sampler, posterior artefacts."""

from simulator.calibration.posterior import (
    POSTERIORS,
    Posterior,
    Residual,
    calibrate,
    load_posterior,
    posterior_folder,
    posterior_path,
    save_posterior,
)
from simulator.calibration.sampler import Settings

__all__ = [
    "POSTERIORS",
    "Posterior",
    "Residual",
    "Settings",
    "calibrate",
    "load_posterior",
    "posterior_folder",
    "posterior_path",
    "save_posterior",
]
