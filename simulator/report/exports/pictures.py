"""Charts as pictures: PNG at twice the size and SVG, drawn without a browser and without a network.

The shipped font has every Vietnamese letter; an SVG names it before what any computer has.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from textwrap import wrap
from typing import Any, Literal

import pyarrow as pa  # type: ignore[import-untyped]
import vl_convert as vlc

from simulator.report.deck.screen import Screen
from simulator.report.deck.wall import FONT, HEIGHT, TYPE, WIDTH, screen_spec
from simulator.report.palette import palette
from simulator.units import separators

Kind = Literal["png", "svg"]

FONTS = Path(__file__).parents[1] / "fonts"
SCALE = 2.0  # pixels of a PNG for each of the drawing
MESSAGE, DETAIL = 82, 118  # letters of a line of the message and of what stands below it
MARGIN = 24  # pixels


def screen_picture(screen: Screen, language: str, kind: Kind, *, dark: bool = False) -> bytes:
    """A screen's chart under its message; b"" for a screen of words.

    A PNG is SCALE times as many pixels as the drawing, an SVG scales by itself.
    """
    spec = screen_spec(screen, language, dark, width=WIDTH, height=HEIGHT)
    if not spec:
        return b""
    colors = palette(dark)
    lines = wrap(screen.message, MESSAGE)
    title = {
        "text": lines,
        "subtitle": wrap(screen.detail, DETAIL),
        "anchor": "start",
        "frame": "bounds",
        "align": "left",
        "offset": 18,
        "color": colors.text,
        "fontSize": TYPE + 4,
        "fontWeight": 700,
        "lineHeight": TYPE + 11,
        "subtitleColor": colors.muted,
        "subtitleFontSize": TYPE - 4,
        "subtitlePadding": 8,
    }
    room = {"height": spec["height"] + (TYPE + 11) * len(lines)} if "height" in spec else {}
    config = {**spec["config"], "background": colors.paper}
    return picture({**spec, **room, "title": title, "padding": MARGIN, "config": config}, language, kind)


def picture(spec: Mapping[str, Any], language: str, kind: Kind) -> bytes:
    """Any Vega-Lite chart of the simulator with its data in it: rows, or packed tables (`chart_table.packed`)."""
    _fonts()
    whole = {**spec, "datasets": {name: _rows(rows) for name, rows in spec.get("datasets", {}).items()}}
    config = {"font": FONT, "background": palette(dark=False).paper, **whole.get("config", {})}
    if config["background"] == "transparent":
        config["background"] = palette(dark=False).paper
    whole["config"] = config
    group, decimal = separators(language)
    locale = {"decimal": decimal, "thousands": group, "grouping": [3], "currency": ["", ""]}
    if kind == "svg":
        return vlc.vegalite_to_svg(whole, format_locale=locale).encode("utf-8")
    return bytes(vlc.vegalite_to_png(whole, scale=SCALE, format_locale=locale))


@lru_cache(maxsize=1)
def _fonts() -> None:
    """Make the shipped font known to the drawing, once."""
    vlc.register_font_directory(str(FONTS))


def _rows(rows: Any) -> Any:
    """Rows as they are, or out of a packed table."""
    if not isinstance(rows, bytes):
        return rows
    with pa.ipc.open_stream(rows) as stream:
        return stream.read_all().to_pylist()
