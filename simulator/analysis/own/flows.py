"""Money and work month by month: the planner's figures of periods where they are, the peers' around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from simulator.analysis.own.figures import Point, cited, reported
from simulator.analysis.own.ground import Ground
from simulator.analysis.own.peers import Standing
from simulator.calibration.likelihood import TRAINEES
from simulator.evidence import Observation
from simulator.model.arrays import Array
from simulator.model.housing import cost
from simulator.model.plan import MONTHS_PER_YEAR
from simulator.scenario.vocabulary import SHARES

MOST_UNLIKE = 3.0  # times the peers' level, or a part of it: what a year with a figure says about those without


@dataclass(frozen=True)
class Flow:
    """A lever's past: a year, (month,). known: whether a month's figure is the planner's own, (month,)."""

    path: str
    values: Array
    known: Array
    used: Sequence[Observation | Point] = field(default=())

    @property
    def is_own(self) -> bool:
        """Whether a figure of the planner says something about it."""
        return bool(self.known.any())


def peers_flow(ground: Ground, households: float, path: str) -> Array:
    """What the peers had a year, in the size of the own locality, (month,): money a household or a commune."""
    return ground.mean(lambda peer: peer.spent[path] * per_peer(ground, peer, households, path))


def per_peer(ground: Ground, peer: Standing, households: float, path: str) -> float:
    """Factor from a peer's amount to the own locality's: households and poverty, or communes; none for shares."""
    if path.startswith(SHARES) or path == "housing.repair_share":
        return 1.0
    if path == "ntm.investment":
        return ground.communes.start.value / peer.communes
    return households / peer.households * float(np.exp(ground.poverty_shift(peer)))


def programme_flow(ground: Ground, households: float, path: str) -> Flow:
    """The past of a budget, or of jobs connected."""
    peers = peers_flow(ground, households, path)
    values, used = np.full(ground.months, np.nan), []
    for rows, prices in _told(ground, households, path):
        new = filled(values, rows, prices, ground.start)
        used += new
    known = ~np.isnan(values)
    if known.any():
        here, there = float(values[known].mean()), float(peers[known].mean())
        unlike = np.clip(here / there, 1.0 / MOST_UNLIKE, MOST_UNLIKE) if there > 0.0 else 1.0
        peers = peers * unlike
    return Flow(path, np.where(known, values, peers), known, used)


Told = tuple[Sequence[Observation], Array]
"""Figures of periods, and what one of their units costs in each month, (month,)."""


def _told(ground: Ground, households: float, path: str) -> Sequence[Told]:
    """The planner's figures that a lever can be read from, the surest first."""
    rows, ones = ground.rows, np.ones(ground.months)
    if path == "housing.budget":
        return (reported(rows, "housing_cost"), ones), (reported(rows, "houses_done"), _house_cost(ground, households))
    if path == "training.budget":
        people = next((found for name in TRAINEES if (found := reported(rows, name))), ())
        return (reported(rows, "training_budget"), ones), (people, ones * ground.median("training.cost") / 1e3)
    if path == "training.jobs_connected":
        return ((reported(rows, "persons_job_connected"), ones),)
    return ()


def _house_cost(ground: Ground, households: float) -> Array:
    """Billion VND a house in each month, by the norms of the time."""
    plan, factor = ground.peers[0].plan, np.array(ground.median("housing.cost_factor"))
    repairs = peers_flow(ground, households, "housing.repair_share")
    return np.array(
        [
            float(cost(float(share), new, repair, factor))
            for share, new, repair in zip(repairs, plan.norm_new, plan.norm_repair, strict=True)
        ]
    )


def filled(values: Array, rows: Sequence[Observation], prices: Array, start: date) -> list[Observation]:
    """Write figures of periods into months that are still empty, a year each; return those that were used.

    The shorter period first; a longer one around it says what the rest of its months had.
    """
    used = []
    for row in sorted(rows, key=lambda row: (_months(row, start)[1] - _months(row, start)[0], row.period_end)):
        first, last = _months(row, start)
        if not 0 <= first < last <= len(values):
            continue
        part = values[first:last]
        empty = np.isnan(part)
        told = float((part[~empty] / prices[first:last][~empty]).sum()) / MONTHS_PER_YEAR
        if empty.any():
            rest = max(row.value - told, 0.0) * MONTHS_PER_YEAR / float(empty.sum())
            part[empty] = rest * prices[first:last][empty]
            used.append(row)
    return used


def _months(row: Observation, start: date) -> tuple[int, int]:
    """First and last month (excluded) of a period after the start, to the nearest whole month; empty without one."""
    if row.period_start is None:
        return 0, 0
    return _edge(row.period_start, start), _edge(row.period_end + timedelta(days=1), start)


def _edge(day: date, start: date) -> int:
    months = (day.year - start.year) * MONTHS_PER_YEAR + day.month - start.month - 1
    return months + (day.day > 15)


def present(flow: Flow, months: int) -> float:
    """Mean of the latest months that own figures tell of; where these are older, of the latest months."""
    own = flow.values[-months:][flow.known[-months:]]
    return float(own.mean() if own.size else flow.values[-months:].mean())


def sources_of(ground: Ground, flow: Flow) -> tuple[str, ...]:
    """Sources of the figures that a flow is read from."""
    return cited(ground.own, list(flow.used))
