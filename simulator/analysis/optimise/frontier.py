"""Outcome against total: what the best use of less and of more money would bring, and where more brings little."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.analysis.comparison_verdict import sign
from simulator.analysis.live import HALF_YEAR
from simulator.analysis.optimise.alternatives import SEEN
from simulator.analysis.optimise.bench import Bench
from simulator.analysis.optimise.faults import faults, refuse
from simulator.analysis.optimise.knee import knee
from simulator.analysis.optimise.ladder import Ladder
from simulator.analysis.optimise.limits import keeps
from simulator.analysis.optimise.question import DONG, Allocation, Goal, Question
from simulator.analysis.summary import Interval, interval
from simulator.analysis.tasks import Progress, quiet
from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.model.arrays import Array

SEARCHED = 200  # draws that splits are searched on
TIMES = 2  # of today's money: where the curve ends, if no cap ends it before
FEWEST = 3


@dataclass(frozen=True)
class Frontier:
    """Best outcomes by total, on common draws, exact month by month.

    totals: billion VND over all years, (n,), rising, from what floors leave at least to twice today's money (or what
    caps leave); today's total is one of them where it lies between. outcomes: [n][goal]. losses: statistic of the
    goals' weighted loss less that of the scenario (`loss`), (n,), never rising. allocations: their sum is the total,
    or less where no use found for the rest does any good. knee: index of the point where more money begins to bring
    clearly less, None without one. today: billion VND of the lines in the scenario. today_outcomes: of the scenario
    as it stands, by goal. behind: by goal, the best use of today's total less that, paired; None when today's total
    lies outside. span: by goal, the largest total less the smallest, paired. verdicts: why there is no knee ("flat",
    "straight", "within_noise"), "rest_unused", "today_best" (today's use cannot be told from the best).
    """

    question: Question
    totals: Array
    outcomes: tuple[tuple[Interval, ...], ...]
    losses: Array
    allocations: tuple[Allocation, ...]
    knee: int | None
    today: float
    today_outcomes: tuple[Interval, ...]
    behind: tuple[Interval, ...] | None
    span: tuple[Interval, ...]
    verdicts: tuple[str, ...]

    @property
    def bend(self) -> int | None:
        """The knee, if the totals make a difference that can be seen; what is too little to count has no bend."""
        return None if self.is_unseen else self.knee

    @property
    def is_unseen(self) -> bool:
        """Whether no goal changes over all the totals by what can be told from none and can be seen."""
        return all(is_unseen(span, goal) for goal, span in zip(self.question.goals, self.span, strict=True))


def is_unseen(change: Interval, goal: Goal) -> bool:
    """Whether a change of a goal cannot be told from none, or is too small to be seen."""
    return not sign(change, goal.indicator) or abs(change.median) < SEEN[goal.indicator]


def frontier(
    question: Question,
    evidence: Evidence,
    posterior: Posterior,
    *,
    points: int = 9,
    seed: int = 1,
    progress: Progress = quiet,
) -> Frontier:
    """The curve, in so many points (at least three). Raises ScenarioError when the question has faults."""
    asked = replace(question, total=None)
    refuse(faults(asked, evidence))
    progress(0.0, "past")
    bench = Bench(asked, evidence, posterior.parameters)
    ladder, totals = _searched(bench, max(points, FEWEST), seed, progress)
    allocations, levels = _descending(ladder, bench, totals, progress)
    scores = np.stack([bench.loss.of(each) - bench.loss.today for each in levels])
    values = np.array([bench.loss.value(score) for score in scores])
    found = np.array(totals) / DONG
    place, why = knee(found, scores, values)
    today = asked.today.total_dong
    behind = tuple(map(interval, levels[totals.index(today)] - bench.today)) if today in totals else None
    is_rest_unused = any(each.total_dong < total for each, total in zip(allocations, totals, strict=True))
    progress(1.0, "")
    return Frontier(
        question=question,
        totals=found,
        outcomes=tuple(tuple(map(interval, each)) for each in levels),
        losses=values,
        allocations=tuple(allocations),
        knee=place,
        today=today / DONG,
        today_outcomes=tuple(map(interval, bench.today)),
        behind=behind,
        span=tuple(map(interval, levels[-1] - levels[0])),
        verdicts=_verdicts(why, behind, is_rest_unused=is_rest_unused),
    )


def _verdicts(why: str, behind: tuple[Interval, ...] | None, *, is_rest_unused: bool) -> tuple[str, ...]:
    """What must be said of a curve; why: it has no knee, "" where it has one."""
    is_today_best = behind is not None and all(gain.includes_zero for gain in behind)
    found = (why, "rest_unused" if is_rest_unused else "", "today_best" if is_today_best else "")
    return tuple(verdict for verdict in found if verdict)


def _searched(bench: Bench, points: int, seed: int, progress: Progress) -> tuple[Ladder, list[int]]:
    """The totals of the curve, and the ladder with their best splits; those near today's total first."""
    question = bench.question
    ladder = Ladder(question, bench.evidence, bench.coarse(HALF_YEAR, bench.some(SEARCHED, seed)))
    totals = _totals(ladder, points)
    for done, total in enumerate(sorted(totals, key=lambda total: abs(total - question.today.total_dong))):
        ladder.at(total)
        progress(0.1 + 0.7 * (done + 1) / len(totals), "totals")
    return ladder, totals


def _totals(ladder: Ladder, points: int) -> list[int]:
    """Totals in đồng, evenly apart but for today's, which takes the place of the nearest one inside."""
    today = ladder.question.today.total_dong
    last = ladder.most if ladder.capped else max(ladder.least + points * ladder.step, TIMES * today)
    found = [ladder.whole(total) for total in np.linspace(ladder.least, min(last, ladder.most), points)]
    found[-1] = min(found[-1], ladder.most)
    if found[0] < today < found[-1]:
        inside = min(range(1, points - 1), key=lambda place: abs(found[place] - today))
        found[inside] = today
    return sorted(set(found))


def _descending(
    ladder: Ladder, bench: Bench, totals: list[int], progress: Progress
) -> tuple[list[Allocation], list[Array]]:
    """Splits and their exact levels by total, none worse than that of a smaller total.

    Each total may also use the splits of its neighbours in proportion, or keep the smaller one's and leave the rest.
    """
    allocations: list[Allocation] = []
    levels: list[Array] = []
    every, today = bench.coarse(HALF_YEAR), bench.question.today
    for place, total in enumerate(totals):
        options = [ladder.at(total)]
        options += [ladder.like(totals[other], total) for other in (place - 1, place + 1) if 0 <= other < len(totals)]
        values = [every.value(ladder.amounts(option)) for option in options]
        best = options[int(np.argmin(values))]
        found = bench.outcomes(best)
        if total == today.total_dong and _value(bench, found) >= 0.0 and keeps(bench.question, bench.evidence, today):
            best, found = today, bench.today
        if levels and _value(bench, found) > _value(bench, levels[-1]):
            best, found = allocations[-1], levels[-1]
        allocations.append(best)
        levels.append(found)
        progress(0.8 + 0.2 * (place + 1) / len(totals), "exact")
    return allocations, levels


def _value(bench: Bench, levels: Array) -> float:
    return bench.loss.value(bench.loss.of(levels) - bench.loss.today)
