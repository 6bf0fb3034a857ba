"""CPU time of the best use of a total: three to six levers, five years, 1,000 draws, certificate and fresh draws too.

Each must take less than ten seconds of one core.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace

from simulator.analysis.optimise.best import best
from simulator.analysis.optimise.question import MONEY, Goal, Line, Question
from simulator.threads import one_thread
from tests.shipped import baseline, evidence, posterior

LIMIT_SECONDS = 10.0
PAIR = (Goal("poverty_rate", 2030, 0.5), Goal("ntm_communes_attained", 2030, 0.5))


def main() -> None:
    one_thread()
    six = Question(baseline(), tuple(Line(path) for path in MONEY), PAIR, most_cut=0.3)
    cases = {
        "three levers, poverty": replace(six, lines=six.lines[3:], goals=(Goal("poverty_rate", 2030),)),
        "six levers, poverty": replace(six, goals=(Goal("poverty_rate", 2030),)),
        "six levers, a pair of goals": six,
        "six levers, a pair of goals, no limit on cuts": replace(six, most_cut=1.0),
        "six levers, worst tenth": replace(six, statistic="worst"),
    }
    slow = False
    for name, question in cases.items():
        before = time.process_time()
        found = best(question, evidence(), posterior())
        seconds = time.process_time() - before
        slow |= seconds > LIMIT_SECONDS
        said = ", ".join(found.certificate.verdicts)
        print(f"{name}: {seconds:.1f} s CPU, {found.evaluations} runs, {said} (limit {LIMIT_SECONDS:.0f} s)")
    sys.exit(slow)


if __name__ == "__main__":
    main()
