"""Posteriors of many localities and evidence sets, each a task of its own."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.analysis.tasks import Done, Progress, Spread, Tell, in_turn, quiet, unheard
from simulator.calibration import Posterior, Settings, calibrate
from simulator.evidence import Evidence
from simulator.scenario import Scenario


@dataclass(frozen=True)
class Calibrated:
    """A posterior, and how many seconds it took."""

    posterior: Posterior
    seconds: float


def calibrations(
    evidence: Evidence,
    wanted: Sequence[tuple[Scenario, str]],
    settings: Settings | None = None,
    *,
    spread: Spread = in_turn,
    progress: Progress = quiet,
    done: Done[Calibrated] = unheard,
) -> list[Calibrated]:
    """Calibrate baselines under evidence sets, (baseline, effects), as `simulator.calibration.calibrate` does one."""
    tasks = {f"{baseline.locality} ({effects})": (baseline, effects) for baseline, effects in wanted}
    return spread(_calibrated, (evidence, settings), tasks, progress, done)


def _calibrated(shared: tuple[Evidence, Settings | None], wanted: tuple[Scenario, str], tell: Tell) -> Calibrated:
    evidence, settings = shared
    baseline, effects = wanted
    started = time.monotonic()
    posterior = calibrate(evidence, baseline, effects, settings=settings, progress=tell)
    return Calibrated(posterior, time.monotonic() - started)
