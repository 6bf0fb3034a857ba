"""Which locality a scenario is about: by its id, or an own one by the file of figures that it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.scenario.names import SCENARIOS
from simulator.scenario.nodes import ScalarNode
from simulator.scenario.places import Place, choice

if TYPE_CHECKING:
    from simulator.evidence import Locality

FIGURES = (".csv", ".xlsx")
ORIGINAL = "original"  # what the file of figures is called where an own locality is kept


def scenarios_of(locality: Locality | None) -> Path:
    """Return the folder of scenarios that holds a locality: an own one lies in ``<folder>/<id>/.locality``."""
    return SCENARIOS if locality is None or locality.home is None else locality.home.parents[1]


def figures_named(text: str) -> bool:
    """Tell whether a scenario names its locality by a file of figures."""
    return text.casefold().endswith(FIGURES)


def read_locality(place: Place, localities: Mapping[str, Locality], beside: Path | None) -> str:
    """Return the id of a locality, "" when there is none of this name or when its file has changed since.

    ``beside``: the folder from which a file of figures is named.
    """
    text = place.node.text if isinstance(place.node, ScalarNode) else ""
    if beside is None or not figures_named(text):
        return choice(place, tuple(localities), "unknown_locality")
    path = beside / text
    if _bytes(path) is None:
        place.fault("no_figures", value=text)
        return ""
    found = made_from(path, localities)
    if not found:
        place.fault("figures_not_calibrated", value=text, nearest=f"python -m simulator calibrate {text}")
    return found


def made_from(path: Path, localities: Mapping[str, Locality]) -> str:
    """Return the id of the own locality that was made from a file as it is now, "" when there is none."""
    content, name = _bytes(path), f"{ORIGINAL}{path.suffix.casefold()}"
    own = {id_: locality.home / name for id_, locality in localities.items() if locality.home is not None}
    return next((id_ for id_, kept in own.items() if content is not None and content == _bytes(kept)), "")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
