"""The analyses of an explanation as data for machines: own units, shares of one, billion VND."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.analysis.explain import Marginal, Shares
from simulator.analysis.sensitivity import Conditions, Indices, Tornado
from simulator.analysis.summary import Interval
from simulator.model.arrays import Array
from simulator.report.why_shares import told


def shares_data(shares: Shares) -> dict[str, Any]:
    """Mean and 90 % interval of both levels and of every part, by year; None where two standards count."""
    names = {"before": shares.before, "after": shares.after, "change": shares.change, "remainder": shares.remainder}
    parts = dict(zip(shares.players, shares.parts, strict=True))
    return {
        "indicator": shares.indicator,
        "years": list(shares.years),
        "comparable": list(shares.comparable),
        "remainder_is": shares.remainder_name,
        "counted_anew": list(shares.breaks),
        **{name: _by_year(shares, values) for name, values in names.items()},
        "parts": {player: _by_year(shares, values) for player, values in parts.items()},
    }


def _by_year(shares: Shares, values: Array) -> list[dict[str, float] | None]:
    pairs = zip(values, shares.comparable, strict=True)
    return [vars(told(row)) if same else None for row, same in pairs]


def cost_data(found: Sequence[Marginal]) -> list[dict[str, Any]]:
    """Each marginal effect with its cost, or why there is none."""
    return [
        {name: vars(value) if isinstance(value, Interval) else value for name, value in vars(one).items()}
        for one in found
    ]


def unknowns_data(tornado: Tornado, indices: Indices) -> dict[str, Any]:
    """The bars and the shares of variance; a parameter without a value has none."""
    bars = [{name: None if value != value else value for name, value in vars(bar).items()} for bar in tornado.bars]
    groups = [
        {"parameters": list(group), **{name: float(getattr(indices, name)[place]) for name in SHARES}}
        for place, group in enumerate(indices.groups)
    ]
    return {
        "base": vars(tornado.base),
        "base_mean": tornado.base_mean,
        "bars": bars,
        "groups": groups,
        "variance": indices.variance,
        "variance_independent": indices.variance_independent,
        "samples": indices.samples,
    }


SHARES = ("first", "first_error", "total", "total_error")


def conditions_data(found: Sequence[Conditions]) -> list[dict[str, Any]]:
    """Each target with the boxes in which it is missed."""
    return [
        {
            "indicator": one.target.indicator,
            "date": one.target.date.isoformat(),
            "at_most": one.target.at_most,
            "at_least": one.target.at_least,
            "chance": one.chance,
            "verdict": one.verdict,
            "boxes": [{**vars(box), "limits": [list(limit) for limit in box.limits]} for box in one.boxes],
        }
        for one in found
    ]
