"""A deck: which scenarios of a locality are shown, on which screens, in which order, with whose remarks.

Its file lies beside the scenarios as `<name>.deck.yml` and is read as strictly as they are::

    format: 1
    title: Họp giao ban quý IV
    locality: son-la
    scenarios: [son-la-baseline, son-la-nha-o-truoc]     # names of files, in the order of the deck
    reference: son-la-baseline
    year: 2030
    screens: [poverty, money, "scenario:son-la-nha-o-truoc"]   # in this order; what is not named is not shown
    remarks:
      poverty: Nêu rõ chuẩn nghèo đổi từ năm 2027.
    levers: [ntm.investment]                             # what can be moved on the wall
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import ScenarioError
from simulator.scenario.fields import line_of_text, plain_text
from simulator.scenario.fields import year as read_year
from simulator.scenario.format import LONGEST_TITLE
from simulator.scenario.localities import read_locality
from simulator.scenario.names import LONGEST_NAME, is_name
from simulator.scenario.nodes import read_nodes
from simulator.scenario.places import Findings, Place, choice, elements, entries, keyed, unknown_name, written
from simulator.scenario.vocabulary import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from simulator.evidence import Evidence

FORMAT = "1"
KEYS = ("format", "title", "locality", "scenarios", "reference", "year", "screens", "remarks", "levers")
REQUIRED = ("format", "title", "locality", "scenarios")
QUESTIONS = ("poverty", "communes", "chances", "money", "differences")
ENDS = ("title", "sources")  # always the first screen and the last
OWN = "scenario:"
"""Begins the name of a scenario's own screen: its file's name follows here, its place (from zero) in a report."""
MOST_SCENARIOS, MOST_LEVERS = 8, 3
LONGEST_REMARK = 600
LEVERS = (
    "credit.new_capital.central",
    "credit.new_capital.mobilised",
    "credit.new_capital.entrusted",
    "housing.budget",
    "training.budget",
    "training.jobs_connected",
    "ntm.investment",
    "disbursement.housing",
    "disbursement.training",
    "disbursement.ntm",
)
"""What can be moved on the wall: the levers that one number tells."""


@dataclass(frozen=True)
class Deck:
    """What a deck's file says. scenarios: names of files without their ending, at least one.

    reference: one of them, "" for the first. year: None for the last common one. screens: those between the first
    screen and the last, () for all in their usual order. remarks: by screen. levers: what can be moved on the wall.
    """

    title: str
    locality: str
    scenarios: tuple[str, ...]
    reference: str = ""
    year: int | None = None
    screens: tuple[str, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    levers: tuple[str, ...] = ()

    @property
    def reference_place(self) -> int:
        """The place of the reference among the scenarios."""
        return self.scenarios.index(self.reference) if self.reference else 0

    @property
    def order(self) -> tuple[str, ...] | None:
        """The screens as a report names them, `scenario:<place>`; None for all."""
        return tuple(placed(name, self.scenarios) for name in self.screens) or None

    @property
    def remarks_by_place(self) -> dict[str, str]:
        """The remarks by the screens as a report names them."""
        return {placed(name, self.scenarios): remark for name, remark in self.remarks.items()}


def placed(screen: str, scenarios: Sequence[str]) -> str:
    """A screen as a report names it: a scenario by its place."""
    return f"{OWN}{scenarios.index(screen.removeprefix(OWN))}" if screen.startswith(OWN) else screen


def named(screen: str, scenarios: Sequence[str]) -> str:
    """A screen as a file names it: a scenario by the name of its file."""
    return f"{OWN}{scenarios[int(screen.removeprefix(OWN))]}" if screen.startswith(OWN) else screen


def parse_deck(text: str, *, file: str, evidence: Evidence, beside: Path | None = None) -> Deck:
    """The deck that a text holds; ScenarioError with every fault, named by `file` and line."""
    findings = Findings(file)
    parts = entries(Place(read_nodes(text, file), "", findings), KEYS, REQUIRED) or {}
    if "format" in parts and plain_text(parts["format"]) != FORMAT:
        parts["format"].fault("deck_format", allowed=FORMAT)
    scenarios = _scenarios(parts["scenarios"]) if "scenarios" in parts else ()
    screens = (*QUESTIONS, *(f"{OWN}{name}" for name in scenarios))
    deck = Deck(
        title=line_of_text(parts["title"], LONGEST_TITLE) if "title" in parts else "",
        locality=read_locality(parts["locality"], evidence.localities, beside) if "locality" in parts else "",
        scenarios=scenarios,
        reference=choice(parts["reference"], scenarios, "deck_reference") if "reference" in parts else "",
        year=_year(parts["year"]) if "year" in parts else None,
        screens=_list(parts["screens"], screens, "deck_screen") if "screens" in parts else (),
        remarks=_remarks(parts["remarks"], (*ENDS, *screens)) if "remarks" in parts else {},
        levers=_list(parts["levers"], LEVERS, "deck_lever", MOST_LEVERS) if "levers" in parts else (),
    )
    if findings.faults:
        raise ScenarioError(findings.in_order())
    return deck


def dump_deck(deck: Deck) -> str:
    """The text of a deck's file; reading it gives an equal deck."""
    lines = [f"format: {FORMAT}", f"title: {_text(deck.title)}", f"locality: {deck.locality}", "scenarios:"]
    lines += [f"  - {_text(name)}" for name in deck.scenarios]
    if deck.reference:
        lines.append(f"reference: {_text(deck.reference)}")
    if deck.year is not None:
        lines.append(f"year: {deck.year}")
    if deck.screens:
        lines += ["screens:", *(f"  - {_text(name)}" for name in deck.screens)]
    if deck.remarks:
        lines += ["remarks:", *(f"  {_text(name)}: {_text(remark)}" for name, remark in deck.remarks.items())]
    if deck.levers:
        lines.append(f"levers: [{', '.join(deck.levers)}]")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _scenarios(place: Place) -> tuple[str, ...]:
    """Names of files, each once, one to eight of them."""
    found: list[str] = []
    for item in elements(place):
        name = line_of_text(item, LONGEST_NAME)
        if name and (not is_name(name) or name.casefold().endswith((".yaml", ".yml"))):
            item.fault("base_name", nearest=name.rpartition(".")[0] if is_name(name) else "")
        elif name in found:
            item.fault("deck_twice")
        else:
            found.append(name)
    if not 1 <= len(found) <= MOST_SCENARIOS:
        place.fault("deck_count", value=str(len(found)), allowed=f"1–{MOST_SCENARIOS}")
    return tuple(found)


def _list(place: Place, known: Sequence[str], code: str, most: int = 0) -> tuple[str, ...]:
    """Known names, each once."""
    found: list[str] = []
    for item in elements(place):
        name = choice(item, known, code)
        if name in found:
            item.fault("deck_twice")
        elif name:
            found.append(name)
    if most and len(found) > most:
        place.fault("deck_most", value=str(len(found)), allowed=f"≤ {most}")
    return tuple(found)


def _year(place: Place) -> int | None:
    return read_year(place, plain_text(place) or written(place.node), FIRST_YEAR, LAST_YEAR)


def _remarks(place: Place, screens: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, (key, value) in (keyed(place) or {}).items():
        if name not in screens:
            unknown_name(key, "deck_screen", screens, name=name)
        else:
            found[name] = line_of_text(value, LONGEST_REMARK, several=True)
    return found
