"""Comparisons that the tests of tables, words, files and charts look at."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from simulator.analysis.comparison import Comparison, compared
from simulator.analysis.projection import members
from simulator.report.compare_table import Entry
from tests.shipped import SON_LA_ALTERNATIVES, alternative, baseline, evidence, posterior

HOSTILE = (
    "<script>alert(1)</script>",
    "**đậm** [x](http://evil.example/a) `c`",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "a\u202egnp.exe",
    "tab\there\nnew",
)


@lru_cache(maxsize=1)
def comparison() -> Comparison:
    """The shipped scenarios of Sơn La beside their baseline."""
    scenarios = [baseline(), *(alternative(path.stem) for path in SON_LA_ALTERNATIVES)]
    return compared(scenarios, evidence(), members(posterior(), 60, 2), reference=0, year=2030)


def entries() -> list[Entry]:
    return [
        Entry(outcome.scenario.title, f"{place}.yaml") for place, outcome in enumerate(comparison().outcomes, start=1)
    ]


def hostile() -> tuple[Comparison, list[Entry]]:
    """Eight scenarios whose titles mean harm."""
    outcomes = comparison().outcomes
    chosen = [
        replace(
            outcomes[place % len(outcomes)], scenario=replace(outcomes[place % len(outcomes)].scenario, title=title)
        )
        for place, title in enumerate(HOSTILE)
    ]
    return Comparison(tuple(chosen), 0, 2030), [Entry(title, f"{title}.yaml") for title in HOSTILE]
