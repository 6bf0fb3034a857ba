"""A tour of the page of sliders in five minutes: offered once to a browser, left at any time, never in the way.

All of it runs in the browser: a step asks nothing of the server, and a move of a slider does not pass through here.
"""

from __future__ import annotations

import json

import streamlit as st

from simulator.texts import text
from simulator.ui.components import page_tour

ASKED = "tour_asked"  # how often the tour was asked for by its button in this session
# What each step names, as the browser finds it (inside a component after " > "), and the side of the left column
# where the box leaves it in sight.
STEPS = (
    ("pickers", ".st-key-explore_pickers", "bottom"),
    ("readout", ".st-key-readout", "bottom"),
    ("slider", ".st-key-panel > [id='range-housing.budget']", "bottom"),
    ("poverty", ".st-key-readout + [data-testid]", "bottom"),
    ("ntm", ".st-key-readout + [data-testid] + [data-testid]", "bottom"),
    ("events", ".st-key-panel > .events", "top"),
    ("actions", ".st-key-panel > .actions", "top"),
    ("save", ".st-key-page_tools", "bottom"),
    ("pages", "[data-testid=stTopNav]", "bottom"),
)
_WORDS = ("invite", "no", "next", "back", "leave", "done", "go", "name")


def tour_button(language: str) -> None:
    """Draw the button among the page's tools that starts the tour again."""
    if st.button(text("tour.again", language), help=text("tour.again_help", language), key="tour_again"):
        st.session_state[ASKED] = st.session_state.get(ASKED, 0) + 1


def tour(language: str) -> None:
    """Draw the offer, or the tour when it was asked for; whether the offer was taken, the browser remembers."""
    page_tour(json.dumps(_message(language), ensure_ascii=False).encode(), key="tour")


def _message(language: str) -> dict[str, object]:
    steps = [
        {
            "title": text(f"tour.step.{name}.title", language),
            "text": text(f"tour.step.{name}", language),
            "place": text("tour.place", language, step=number, all=len(STEPS)),
            "target": target,
            "side": side,
        }
        for number, (name, target, side) in enumerate(STEPS, start=1)
    ]
    words = {name: text(f"tour.{name}", language) for name in _WORDS}
    return {"language": language, "asked": st.session_state.get(ASKED, 0), "words": words, "steps": steps}
