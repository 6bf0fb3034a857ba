"""What was found, kept by the session for each locality and part until something else is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from simulator.ui import resources
from simulator.ui.find_wish import Asked

KEPT = "find_results"


@dataclass(frozen=True)
class Kept:
    """A result, what had been asked, and what the figures were then."""

    found: Any
    asked: Asked
    stamp: int


def keep(part: str, locality: str, found: Any, asked: Asked) -> None:
    """Keep a result in place of the one before."""
    _results()[part, locality] = Kept(found, asked.bare, resources.baseline_stamp(locality))


def kept(part: str, locality: str) -> Kept | None:
    """The last result of a part for a locality."""
    return _results().get((part, locality))


def is_of(result: Kept, asked: Asked | None) -> bool:
    """Whether a result answers what is asked now, by the figures of now."""
    locality = result.asked.question.scenario.locality
    return asked is not None and result.asked == asked.bare and result.stamp == resources.baseline_stamp(locality)


def _results() -> dict[tuple[str, str], Kept]:
    found: dict[tuple[str, str], Kept] = st.session_state.setdefault(KEPT, {})
    return found
