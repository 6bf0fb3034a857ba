"""With what the open scenario is compared, by which indicator, in which year: kept by the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import streamlit as st

from simulator.analysis.comparison import common_years
from simulator.report.compare_table import titled
from simulator.report.why_shares import CHOSEN
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import resources, session
from simulator.ui.choices import choose_option, choose_segment, choose_year_of
from simulator.ui.compare_choice import DRAFT, Candidate, found
from simulator.ui.details_runs import is_changed, open_scenario

START = "start"  # no other scenario: the plan's own start, or the scenario alone
SINCE, ALONE = "since", "alone"  # what that is called
KEPT = "why"
OTHER_WIDTH = 330  # pixels


@dataclass(frozen=True)
class Other:
    """A scenario to compare with, complete; None: the start of the plan. file: "" for what no file holds."""

    name: str = ""
    scenario: Scenario | None = None
    file: str = ""


def choose_indicator(language: str) -> str:
    """Draw the indicators, the poverty rate first, and return the one that is chosen."""
    return choose_segment(
        text("why.indicator", language), CHOSEN, lambda name: text(f"why.indicator.{name}", language), "why_indicator"
    )


def choose_other(language: str, without: str = SINCE) -> Other:
    """Draw the picker of what the open scenario is compared with; the baseline until something else is chosen.

    The baseline itself, as saved, is compared with the start of its plan. without: what no other scenario means, SINCE
    the start, or ALONE, which is then chosen first.
    """
    scenario = open_scenario()
    offered = _offered(language)
    names = {key: f"“{name}”" for key, name in zip(offered, _names(list(offered.values())), strict=True)}
    labels = {**{key: text("why.against", language, title=name) for key, name in names.items()}}
    labels[START] = text(f"why.against_{without}", language, year=scenario.first_year)
    chosen: dict[str, str] = st.session_state.setdefault(f"{KEPT}_{without}", {})
    own = session.editing().file or ""
    other = choose_option(
        text("why.other", language),
        list(labels),
        lambda name: labels[name],
        f"why_other_{language}_{crc32(repr((own, labels)).encode('utf-8', 'replace'))}",
        first=(chosen.get(own, ""), _usual(list(offered), scenario.locality, without)),
        width=OTHER_WIDTH,
    )
    chosen[own] = other
    if other not in offered:
        return Other()
    return Other(names[other], offered[other].scenario, offered[other].entry.file)


def choose_year(other: Other, language: str) -> int:
    """Draw the picker of the year, the last that both have until another is chosen, and return it."""
    scenarios = [open_scenario(), *([other.scenario] if other.scenario else [])]
    years, kept = common_years(scenarios), f"{KEPT}_year"
    year = choose_year_of(years, st.session_state.get(kept), text("why.year", language), kept, language)
    st.session_state[kept] = year
    return year


def _offered(language: str) -> dict[str, Candidate]:
    """All scenarios of the locality that begin in the same year as the open one, which is left out."""
    editing, scenario = session.editing(), open_scenario()
    there = found(scenario.locality, language).candidates
    candidates = [candidate for candidate in there if candidate.scenario.first_year == scenario.first_year]
    moved = f"{DRAFT}{editing.file}"
    keys = [candidate.key for candidate in candidates]
    own = moved if is_changed() and moved in keys else editing.file
    return {candidate.key: candidate for candidate in candidates if candidate.key != own}


def _names(candidates: Sequence[Candidate]) -> list[str]:
    return [name for _, name in titled([candidate.entry for candidate in candidates])]


def _usual(keys: Sequence[str], locality: str, without: str) -> str:
    """The baseline as saved; the start of the plan where that is what is open."""
    baseline = str(resources.files_of(locality)[0])
    return baseline if baseline in keys and without == SINCE else START
