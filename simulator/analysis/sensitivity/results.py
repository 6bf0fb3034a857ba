"""What the analyses of sensitivity find out."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.analysis.summary import Interval
from simulator.model.arrays import Array
from simulator.scenario import Target

CHANCE = "chance"
"""Storms, good and bad years: what no figure tells beforehand. Stands among the names of parameters."""

TODAY = "today"
"""Where the locality stands when the plan begins, as far as its figures leave that open."""

AT_START = "today."
"""Before an indicator's name: its level when the plan begins."""

STORMS = "chance.storms"
"""Seasons with a disaster up to the day of a target."""

GOOD_YEARS = "chance."
"""Before `communes` or `near_poor`: the mean pace of the years up to a target, against that of a usual year."""


@dataclass(frozen=True)
class Bar:
    """Mean outcome over the draws with one parameter held at its 5th and at its 95th percentile in all of them.

    parameter: its name, or CHANCE, or TODAY; these two have no value (NaN), and `low`, `high` are the 5th and the
    95th percentile of the mean outcome over draws that share one chance, or one state. swing: `high` - `low`, signed:
    above zero where more of the parameter means more of the indicator.
    """

    parameter: str
    low_value: float
    high_value: float
    low: float
    high: float
    swing: float


@dataclass(frozen=True)
class Tornado:
    """Bars, the largest swing first. base: the outcome over the draws; base_mean: its mean, which bars start from.

    difference: whether outcomes are those of the scenario less those of the scenario it is compared with, pairwise.
    """

    indicator: str
    year: int
    base: Interval
    base_mean: float
    difference: bool
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Indices:
    """Shares of the outcome's variance, by group of parameters, with half-widths of their 90 % intervals.

    groups: names of parameters, CHANCE, TODAY, the largest total first; with `rest`, the last one holds all that is of
    little account. first, first_error, total, total_error (group,). variance: of the outcome over the posterior;
    variance_independent: with the groups drawn apart from each other, which the shares are of. samples: runs of the
    model. correlation: the largest between the effects of two groups that drawing apart cuts where it counts.
    difference: as in `Tornado`.
    """

    indicator: str
    year: int
    groups: tuple[tuple[str, ...], ...]
    first: Array
    first_error: Array
    total: Array
    total_error: Array
    variance: float
    variance_independent: float
    samples: int
    correlation: float
    rest: bool
    difference: bool = False


@dataclass(frozen=True)
class Box:
    """Limits within which a plan misses its target more often than elsewhere.

    limits: (what, ">=" or "<=", value): a parameter, STORMS, GOOD_YEARS of something, or AT_START of an indicator.
    Found on half of the draws: share_of_draws that lie within the limits, missed_in_box of them that miss, and
    misses_covered of all misses that lie there; the same on the other half, which had no say, as ..._checked.
    checked_on_half: whether the box misses more often there, too, than what is outside, beyond luck.
    """

    limits: tuple[tuple[str, str, float], ...]
    share_of_draws: float
    missed_in_box: float
    misses_covered: float
    checked_on_half: bool
    share_checked: float
    missed_checked: float
    covered_checked: float


FOUND, NONE_FOUND, SETTLED = "found", "none", "settled"


@dataclass(frozen=True)
class Conditions:
    """Under which conditions a plan misses its target. chance: of meeting it, over all draws.

    boxes: only those that hold on the other half. verdict: FOUND; NONE_FOUND, where no condition stands out; SETTLED,
    where nearly all draws meet the target or nearly all miss it. considered: how many quantities were looked at.
    """

    target: Target
    chance: float
    boxes: tuple[Box, ...]
    verdict: str
    considered: int
    draws: int
