"""A page in parts: only the one that is open is computed."""

from __future__ import annotations

from collections.abc import Collection

from simulator.texts import text
from simulator.ui.choices import choose_segment


def choose_part(page: str, names: Collection[str], language: str, wish: str = "") -> str:
    """Draw the row of parts of a page, the first one open, and return the name of the one that is.

    wish: a part to be opened now.
    """
    label = text(f"{page}.parts", language)
    return choose_segment(label, list(names), lambda name: text(f"{page}.part.{name}", language), f"{page}_part", wish)
