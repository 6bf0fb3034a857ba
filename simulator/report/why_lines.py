"""From what was found to the tables of the charts of an explanation (columns: `simulator.report.why_charts`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulator.analysis.comparison import FIGURES
from simulator.report.why_names import in_lines
from simulator.report.why_shares import Waterfall, bare_text, decimals_of, level_text, part_text, sign_of

WORDS = ("kind", "name", "next", "tone", "series", "label", "when", "tip")
NUMBERS = ("value", "start", "low", "high", "edge")
ROOM = 0.30  # of the width of all marks, for the label at the right end
Row = dict[str, object]


@dataclass(frozen=True)
class Dot:
    """A figure with its interval in a row of a chart; label: as text; tip: what the hover box says."""

    name: str
    series: str
    value: float
    low: float
    high: float
    label: str
    tip: str
    hollow: bool = False


@dataclass(frozen=True)
class TornadoBar:
    """Where the outcome's mean goes with one unknown low and high, and what the unknown is there, as text."""

    name: str
    low: float
    high: float
    low_label: str
    high_label: str
    low_tip: str
    high_tip: str


def waterfall_names(found: Waterfall, before: str, after: str) -> tuple[str, ...]:
    """The rows of a waterfall, from the level before to the level after."""
    return tuple(in_lines(name) for name in (before, *(row.name for row in found.rows), after))


def waterfall_table(found: Waterfall, names: Sequence[str], language: str) -> pd.DataFrame:
    """Table of a waterfall; rates in percent. Means of the parts, each with its interval from where it begins."""
    scale = 100.0 if FIGURES[found.indicator].unit == "share" else 1.0
    decimals = decimals_of([row.part for row in found.rows], found.indicator)
    first, *middle, last = names
    rows: list[Row] = []
    at = scale * found.before.mean
    rows += _total(first, at, level_text(found.before.mean, found.indicator, language))
    before = first
    for name, row in zip(middle, found.rows, strict=True):
        rows.append({"kind": "link", "name": before, "next": name, "value": at})
        end, part = at + scale * row.part.mean, row.part
        value = bare_text(part, found.indicator, language, decimals)
        rows.append(
            {
                "kind": "part",
                "name": name,
                "tone": row.tone,
                "start": at,
                "value": end,
                "low": at + scale * part.low,
                "high": at + scale * part.high,
                "edge": max(at + scale * part.high, end, at),
                "label": f"{sign_of(part, found.indicator)} {value}",
                "when": row.name,
                "tip": part_text(part, found.indicator, language, decimals),
            }
        )
        at, before = end, name
    rows.append({"kind": "link", "name": before, "next": last, "value": at})
    rows += _total(last, at, level_text(found.after.mean, found.indicator, language))
    return _table(rows + _room(rows))


def dots_table(dots: Sequence[Dot]) -> pd.DataFrame:
    """Table of figures with their intervals."""
    rows: list[Row] = [
        {
            "kind": "dot",
            "name": in_lines(dot.name),
            "series": dot.series,
            "tone": "hollow" if dot.hollow else "plain",
            "value": dot.value,
            "low": dot.low,
            "high": dot.high,
            "label": dot.label,
            "when": dot.name,
            "tip": dot.tip,
        }
        for dot in dots
    ]
    return _table(rows + _room([*rows, {"value": 0.0}]))


def tornado_table(bars: Sequence[TornadoBar], base: float) -> pd.DataFrame:
    """Table of a tornado around the mean outcome."""
    rows: list[Row] = [{"kind": "base", "value": base}]
    for bar in bars:
        name = in_lines(bar.name)
        for tone, value, label, tip in (
            ("low", bar.low, bar.low_label, bar.low_tip),
            ("high", bar.high, bar.high_label, bar.high_tip),
        ):
            mark: Row = {"name": name, "value": value}
            rows.append({**mark, "kind": "bar", "tone": tone, "start": base, "when": bar.name, "tip": tip})
            rows.append({**mark, "kind": "left" if value < base else "right", "label": label})
    return _table(rows + _room(rows, both=True))


def _total(name: str, value: float, label: str) -> list[Row]:
    flat = name.replace("\n", " ")
    return [
        {"kind": "guide", "value": value},
        {"kind": "total", "name": name, "value": value, "label": label, "when": flat, "tip": label},
    ]


def _room(rows: Sequence[Row], *, both: bool = False) -> list[Row]:
    """Unseen marks beyond the last that is seen, so that its label stays inside."""
    ends = [float(str(row[key])) for row in rows for key in NUMBERS if key in row]
    width = max(ends) - min(ends) or 1.0
    rightmost: Row = {"kind": "room", "value": max(ends) + ROOM * width}
    leftmost: Row = {"kind": "room", "value": min(ends) - (ROOM if both else 0.04) * width}
    return [leftmost, rightmost]


def _table(rows: Sequence[Row]) -> pd.DataFrame:
    words = {name: np.array([row.get(name, "") for row in rows], dtype=object) for name in WORDS}
    numbers = {name: np.array([row.get(name, np.nan) for row in rows], dtype=np.float64) for name in NUMBERS}
    return pd.DataFrame({**words, **numbers})
