"""Events: things that change the state at one instant. Conserve what they move; never rescale in silence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from simulator.model.arrays import Array
from simulator.model.communes import BELOW, criteria_pace
from simulator.model.households import ESCAPED, NEAR_POOR, POOR, SECURE, SMALLEST_STOCK, effort, pace_after
from simulator.model.parameters import Parameters
from simulator.model.state import State

STORMS = 20260701  # seed of the storms


def reclassified(households: Array, factor: Array, shift: Array) -> Array:
    """E1. Households after a new poverty standard, (compartment, draw).

    Poor and near-poor are multiplied by `factor` (draw,), at most to all households; the difference comes from (or
    goes back to) the recently escaped and the secure in proportion to their stocks, to the secure if there are none.
    The log odds of being poor rather than near-poor move by `shift` (draw,).
    """
    listed = households[POOR] + households[NEAR_POOR]
    others = households[ESCAPED] + households[SECURE]
    reached = np.minimum(factor * listed, listed + others)
    left = listed + others - reached
    after = np.empty_like(households)
    poor = households[POOR] * np.exp(shift)
    poor_part = poor / np.maximum(poor + households[NEAR_POOR], SMALLEST_STOCK)
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
    """A new poverty standard `to_standard`; starts a new era, so the effort references are reset.

    of_year: "_2015" or "_2021" for the changes of the past, whose factors have parameters of their own.
    """

    starts_series = True
    of_year: str = ""
    to_standard: str = ""

    def applied(self, state: State, p: Parameters) -> State:
        """Households counted by the new standard; a new era begins, with its pace."""
        factor = self.size(f"standard_change.factor{self.of_year}", p)
        after = reclassified(state.households, factor, p[f"standard_change.poor_shift{self.of_year}"])
        exponent, cap = p["households.effort_exponent"], p["households.effort_cap"]
        before = effort(state.households[POOR], state.references[POOR], exponent, cap, state.pace)
        return replace(state, households=after, references=after, pace=pace_after(p, self.to_standard, before))


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

    to_set: str = "2026"

    def applied(self, state: State, p: Parameters) -> State:
        """Communes after the review."""
        communes = requalified(state.communes, self.size("criteria_change.requalify_share", p))
        return replace(state, communes=communes, ntm_pace=criteria_pace(p, self.to_set))


def struck(chance: float, year: int, members: NDArray[np.intp]) -> NDArray[np.bool_]:
    """E4. Whether the season's disaster comes in each draw, (draw,): dealt out by year and member, not by scenario."""
    dealt = np.random.default_rng((STORMS, year)).random(int(members.max(initial=0)) + 1)
    return np.asarray(dealt[members] < chance)


@dataclass(frozen=True)
class Disaster(Event):
    """E5. A disaster damages a share `value` of all houses; some near-poor lose services and become poor again.

    For a while more households fall: by `disaster.inflow_rise` for every whole share of the houses damaged. With a
    yearly `chance` it comes in some draws only.
    """

    chance: float | None = None
    year: int = 0

    def applied(self, state: State, p: Parameters) -> State:
        """Houses damaged, services lost, a shock that fades."""
        share = self.size("disaster.houses_share", p)
        if self.chance is not None:
            share = share * struck(self.chance, self.year, p.members)
        households = state.households.copy()
        lost = households[NEAR_POOR] * share * p["housing.decisive_share"]
        households[NEAR_POOR] -= lost
        households[POOR] += lost
        return replace(
            state,
            households=households,
            houses_needed=state.houses_needed + state.households.sum(axis=0) * share,
            shock=state.shock + share * p["disaster.inflow_rise"],
        )
