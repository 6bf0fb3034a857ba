"""What a scenario that was found is called, and the note that says how it was found."""

from __future__ import annotations

import math
from collections.abc import Sequence

from simulator.analysis.optimise.best import Best
from simulator.analysis.optimise.least import Least
from simulator.analysis.optimise.question import DONG, Allocation, Line, Question
from simulator.errors import escaped
from simulator.report.change_words import lever_name
from simulator.report.optimise_export import Found
from simulator.report.optimise_table import money
from simulator.report.optimise_total_words import least_headline, target_list
from simulator.report.optimise_words import Said, best_headline, goal_words, lower, span_words
from simulator.scenario.format import LONGEST_TITLE
from simulator.texts import text
from simulator.units import percent


def title_of(found: Found, allocation: Allocation, language: str) -> str:
    """A name that tells what the split was found for."""
    words = {"total": money(allocation.total_dong / DONG, language)}
    if isinstance(found, Least):
        title = text("optimise.title_of.least", language, targets=target_list(found, language), **words)
    else:
        title = text("optimise.title_of.best", language, goals=_goals(found.question, language), **words)
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def note_of(found: Found, allocation: Allocation, language: str, beside: Sequence[Said] = ()) -> str:
    """How the split was found: from which scenario, for what, under which limits, with what result and setbacks.

    beside: what else it changes (`simulator.report.optimise_beside`).
    """
    question = found.question
    words = {
        "title": escaped(" ".join(question.scenario.title.split())),
        "total": money(allocation.total_dong / DONG, language),
        "statistic": text(f"optimise.statistic_about.{question.statistic}", language),
        **span_words(question),
    }
    if isinstance(found, Least):
        first = text("optimise.note.least", language, targets=target_list(found, language), **words)
    else:
        first = text("optimise.note.best", language, goals=_goals(question, language), **words)
    setbacks = [said.content for said in beside if said.mark == "warn"]
    return " ".join([first, *_limits(question, language), *_result(found, language), *setbacks])


def _goals(question: Question, language: str) -> str:
    told = [goal_words(goal, language) for goal in question.goals]
    if len(told) > 1:
        shares = (percent(goal.weight, language, 0) for goal in question.goals)
        told = [f"{words} ({share})" for words, share in zip(told, shares, strict=True)]
    return text("optimise.and", language).join(told)


def _limits(question: Question, language: str) -> list[str]:
    told = [text("optimise.note.cut", language, cut=percent(question.most_cut, language, 0))]
    if not question.by_year:
        told.append(text("optimise.note.alike", language))
    if fixed := [lower(lever_name(line.path, language)) for line in question.lines if line.fixed]:
        told.append(text("optimise.note.fixed", language, levers=", ".join(fixed)))
    if limited := [_limit(line, language) for line in question.free if line.floor or math.isfinite(line.cap)]:
        told.append(text("optimise.note.limits", language, limits="; ".join(limited)))
    return told


def _limit(line: Line, language: str) -> str:
    low = [f"≥ {money(line.floor, language)}"] if line.floor else []
    high = [f"≤ {money(line.cap, language)}"] if math.isfinite(line.cap) else []
    return f"{lower(lever_name(line.path, language))} {', '.join([*low, *high])}"


def _result(found: Found, language: str) -> list[str]:
    if isinstance(found, Best):
        return [best_headline(found, language)]
    return least_headline(found, language)[:1] if isinstance(found, Least) else []
