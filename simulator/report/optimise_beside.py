"""What a split that was found does to the indicators it was not looked for, so that no price of it stays unseen."""

from __future__ import annotations

from collections.abc import Collection

from simulator.analysis.comparison import Comparison
from simulator.analysis.optimise.alternatives import SEEN
from simulator.analysis.optimise.question import BETTER, Goal
from simulator.report.compare_table import tone_of
from simulator.report.optimise_words import Said, goal_move
from simulator.texts import text

SCENARIO, FOUND = 0, 1  # the places of the two in the comparison


def beside_lines(compared: Comparison, wanted: Collection[str], language: str) -> list[Said]:
    """A line for each other indicator that moves, the setbacks first, or one that none does.

    compared: the scenario and then the same with the split, in the year of the goal. wanted: indicators of the goals.
    """
    told = [said for name in BETTER if name not in wanted and (said := _line(compared, name, language))]
    if not told:
        return [Said("plain", text("optimise.beside.none", language))]
    return sorted(told, key=lambda said: said.mark != "warn")


def _line(compared: Comparison, name: str, language: str) -> Said | None:
    """What one indicator does; None where it does not move, or so little that nobody would see it."""
    change = compared.difference(FOUND, name)
    if change is None or abs(change.median) < SEEN[name]:
        return None
    before, after = (compared.level(place, name) for place in (SCENARIO, FOUND))
    move = goal_move(Goal(name, compared.year), before, after, change, language)
    kind, mark = ("worse", "warn") if tone_of(change, name) == "bad" else ("other", "plain")
    return Said(mark, text(f"optimise.beside.{kind}", language, move=move))
