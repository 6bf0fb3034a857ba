"""What one step more of a lever does, and what one household or commune costs by it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.summary import Interval, interval
from simulator.model.arrays import Array

POOR = "poor_households"
NTM = "ntm_communes_attained"
OUTCOMES = (POOR, NTM)
TODAY, SCENARIO = "today", "scenario"
LENDING = "credit.lending."

NOTHING = 1e-6  # household or commune per unit of a lever: less is rounding
BARELY_SPENT = 0.05  # of the extra budget
KINK = 0.1  # of the larger of the two slopes


@dataclass(frozen=True)
class Marginal:
    """One step more of a lever in every year of the plan, from today's level (the baseline's) or the scenario's.

    path: the lever, or "credit.lending.<programme>": new capital of which all that is lent, and lent again, goes to one
    programme. indicator: what the effect is counted in. step: billion VND a year (persons a year for jobs, a share for
    disbursement). effect: households fewer poor, or communes more, at the end of the year, on paired draws: per billion
    VND of budget over the years up to it; for jobs per 100 persons a year; for disbursement per point of a hundred.
    cost: billion VND per household or commune; None with a `reason`: "unspent" (the extra money cannot be spent),
    "none" (no effect at all), "noise" (not distinguishable from zero), "harms", "no_money" (a lever without money of
    its own). spent_share: of the extra budget, mean over the draws; 1.0 for a lever without money. less: the effect of
    the last step up to the level, None at zero. kink: it is not that of one step more. at_limit: the lever cannot rise,
    and `effect` is that of the last step.
    """

    path: str
    at: str
    indicator: str
    step: float
    effect: Interval
    cost: Interval | None
    spent_share: float
    reason: str = ""
    less: Interval | None = None
    kink: bool = False
    at_limit: bool = False


@dataclass(frozen=True)
class Step:
    """A step of one lever from one level. has_money: whether it is a budget; the rest as in `Marginal`."""

    path: str
    at: str
    size: float
    spent_share: float = 1.0
    has_money: bool = True


def marginal(step: Step, indicator: str, more: Array | None, less: Array | None) -> Marginal:
    """Out of the effects per unit of one step more and of the last step, (draw,) each; one of them may be None."""
    effects = more if more is not None else less
    if effects is None:
        raise ValueError(f"{step.path} can be moved neither way")
    effect = interval(effects)
    reason = _reason(effects, effect, step.spent_share if step.has_money else 1.0)
    reason = reason or ("" if step.has_money else "no_money")
    return Marginal(
        path=step.path,
        at=step.at,
        indicator=indicator,
        step=step.size,
        effect=effect,
        cost=None if reason else Interval(1.0 / effect.median, 1.0 / effect.p95, 1.0 / effect.p05),
        spent_share=step.spent_share,
        reason=reason,
        less=None if less is None else interval(less),
        kink=more is not None and less is not None and _differ(float(more.mean()), float(less.mean())),
        at_limit=more is None,
    )


def _reason(effects: Array, effect: Interval, spent_share: float) -> str:
    """Why no cost can be told, "" when it can: the whole 90 % interval lies on the good side."""
    if spent_share < BARELY_SPENT:
        return "unspent"
    if np.abs(effects).max() < NOTHING:
        return "none"
    if effect.p95 < -NOTHING:
        return "harms"
    return "" if effect.p05 > NOTHING else "noise"


def _differ(more: float, less: float) -> bool:
    larger = max(abs(more), abs(less))
    return larger > NOTHING and abs(more - less) > KINK * larger
