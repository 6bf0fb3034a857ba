"""What is being prepared for the wall: kept by the session for each locality, and filled from a deck's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from simulator.errors import Fault, ScenarioError, SimulatorError
from simulator.files import shown
from simulator.scenario.deck import OWN, QUESTIONS, Deck, named
from simulator.scenario.deck_file import DeckDocument, find_deck, read_deck
from simulator.scenario.names import locality_folder
from simulator.ui import resources, session
from simulator.ui.compare_choice import Candidate, last_choice

KEPT = "present"
SHOWING = "present_showing"
ADDRESS, SHOW = "deck", "show"
LEVERS = ("credit.new_capital.entrusted", "training.jobs_connected", "ntm.investment")
"""What can be moved on the wall until somebody chooses."""
PICKERS = "present_"


@dataclass
class Prepared:
    """A deck in the making. Screens are told by their names in a file, those of scenarios by their candidate's key.

    order: all screens ever put in order; hidden: those that are not shown. document: the file it was opened from.
    """

    title: str = ""
    order: list[str] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    remarks: dict[str, str] = field(default_factory=dict)
    levers: tuple[str, ...] = LEVERS
    document: DeckDocument | None = None
    fault: SimulatorError | None = None


def prepared(locality: str) -> Prepared:
    """The session's deck of a locality."""
    by_locality: dict[str, Prepared] = st.session_state.setdefault(KEPT, {})
    return by_locality.setdefault(locality, Prepared())


def in_order(deck: Prepared, screens: Sequence[str]) -> list[str]:
    """The screens that there are, as they were put in order; new ones at the end, scenarios after questions."""
    return [name for name in deck.order if name in screens] + [name for name in screens if name not in deck.order]


def moved(deck: Prepared, screens: Sequence[str], name: str, step: int) -> None:
    """Put a screen one place nearer to the beginning (-1) or the end (1)."""
    order = in_order(deck, screens)
    at = order.index(name)
    to = min(max(at + step, 0), len(order) - 1)
    order[at], order[to] = order[to], order[at]
    deck.order = order


def is_showing() -> bool:
    """Whether the deck is on the wall."""
    return bool(st.session_state.get(SHOWING, False))


def show(name: str = "") -> None:
    """Put the deck on the wall; the address then says so, for a reload."""
    st.session_state[SHOWING] = True
    if name:
        st.query_params[ADDRESS] = name
        st.query_params[SHOW] = "1"


def left() -> None:
    """Take the deck off the wall."""
    st.session_state[SHOWING] = False
    if SHOW in st.query_params:
        del st.query_params[SHOW]


def follow_address() -> None:
    """Once for each address: open the deck that it names, and show it if it says so. Raises ScenarioError."""
    name, is_shown = st.query_params.get(ADDRESS, ""), st.query_params.get(SHOW, "") == "1"
    if not name or st.session_state.get("present_address") == name:
        return
    st.session_state["present_address"] = name
    opened(find_deck(name, resources.scenario_folder(), session.editing().locality or ""))
    st.session_state[SHOWING] = is_shown


def opened(path: Path) -> None:
    """Take over a deck's file: its locality, its scenarios, what is shown. Raises ScenarioError."""
    document = read_deck(path, resources.evidence())
    deck, locality = document.deck, document.deck.locality
    folder = locality_folder(locality, resources.scenario_folder())
    keys = {file.stem: str(file) for file in resources.files_of(locality) if file.parent == folder}
    there = [name for name in deck.scenarios if name in keys]
    missing = [name for name in deck.scenarios if name not in keys]
    faults = [Fault("deck_missing_scenario", shown(path), field="scenarios", value=name) for name in missing]
    if not there:
        raise ScenarioError(faults)
    _forget_pickers()
    session.editing().locality = locality
    choice = last_choice(locality)
    choice.chosen = [keys[name] for name in there]
    choice.reference, choice.year = keys.get(deck.reference, choice.chosen[0]), deck.year or 0
    kept = prepared(locality)
    kept.title, kept.levers, kept.document = deck.title, deck.levers, document
    kept.order = [_kept_name(name, keys) for name in deck.screens]
    known = [*QUESTIONS, *(f"{OWN}{keys[name]}" for name in there)]
    kept.hidden = {name for name in known if name not in kept.order} if deck.screens else set()
    kept.remarks = {_kept_name(name, keys): remark for name, remark in deck.remarks.items()}
    kept.fault = ScenarioError(faults) if faults else None


def deck_of(kept: Prepared, chosen: Sequence[Candidate], reference: int, year: int, screens: Sequence[str]) -> Deck:
    """What a file is to say. Raises ScenarioError where a chosen scenario is in no file."""
    loose = [candidate for candidate in chosen if not candidate.entry.file]
    if loose:
        raise ScenarioError([Fault("deck_unsaved", item.entry.name, field="scenarios") for item in loose])
    names = {f"{OWN}{item.key}": f"{OWN}{Path(item.key).stem}" for item in chosen}
    order = [name for name in in_order(kept, screens) if name not in kept.hidden]
    return Deck(
        title=kept.title.strip(),
        locality=chosen[0].scenario.locality,
        scenarios=tuple(Path(item.key).stem for item in chosen),
        reference=Path(chosen[reference].key).stem,
        year=year,
        screens=tuple(names.get(name, name) for name in order),
        remarks={names.get(key, key): said for key, said in kept.remarks.items() if _is_there(key, names) and said},
        levers=kept.levers,
    )


def screen_key(name: str, chosen: Sequence[Candidate]) -> str:
    """A screen as a report names it, by the place of its scenario."""
    keys = [candidate.key for candidate in chosen]
    return f"{OWN}{keys.index(name.removeprefix(OWN))}" if name.startswith(OWN) else name


def kept_name(screen: str, chosen: Sequence[Candidate]) -> str:
    """A screen of a report as it is kept here, by the key of its scenario."""
    return named(screen, [candidate.key for candidate in chosen])


def _is_there(name: str, names: dict[str, str]) -> bool:
    return not name.startswith(OWN) or name in names


def _kept_name(name: str, keys: dict[str, str]) -> str:
    stem = name.removeprefix(OWN)
    return f"{OWN}{keys.get(stem, stem)}" if name.startswith(OWN) else name


def _forget_pickers() -> None:
    """The browser's pickers stand where they were: others take their place."""
    for key in [str(name) for name in st.session_state]:
        if key.startswith(PICKERS) and key not in (KEPT, SHOWING, "present_address"):
            del st.session_state[key]
