"""Colours are told apart by the colour-blind, and what they are written on lets them be read."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.report.compare_charts import DASHES, scenario_colors
from simulator.report.palette import DARK, LIGHT, PROGRAMME_COLORS, Palette

Values = NDArray[np.float64]
# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB.
SEEN_BY = {
    "most": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.95047, 1.0, 1.08883])
MARKS = ("text", "accent", "target", "event", "muted", "nested")
LEAST_APART = 10.0  # CIE 1976 difference; about 2.3 is just seen side by side
READABLE = 4.5  # WCAG 2, level AA
ALL_EYES = pytest.mark.parametrize("eyes", SEEN_BY)
BOTH_PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def linear(color: str) -> Values:
    """Linear RGB of "#rrggbb", (3,)."""
    part = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def lab(color: str, eyes: str) -> Values:
    xyz = TO_XYZ @ np.clip(SEEN_BY[eyes] @ linear(color), 0, 1) / WHITE
    root = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def apart(a: str, b: str, eyes: str) -> float:
    return float(np.linalg.norm(lab(a, eyes) - lab(b, eyes)))


def contrast(a: str, b: str) -> float:
    high, low = sorted((float(TO_XYZ[1] @ linear(color)) for color in (a, b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_knows_red_from_green_and_who_does_not() -> None:
    assert apart("#c00000", "#007000", "most") > 80
    assert apart("#c00000", "#007000", "deuteranopia") < 40
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@ALL_EYES
@BOTH_PALETTES
def test_marks_of_a_chart_differ(palette: Palette, eyes: str) -> None:
    for a, b in combinations(MARKS, 2):
        assert apart(getattr(palette, a), getattr(palette, b), eyes) > LEAST_APART, (a, b)


@ALL_EYES
def test_neighbours_in_the_split_of_lending_differ(eyes: str) -> None:
    for (name, a), (other, b) in pairwise(PROGRAMME_COLORS.items()):
        assert apart(a, b, eyes) > LEAST_APART, (name, other)


@BOTH_PALETTES
def test_what_is_written_can_be_read(palette: Palette) -> None:
    for name in (*MARKS[:4], "muted", "nested"):
        for paper in (palette.paper, palette.panel, palette.zone):
            assert contrast(getattr(palette, name), paper) >= READABLE, (name, paper)
    assert all(contrast(color, "#ffffff") >= READABLE for color in PROGRAMME_COLORS.values())


@pytest.mark.parametrize("dark", [False, True])
def test_compared_scenarios_are_never_told_by_colour_alone(dark: bool) -> None:
    colors = list(scenario_colors(dark))
    assert len(set(DASHES)) == len(DASHES) >= len(colors)
    assert all(contrast(color, (DARK if dark else LIGHT).paper) >= 3 for color in colors)  # WCAG 2: graphics
