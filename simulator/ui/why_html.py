"""Words of the page of explanations as HTML, and its downloads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from simulator.texts import text
from simulator.ui import downloads


def say(key: str, language: str, **params: object) -> str:
    """A text of this page, safe inside HTML."""
    return escape(text(f"why.{key}", language, **params), quote=False)


def put(*parts: str) -> None:
    """Write HTML of this page."""
    st.html(f"<div class='details why'>{''.join(parts)}</div>")


def sentences(lines: Sequence[str]) -> str:
    """The sentence that says the result of a part, and those that go into it."""
    first, *others = (escape(line, quote=False) for line in lines)
    return f"<h2>{first}</h2>" + "".join(f"<p class='lead'>{line}</p>" for line in others)


def download(name: str, content: Callable[[], str], called: str, language: str, suffix: str = "csv") -> None:
    """A button that hands out a file, made when it is pressed."""
    label, key = text(f"why.download_{suffix}", language), f"why_download_{name}_{suffix}"
    downloads.download(label, content, called, suffix, key=key)
