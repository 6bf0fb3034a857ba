"""Stated chances of targets beside those of truly new draws: twenty calibrations of a locality with other seeds.

For a few localities (arguments: their names), the scenario as it stands and the least total for a chance between
today's and the most that money reaches: the chance on 20,000 fresh draws of the shipped posterior, as `optimise` states
it, and on 20 x 1,000 draws of new calibrations, month by month. The joint chance may differ by at most three points.
Single targets, and targets put where 20, 35, 50, 65 and 80 of 100 new draws meet them, are printed beside it.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace

import numpy as np

from simulator.analysis.optimise.chance import Chances, joint
from simulator.analysis.optimise.least import FRESH, least_total
from simulator.analysis.optimise.question import MONEY, Line, Question
from simulator.calibration import Settings
from simulator.calibration.fresh import fresh
from simulator.calibration.problem import problem
from simulator.model import Parameters
from simulator.threads import one_thread
from tests.shipped import baseline, evidence, posterior

LOCALITIES = ("hau-giang", "thanh-hoa/dong-son")
CALIBRATIONS = 20
LIMIT = 0.03
LEVELS = (0.8, 0.65, 0.5, 0.35, 0.2)


def drawn_anew(locality: str) -> Parameters:
    """20 x 1,000 members of new calibrations, with futures of their own."""
    task = problem(evidence(), baseline(locality), effects="causal")
    fast = problem(evidence(), baseline(locality), effects="causal", fast=True)
    samples = []
    for number in range(CALIBRATIONS):
        samples.append(fast.sampled(replace(Settings(), seed=number + 1)).z)
        print(f"{locality}: calibration {number + 1}/{CALIBRATIONS}", file=sys.stderr, flush=True)
    z = np.concatenate(samples, axis=1)
    return Parameters(dict(task.parameters(z)), np.arange(z.shape[1]) + 10 * FRESH)


def compared(locality: str) -> float:
    """Print the figures of a locality; return the largest distance of a joint chance."""
    scenario = baseline(locality)
    targets = scenario.targets or ()
    new = Chances(scenario, targets, evidence(), drawn_anew(locality))
    told = Chances(scenario, targets, evidence(), fresh(posterior(locality), evidence(), scenario, FRESH, 1))
    true, stated = (chances.margins(chances.monthly(scenario)) for chances in (new, told))
    worst = joint(stated) - joint(true)
    print(f"{locality}, as it stands: stated {joint(stated):.3f}, new draws {joint(true):.3f}")
    for target, one, other in zip(targets, stated, true, strict=True):
        said = [joint((one - shift)[None]) for shift in np.quantile(other, [1.0 - level for level in LEVELS])]
        pairs = ", ".join(f"{level:.2f}: {value - level:+.3f}" for level, value in zip(LEVELS, said, strict=True))
        single = f"stated {np.mean(one >= 0):.3f}, new draws {np.mean(other >= 0):.3f}"
        print(f"  {target.indicator}: {single}; at {pairs}")
    question = Question(scenario, tuple(Line(path) for path in MONEY), ())
    began = time.process_time()
    highest = least_total(question, targets, 0.99, evidence(), posterior(locality)).most_chance
    wished = max(0.01, 0.5 * (joint(stated) + highest))
    found = least_total(question, targets, wished, evidence(), posterior(locality))
    seconds = 0.5 * (time.process_time() - began)
    truth = joint(new.margins(new.monthly(found.allocation.applied(scenario))))
    print(
        f"  least total for {wished:.3f}: stated {found.chance_fresh:.3f}, new draws {truth:.3f}, {seconds:.1f} s CPU"
    )
    return max(abs(worst), abs(found.chance_fresh - truth))


if __name__ == "__main__":
    one_thread()
    distances = {locality: compared(locality) for locality in sys.argv[1:] or LOCALITIES}
    for name, distance in distances.items():
        print(f"{name}: {100 * distance:.1f} points (limit {100 * LIMIT:.0f})")
    sys.exit(max(distances.values()) > LIMIT)
