"""CPU time of the explanations at 1,000 draws and five years, from nothing run to the last figure.

Shapley shares among six levers for all indicators, the same within a scenario, and marginal effects at two levels:
under two seconds each; within a scenario twice that, since seven players make twice the coalitions.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

from simulator.analysis.explain import EXPLAINED, Between, SinceStart, marginals
from simulator.scenario import Scenario
from simulator.threads import one_thread
from tests.shipped import baseline, evidence, posterior

LIMIT = 2.0
LIMIT_WITHIN = 2 * LIMIT
REPETITIONS = 3
SIX = {
    "credit.new_capital.central": 700.0,
    "housing.budget": 180.0,
    "training.budget": 60.0,
    "training.jobs_connected": 5000.0,
    "ntm.investment": 600.0,
    "disbursement.training": 0.9,
}


def six_levers() -> Scenario:
    steps = {path: ((2026, value),) for path, value in SIX.items()}
    return replace(baseline(), levers={**baseline().levers, **steps})


def between_all() -> None:
    found = Between.of(baseline(), six_levers(), evidence(), posterior())
    shares = [found.shares(indicator) for indicator in EXPLAINED]
    if len(shares[-1].players) != len(SIX):
        raise ValueError(f"{shares[-1].players} are not six players")


def within_all() -> None:
    found = SinceStart.of(six_levers(), evidence(), posterior())
    for indicator in EXPLAINED:
        found.shares(indicator)


def both_levels() -> None:
    marginals(six_levers(), baseline(), 2030, evidence(), posterior())


def cpu_seconds(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    one_thread()
    posterior()
    over = False
    for name, work, limit in (
        ("shares of six levers", between_all, LIMIT),
        ("shares within a scenario", within_all, LIMIT_WITHIN),
        ("marginal effects at two levels", both_levels, LIMIT),
    ):
        found = min(cpu_seconds(work) for _ in range(REPETITIONS))  # the least disturbed
        print(f"{'ok  ' if found <= limit else 'OVER'} {name}: {found:.2f} s CPU (limit {limit:g})")
        over = over or found > limit
    sys.exit(over)


if __name__ == "__main__":
    main()
