"""The first screen with the title that a planner gave the deck."""

from __future__ import annotations

from dataclasses import replace

from simulator.report.deck.screen import Screen


def with_title(first: Screen, title: str) -> Screen:
    """Return the first screen under the planner's title; what it said itself comes below. "": as it is."""
    title = title.strip()
    return replace(first, message=title, points=(first.message, *first.points)) if title else first
