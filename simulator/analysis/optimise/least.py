"""The least total that reaches all targets together with a wished chance.

The search goes over totals, from best split to best split (`ladder`), on some members of the posterior; whether a total
is enough is judged on other draws that the search has never seen (`judge`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from simulator.analysis.optimise.chance import Chances, SoftField, joint
from simulator.analysis.optimise.faults import refuse
from simulator.analysis.optimise.judge import Judge
from simulator.analysis.optimise.ladder import Ladder
from simulator.analysis.optimise.question import Allocation, Goal, Question
from simulator.analysis.optimise.target_faults import target_faults
from simulator.analysis.projection import members
from simulator.analysis.tasks import Progress, quiet
from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.scenario import Target

SEARCHED = 300  # members of the posterior that splits are searched on
FRESH = 20_000
NEAR = 1.04  # between totals as near as this, a split between their best ones is as good as a search
FINE = 0.002  # of a total: how near the least is found
SLIGHT = 0.01  # of chance: what more money must bring to be said to matter
TRIES = 12  # narrowings of a bracket
RISE = 1.5  # how much longer each next step to a total that is enough becomes


@dataclass(frozen=True)
class Least:
    """The least total found; or, where none is enough, how far money goes.

    chance: of all targets together on the posterior's draws; chance_fresh, today_chance: on `fresh_draws` others; all
    month by month. chance_error: standard error of chance_fresh, from the effective size of the posterior that all
    draws stem from. most_dong, most_chance: the largest total tried and its fresh chance. Unreached, that is what caps
    leave or ten times today's money, and the allocation is the least money, from today's on, that comes within a
    hundredth of it. steps: (total in billion VND, fresh chance) tried, by total. verdicts: "reached_already" (by the
    scenario as it stands), "reached" or "unreachable"; and "less_than_today", "floors_suffice",
    "more_hardly_matters" (unreached, and beyond today's total the chance rises by less than a hundredth), "caps_end_it"
    (unreached, and caps are what keeps money from being more).
    """

    question: Question
    targets: tuple[Target, ...]
    wished: float
    reached: bool
    allocation: Allocation
    total_dong: int
    chance: float
    chance_fresh: float
    chance_error: float
    fresh_draws: int
    today_chance: float
    steps: tuple[tuple[float, float], ...]
    verdicts: tuple[str, ...]
    most_dong: int
    most_chance: float


def least_total(
    question: Question,
    targets: Sequence[Target],
    chance: float,
    evidence: Evidence,
    posterior: Posterior,
    *,
    seed: int = 1,
    progress: Progress = quiet,
) -> Least:
    """The least total of the free lines that reaches all targets together with a chance; goals and total are unused.

    Raises ScenarioError for targets outside the scenario's years, a chance outside 1–99 % or limits that cross.
    """
    refuse(target_faults(question, targets, chance, evidence))
    scenario, ladder = question.scenario, _ladder(question, targets, evidence, posterior, seed)
    judge = Judge(scenario, targets, evidence, posterior, FRESH, seed, lambda share, _: progress(0.25 * share, "fresh"))
    found = _Search(ladder, judge, chance, progress)
    allocation, verdicts = found.run()
    shown = Chances(scenario, targets, evidence, posterior.parameters)
    most, told = max(judge.steps), judge.steps[allocation.total_dong]
    result = Least(
        question=question,
        targets=tuple(targets),
        wished=chance,
        reached="unreachable" not in verdicts,
        allocation=allocation,
        total_dong=allocation.total_dong,
        chance=joint(shown.margins(shown.monthly(allocation.applied(scenario)))),
        chance_fresh=told,
        chance_error=math.sqrt(told * (1.0 - told) / posterior.effective),
        fresh_draws=FRESH,
        today_chance=found.today,
        steps=judge.tried,
        verdicts=verdicts,
        most_dong=most,
        most_chance=judge.steps[most],
    )
    progress(1.0, "")
    return result


def _ladder(
    question: Question, targets: Sequence[Target], evidence: Evidence, posterior: Posterior, seed: int
) -> Ladder:
    """Totals and their best splits for the chance of the targets, on some members of the posterior."""
    asked = replace(question, goals=(Goal("poverty_rate", question.years[-1]),), total=None)
    searched = members(posterior, min(SEARCHED, posterior.parameters.draws), seed)
    return Ladder(asked, evidence, SoftField(asked, evidence, Chances(question.scenario, targets, evidence, searched)))


class _Search:
    """The way to the least total that is enough."""

    def __init__(self, ladder: Ladder, judge: Judge, wished: float, progress: Progress) -> None:
        self._ladder, self._judge, self._wished, self._progress = ladder, judge, wished, progress
        self._share = 0.25
        self.today = judge.today()

    def run(self) -> tuple[Allocation, tuple[str, ...]]:
        """The allocation and what must be said of it."""
        ladder = self._ladder
        spent = ladder.question.today.total_dong
        first = min(max(ladder.whole(spent), ladder.least + ladder.step), ladder.most)
        said = ["reached_already" if self.today >= self._wished else "reached"]
        if self._tried(first) >= self._wished:
            if self._tried(ladder.least) >= self._wished:
                total = ladder.least
                said.append("floors_suffice")
            else:
                total = self._crossing(ladder.least, first, self._wished)
        elif self._judge.exact(ladder.at(ladder.most)) >= self._wished:
            total = self._crossing(first, ladder.most, self._wished)
        else:
            return self._unreached(first)
        allocation = self._confirmed(total)
        if self._judge.steps[allocation.total_dong] < self._wished:
            return self._unreached(first)
        if allocation.total_dong > ladder.least and "floors_suffice" in said:
            said.remove("floors_suffice")
        if allocation.total_dong < spent:
            said.append("less_than_today")
        return allocation, tuple(said)

    def _unreached(self, first: int) -> tuple[Allocation, tuple[str, ...]]:
        ladder, judge = self._ladder, self._judge
        level = judge.exact(ladder.at(ladder.most)) - SLIGHT
        verdicts = ["unreachable", *(["caps_end_it"] if ladder.capped else [])]
        if self._tried(first) >= level:
            total, verdicts = first, [*verdicts, "more_hardly_matters"]
        else:
            total = self._crossing(first, ladder.most, level)
        allocation = ladder.between(total)
        judge.exact(allocation)
        return allocation, tuple(verdicts)

    def _tried(self, total: int) -> float:
        """The fresh chance of a total's best split."""
        if total not in self._judge.steps:
            self._judge.chance(self._ladder.at(total))
            self._share = min(0.95, self._share + 0.07)
            self._progress(self._share, "totals")
        return self._judge.steps[total]

    def _crossing(self, short: int, enough: int, level: float) -> int:
        """The least total whose chance is `level`: between best splits first, then between the last two of them."""
        ladder = self._ladder
        for _ in range(TRIES):
            if enough <= NEAR * short or enough - short <= ladder.step:
                break
            total = ladder.whole(_guess(short, self._tried(short), enough, self._tried(enough), level))
            total = min(max(total, short + ladder.step), enough - ladder.step)
            short, enough = (short, total) if self._tried(total) >= level else (total, enough)
        self._judge.exact(ladder.at(enough))
        while enough - short > max(ladder.step, FINE * enough):
            total = ladder.whole(0.5 * (short + enough))
            chance = self._judge.chance(ladder.between(total))
            short, enough = (short, total) if chance >= level else (total, enough)
        return enough

    def _confirmed(self, total: int) -> Allocation:
        """The split of a total, or of the next larger one that is enough month by month; of the most if none is."""
        ladder, more = self._ladder, float(self._ladder.step)
        while True:
            allocation = ladder.between(total) if total < max(ladder.known) else ladder.at(total)
            if self._judge.exact(allocation) >= self._wished or total >= ladder.most:
                return allocation
            more = max(more, FINE * total)
            total = min(ladder.most, ladder.whole(total + more))
            more *= RISE


def _guess(short: int, low: float, enough: int, high: float, level: float) -> float:
    """Where the log odds of the chance, a line in the log of money, reach the level; not too near to either end."""
    odds = [math.log(max(c, 1e-4) / max(1.0 - c, 1e-4)) for c in (low, level, high)]
    share = (odds[1] - odds[0]) / max(odds[2] - odds[0], 1e-9)
    share = min(max(share, 0.1), 0.9)
    base = max(short, 0.02 * enough)
    return float(base * (enough / base) ** share)
