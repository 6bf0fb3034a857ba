"""Screens as they are sent to the wall: plain data that the browser draws for the room it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from simulator.report.chart_table import decimal_year
from simulator.report.compare_charts import scenario_colors
from simulator.report.deck.screen import Curve, Plot, Screen
from simulator.report.palette import palette
from simulator.ui.components import template

TEXTS = (
    "wall",
    "next",
    "previous",
    "notes",
    "notes_short",
    "try",
    "try_short",
    "full",
    "leave",
    "unsaved",
)
PALETTE = ("text", "muted", "grid", "zone", "accent", "target", "event", "paper", "panel")
DIGITS = 5  # significant digits of what is only drawn


def wall_message(deck: Sequence[Screen], tried: Sequence[str], language: str, dark: bool, key: str) -> dict[str, Any]:
    """What the wall is told of a whole deck."""
    return {
        "id": key,
        "language": language,
        "texts": {name: template(f"present.{name}", language) for name in TEXTS},
        "look": {
            "language": language,
            "palette": look(dark),
            "colors": list(scenario_colors(dark)),
            "groups": _groups(deck, dark),
        },
        "tried": list(tried),
        "screens": [screen_message(screen) for screen in deck],
    }


def look(dark: bool) -> dict[str, str]:
    """The colours of a background, by name."""
    colors = palette(dark)
    return {name: getattr(colors, name) for name in PALETTE}


def screen_message(screen: Screen) -> dict[str, Any]:
    """One screen as the wall draws it."""
    return {
        "key": screen.key,
        "name": screen.name,
        "message": screen.message,
        "detail": screen.detail,
        "points": list(screen.points),
        "remark": screen.remark,
        "notes": list(screen.notes),
        "alt": screen.alt,
        "table": {"header": list(screen.table.header), "rows": [list(row) for row in screen.table.rows]},
        "plot": _plot(screen.plot),
    }


def _plot(plot: Plot) -> dict[str, Any]:
    levels = {
        name: [{"start": decimal_year(level.start), "end": decimal_year(level.end)} | _named(level) for level in found]
        for name, found in (("targets", plot.targets), ("totals", plot.totals))
    }
    return {
        "kind": plot.kind,
        "unit": plot.unit,
        "y_title": plot.y_title,
        "focus": plot.focus,
        "titles": list(plot.titles),
        "groups": [list(group) for group in plot.groups],
        "curves": [_curve(curve) for curve in plot.curves],
        "bars": [asdict(bar) for bar in plot.bars],
        "breaks": [{"at": decimal_year(found.date), "label": found.label, "note": found.note} for found in plot.breaks],
        "reported": [
            {"at": decimal_year(point.date), "value": point.value, "label": point.label, "segment": point.segment}
            for point in plot.reported
        ],
        **levels,
    }


def _named(level: Any) -> dict[str, Any]:
    return {"value": level.value, "label": level.label}


def _curve(curve: Curve) -> dict[str, Any]:
    return {
        "number": curve.number,
        "dash": list(curve.dash),
        "days": [round(decimal_year(day), 4) for day in curve.days],
        **{name: [_short(value) for value in getattr(curve, name)] for name in ("median", "low", "high")},
    }


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{DIGITS}g}")


def _groups(deck: Sequence[Screen], dark: bool) -> dict[str, dict[str, Any]]:
    """The colour of each part of stacked bars: one for a programme, what is unspent fainter."""
    keys = [key for screen in deck for key, _ in screen.plot.groups]
    programmes = list(dict.fromkeys(key.rsplit("_", 1)[-1] for key in keys))
    colors = scenario_colors(dark)
    return {
        key: {
            "color": colors[programmes.index(key.rsplit("_", 1)[-1]) % len(colors)],
            "unspent": "unspent" in key,
            "ink": palette(dark).paper,
        }
        for key in keys
    }
