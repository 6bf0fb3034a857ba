"""Words of the methods page as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from simulator.texts import text


def say(key: str, language: str, **params: object) -> str:
    """A text of this page, safe inside HTML."""
    return escape(text(f"methods.{key}", language, **params), quote=False)


def heading(section: str, language: str, after: str = "") -> None:
    """The heading of a section, with what follows it; the list of contents leads there."""
    title = say(f"section.{section}", language)
    st.html(f"<div class='methods'><h2 id='methods-{section}'>{title}</h2>{after}</div>")


def bullets(kind: str, names: Sequence[str], language: str, **figures: str) -> str:
    """A list of short sentences, each with its point in bold; `figures` fill their placeholders."""
    items = (
        f"<li><b>{say(f'{kind}.{name}.title', language)}</b> {say(f'{kind}.{name}', language, **figures)}</li>"
        for name in names
    )
    return f"<ul>{''.join(items)}</ul>"
