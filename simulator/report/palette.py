"""Colours of every figure: told apart by the colour-blind, and never the only sign of a meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of a chart on one background."""

    text: str
    muted: str
    grid: str
    zone: str
    accent: str
    nested: str
    target: str
    event: str
    paper: str
    panel: str


LIGHT = Palette(
    text="#1b2430",
    muted="#5b6676",
    grid="#e6e9ee",
    zone="#f3f7fc",
    accent="#0B6BCB",
    nested="#083d80",
    target="#0f7a4d",
    event="#b4500a",
    paper="#ffffff",
    panel="#F5F7FB",
)
DARK = Palette(
    text="#e8edf4",
    muted="#a3afbf",
    grid="#2b3442",
    zone="#18202A",
    accent="#5AA9F5",
    nested="#a9d2ff",
    target="#4cc38a",
    event="#f0a35e",
    paper="#10151C",
    panel="#18202A",
)

PROGRAMME_COLORS: dict[str, str] = {
    "poor": "#0B6BCB",
    "near_poor": "#2b7a87",
    "recently_escaped": "#0d5637",
    "job_creation": "#a35a00",
    "water_sanitation": "#6b4fa3",
    "social_housing": "#a23b72",
    "students": "#343d4a",
    "other": "#8a4b2d",
}


def palette(dark: bool) -> Palette:
    """Return the colours for a dark or a light background."""
    return DARK if dark else LIGHT
