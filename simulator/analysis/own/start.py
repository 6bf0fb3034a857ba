"""Start values: a planner's own figures where they are, the calibrated peers as they stood on that day elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.analysis.own import figures
from simulator.analysis.own.figures import SAME_DAY, Point, cited
from simulator.analysis.own.ground import Ground
from simulator.analysis.own.mergers import REFORM
from simulator.analysis.own.peers import Standing
from simulator.analysis.own.programmes import composition
from simulator.analysis.own.quantities import (
    COMMUNES,
    CREDIT,
    HOUSEHOLDS,
    HOUSES,
    LABOUR,
    VILLAGES,
    Quantity,
    of_households,
)
from simulator.analysis.own.ranges import (
    DIGITS,
    DOUBTS,
    OWN_DIGITS,
    SHARE,
    WIDER,
    Range,
    Spread,
    carried,
    fixed,
    pooled,
    range_of,
)
from simulator.analysis.own.words import day_text, note, number_text

RATE_HALF_RANGE = 0.4  # log odds: the rate of the start is fitted as well, and that must decide
DAYS_PER_YEAR = 365.25


@dataclass(frozen=True)
class Start:
    """One start value and where it comes from; without sources it is an assumption."""

    range: Range
    unit: str
    note: str
    source_ids: tuple[str, ...] = ()


def start_values(ground: Ground) -> dict[str, Start]:
    """Every start value of the locality's file, by name, in its order."""
    found = {HOUSEHOLDS.name: _value(HOUSEHOLDS, ground, 1.0, OWN_DIGITS), "poverty_rate": _rate(ground)}
    found |= {item.name: _value(item, ground, 1.0) for item in of_households(ground.rate.standard)}
    households = found[HOUSEHOLDS.name].range.value
    found |= {item.name: _value(item, ground, households if item.size else 1.0) for item in CREDIT}
    for name, share in composition(ground).items():
        found[f"credit_share.{name}"] = Start(fixed(share.value), "share", share.note, share.source_ids)
    poor = ground.rate.value
    listed = poor + (1.0 - poor) * found["near_poor_share_of_others"].range.value
    found[HOUSES.name] = _value(HOUSES, ground, households * listed)
    found[LABOUR.name] = _value(LABOUR, ground, 1.0)
    found["communes_total"] = _count(ground, ground.communes.start, "commune")
    found |= {item.name: _value(item, ground, 1.0) for item in COMMUNES}
    return found | dict(_villages(ground))


def _rate(ground: Ground) -> Start:
    middle = float(SHARE.to(np.array(ground.rate.value)))
    spread = Spread(middle, RATE_HALF_RANGE, RATE_HALF_RANGE)
    words = note("start.rate", day=day_text(ground.start))
    return Start(range_of(spread, SHARE, OWN_DIGITS), "share", words, cited(ground.own, [ground.rate]))


def _count(ground: Ground, point: Point, unit: str) -> Start:
    words = note("start.count", day=day_text(point.day))
    return Start(fixed(float(round(point.value))), unit, words, cited(ground.own, [point]))


def _villages(ground: Ground) -> Iterator[tuple[str, Start]]:
    """Villages only where their number is known and peers can say how many attained."""
    total = figures.nearest(figures.stock("villages_total")(ground.rows), ground.start)
    peers = ground.with_villages()
    if total is not None and peers.peers:
        yield "villages_total", _count(ground, total, "village")
        for item in VILLAGES:
            yield item.name, _value(item, peers, 1.0)


def _value(quantity: Quantity, ground: Ground, size: float, digits: int = DIGITS) -> Start:
    """What peers say, or the own figure nearest to the start; `size`: of the stock that the quantity is per."""
    alone = _alone(quantity, ground, size)
    points = quantity.own(ground.rows)
    if quantity in COMMUNES:
        points = tuple(point for point in points if point.day < min(ground.communes.first_day, REFORM))
    point = figures.nearest(points, ground.start)
    if point is None:
        words = note(
            "start.poverty" if quantity.poverty else "start.peers", peers=ground.names, wider=number_text(WIDER)
        )
        return Start(range_of(alone, quantity.scale, digits), quantity.unit, words)
    found = range_of(_brought(quantity, ground, point).within(alone), quantity.scale, digits)
    at_start = abs(point.day - ground.start) <= SAME_DAY
    said = {"day": day_text(point.day), "value": number_text(point.value, quantity.unit)}
    words = (
        note("start.reported", **said, times=number_text(DOUBTS))
        if at_start
        else note("start.carried", **said, peers=ground.names)
    )
    return Start(found, quantity.unit, words, cited(ground.own, [point]))


def _alone(quantity: Quantity, ground: Ground, size: float) -> Spread:
    """How the peers stood on the day of the start, in the size of the own locality, widened."""

    def stood(peer: Standing) -> float:
        shift = ground.poverty_shift(peer) if quantity.poverty else 0.0
        return shift - (float(np.log(_size(quantity, peer))) if quantity.size else 0.0)

    samples = [
        (quantity.scale.to(quantity.level(peer.levels)[0]) + stood(peer), ground.weight(peer)) for peer in ground.peers
    ]
    spread = pooled(samples).widened(WIDER, quantity.least)
    return spread.moved(float(np.log(size))) if quantity.size else spread


def _size(quantity: Quantity, peer: Standing) -> float:
    names: Sequence[str] = (
        ("households",) if quantity.size == "households" else ("poor_households", "near_poor_households")
    )
    return float(np.median(np.sum([peer.levels[name][0] for name in names], axis=0)))


def _brought(quantity: Quantity, ground: Ground, point: Point) -> Spread:
    """The figure brought to the start by the change that the peers saw in between."""
    month, scale = ground.month(point.day), quantity.scale
    levels = [scale.to(quantity.level(peer.levels)) for peer in ground.peers]
    changes = [(level[month] - level[0], ground.weight(peer)) for peer, level in zip(ground.peers, levels, strict=True)]
    years = abs((point.day - ground.start).days) / DAYS_PER_YEAR
    value, doubt = scale.reading(point.value, point.doubt)
    return carried(value, doubt, pooled(changes), quantity.drift * years)
