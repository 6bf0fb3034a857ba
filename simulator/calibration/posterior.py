"""The posterior of a locality: an artefact of the `calibrate` command, checked against what it was made from."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.calibration.likelihood import Term
from simulator.calibration.problem import Problem, problem
from simulator.calibration.sampler import Progress, Settings
from simulator.errors import Fault, PosteriorError
from simulator.evidence import DATA, Evidence
from simulator.files import PROJECT, make_folder, shown, write_whole
from simulator.model import Parameters
from simulator.model.arrays import Array
from simulator.model.plan import ARRAYS
from simulator.scenario import Scenario

POSTERIORS = DATA / "posteriors"
CODE = (
    "simulator/model",
    "simulator/calibration/likelihood.py",
    "simulator/calibration/prior.py",
    "simulator/calibration/problem.py",
    "simulator/calibration/sampler.py",
    "simulator/scenario/plan.py",
)


@dataclass(frozen=True)
class Residual:
    """How the posterior meets one observation: model figure (median, 90 % interval) and residual in spreads.

    A floor or a ceiling that is met has no residual.
    """

    obs_id: str
    p05: float
    median: float
    p95: float
    spread: float
    residual: float


@dataclass(frozen=True)
class Posterior:
    """Calibrated draws of a locality under an evidence set.

    z: standard normal variables (free parameter, draw), float32. parameters: every parameter they stand for,
    fixed ones too, (draw,). effective: effective sample size. digest: of the data, the model and the settings.
    """

    locality: str
    effects: str
    z: NDArray[np.float32]
    parameters: Parameters
    residuals: tuple[Residual, ...]
    settings: Settings
    effective: float
    digest: str


def calibrate(
    evidence: Evidence,
    baseline: Scenario,
    effects: str,
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Posterior:
    """Draw the posterior of the baseline's locality; same seed, same draws.

    Sampled with quiet times in one step; the residuals are those of the monthly model.
    """
    settings = settings or Settings()
    fast = problem(evidence, baseline, effects=effects, fast=True)
    found = fast.sampled(settings, progress)
    task = problem(evidence, baseline, effects=effects)
    z = found.z.astype(np.float32)  # what the artefact keeps, so that both are the same draws
    p = task.parameters(z.astype(np.float64))
    run = task.run(p)
    residuals = tuple(_residual(term, term.read(run), term.spread(p)) for term in task.terms)
    key = digest(task, evidence, effects, settings)
    return Posterior(baseline.locality, effects, z, p, residuals, settings, found.effective, key)


def _residual(term: Term, figures: Array, spread: float) -> Residual:
    low, median, high = (float(q) for q in np.quantile(figures, (0.05, 0.5, 0.95)))
    missed = float(term.missed(np.array((median - term.observation.value) / spread)))
    return Residual(term.observation.obs_id, low, median, high, spread, missed)


def digest(task: Problem, evidence: Evidence, effects: str, settings: Settings) -> str:
    """Hash of everything that a posterior depends on: figures, priors, plan of the past, model, settings."""
    parts: list[object] = [effects, astuple(settings), task.priors, task.plan.start, task.plan.thresholds]
    parts += [astuple(term.observation)[:-1] for term in task.terms]  # without the line of the file
    parts += [sorted(task.plan.events_before.items()), sorted(task.plan.events_after.items())]
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(repr(part).encode())
    for name in ARRAYS:
        hashed.update(np.ascontiguousarray(getattr(task.plan, name)).tobytes())
    for file in sorted(_sources()):
        hashed.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return hashed.hexdigest()


def _sources() -> Iterable[Path]:
    for name in CODE:
        place = PROJECT / name
        yield from [place] if place.is_file() else place.glob("*.py")


def posterior_path(locality: str, effects: str, folder: Path = POSTERIORS) -> Path:
    """File of a locality's posterior under an evidence set."""
    return folder / f"{locality.replace('/', '.')}.{effects}.npz"


def posterior_folder(evidence: Evidence, locality: str) -> Path:
    """Where the artefacts of a locality are kept: those of a planner's own one lie with its figures."""
    return evidence.localities[locality].home or POSTERIORS


def save_posterior(posterior: Posterior, folder: Path = POSTERIORS) -> Path:
    """Write the artefact, wholly or not at all. Raises OutputError when the folder cannot be written."""
    path = posterior_path(posterior.locality, posterior.effects, folder)
    about = {
        "settings": asdict(posterior.settings),
        "digest": posterior.digest,
        "effective": posterior.effective,
        "residuals": [asdict(residual) for residual in posterior.residuals],
    }
    content = io.BytesIO()
    np.savez(content, z=posterior.z, about=np.array(json.dumps(about)))
    make_folder(folder)
    write_whole(path, content.getvalue())
    return path


def load_posterior(evidence: Evidence, baseline: Scenario, effects: str, *, folder: Path | None = None) -> Posterior:
    """Read a shipped or recalibrated posterior; without a folder, from the locality's own (`posterior_folder`).

    Raises PosteriorError, with what to do, when it is missing, unreadable, or made from other data or by another
    model.
    """
    path = posterior_path(baseline.locality, effects, folder or posterior_folder(evidence, baseline.locality))
    if not path.exists():
        raise _refused("posterior_missing", path, baseline.locality)
    task = problem(evidence, baseline, effects=effects)
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:  # no handle is left on the file
            z, about = file["z"], json.loads(str(file["about"]))
        settings = Settings(**about["settings"])
        residuals = tuple(Residual(**residual) for residual in about["residuals"])
        effective, key = float(about["effective"]), str(about["digest"])
        parameters = task.parameters(z.astype(np.float64))
    except (OSError, ValueError, KeyError, TypeError, EOFError, StopIteration, zipfile.BadZipFile) as error:
        raise _refused("posterior_unreadable", path, baseline.locality) from error
    if key != digest(task, evidence, effects, settings) or z.shape != (len(task.free), settings.draws):
        raise _refused("posterior_stale", path, baseline.locality)
    return Posterior(baseline.locality, effects, z, parameters, residuals, settings, effective, key)


def _refused(code: str, path: Path, locality: str) -> PosteriorError:
    return PosteriorError([Fault(code, shown(path), nearest=f"python -m simulator calibrate {locality}")])
