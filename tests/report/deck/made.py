"""Decks that the tests of screens, slides and pictures look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from simulator.analysis.comparison import Comparison, compared
from simulator.analysis.projection import members
from simulator.report.compare_table import Entry
from simulator.report.deck.screens import Screen, screens
from tests.report.comparisons import comparison, entries, hostile
from tests.shipped import LOCALITIES, baseline, evidence, posterior

MADE = date(2026, 11, 22)
REMARK = "=1+1 <b>Cần họp</b> với NHCSXH\n\U0001f642"


@lru_cache
def deck(language: str = "vi") -> tuple[Screen, ...]:
    return screens(comparison(), entries(), evidence(), language, None, {"poverty": REMARK}, made=MADE)


@lru_cache
def hostile_deck(language: str = "vi") -> tuple[Screen, ...]:
    return screens(*hostile(), evidence(), language)


def long_deck() -> tuple[Screen, ...]:
    """Eight scenarios with titles of four hundred letters."""
    found, _ = hostile()
    return screens(found, [Entry("Ưu tiên " * 50 + str(place)) for place in range(8)], evidence(), "vi")


@lru_cache
def alone(locality: str) -> tuple[Comparison, list[Entry]]:
    """One scenario of a locality without any other."""
    found = compared([baseline(locality)], evidence(), members(posterior(locality), 8, 2), reference=0, year=2030)
    return found, [Entry(baseline(locality).title, "a.yaml")]


@lru_cache(maxsize=1)
def two_standards() -> tuple[Comparison, list[Entry]]:
    """The baseline beside one that keeps the poverty standard of today."""
    kept = replace(baseline(), events=tuple(e for e in baseline().events or () if e.type != "standard_change"))
    found = compared([baseline(), kept], evidence(), members(posterior(), 8, 2), reference=0, year=2030)
    return found, [Entry("Chuẩn mới"), Entry("Chuẩn cũ")]


def of(found: tuple[Screen, ...], key: str) -> Screen:
    return next(screen for screen in found if screen.key == key)


__all__ = ["LOCALITIES", "MADE", "REMARK", "alone", "deck", "hostile_deck", "long_deck", "of", "two_standards"]
