"""The best use of a total over money levers and years, with its certificate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter

from simulator.analysis.live import HALF_YEAR
from simulator.analysis.optimise.bench import Bench
from simulator.analysis.optimise.certificate import Alternative, Binding, Certificate
from simulator.analysis.optimise.certify import Start, certified, intervals
from simulator.analysis.optimise.limits import keeps, space
from simulator.analysis.optimise.question import Allocation, Question
from simulator.analysis.optimise.search import nothing, search
from simulator.analysis.optimise.space import Space
from simulator.analysis.summary import Interval
from simulator.analysis.tasks import Progress, quiet
from simulator.calibration import Posterior
from simulator.calibration.fresh import fresh
from simulator.evidence import Evidence
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR

__all__ = ["Alternative", "Best", "Binding", "Certificate", "best"]

QUICK_DRAWS = 120


@dataclass(frozen=True)
class Best:
    """The best split found. before, after, change: by goal, exact monthly run on all draws, change paired.

    before is the start: the scenario's own split, or the nearest one in proportion that keeps the limits and the
    total. fresh: change of each goal on as many fresh draws. seconds: of the clock.
    """

    question: Question
    allocation: Allocation
    start: Allocation
    before: tuple[Interval, ...]
    after: tuple[Interval, ...]
    change: tuple[Interval, ...]
    fresh: tuple[Interval, ...]
    certificate: Certificate
    evaluations: int
    seconds: float


def best(
    question: Question, evidence: Evidence, posterior: Posterior, *, seed: int = 1, progress: Progress = quiet
) -> Best:
    """The best split, never one that is worse than the start on all draws. Same seed, same result.

    Raises ScenarioError when the question has faults or its limits cannot be met.
    """
    began = perf_counter()
    room = space(question, evidence)
    start, home = _start(question, evidence, room)
    progress(0.0, "past")
    bench = Bench(question, evidence, posterior.parameters)
    before = bench.outcomes(start)
    allocation, after, certificate = _searched(bench, room, (start, before, home), seed, progress)
    if not keeps(question, evidence, question.today):
        certificate = replace(certificate, verdicts=(*certificate.verdicts, "start_adapted"))
    progress(0.95, "fresh")
    anew = Bench(question, evidence, fresh(posterior, evidence, question.scenario, bench.draws, seed))
    checked = anew.outcomes(allocation) - anew.outcomes(start)
    progress(1.0, "")
    return Best(
        question=question,
        allocation=allocation,
        start=start,
        before=intervals(before),
        after=intervals(after),
        change=intervals(after - before),
        fresh=intervals(checked),
        certificate=certificate,
        evaluations=bench.evaluations + anew.evaluations,
        seconds=perf_counter() - began,
    )


def _start(question: Question, evidence: Evidence, room: Space) -> tuple[Allocation, Array]:
    """Where the search begins, and its lots by cell, not always whole: the scenario's split if it may stay."""
    home = room.wanted(room.today)
    if keeps(question, evidence, question.today):
        return question.today, home
    near = room.near(home)
    return room.allocation(near), near.astype(float)


def _searched(
    bench: Bench, room: Space, start: Start, seed: int, progress: Progress
) -> tuple[Allocation, Array, Certificate]:
    """Search, judge on all draws month by month, and certify what was found: split, levels, certificate."""
    quick, fine = bench.coarse(MONTHS_PER_YEAR, bench.some(QUICK_DRAWS, seed)), bench.coarse(HALF_YEAR)
    home = start[2]
    if room.decides:
        found = search(room, quick, fine, home, progress=lambda share, what: progress(0.05 + 0.75 * share, what))
    else:
        found = nothing(room, fine, home)
    progress(0.85, "certificate")
    return certified(bench, room, quick, fine, found, start)
