"""Which scenarios are compared, with which of them, in which year: kept by the session for each locality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

import streamlit as st

from simulator.analysis.comparison import MOST, common_years
from simulator.errors import SimulatorError
from simulator.report.compare_table import Entry, titled
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import resources, session
from simulator.ui.choices import choose_option, choose_year_of
from simulator.ui.messages import plain
from simulator.ui.pickers import choose_locality

KEPT = "compare"
LOCALITY_WIDTH, REFERENCE_WIDTH = 200, 300  # pixels
FIRST_SHOWN = 4  # scenarios that are compared until somebody chooses
DRAFT = "draft:"  # begins the keys of saved files as they are moved now


@dataclass(frozen=True)
class Candidate:
    """A scenario that can be compared: its complete content, what it is called, what tells it from the others."""

    key: str
    entry: Entry
    scenario: Scenario


@dataclass(frozen=True)
class Found:
    """The scenarios of a locality, and the files that cannot be read with their faults."""

    candidates: tuple[Candidate, ...]
    faulty: tuple[tuple[str, SimulatorError], ...]


@dataclass
class Choice:
    """What was chosen last in a locality, as plain values; known: drafts that have been offered already."""

    chosen: list[str] | None = None
    reference: str = ""
    year: int = 0
    known: set[str] = field(default_factory=set)


def found(locality: str, language: str) -> Found:
    """The saved scenarios of a locality, the baseline first, each followed by its unsaved changes if it has any.

    Raises SimulatorError when the baseline itself cannot be read.
    """
    resources.baseline(locality)
    drafts = {
        key: draft
        for key, draft in session.editing().drafts.items()
        if draft.saved.locality == locality and draft.is_unsaved
    }
    candidates: list[Candidate] = []
    faulty: list[tuple[str, SimulatorError]] = []
    first, *others = resources.files_of(locality)
    for path in (first, *others):
        try:
            scenario = resources.full_scenario(path, locality)
            title = text("page.baseline_name", language) if path == first else scenario.title
            candidates.append(Candidate(str(path), Entry(title, path.name), scenario))
        except SimulatorError as error:
            faulty.append((path.name, error))
        if str(path) in drafts:
            moved = drafts.pop(str(path)).scenario
            named = text("page.baseline_name", language) if path == first else moved.title
            title = text("compare.draft", language, title=named)
            candidates.append(Candidate(f"{DRAFT}{path}", Entry(title), moved))
    for key, draft in drafts.items():  # in no file
        title = text("compare.loose", language, title=draft.saved.title)
        candidates.append(Candidate(key, Entry(title), draft.scenario))
    return Found(tuple(candidates), tuple(faulty))


def last_choice(locality: str) -> Choice:
    """The session's last choice in a locality."""
    by_locality: dict[str, Choice] = st.session_state.setdefault(KEPT, {})
    return by_locality.setdefault(locality, Choice())


# Each page has pickers of its own: those of another page count as there, but stand where nobody put them.
def choose_place(language: str, page: str = KEPT) -> tuple[str, Found, Choice]:
    """Draw the picker of the locality; return it, its scenarios and what was chosen there last.

    Raises SimulatorError when the baseline of the locality cannot be read.
    """
    locality = choose_locality(language, page, "collapsed", LOCALITY_WIDTH).id
    return locality, found(locality, language), last_choice(locality)


def choose_scenarios(
    candidates: Sequence[Candidate], choice: Choice, language: str, page: str = KEPT
) -> list[Candidate]:
    """Draw the list of scenarios behind a button and return what is chosen, in the order of the folder."""
    keys = [candidate.key for candidate in candidates]
    chosen = _still_there(keys, choice)
    names = [name for _, name in titled([candidate.entry for candidate in candidates])]
    words = {"count": len(chosen), "all": len(keys)}
    picked = []
    with st.popover(text("compare.choose", language, **words), key=f"{page}_choose"):
        st.html(f"<p class='compare-note'>{text('compare.choose_help', language, most=MOST)}</p>")
        for key, name in zip(keys, names, strict=True):
            box = f"{page}_pick_{language}_{crc32(f'{key} {name}'.encode('utf-8', 'replace'))}"
            if box not in st.session_state:
                st.session_state[box] = key in chosen
            is_full = len(chosen) >= MOST and key not in chosen
            if st.checkbox(plain(name), key=box, disabled=is_full, on_change=_picked, args=(choice, key, box)):
                picked.append(key)
    choice.chosen = picked[:MOST]
    return [candidate for candidate in candidates if candidate.key in choice.chosen]


def _picked(choice: Choice, key: str, box: str) -> None:
    """Before the page is drawn anew: the button says how many are chosen now."""
    others = [other for other in choice.chosen or [] if other != key]
    choice.chosen = [*others, key] if st.session_state[box] else others


def _still_there(keys: Sequence[str], choice: Choice) -> list[str]:
    """What was chosen and still exists, with unsaved changes that are new; the first few when nothing was chosen."""
    drafts = [key for key in keys if not _is_file(key)]
    new = [key for key in drafts if key not in choice.known]
    choice.known = set(drafts)
    if choice.chosen is None:
        wanted = [*new, *(key for key in keys if _is_file(key))][: max(FIRST_SHOWN, len(new) + 1)]
    else:
        wanted = [*choice.chosen, *new]
    return [key for key in keys if key in wanted[:MOST]]


def _is_file(key: str) -> bool:
    return not key.startswith((DRAFT, session.LOOSE))


def choose_reference_and_year(
    chosen: Sequence[Candidate], choice: Choice, language: str, page: str = KEPT
) -> tuple[int, int]:
    """Draw both pickers and return the place of the reference among the chosen, and the year.

    One scenario alone is its own reference; the year is the last common one until another is chosen.
    """
    reference = _choose_reference(chosen, choice, language, page) if len(chosen) > 1 else 0
    years = common_years([candidate.scenario for candidate in chosen])
    choice.year = choose_year_of(years, choice.year, text("compare.year", language), f"{page}_year", language)
    return reference, choice.year


def _choose_reference(chosen: Sequence[Candidate], choice: Choice, language: str, page: str) -> int:
    keys = [candidate.key for candidate in chosen]
    labels = {keys[number - 1]: f"{number}. {name}" for number, name in titled([c.entry for c in chosen])}
    choice.reference = choose_option(
        text("compare.reference", language),
        keys,
        lambda name: text("compare.against", language, title=labels[name]),
        f"{page}_reference_{language}_{crc32(repr(labels).encode('utf-8', 'replace'))}",
        first=(choice.reference, keys[0]),
        width=REFERENCE_WIDTH,
    )
    return keys.index(choice.reference)
