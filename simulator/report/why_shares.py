"""Shares of a change as rows: what each lever and event did at the end of a year, so that the rows add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.analysis.comparison import FIGURES
from simulator.analysis.explain import Shares
from simulator.analysis.summary import interval
from simulator.model.arrays import Array
from simulator.report.why_names import player_name
from simulator.texts import text
from simulator.units import number, percent, printed_sign, signed_number

REMAINDER = "remainder"
CHOSEN = ("poverty_rate", "multidimensional_rate", "ntm_communes_attained")
LARGE = 0.1  # percentage points or communes; from here on a part has no third decimal
GOOD, BAD, UNCLEAR, NONE, RECOUNT = "good", "bad", "unclear", "none", "recount"
SIGNS = {-1: "▼", 0: "○", 1: "▲"}
SMALLEST = {"share": 5e-6, "commune": 5e-3}  # a smaller part, in any draw, is none
SMALL = {"share": 5e-4, "commune": 5e-2}  # a smaller part is written with one more decimal
FINE = {"share": 5e-5, "commune": 5e-3}  # what two decimals write as none


@dataclass(frozen=True)
class Told:
    """Mean and 90 % interval over the draws of one figure, in its own unit: means of parts add up, medians do not."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """One part of a change: player ("remainder" for what no player did), its name, its part, how it counts."""

    player: str
    name: str
    part: Told
    tone: str


@dataclass(frozen=True)
class Waterfall:
    """From one level to another at the end of a year: the parts add up to the change between the means.

    moved: the change without what was counted anew, which may be called progress or a setback. programmes: of which
    the plan's programmes together, None between two scenarios. rows: the parts, counting anew first and the remainder
    last; idle: names of what differs and does nothing.
    """

    indicator: str
    year: int
    before: Told
    after: Told
    moved: Told
    programmes: Told | None
    rows: tuple[Row, ...]
    idle: tuple[str, ...]

    @property
    def is_recounted(self) -> bool:
        """Whether the two levels are counted in two ways, so that one is never taken from the other."""
        return any(row.tone == RECOUNT for row in self.rows)


def told(values: Array) -> Told:
    """Mean and 90 % interval over the draws, (draw,)."""
    found = interval(values)
    return Told(float(np.mean(values)), found.p05, found.p95)


def waterfall(shares: Shares, year: int, language: str) -> Waterfall | None:
    """The parts at the end of a year, the largest first. None where nothing can be compared."""
    place = shares.years.index(year)
    if not shares.comparable[place]:
        return None
    rows = [_row(player, shares, place, language) for player in shares.players]
    rows.sort(key=lambda row: (row.tone != RECOUNT, -abs(row.part.mean)))
    if shares.remainder_name:
        part, name = told(shares.remainder[place]), text(f"why.remainder.{shares.remainder_name}", language)
        rows.append(Row(REMAINDER, name, part, tone_of(part, shares.indicator)))
    programmes = [number for number, player in enumerate(shares.players) if ":" not in player]
    return Waterfall(
        shares.indicator,
        year,
        told(shares.before[place]),
        told(shares.after[place]),
        told(shares.moved[place]),
        told(shares.parts[programmes, place].sum(axis=0)) if shares.remainder_name else None,
        tuple(row for row in rows if row.tone != NONE),
        tuple(row.name for row in rows if row.tone == NONE),
    )


def _row(player: str, shares: Shares, place: int, language: str) -> Row:
    part = told(shares.parts[shares.players.index(player), place])
    tone = tone_of(part, shares.indicator)
    is_again = player in shares.breaks and tone != NONE
    return Row(player, player_name(player, language), part, RECOUNT if is_again else tone)


def tone_of(part: Told, indicator: str) -> str:
    """Whether a part is for the better, for the worse, cannot be told from none, or is none."""
    if max(abs(part.low), abs(part.high), abs(part.mean)) < SMALLEST[FIGURES[indicator].unit]:
        return NONE
    if not is_clear(part, indicator):
        return UNCLEAR
    return GOOD if part.mean * FIGURES[indicator].better > 0.0 else BAD


def is_clear(part: Told, indicator: str) -> bool:
    """Whether a part can be told from none, as in `simulator.units.change_sign`: with the finest digits of a part."""
    scale = _scale(indicator)
    return printed_sign(scale * part.low, scale * part.high, _finest(part, indicator)) != 0


def level_text(level: float, indicator: str, language: str) -> str:
    """A level: "8,2%", "41,3"; communes carry a decimal, since means of counts are no counts."""
    return percent(level, language, 2) if _is_share(indicator) else number(level, language, 1)


def bare_text(part: Told, indicator: str, language: str, decimals: int) -> str:
    """The mean of a part with its sign and without its unit: "−0,42"."""
    return _signed(part.mean, part, indicator, language, decimals)


def span_text(part: Told, indicator: str, language: str, decimals: int) -> str:
    """The 90 % interval of a part: "(−0,60 đến −0,05)"."""
    low, high = (_signed(end, part, indicator, language, decimals) for end in (part.low, part.high))
    return text("explore.card.interval", language, low=low, high=high)


def _signed(value: float, part: Told, indicator: str, language: str, decimals: int) -> str:
    """A value of a part; a large part needs no third decimal."""
    return signed_number(_scale(indicator) * value, language, min(decimals, _finest(part, indicator)))


def part_text(part: Told, indicator: str, language: str, decimals: int) -> str:
    """A part with its unit and its 90 % interval."""
    value = bare_text(part, indicator, language, decimals)
    return f"{value} {unit(indicator, language)} {span_text(part, indicator, language, decimals)}"


def unit(indicator: str, language: str) -> str:
    """What parts are counted in: "điểm %", "xã"."""
    return text("page.points" if _is_share(indicator) else "methods.unit.commune", language)


def decimals_of(found: Sequence[Told], indicator: str) -> int:
    """Decimals with which all parts of a chart or a table are written, so that they are seen to add up.

    One more where two would write a part that can be told from none, or an end of its interval, as none, and where a
    part is so small that they would hide what it is.
    """
    unit = FIGURES[indicator].unit
    told = [min(abs(part.low), abs(part.high)) for part in found if is_clear(part, indicator)]
    is_small = any(max(abs(part.low), abs(part.mean), abs(part.high)) < SMALL[unit] for part in found)
    return 3 if is_small or any(end < FINE[unit] for end in told) else 2


def sign_of(part: Told, indicator: str) -> str:
    """A sign for a reader who sees no colours: down, up, or neither."""
    return SIGNS[int(np.sign(part.mean)) if is_clear(part, indicator) else 0]


def _finest(part: Told, indicator: str) -> int:
    """Parts are seen to add up: a large one has two decimals, however large it is."""
    return 2 if _scale(indicator) * abs(part.mean) >= LARGE else 3


def _scale(indicator: str) -> float:
    return 100.0 if _is_share(indicator) else 1.0


def _is_share(indicator: str) -> bool:
    return FIGURES[indicator].unit == "share"
