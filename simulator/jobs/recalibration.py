"""A locality's posteriors rebuilt, for both evidence sets."""

from __future__ import annotations

from pathlib import Path

from simulator.calibration import calibrate, posterior_folder, save_posterior
from simulator.evidence import load_evidence
from simulator.evidence.own import load_own
from simulator.jobs.own_folder import is_own
from simulator.jobs.work import Progress
from simulator.scenario import baseline_path, load_scenario
from simulator.scenario.names import locality_folder
from simulator.scenario.vocabulary import EFFECTS


def recalibrate(locality: str, scenarios: str, progress: Progress) -> None:
    """Calibrate a locality on its baseline in a folder of scenarios; all made, write the artefacts, each whole.

    A planner's own locality is read from that folder too, and its artefacts go there. Raises SimulatorError for data
    or a baseline at fault, and when the artefacts cannot be written.
    """
    evidence, folder = load_evidence(), locality_folder(locality, Path(scenarios))
    if is_own(folder):
        evidence = load_own(folder, evidence)
    baseline = load_scenario(baseline_path(locality, Path(scenarios)), evidence)
    found = []
    for number, effects in enumerate(EFFECTS):

        def report(share: float, before: int = number) -> None:
            progress((before + share) / len(EFFECTS))

        found.append(calibrate(evidence, baseline, effects, progress=report))
    for posterior in found:
        save_posterior(posterior, posterior_folder(evidence, locality))
