"""Recording of a run: parts of the state at the month's end, flows added up within the month, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields

import numpy as np

from simulator.model.arrays import Array
from simulator.model.communes import ADVANCED, BELOW, MODEL, STANDARD
from simulator.model.derived import DERIVED
from simulator.model.events import Event
from simulator.model.households import ESCAPED, MOVES, NEAR_POOR, POOR, SECURE
from simulator.model.names import INDICATORS, PROGRAMMES, SOURCES
from simulator.model.parameters import Parameters
from simulator.model.plan import Plan
from simulator.model.state import State
from simulator.model.trajectory import Change

Kept = Mapping[str, Array]  # parts of a state, either (row, draw) or recorded as (month, row, draw)
Reader = Callable[[Kept], Array]


def _rows(part: str, *rows: int) -> Reader:
    def read(kept: Kept) -> Array:
        total: Array = kept[part][..., rows[0], :]
        for row in rows[1:]:
            total = total + kept[part][..., row, :]
        return total

    return read


def _part(name: str) -> Reader:
    return lambda kept: kept[name]


_everyone = _rows("households", POOR, NEAR_POOR, ESCAPED, SECURE)


def _of_everyone(*compartments: int) -> Reader:
    count = _rows("households", *compartments)
    return lambda kept: count(kept) / _everyone(kept)


def _moved(*pairs: tuple[int, int]) -> Reader:
    return _rows("moves", *(MOVES.row(origin, target) for origin, target in pairs))


# Border of the model: inside, tiers are exclusive; reported tiers are nested (attained includes the higher ones).
# Indicator -> the recorded parts it needs, and how it is read from them.
STOCKS: Mapping[str, tuple[tuple[str, ...], Reader]] = {
    "households": (("households",), _everyone),
    "poor_households": (("households",), _rows("households", POOR)),
    "near_poor_households": (("households",), _rows("households", NEAR_POOR)),
    "recently_escaped_households": (("households",), _rows("households", ESCAPED)),
    "secure_households": (("households",), _rows("households", SECURE)),
    "poverty_rate": (("households",), _of_everyone(POOR)),
    "near_poor_rate": (("households",), _of_everyone(NEAR_POOR)),
    "multidimensional_rate": (("households",), _of_everyone(POOR, NEAR_POOR)),
    "ntm_communes_below": (("communes",), _rows("communes", BELOW)),
    "ntm_communes_attained": (("communes",), _rows("communes", STANDARD, ADVANCED, MODEL)),
    "ntm_communes_advanced": (("communes",), _rows("communes", ADVANCED, MODEL)),
    "ntm_communes_model": (("communes",), _rows("communes", MODEL)),
    "communes_total": (("communes",), _rows("communes", BELOW, STANDARD, ADVANCED, MODEL)),
    "ntm_villages_attained": (("villages",), _rows("villages", 1, 2)),
    "ntm_villages_model": (("villages",), _rows("villages", 2)),
    "villages_total": (("villages",), _rows("villages", 0, 1, 2)),
    "credit_capital": (("capital",), _rows("capital", *range(len(SOURCES)))),
    "credit_capital_central": (("capital",), _rows("capital", SOURCES.index("central"))),
    "credit_capital_mobilised": (("capital",), _rows("capital", SOURCES.index("mobilised"))),
    "credit_capital_entrusted": (("capital",), _rows("capital", SOURCES.index("entrusted"))),
    "credit_outstanding": (("outstanding",), _rows("outstanding", *range(len(PROGRAMMES)))),
    **{
        f"credit_outstanding_{name}": (("outstanding",), _rows("outstanding", row))
        for row, name in enumerate(PROGRAMMES)
    },
    "credit_overdue": (("overdue",), _part("overdue")),
    "houses_needed": (("houses_needed",), _part("houses_needed")),
    "trained_labour_share": (("trained_labour",), _part("trained_labour")),
}
FLOWS: Mapping[str, tuple[tuple[str, ...], Reader]] = {
    "escaped_households": (("moves",), _moved((POOR, ESCAPED), (POOR, NEAR_POOR))),
    "escaped_near_poor_households": (("moves",), _moved((NEAR_POOR, ESCAPED))),
    "relapsed_households": (("moves",), _moved((ESCAPED, POOR))),
    "newly_poor_households": (("moves",), _moved((SECURE, POOR), (NEAR_POOR, POOR))),
    "credit_lent": (("lent",), _part("lent")),
    "credit_collected": (("collected",), _part("collected")),
    "houses_supported": (("houses",), _part("houses")),
    "houses_new_need": (("need",), _part("need")),
    "persons_trained": (("trained",), _part("trained")),
    "persons_placed": (("placed",), _part("placed")),
}
STATE_PARTS = frozenset(field.name for field in fields(State))


def stocks(state: State, names: tuple[str, ...], plan: Plan, p: Parameters) -> dict[str, Array]:
    """The stock indicators among `names` at this state, (draw,) each."""
    whole, row = vars(state), {name: part[None] for name, part in vars(state).items()}
    found = {name: STOCKS[name][1](whole) for name in names if name in STOCKS}
    derived = [name for name in names if name in DERIVED and INDICATORS[name].kind == "stock"]
    return found | {name: DERIVED[name].read(plan, p, row)[0] for name in derived}


def _parts(name: str) -> tuple[str, ...]:
    if name in DERIVED:
        return DERIVED[name].parts
    return (STOCKS.get(name) or FLOWS[name])[0]


class Recorder:
    """Collects what the wanted indicators of a run need; ValueError for a name that the model does not report."""

    def __init__(self, names: tuple[str, ...], plan: Plan, parameters: Parameters) -> None:
        unknown = sorted(set(names) - set(INDICATORS))
        if unknown:
            raise ValueError(f"unknown indicators: {', '.join(unknown)}")
        self.names = names
        self._plan, self._parameters = plan, parameters
        self._groups = frozenset(INDICATORS[name].group for name in names)
        parts = {part for name in names for part in _parts(name)}
        self._stocks = tuple(sorted(parts & STATE_PARTS))
        self._flows = parts - STATE_PARTS
        self._kept: dict[str, Array] = {}
        self.changes: dict[int, Change] = {}

    def any_of(self, group: str) -> bool:
        """Whether an indicator of the group is wanted."""
        return group in self._groups

    def add_flows(self, month: int, flows: Mapping[str, Array]) -> None:
        """Add flows of a step to its month."""
        for name, flow in flows.items():
            if name in self._flows:
                if name not in self._kept:
                    self._kept[name] = np.zeros((self._plan.months, *flow.shape))
                self._kept[name][month] += flow

    def set_stocks(self, month: int, state: State) -> None:
        """Keep the stocks at a month's end."""
        for name in self._stocks:
            found = getattr(state, name)
            if name not in self._kept:
                self._kept[name] = np.empty((self._plan.months, *found.shape))
            self._kept[name][month] = found

    def add_change(self, month: int, event: Event, before: State, after: State) -> None:
        """Keep the stocks just before and just after an event that starts a new series."""
        if event.starts_series:
            ends = (stocks(state, self.names, self._plan, self._parameters) for state in (before, after))
            self.changes[month] = Change(type(event), *ends)

    def indicators(self) -> dict[str, Array]:
        """Every wanted indicator, (month, draw), in the order asked."""
        return {name: self._read(name) for name in self.names}

    def _read(self, name: str) -> Array:
        if name in DERIVED:
            return DERIVED[name].read(self._plan, self._parameters, self._kept)
        return (STOCKS.get(name) or FLOWS[name])[1](self._kept)
