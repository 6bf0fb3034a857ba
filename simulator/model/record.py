"""Recording of a run: stocks at the month's end, flows added up within the month, indicators derived from both."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from simulator.model.arrays import Array
from simulator.model.communes import ADVANCED, BELOW, MODEL
from simulator.model.credit import MILLION_PER_BILLION
from simulator.model.households import ESCAPED, NEAR_POOR, POOR, SECURE
from simulator.model.names import INDICATORS, SOURCES
from simulator.model.state import State

Kept = Mapping[str, Array]  # a state's stocks, either (row, draw) or recorded as (month, row, draw)


def _rows(kept: Kept, name: str, *rows: int) -> Array:
    total = kept[name][..., rows[0], :]
    for row in rows[1:]:
        total = total + kept[name][..., row, :]
    return total


def _everyone(kept: Kept) -> Array:
    return _rows(kept, "households", POOR, NEAR_POOR, ESCAPED, SECURE)


# Border of the model: inside, tiers are exclusive; reported tiers are nested (attained includes the higher ones).
STOCKS: Mapping[str, Callable[[Kept], Array]] = {
    "households": _everyone,
    "poor_households": lambda k: _rows(k, "households", POOR),
    "near_poor_households": lambda k: _rows(k, "households", NEAR_POOR),
    "recently_escaped_households": lambda k: _rows(k, "households", ESCAPED),
    "secure_households": lambda k: _rows(k, "households", SECURE),
    "poverty_rate": lambda k: _rows(k, "households", POOR) / _everyone(k),
    "near_poor_rate": lambda k: _rows(k, "households", NEAR_POOR) / _everyone(k),
    "multidimensional_rate": lambda k: _rows(k, "households", POOR, NEAR_POOR) / _everyone(k),
    "ntm_communes_below": lambda k: _rows(k, "communes", BELOW),
    "ntm_communes_attained": lambda k: _rows(k, "communes", 1, ADVANCED, MODEL),
    "ntm_communes_advanced": lambda k: _rows(k, "communes", ADVANCED, MODEL),
    "ntm_communes_model": lambda k: _rows(k, "communes", MODEL),
    "communes_total": lambda k: _rows(k, "communes", BELOW, 1, ADVANCED, MODEL),
    "ntm_villages_attained": lambda k: _rows(k, "villages", 1, 2),
    "ntm_villages_model": lambda k: _rows(k, "villages", 2),
    "villages_total": lambda k: _rows(k, "villages", 0, 1, 2),
    "credit_capital": lambda k: _rows(k, "capital", *range(len(SOURCES))),
    "credit_capital_central": lambda k: _rows(k, "capital", SOURCES.index("central")),
    "credit_capital_mobilised": lambda k: _rows(k, "capital", SOURCES.index("mobilised")),
    "credit_capital_entrusted": lambda k: _rows(k, "capital", SOURCES.index("entrusted")),
    "credit_outstanding": lambda k: k["loans"],
    "credit_borrowers": lambda k: k["loans"] * MILLION_PER_BILLION / k["mean_loan"],
    "houses_needed": lambda k: k["houses_needed"],
    "trained_labour_share": lambda k: k["trained_labour"],
}
GROUP_STOCKS: Mapping[str, tuple[str, ...]] = {
    "households": ("households",),
    "communes": ("communes",),
    "villages": ("villages",),
    "credit": ("loans", "capital", "mean_loan"),
    "housing": ("houses_needed",),
    "training": ("trained_labour",),
    "money": (),
}


def stocks(state: State, names: tuple[str, ...]) -> dict[str, Array]:
    """The stock indicators among `names` at this state, (draw,) each."""
    kept = {**vars(state), "loans": state.outstanding.sum(axis=0)}
    return {name: STOCKS[name](kept) for name in names if name in STOCKS}


class Recorder:
    """Collects what the wanted indicators of a run need; ValueError for a name that the model does not report."""

    def __init__(self, names: tuple[str, ...], months: int, draws: int) -> None:
        unknown = sorted(set(names) - set(INDICATORS))
        if unknown:
            raise ValueError(f"unknown indicators: {', '.join(unknown)}")
        self.names = names
        self.groups = frozenset(INDICATORS[name].group for name in names)
        self._months = months
        self._flows = {name: np.zeros((months, draws)) for name in names if name not in STOCKS}
        self._kept: dict[str, Array] = {}

    def any_of(self, group: str) -> bool:
        return group in self.groups

    def add_flows(self, month: int, flows: Mapping[str, Array]) -> None:
        for name, flow in flows.items():
            if name in self._flows:
                self._flows[name][month] += flow

    def set_stocks(self, month: int, state: State) -> None:
        for group in self.groups:
            for name in GROUP_STOCKS[group]:
                found = state.outstanding.sum(axis=0) if name == "loans" else getattr(state, name)
                if name not in self._kept:
                    self._kept[name] = np.empty((self._months, *found.shape))
                self._kept[name][month] = found

    def indicators(self) -> dict[str, Array]:
        """Every wanted indicator, (month, draw), in the order asked."""
        return {
            name: self._flows[name] if name in self._flows else STOCKS[name](self._kept)
            for name in self.names
        }
