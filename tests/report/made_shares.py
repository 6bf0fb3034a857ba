"""Shares of a change with known parts, as the analysis gives them."""

from __future__ import annotations

import numpy as np

from simulator.analysis.explain import DRIFT, Shares
from simulator.model.arrays import Array

YEARS = (2026, 2027)
DRAWS = 200
SPREAD = np.linspace(-1.0, 1.0, DRAWS)


def _by_year(mean: float, spread: float) -> Array:
    """Parts that grow to `mean` in the last year, (year, draw)."""
    return np.outer([0.5, 1.0], mean + spread * SPREAD)


def between(indicator: str = "poverty_rate", scale: float = 0.01) -> Shares:
    """Jobs lower the rate clearly, disbursement raises it clearly, housing cannot be told from none, ntm is none."""
    parts = np.stack(
        [
            _by_year(-0.8 * scale, 0.1 * scale),
            _by_year(0.3 * scale, 0.1 * scale),
            _by_year(0.1 * scale, 0.5 * scale),
            _by_year(0.0, 0.0),
        ]
    )
    before = np.full((2, DRAWS), 8.0 * scale)
    return Shares(
        indicator=indicator,
        years=YEARS,
        players=("jobs", "disbursement", "housing", "ntm"),
        before=before,
        after=before + parts.sum(axis=0),
        parts=parts,
        remainder=np.zeros_like(before),
        remainder_name="",
        comparable=(True, True),
    )


def since(scale: float = 0.01) -> Shares:
    """Training lowers the rate, drift lowers it more, a new standard counts four points more from 2027 on."""
    again = np.zeros((2, DRAWS))
    again[1] = 4.0 * scale + 0.5 * scale * SPREAD
    parts = np.stack([_by_year(-0.5 * scale, 0.1 * scale), again])
    before, remainder = np.full((2, DRAWS), 9.0 * scale), _by_year(-3.0 * scale, 0.5 * scale)
    return Shares(
        indicator="poverty_rate",
        years=YEARS,
        players=("training", "event:standard_change:2027-01-01"),
        before=before,
        after=before + parts.sum(axis=0) + remainder,
        parts=parts,
        remainder=remainder,
        remainder_name=DRIFT,
        comparable=(True, True),
        breaks=("event:standard_change:2027-01-01",),
    )


def apart() -> Shares:
    """Two scenarios that count by two standards from 2027 on."""
    found = between()
    hidden = np.array([0.0, np.nan])[:, None]
    return Shares(
        indicator=found.indicator,
        years=found.years,
        players=found.players,
        before=found.before + hidden,
        after=found.after + hidden,
        parts=found.parts + hidden,
        remainder=found.remainder + hidden,
        remainder_name="",
        comparable=(True, False),
    )
