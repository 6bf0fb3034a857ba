"""What a locality starts with: how a peer's is read, how the planner's own is, and how sure either can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.analysis.own import figures
from simulator.analysis.own.figures import Point, tier_share
from simulator.analysis.own.ranges import AMOUNT, SHARE, Scale
from simulator.evidence import Observation
from simulator.model import SOURCES
from simulator.model.arrays import Array

Levels = Mapping[str, Array]
Reader = Callable[[Levels], Array]
OwnReader = Callable[[Sequence[Observation]], tuple[Point, ...]]
SMALLEST = 1e-9
MILLION_PER_BILLION = 1e3


@dataclass(frozen=True)
class Quantity:
    """One start value.

    level: of a peer, (month + 1, draw). own: the planner's points. least: half-range at least, where only peers speak;
    drift: what a province may differ from them in a year, when a figure is carried to the start; both on the working
    scale, assumptions. size: the stock that an amount of a peer is divided by. poverty: whether it goes with poverty.
    """

    name: str
    unit: str
    level: Reader
    own: OwnReader
    least: float
    drift: float
    size: str = ""
    poverty: bool = False

    @property
    def scale(self) -> Scale:
        """Where it has an even range."""
        return SHARE if self.unit == "share" else AMOUNT


def _part(part: str, whole: str, less: str = "") -> Reader:
    def read(levels: Levels) -> Array:
        total = levels[whole] - levels[less] if less else levels[whole]
        return np.asarray(levels[part] / np.maximum(total, SMALLEST))

    return read


def _escaped(levels: Levels) -> Array:
    rest = levels["households"] - levels["poor_households"] - levels["near_poor_households"]
    return np.asarray(levels["recently_escaped_households"] / np.maximum(rest, SMALLEST))


def _of_capital(source: str) -> Reader:
    def read(levels: Levels) -> Array:
        total = np.sum([levels[f"credit_capital_{name}"] for name in SOURCES], axis=0)
        return np.asarray(levels[f"credit_capital_{source}"] / total)

    return read


def _loan(levels: Levels) -> Array:
    return np.asarray(MILLION_PER_BILLION * levels["credit_outstanding"] / levels["credit_borrowers"])


def _level(name: str) -> Reader:
    return lambda levels: levels[name]


def _nothing(rows: Sequence[Observation]) -> tuple[Point, ...]:
    return ()


def _capital(source: str) -> Quantity:
    def own(rows: Sequence[Observation]) -> tuple[Point, ...]:
        return figures.capital_share(rows, source)

    return Quantity(f"capital_{source}_share", "share", _of_capital(source), own, least=0.5, drift=0.1)


def _tier(name: str, part: str, whole: str, drift: float) -> Quantity:
    return Quantity(name, "share", _part(part, whole), tier_share(part, whole), least=1.0, drift=drift)


def of_households(standard: str) -> tuple[Quantity, ...]:
    """Near-poor and recently escaped households; figures of other standards than the start's say nothing about them."""

    def near_poor(rows: Sequence[Observation]) -> tuple[Point, ...]:
        return figures.near_poor_share(rows, standard)

    among_others = _part("near_poor_households", "households", less="poor_households")
    return (
        Quantity("near_poor_share_of_others", "share", among_others, near_poor, least=0.4, drift=0.15, poverty=True),
        Quantity("recently_escaped_share_of_rest", "share", _escaped, _nothing, least=0.4, drift=0.15, poverty=True),
    )


HOUSEHOLDS = Quantity(
    "households", "household", _level("households"), figures.stock("households"), least=0.0, drift=0.008
)
CREDIT = (
    Quantity(
        "credit_outstanding",
        "billion_vnd",
        _level("credit_outstanding"),
        figures.credit,
        least=0.35,
        drift=0.03,
        size="households",
        poverty=True,
    ),
    _capital("mobilised"),
    _capital("entrusted"),
    Quantity("mean_loan", "million_vnd", _loan, figures.mean_loan, least=0.25, drift=0.03),
)
HOUSES = Quantity(
    "houses_needed",
    "house",
    _level("houses_needed"),
    figures.stock("houses_needed"),
    least=0.6,
    drift=0.2,
    size="poor_and_near_poor",
)
LABOUR = Quantity(
    "trained_labour_share",
    "share",
    _level("trained_labour_share"),
    figures.stock("trained_labour_share"),
    least=0.35,
    drift=0.05,
)
COMMUNES = (
    _tier("ntm_attained_share", "ntm_communes_attained", "communes_total", drift=0.3),
    _tier("ntm_advanced_share_of_attained", "ntm_communes_advanced", "ntm_communes_attained", drift=0.4),
    _tier("ntm_model_share_of_advanced", "ntm_communes_model", "ntm_communes_advanced", drift=0.4),
)
VILLAGES = (
    _tier("villages_attained_share", "ntm_villages_attained", "villages_total", drift=0.4),
    _tier("villages_model_share_of_attained", "ntm_villages_model", "ntm_villages_attained", drift=0.4),
)
