"""One total split over several localities, from names alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from simulator.analysis.shareout.paired import paired_members
from simulator.analysis.shareout.question import Share, ShareQuestion
from simulator.analysis.shareout.result import ShareOut
from simulator.analysis.shareout.share import share_out
from simulator.calibration import load_posterior
from simulator.evidence import Evidence, load_evidence
from simulator.evidence.own import with_own
from simulator.jobs.work import Progress
from simulator.scenario import Scenario, baseline_path, completed, load_scenario


@dataclass(frozen=True)
class Asked:
    """What is asked on a page: scenario files, one a locality, their limits in the same order, and the rest.

    total: billion VND over all years, None for what the scenarios cost now. lines: the money levers that are split.
    most_cut: no locality loses more than this share of today's key.
    """

    files: tuple[str, ...]
    shares: tuple[Share, ...]
    goal: str
    year: int
    lines: tuple[str, ...]
    total: float | None = None
    most_cut: float = 1.0


def share_out_files(asked: Asked, scenarios: str, progress: Progress) -> tuple[Asked, ShareOut]:
    """Answer a page's question with all draws of each locality, its folder of scenarios given; return both.

    Raises SimulatorError for data or scenarios at fault, and when the question cannot be answered.
    """
    folder = Path(scenarios)
    evidence, _ = with_own(load_evidence(), [folder])
    baselines = {share.locality: _baseline(share.locality, folder, evidence) for share in asked.shares}
    own = [load_scenario(file, evidence) for file in asked.files]
    found = [completed(scenario, baselines[scenario.locality]) for scenario in own]
    question = ShareQuestion(
        tuple(found), asked.shares, asked.goal, asked.year, asked.total, asked.lines, most_cut=asked.most_cut
    )
    posteriors = [load_posterior(evidence, baselines[scenario.locality], scenario.effects) for scenario in found]
    members = paired_members(posteriors)
    names = [Path(file).name for file in asked.files]
    return asked, share_out(question, evidence, members, progress=lambda share, _: progress(share), names=names)


def _baseline(locality: str, folder: Path, evidence: Evidence) -> Scenario:
    return load_scenario(baseline_path(locality, folder), evidence)
