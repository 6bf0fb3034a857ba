"""The files of decks beside the scenarios: found by name, read, and written whole unless changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import Fault, ScenarioError
from simulator.files import make_folder, remove, shown, write_whole
from simulator.scenario.deck import Deck, dump_deck, parse_deck
from simulator.scenario.load import decoded, read_raw, revision_of
from simulator.scenario.lock import locked
from simulator.scenario.names import SCENARIOS, free_stem, is_name, listed, locality_folder, name_key

if TYPE_CHECKING:
    from simulator.evidence import Evidence

DECK_SUFFIX = ".deck.yml"  # not that of scenarios, so that none is taken for one


@dataclass(frozen=True)
class DeckDocument:
    """A deck as it was read; `revision` stands for the bytes of its file: a save asks for it."""

    path: Path
    revision: str
    deck: Deck

    @property
    def name(self) -> str:
        """The name in an address: that of the file without its ending."""
        return deck_name(self.path)


def deck_name(path: Path) -> str:
    """The name of a deck's file without its ending."""
    return path.name.removesuffix(DECK_SUFFIX)


def deck_files(folder: Path = SCENARIOS) -> list[Path]:
    """The decks below a folder, by name, hidden ones aside. ScenarioError when the folder cannot be read."""
    return [
        path
        for path in listed(folder, f"**/*{DECK_SUFFIX}")
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.name.isprintable()
        and path.is_file()
    ]


def find_deck(name: str, folder: Path = SCENARIOS, locality: str = "") -> Path:
    """The deck of a name, as in an address: that of the locality first. ScenarioError when there is none."""
    found = [path for path in deck_files(folder) if is_name(name) and name_key(deck_name(path)) == name_key(name)]
    own = [path for path in found if locality and path.parent == locality_folder(locality, folder)]
    if not found:
        raise ScenarioError([Fault("deck_no_file", f"{name}{DECK_SUFFIX}")])
    return (own or found)[0]


def read_deck(path: Path, evidence: Evidence) -> DeckDocument:
    """Read and check a deck's file. Raises ScenarioError."""
    raw, file = read_raw(path), shown(path)
    deck = parse_deck(decoded(raw, file), file=file, evidence=evidence, beside=path.absolute().parent)
    return DeckDocument(path, revision_of(raw), deck)


def save_deck(path: Path, deck: Deck, evidence: Evidence, *, revision: str) -> DeckDocument:
    """Write a deck over the file that was read with `revision`; "" stands for a file that is gone.

    Raises ScenarioError (what no file can say, or a file that is not as it was read), OutputError.
    """
    content = _checked(deck, path, evidence)
    with locked(path.parent.parent):
        found = revision_of(read_raw(path)) if path.exists() else ""
        if found != revision:
            raise ScenarioError([Fault("deck_changed" if found else "deck_gone", shown(path))])
        write_whole(path, content)
    return DeckDocument(path, revision_of(content), deck)


def save_deck_as(deck: Deck, evidence: Evidence, folder: Path = SCENARIOS) -> DeckDocument:
    """Write a deck to a new file named after its title. Raises ScenarioError, OutputError."""
    inside = locality_folder(deck.locality, folder)
    with locked(folder):
        path = inside / f"{free_stem(deck.title, map(deck_name, deck_files(folder)))}{DECK_SUFFIX}"
        content = _checked(deck, path, evidence)
        make_folder(inside)
        write_whole(path, content)
    return DeckDocument(path, revision_of(content), deck)


def delete_deck(path: Path, *, revision: str) -> None:
    """Remove the file of a deck that is as it was read. Raises ScenarioError, OutputError."""
    with locked(path.parent.parent):
        if path.exists() and revision_of(read_raw(path)) != revision:
            raise ScenarioError([Fault("deck_changed", shown(path))])
        remove(path)


def _checked(deck: Deck, path: Path, evidence: Evidence) -> bytes:
    """The bytes of a file that says this, read once as a planner's own would be."""
    text = dump_deck(deck)
    parse_deck(text, file=shown(path), evidence=evidence)
    return text.encode("utf-8")
