"""A plan looked for beside the page: the best split, the least total, outcome against total."""

from __future__ import annotations

from pathlib import Path

from simulator.analysis.optimise.best import Best, best
from simulator.analysis.optimise.frontier import Frontier, frontier
from simulator.analysis.optimise.least import Least, least_total
from simulator.analysis.optimise.question import Question
from simulator.analysis.tasks import Progress as Told
from simulator.calibration import Posterior, load_posterior
from simulator.evidence import Evidence, load_evidence
from simulator.evidence.own import load_own
from simulator.jobs.own_folder import is_own
from simulator.jobs.work import Progress
from simulator.scenario import Target, baseline_path, load_scenario
from simulator.scenario.names import locality_folder


def find_best(question: Question, scenarios: str, progress: Progress) -> Best:
    """Find the best split of a total.

    scenarios: the folder of scenarios, where the baseline and a planner's own figures are. Raises SimulatorError when
    the locality cannot be run or the limits cannot be met.
    """
    evidence, posterior = _ground(question, Path(scenarios))
    return best(question, evidence, posterior, progress=_told(progress))


def find_least(
    question: Question, targets: tuple[Target, ...], chance: float, scenarios: str, progress: Progress
) -> Least:
    """Find the least total that meets all targets with a chance, a share of one. Raises SimulatorError."""
    evidence, posterior = _ground(question, Path(scenarios))
    return least_total(question, targets, chance, evidence, posterior, progress=_told(progress))


def find_frontier(question: Question, scenarios: str, progress: Progress) -> Frontier:
    """Find the best outcome of each of several totals. Raises SimulatorError."""
    evidence, posterior = _ground(question, Path(scenarios))
    return frontier(question, evidence, posterior, progress=_told(progress))


def _ground(question: Question, scenarios: Path) -> tuple[Evidence, Posterior]:
    """The data with the locality's own figures, if it has any, and the posterior of its evidence set."""
    locality = question.scenario.locality
    evidence, folder = load_evidence(), locality_folder(locality, scenarios)
    if is_own(folder):
        evidence = load_own(folder, evidence)
    baseline = load_scenario(baseline_path(locality, scenarios), evidence)
    return evidence, load_posterior(evidence, baseline, question.scenario.effects)


def _told(progress: Progress) -> Told:
    return lambda share, _: progress(share)
