"""What if, on the wall: levers that move one scenario, and the same screen as it then is. Nothing is saved."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import streamlit as st

from simulator.analysis.comparison import Comparison, all_targets
from simulator.analysis.comparison_runs import off_year_ends, past_key, run, run_past
from simulator.analysis.projection import Past
from simulator.report.deck.screen import COMMUNES, POVERTY, SCENARIO, Screen
from simulator.report.deck.screens import screens
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.components import deck_levers
from simulator.ui.frozen import weight
from simulator.ui.kept import Kept
from simulator.ui.levers import settings_of, with_levers
from simulator.ui.panel_data import panel
from simulator.ui.present_data import look, screen_message
from simulator.ui.present_kept import Prepared
from simulator.ui.present_screens import Show, finished

KEY = "present_try"
ASKED = (POVERTY, COMMUNES)  # screens that all scenarios share, and that a move of one redraws
LARGEST_PASTS = 60_000_000  # bytes


@dataclass(frozen=True)
class Move:
    """What the browser asks for: a screen, the place of the scenario that is moved, its levers' values."""

    key: str = ""
    place: int = 0
    values: Mapping[str, float] | None = None
    sequence: int = 0


def tried(show: Show, deck: Prepared) -> list[str]:
    """The screens on which levers can be moved."""
    if not deck.levers:
        return []
    return [key for key in show.screens if key in ASKED or key.startswith(SCENARIO)]


@st.fragment
def draw_levers(show: Show, deck: Prepared) -> None:
    """The levers, and the answer to what was moved last: only this is run while a hand moves them."""
    levers, own = _levers(show, deck), f"{crc32(f'{show.key}{deck.levers}'.encode('utf-8', 'replace'))}"
    move = read_move(st.session_state.get(KEY), levers, tried(show, deck), len(show.chosen), own)
    screen = moved_screen(show, deck, move) if move.values else None
    message = {
        "of": own,
        "language": show.language,
        "texts": {name: text(f"present.{name}", show.language) for name in ("whose", "reset", "reset_title")},
        "look": look(show.dark),
        "names": [entry.name for entry in show.entries],
        "chosen": next((at for at in range(len(show.chosen)) if at != show.comparison.reference), 0),
        "tried": tried(show, deck),
        "levers": levers,
        "answer": {
            "echo": move.sequence,
            "key": move.key,
            "number": move.place + 1,
            "screen": screen_message(screen) if screen else None,
        },
    }
    deck_levers(json.dumps(message, ensure_ascii=False, allow_nan=False).encode(), key=KEY)


def read_move(state: object, levers: Sequence[Mapping[str, Any]], tried: Sequence[str], count: int, own: str) -> Move:
    """Check what the browser sent; what is not understood moves nothing, and no lever leaves its range."""
    sent = state.get("moved") if isinstance(state, Mapping) else None
    if not isinstance(sent, Mapping) or sent.get("of") != own or sent.get("key") not in tried:
        return Move()
    place, sequence, values = _count(sent.get("place")), _count(sent.get("sequence")), sent.get("values")
    if place is None or place >= count or sequence is None or not isinstance(values, Mapping):
        return Move()
    found = {}
    for lever in levers:
        value = values.get(lever["path"])
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            most = max(float(lever["max"]), float(lever["values"][place]))
            found[str(lever["path"])] = min(max(round(float(value), 6), float(lever["min"])), most)
    return Move(str(sent["key"]), place, found, sequence)


def moved_screen(show: Show, deck: Prepared, move: Move) -> Screen:
    """A screen with one scenario's levers moved: run with all draws, beside the others as they were."""
    outcomes, place = list(show.comparison.outcomes), move.place
    scenario, evidence = outcomes[place].scenario, resources.evidence()
    settings = settings_of(scenario)
    now = with_levers(scenario, replace(settings, values={**settings.values, **(move.values or {})}))
    targets = off_year_ends(all_targets([outcome.scenario for outcome in outcomes]))
    outcomes[place] = run(_past(scenario), now, evidence, targets)
    comparison = Comparison(tuple(outcomes), show.comparison.reference, show.comparison.year)
    found = screens(comparison, show.entries, evidence, show.language, [move.key])
    return finished(next(screen for screen in found if screen.key == move.key), show, deck)


def _levers(show: Show, deck: Prepared) -> list[dict[str, Any]]:
    """The chosen levers with the value that each scenario has."""
    first = show.chosen[0].scenario
    known = {lever["path"]: lever for lever in panel(show.language, first, resources.baseline(first.locality)).sliders}
    shown = [settings_of(outcome.scenario).values for outcome in show.comparison.outcomes]
    names = ("path", "label", "unit", "min", "max", "step", "decimals")
    return [
        {name: known[path][name] for name in names} | {"values": [values[path] for values in shown]}
        for path in deck.levers
        if path in known
    ]


def _past(scenario: Scenario) -> Past:
    posterior = resources.posterior(scenario.locality, scenario.effects)
    key = f"{posterior.digest}{past_key(scenario)}"
    return _pasts.get(key, lambda: run_past(scenario, resources.evidence(), posterior.parameters))


def _count(value: object) -> int | None:
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53
    return value if is_count and isinstance(value, int) else None


_pasts: Kept[Past] = Kept(most=LARGEST_PASTS, weigh=weight)
