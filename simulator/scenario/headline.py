"""What a list of scenario files shows of each: title, base and last save, whatever else may be wrong in the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from simulator.errors import ScenarioError
from simulator.files import shown
from simulator.scenario.load import decoded, read_raw, revision_of
from simulator.scenario.nodes import MappingNode, ScalarNode, read_nodes
from simulator.scenario.places import LONGEST_KEY


@dataclass(frozen=True)
class Headline:
    """One file of a list. ``title`` is the file's name when it states none that can be read; texts are as written."""

    path: Path
    revision: str
    title: str
    extends: str = ""
    saved_by: str = ""
    saved_at: str = ""


def read_headline(path: Path) -> Headline:
    """Return the headline of a file, from its name alone when it cannot be read."""
    try:
        return headline_of(path, read_raw(path))
    except ScenarioError:
        return Headline(path, "", path.stem)


def headline_of(path: Path, raw: bytes) -> Headline:
    """Return the headline of a file that holds these bytes."""
    try:
        root = read_nodes(decoded(raw, shown(path)), shown(path))
    except ScenarioError:
        return Headline(path, revision_of(raw), path.stem)
    stated = {
        key.text: value.text
        for key, value in (root.items if isinstance(root, MappingNode) else ())
        if isinstance(value, ScalarNode) and len(key.text) <= LONGEST_KEY
    }
    texts = {name: stated.get(name, "") for name in ("extends", "saved_by", "saved_at")}
    return Headline(path, revision_of(raw), stated.get("title", "").strip() or path.stem, **texts)
