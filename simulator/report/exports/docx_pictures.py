"""Charts of screens at the sizes of paper: the sentence stands in the text, so the picture is the chart alone."""

from __future__ import annotations

from simulator.report.deck.screens import Screen, screen_spec
from simulator.report.exports.pictures import picture

ACROSS = (1000, 440)  # pixels, before a PNG is doubled: across the text of a report
HALF = (1000, 500)  # across half a page


def chart_png(screen: Screen, language: str) -> bytes:
    """A chart as wide as the text of a report; b"" for a screen of words."""
    spec = screen_spec(screen, language, False, width=ACROSS[0], height=ACROSS[1])
    return picture(spec, language, "png") if spec else b""


def chart_svg(screen: Screen, language: str) -> bytes:
    """A chart as wide as half a page; b"" for a screen of words."""
    spec = screen_spec(screen, language, False, width=HALF[0], height=HALF[1])
    return picture(spec, language, "svg") if spec else b""
