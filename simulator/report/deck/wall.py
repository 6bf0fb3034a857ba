"""The chart of a screen, drawn for a wall: large type, direct labels, as few signs as carry the message.

A specification is constant for a kind of chart, a language, a theme and an axis; its rows travel in `datasets` under
the name `ROWS`, so that a page may change them alone (`simulator.report.deck.wall_rows`).
"""

from __future__ import annotations

from typing import Any

from simulator.report.charts import ROWS
from simulator.report.compare_charts import scenario_colors
from simulator.report.deck.screen import Plot, Screen
from simulator.report.deck.wall_bars import chances_chart, money_chart, spans_chart
from simulator.report.deck.wall_lines import lines_chart
from simulator.report.deck.wall_rows import bar_rows, line_rows, top_of
from simulator.report.palette import palette
from simulator.units import separators

WIDTH, HEIGHT = 1180, 440  # pixels, what a wall of 1280 x 720 leaves for the chart below the sentence
TYPE = 21  # pixels of what is written: 18 and more when a wall of 1024 x 768 draws the chart smaller
FONT = "Be Vietnam Pro, Segoe UI, Arial, sans-serif"
FRAME = 70  # pixels of a chart's height that are not its axis


def screen_spec(
    screen: Screen, language: str, dark: bool, *, width: int = WIDTH, height: int = HEIGHT
) -> dict[str, Any]:
    """Return the Vega-Lite specification of a screen's chart with its rows; {} for a screen of words.

    It is drawn for width x height pixels, axis and labels included, and may be scaled as a whole.
    """
    return plot_spec(screen.plot, language, dark, width=width, height=height)


def plot_spec(plot: Plot, language: str, dark: bool, *, width: int = WIDTH, height: int = HEIGHT) -> dict[str, Any]:
    """The same for a chart without its screen."""
    if plot.kind == "words" or not (plot.curves or plot.bars):
        return {}
    if plot.kind == "lines":
        rows = line_rows(plot, language, height - FRAME)
        share, top = plot.unit == "share", top_of(plot)
        spec = lines_chart(
            language, dark, share=share, top=top, count=1 if plot.focus else len(plot.curves), size=(width, height)
        )
    else:
        rows = bar_rows(plot, language)
        draw = money_chart if plot.groups else chances_chart if plot.kind == "bars" else spans_chart
        spec = draw(plot, language, dark, (width, height))
    return {**spec, "config": _config(language, dark), "datasets": {ROWS: rows}, "usermeta": _USER}


_USER = {"embedOptions": {"actions": False, "renderer": "svg"}}


def _config(language: str, dark: bool) -> dict[str, Any]:
    colors = palette(dark)
    group, decimal = separators(language)
    return {
        "background": "transparent",
        "font": FONT,
        "locale": {"number": {"decimal": decimal, "thousands": group, "grouping": [3], "currency": ["", ""]}},
        "view": {"stroke": None},
        "axis": {
            "labelColor": colors.muted,
            "labelFontSize": TYPE - 2,
            "titleColor": colors.muted,
            "titleFontSize": TYPE - 2,
            "titleFontWeight": 500,
            "domainColor": colors.grid,
            "gridColor": colors.grid,
            "tickColor": colors.muted,
        },
        "title": {"color": colors.text, "fontSize": TYPE - 2, "fontWeight": 600, "anchor": "start"},
        "legend": {"labelColor": colors.text, "labelFontSize": TYPE - 3, "labelLimit": 320, "symbolSize": 320},
        "text": {"font": FONT, "fontSize": TYPE},
        "range": {"category": list(scenario_colors(dark))},
    }


__all__ = ["FONT", "HEIGHT", "ROWS", "TYPE", "WIDTH", "plot_spec", "screen_spec"]
