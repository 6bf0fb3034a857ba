"""The deck of a comparison: what the page on the wall, the slides and the pictures all show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from simulator.analysis.comparison import Comparison
from simulator.evidence import Evidence
from simulator.report.compare_table import Entry
from simulator.report.deck import build
from simulator.report.deck.screen import (
    CHANCES,
    COMMUNES,
    DIFFERENCES,
    MONEY,
    POVERTY,
    QUESTIONS,
    SCENARIO,
    SOURCES,
    TITLE,
    Bar,
    Curve,
    Grid,
    Kind,
    Numbers,
    Plot,
    Screen,
)
from simulator.report.deck.told import Told, plain
from simulator.report.deck.wall import screen_spec

__all__ = [
    "CHANCES",
    "COMMUNES",
    "DIFFERENCES",
    "MONEY",
    "POVERTY",
    "QUESTIONS",
    "SCENARIO",
    "SOURCES",
    "TITLE",
    "Bar",
    "Curve",
    "Grid",
    "Kind",
    "Numbers",
    "Plot",
    "Screen",
    "screen_keys",
    "screen_spec",
    "screens",
]


def screen_keys(comparison: Comparison) -> tuple[str, ...]:
    """The screens that a comparison has, in the order that they are shown in when nobody orders them."""
    left_out = {DIFFERENCES} if len(comparison.outcomes) == 1 else set()
    left_out |= set() if comparison.targets else {CHANCES}
    questions = tuple(key for key in QUESTIONS if key not in left_out)
    return (TITLE, *questions, *(f"{SCENARIO}{place}" for place in range(len(comparison.outcomes))), SOURCES)


def screens(
    comparison: Comparison,
    entries: Sequence[Entry],
    evidence: Evidence,
    language: str,
    order: Sequence[str] | None = None,
    remarks: Mapping[str, str] | None = None,
    *,
    made: date | None = None,
) -> tuple[Screen, ...]:
    """The screens of one to eight scenarios.

    order: the keys that are wanted, in their order, without the title and the sources, which are always first and last;
    None for all. A key that this comparison has no screen for is passed over. remarks: by key, what the planner wrote.
    made: the day that the title shows, none for None.
    """
    told = Told(comparison, entries, evidence, language)
    there = screen_keys(comparison)
    inner = there[1:-1] if order is None else [key for key in dict.fromkeys(order) if key in there[1:-1]]
    found = [build.title(told, made), *(build.screen(told, key) for key in inner), build.sources(told)]
    return tuple(_remarked(told, screen, (remarks or {}).get(screen.key, "")) for screen in found)


def _remarked(told: Told, screen: Screen, remark: str) -> Screen:
    """A screen with what the planner wrote about it."""
    words = plain(remark)
    if not words:
        return screen
    return replace(screen, remark=words, notes=(told.say("note.remark", remark=words), *screen.notes))
