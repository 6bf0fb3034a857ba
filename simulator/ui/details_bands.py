"""Stretches of a projection as the bands of a chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from simulator.report.detail_table import Band
from simulator.ui.details_series import Stretch


def bands(stretches: Sequence[Stretch]) -> list[Band]:
    """One band a stretch; no line joins two."""
    return [
        Band(
            f"{number}-{stretch.standard}",
            stretch.dates,
            [found.median for found in stretch.figures],
            [found.p05 for found in stretch.figures],
            [found.p95 for found in stretch.figures],
        )
        for number, stretch in enumerate(stretches)
    ]


def first_day(stretches: Sequence[Stretch]) -> date:
    """The first day that the stretches show."""
    return min(stretch.dates[0] for stretch in stretches)
