"""Questions on the shipped localities with few draws, answered once for all tests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from simulator.analysis.shareout.paired import paired_members
from simulator.analysis.shareout.question import POOR, Share, ShareQuestion
from simulator.analysis.shareout.result import ShareOut
from simulator.analysis.shareout.share import share_out
from simulator.model import Parameters
from simulator.scenario import Scenario, completed
from tests.shipped import baseline, evidence, posterior

FIVE = ("son-la", "dien-bien", "lai-chau", "hau-giang", "thanh-hoa/dong-son")
TWO = ("dien-bien", "hau-giang")
DRAWS = 30


def scenario(locality: str) -> Scenario:
    return completed(baseline(locality), baseline(locality))


def members(localities: Sequence[str], draws: int = DRAWS) -> list[Parameters]:
    return paired_members([posterior(name) for name in localities], draws, 1)


def question(localities: Sequence[str] = TWO, goal: str = POOR, year: int = 2030, **asked: object) -> ShareQuestion:
    shares = tuple(Share(name) for name in localities)
    scenarios = tuple(scenario(name) for name in localities)
    return ShareQuestion(scenarios, **{"shares": shares, "goal": goal, "year": year, **asked})  # type: ignore[arg-type]


def answered(asked: ShareQuestion) -> ShareOut:
    return share_out(asked, evidence(), members(asked.localities))


@lru_cache
def _of_five(goal: str) -> ShareOut:
    return answered(question(FIVE, goal))


def of_five(goal: str = POOR) -> ShareOut:
    """Answered once for each goal, whether it is named or not."""
    return _of_five(goal)


@lru_cache
def of_two() -> ShareOut:
    return answered(question(TWO))
