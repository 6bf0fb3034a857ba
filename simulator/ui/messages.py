"""Small messages in the page: what they say is shown as it is, never as markdown or HTML."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from simulator.errors import SimulatorError

LATER = "told_later"
SIGNS = frozenset("\\`*_{}[]()<>#+-.!|~:$&")
LINKS = re.compile(r"(?<=:)(?=//|material/|streamlit:)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)


def tell(lines: list[str], tone: str = "plain") -> None:
    """Lines of plain text; tone: plain, warning or error."""
    role = "alert" if tone == "error" else "status"
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    st.html(f"<div class='told {tone}' role='{role}'>{body}</div>")


def tell_faults(error: SimulatorError, language: str) -> None:
    """What the user can put right, a line a fault."""
    tell([fault.describe(language) for fault in error.faults], "error")


def tell_later(words: str, *, is_long: bool = False) -> None:
    """Keep a passing message for the run that follows a rerun: one told before it may never reach the screen.

    The browser draws what a run leaves behind, and the message of a run that was cut short is gone with it.
    """
    st.session_state.setdefault(LATER, []).append((words, is_long))


def tell_kept() -> None:
    """Tell what earlier runs have kept, once."""
    for words, is_long in st.session_state.pop(LATER, ()):
        st.toast(words, duration="long" if is_long else "short")


def plain(content: str) -> str:
    """A text for a place where Streamlit reads markdown (a toast, a label): every sign stands for itself.

    Links and icons are known even by escaped signs: unseen joiners part those.
    """
    parted = LINKS.sub("\u2060", " ".join(content.split()))
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in parted)
