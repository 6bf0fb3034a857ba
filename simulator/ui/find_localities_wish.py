"""What the reader wants split over several localities: kept by the session, with defaults that answer at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from simulator.analysis.optimise.defaults import OWN
from simulator.analysis.optimise.question import DONG, MONEY, allocated
from simulator.analysis.shareout.checks import overlapping
from simulator.analysis.shareout.question import POOR, Share
from simulator.errors import SimulatorError
from simulator.evidence import Evidence, Locality
from simulator.jobs.share_out import Asked
from simulator.report.change_words import lever_name
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.find_numbers import Typed, read

KEPT = "find_localities"
FIRST = ("son-la", "dien-bien", "lai-chau", "hau-giang", "thanh-hoa/dong-son")
FIRST_CUT = 50  # percent
LARGEST = 10_000_000.0  # billion VND: more is a slip of the hand


@dataclass
class PlaceWish:
    """One locality: which of its scenario files (path; "" its baseline), and its limits, billion VND of all years."""

    file: str = ""
    floor: Typed = field(default_factory=Typed)
    cap: Typed = field(default_factory=Typed)


@dataclass
class Wish:
    """The controls as they stand; most_cut in percent, total empty: what the scenarios cost now."""

    chosen: list[str]
    goal: str = POOR
    year: int = 0
    most_cut: int = FIRST_CUT
    total: Typed = field(default_factory=Typed)
    lines: list[str] = field(default_factory=lambda: list(OWN))
    places: dict[str, PlaceWish] = field(default_factory=dict)

    def place(self, locality: str) -> PlaceWish:
        """The wish for one locality."""
        return self.places.setdefault(locality, PlaceWish())


def wish_of(evidence: Evidence) -> Wish:
    """The session's wish."""
    wish: Wish = st.session_state.setdefault(KEPT, Wish(_first(evidence)))
    wish.chosen = [name for name in wish.chosen if name in evidence.localities]
    return wish


def _first(evidence: Evidence) -> list[str]:
    """Localities that do not share ground."""
    found: list[str] = []
    for name in FIRST:
        if name in evidence.localities and not any(overlapping(name, other, evidence) for other in found):
            found.append(name)
    return found


def files_of(locality: str) -> dict[str, str]:
    """Scenario files of a locality that can be read, by path, with their titles; "" stands for the baseline."""
    first, *others = resources.files_of(locality)
    titles = {"": text_of(first)}
    for path in others:
        try:
            titles[str(path)] = resources.scenario_at(path).title
        except SimulatorError:
            continue
    return titles


def text_of(path: Path) -> str:
    """The title of a baseline. Raises SimulatorError."""
    return resources.scenario_at(path).title


def scenarios_of(wish: Wish) -> dict[str, Scenario]:
    """The complete scenarios that are chosen, by locality. Raises SimulatorError for one that cannot be read."""
    return {name: resources.full_scenario(path_of(wish, name), name) for name in wish.chosen}


def path_of(wish: Wish, locality: str) -> Path:
    """The file of the scenario that is chosen for a locality."""
    chosen = wish.place(locality).file
    return Path(chosen) if chosen else resources.files_of(locality)[0]


def today_of(scenario: Scenario, lines: Sequence[str]) -> float:
    """What the lines cost in a scenario over all its years, billion VND."""
    return allocated(scenario, tuple(lines)).total_dong / DONG if lines else 0.0


def name_of(place: Locality, language: str) -> str:
    """What a locality is called."""
    return place.name_vi if language == "vi" else place.name_en


def asked(wish: Wish, localities: Mapping[str, Locality], language: str) -> tuple[Asked | None, list[str]]:
    """What is to be found, and what is wrong with what was typed, a line each; None when something is."""
    faults: list[str] = []
    shares = [_share(wish.place(name), localities[name], language, faults) for name in wish.chosen]
    total = read(wish.total, text("shareout.form.total", language), faults, LARGEST)
    if not wish.lines:
        faults.append(text("shareout.form.no_line", language))
    if faults:
        return None, faults
    files = tuple(str(path_of(wish, name)) for name in wish.chosen)
    lines = tuple(path for path in MONEY if path in wish.lines)
    cut = wish.most_cut / 100.0
    return Asked(files, tuple(shares), wish.goal, wish.year, lines, total, cut), []


def _share(wish: PlaceWish, place: Locality, language: str, faults: list[str]) -> Share:
    """Limits of a locality; an empty field is none."""
    name = name_of(place, language)
    floor = read(wish.floor, text("shareout.form.floor_of", language, place=name), faults, LARGEST)
    cap = read(wish.cap, text("shareout.form.cap_of", language, place=name), faults, LARGEST)
    return Share(place.id, floor or 0.0, math.inf if cap is None else cap)


def line_name(path: str, language: str) -> str:
    """What a money lever is called."""
    return lever_name(path, language)
