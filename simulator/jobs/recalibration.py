"""A locality's posteriors rebuilt, for both evidence sets."""

from __future__ import annotations

from pathlib import Path

from simulator.calibration import calibrate, save_posterior
from simulator.evidence import load_evidence
from simulator.jobs.work import Progress
from simulator.scenario import baseline_path, load_scenario
from simulator.scenario.vocabulary import EFFECTS


def recalibrate(locality: str, scenarios: str, progress: Progress) -> None:
    """Calibrate a locality on its baseline in a folder of scenarios; all made, write the artefacts, each whole.

    Raises SimulatorError for data or a baseline at fault, and when the artefacts cannot be written.
    """
    evidence = load_evidence()
    baseline = load_scenario(baseline_path(locality, Path(scenarios)), evidence)
    found = []
    for number, effects in enumerate(EFFECTS):

        def report(share: float, before: int = number) -> None:
            progress((before + share) / len(EFFECTS))

        found.append(calibrate(evidence, baseline, effects, progress=report))
    for posterior in found:
        save_posterior(posterior)
