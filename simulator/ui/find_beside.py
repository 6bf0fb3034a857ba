"""What else a split that was found changes, run on the same draws as the scenario that it was found for."""

from __future__ import annotations

from simulator.analysis.comparison import Comparison
from simulator.analysis.optimise.question import Allocation, Question
from simulator.report.optimise_beside import beside_lines
from simulator.report.optimise_words import Said
from simulator.ui.compare_runs import outcome


def beside(question: Question, allocation: Allocation, wanted: set[str], year: int, language: str) -> list[Said]:
    """What becomes of the indicators that were not wanted, at the end of the year. Raises PosteriorError."""
    scenario = question.scenario
    runs = tuple(outcome(each, ()) for each in (scenario, allocation.applied(scenario)))
    return beside_lines(Comparison(runs, 0, year), wanted, language)
