"""Loan programmes: shares in the balance at the start and in lending, by the planner's figures and the peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.analysis.own import figures
from simulator.analysis.own.figures import Point, cited
from simulator.analysis.own.ground import Ground
from simulator.analysis.own.peers import Standing
from simulator.analysis.own.words import days_text, note
from simulator.model import PROGRAMMES
from simulator.model.arrays import Array

DECIMALS = 3
MOST_REPORTED = 0.95  # of all lending: what is left to the programmes that have no figure


@dataclass(frozen=True)
class Share:
    """A programme's share of the balance at the start."""

    value: float
    note: str
    source_ids: tuple[str, ...]


def composition(ground: Ground) -> dict[str, Share]:
    """Shares of the programmes in the balance at the start; they add up to 1."""
    known = _known(ground)
    shares = shifted(ground, ground.mean(lambda peer: _balances(peer)[0]))
    words = note("shares.peers", peers=ground.names)
    found = {}
    for name, value in zip(PROGRAMMES, whole(shares), strict=True):
        points = [known[name]] if name in known else []
        told = note("shares.reported", days=days_text(points), peers=ground.names) if points else words
        found[name] = Share(value, told, cited(ground.own, points))
    return found


def shifted(ground: Ground, shares: Array) -> Array:
    """Peers' shares, (..., programme), so that the planner's figures on balances follow: those of a programme times
    own over peers' share on the figure's day, the others as what is left.
    """
    known = _known(ground)
    if not known:
        return shares
    factors = np.ones(len(PROGRAMMES))
    for name, point in known.items():
        row = PROGRAMMES.index(name)
        peers = float(ground.mean(lambda peer: _balances(peer)[ground.month(point.day)])[row])  # noqa: B023
        factors[row] = point.value / max(peers, 1e-3)
    told = np.array([name in known for name in PROGRAMMES])
    scaled = shares * factors
    total = scaled[..., told].sum(axis=-1, keepdims=True)
    scaled[..., told] *= np.minimum(1.0, MOST_REPORTED / np.maximum(total, 1e-9))
    left = 1.0 - scaled[..., told].sum(axis=-1, keepdims=True)
    scaled[..., ~told] *= left / shares[..., ~told].sum(axis=-1, keepdims=True)
    return scaled


def _known(ground: Ground) -> Mapping[str, Point]:
    points = {name: figures.nearest(figures.programme_share(ground.rows, name), ground.start) for name in PROGRAMMES}
    return {name: point for name, point in points.items() if point is not None}


def reported_points(ground: Ground) -> list[Point]:
    """The planner's figures on programmes that are used."""
    return list(_known(ground).values())


def _balances(peer: Standing) -> Array:
    """Mean share of each programme in the balance, (month + 1, programme)."""
    levels = [peer.levels[f"credit_outstanding_{name}"].mean(axis=-1) for name in PROGRAMMES]
    return np.asarray(np.stack(levels, axis=-1) / np.sum(levels, axis=0)[:, None])


def whole(shares: Array) -> list[float]:
    """Shares with DECIMALS that add up to 1: the largest takes the rest of rounding."""
    unit = 10**DECIMALS
    counts = [round(float(share) * unit) for share in shares]
    counts[int(np.argmax(counts))] += unit - sum(counts)
    return [count / unit for count in counts]
