"""New capital of policy credit: so that the planner's balances and capital follow, in the peers' course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from simulator.analysis.own import figures
from simulator.analysis.own.figures import Point
from simulator.analysis.own.flows import MOST_UNLIKE, Flow, peers_flow
from simulator.analysis.own.ground import Ground
from simulator.analysis.own.start import Start
from simulator.model import SOURCES
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR

SHORTEST = 6  # months between two balances that say how fast a fund grows


def capital_flows(ground: Ground, starts: Mapping[str, Start]) -> dict[str, Flow]:
    """New capital a year by source, (month,) each."""
    households = starts["households"].range.value
    peers = {name: peers_flow(ground, households, f"credit.new_capital.{name}") for name in SOURCES}
    opening = starts["credit_outstanding"].range.value
    balances = _later(figures.credit(ground.rows), ground.start)
    total, known = _through(opening, balances, np.sum([*peers.values()], axis=0), ground)
    split, used = _by_source(opening, starts, peers, total, ground)
    return {name: Flow(f"credit.new_capital.{name}", split[name], known, [*balances, *used[name]]) for name in SOURCES}


def _by_source(
    opening: float, starts: Mapping[str, Start], peers: Mapping[str, Array], total: Array, ground: Ground
) -> tuple[dict[str, Array], dict[str, list[Point]]]:
    """Sources with own figures go through them; the others share what is left of the total as those of the peers do."""
    shares = {name: starts[f"capital_{name}_share"].range.value for name in SOURCES[1:]}
    shares[SOURCES[0]] = 1.0 - sum(shares.values())
    given = {name: _later(points, ground.start) for name, points in figures.capital(ground.rows).items()}
    found: dict[str, Array] = {}
    left = total.copy()
    for name in SOURCES:
        if given[name]:
            found[name] = np.minimum(_through(opening * shares[name], given[name], peers[name], ground)[0], left)
            left = left - found[name]
    others = [name for name in SOURCES if name not in found]
    everything = np.sum([peers[name] for name in others], axis=0) if others else left
    for name in others:
        found[name] = left * peers[name] / np.where(everything > 0.0, everything, 1.0)
    return found, given


def _later(points: Sequence[Point], start: date) -> list[Point]:
    """Points after the start, one a month."""
    by_month = {(point.day.year, point.day.month): point for point in points if point.day > start}
    return [point for month, point in sorted(by_month.items()) if month > (start.year, start.month)]


def _through(opening: float, points: Sequence[Point], peers: Array, ground: Ground) -> tuple[Array, Array]:
    """A flow a year, (month,), from an opening through the points: the peers' times what fits between two of them.

    After the last point it goes on as fast, against the peers, as before it. Second: which months lie before it.
    """
    values, known = peers.copy(), np.zeros(len(peers), dtype=bool)
    before, level, unlike = 0, opening, 1.0
    for point in points:
        month = min(ground.month(point.day), len(peers))
        if month <= before:
            continue
        there = float(peers[before:month].sum()) / MONTHS_PER_YEAR
        rise = max(point.value - level, 0.0)
        years = (month - before) / MONTHS_PER_YEAR
        values[before:month] = peers[before:month] * (rise / there) if there > 0.0 else rise / years
        known[before:month] = True
        if month - before >= SHORTEST:
            unlike = float(np.clip(rise / there, 1.0 / MOST_UNLIKE, MOST_UNLIKE)) if there > 0.0 else 1.0
        before, level = month, point.value
    values[before:] = peers[before:] * unlike
    return values, known
