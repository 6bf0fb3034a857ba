"""Events: things that change the state at one instant. Conserve what they move; never rescale in silence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from simulator.model.arrays import Array
from simulator.model.communes import BELOW
from simulator.model.households import ESCAPED, NEAR_POOR, POOR, SECURE, SMALLEST_STOCK
from simulator.model.parameters import Parameters
from simulator.model.state import State


def reclassified(households: Array, factor: Array) -> Array:
    """E1. Households after a new poverty standard, (compartment, draw).

    Poor and near-poor are multiplied by `factor` (draw,), at most to all households; the difference comes from (or
    goes back to) the recently escaped and the secure in proportion to their stocks, to the secure if there are none.
    """
    listed = households[POOR] + households[NEAR_POOR]
    others = households[ESCAPED] + households[SECURE]
    reached = np.minimum(factor * listed, listed + others)
    left = listed + others - reached
    after = np.empty_like(households)
    poor_part = households[POOR] / np.maximum(listed, SMALLEST_STOCK)
    escaped_part = households[ESCAPED] / np.maximum(others, SMALLEST_STOCK)
    after[POOR] = reached * poor_part
    after[NEAR_POOR] = reached - after[POOR]
    after[ESCAPED] = left * escaped_part
    after[SECURE] = left - after[ESCAPED]
    return after


def merged(communes: Array, total: float, kept_share: Array) -> Array:
    """E2. Communes by tier after a merger into `total` communes, (tier, draw).

    Shares of the attained tiers carry over multiplied by `kept_share` (draw,); all other communes start below.
    """
    before = communes.sum(axis=0)
    after: Array = communes * (total * kept_share / np.maximum(before, SMALLEST_STOCK))
    after[BELOW] = 0.0
    after[BELOW] = total - after.sum(axis=0)
    return after


def requalified(communes: Array, share: Array) -> Array:
    """E3. Communes by tier when `share` (draw,) of the attained must qualify again under new criteria."""
    after = communes * (1.0 - share)
    after[BELOW] = communes[BELOW] + (communes[BELOW + 1 :] * share).sum(axis=0)
    return after


@dataclass(frozen=True)
class Event:
    """An event of one type; `value` overrides the parameter that otherwise gives its size in every draw."""

    value: float | None = None
    starts_series: ClassVar[bool] = False  # whether figures before and after it must not be joined

    def size(self, parameter: str, p: Parameters) -> Array:
        """The event's size in every draw, (draw,)."""
        if self.value is None:
            return p[parameter]
        given: Array = np.full(p.draws, self.value)
        return given

    def applied(self, state: State, p: Parameters) -> State:
        """The state just after the event."""
        raise NotImplementedError


@dataclass(frozen=True)
class StandardChange(Event):
    """A new poverty standard `to_standard`; starts a new era, so the effort references are reset."""

    starts_series = True
    parameter: str = "standard_change.factor"
    to_standard: str = ""

    def applied(self, state: State, p: Parameters) -> State:
        """Households counted by the new standard; a new era begins."""
        after = reclassified(state.households, self.size(self.parameter, p))
        return replace(state, households=after, references=after)


@dataclass(frozen=True)
class Merger(Event):
    """Communes merged into `communes`; `value` is the share of the attained communes carried over."""

    starts_series = True
    communes: float = 0.0

    def applied(self, state: State, p: Parameters) -> State:
        """Communes counted anew."""
        return replace(state, communes=merged(state.communes, self.communes, self.size("merger.kept_share", p)))


@dataclass(frozen=True)
class CriteriaChange(Event):
    """A new set of New Rural criteria; `value` is the share of attained communes that must qualify again."""

    def applied(self, state: State, p: Parameters) -> State:
        """Communes after the review."""
        return replace(state, communes=requalified(state.communes, self.size("criteria_change.requalify_share", p)))


@dataclass(frozen=True)
class Disaster(Event):
    """A disaster damages a share `value` of all houses; some near-poor lose services and become poor again."""

    def applied(self, state: State, p: Parameters) -> State:
        """Houses damaged, services lost."""
        share = self.size("disaster.houses_share", p)
        households = state.households.copy()
        lost = households[NEAR_POOR] * share * p["housing.decisive_share"]
        households[NEAR_POOR] -= lost
        households[POOR] += lost
        damaged = state.households.sum(axis=0) * share
        return replace(state, households=households, houses_needed=state.houses_needed + damaged)
