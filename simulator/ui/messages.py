"""Small messages in the page: what they say is shown as it is, never as markdown or HTML."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from simulator.errors import SimulatorError

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


def plain(content: str) -> str:
    """A text for a place where Streamlit reads markdown (a toast, a label): every sign stands for itself.

    Links and icons are known even by escaped signs: unseen joiners part those.
    """
    parted = LINKS.sub("\u2060", " ".join(content.split()))
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in parted)
