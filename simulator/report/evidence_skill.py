"""The chart of forecasts of years already known, and its table.

Rows: `band` (a forecast: year with a small offset by how far ahead, value the median, p05 to p95, p25 to p75), `rival`
(the median of a naive forecast beside it), `history` (a reported figure). segment: years ahead, 1 to 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import altair as alt

from simulator.report import marks
from simulator.report.chart_table import Row, decimal_year
from simulator.report.evidence_charts import PADDING, finished
from simulator.report.evidence_table import Packed, Point, packed_table
from simulator.report.palette import palette
from simulator.texts import text
from simulator.units import day

FARTHEST = 3
BESIDE = 0.16  # years between the forecasts of one figure made one, two and three years before
HEIGHT = 190
_X = "year:Q"


@dataclass(frozen=True)
class Said:
    """What was said at `origin` about a figure of a later day, `ahead` years before, 1 to FARTHEST.

    quantiles: 5, 25, 50, 75 and 95 %. model, reported: the model's and the reported figure as text. rivals: (who, the
    median, as text).
    """

    day: date
    origin: date
    ahead: int
    quantiles: tuple[float, float, float, float, float]
    model: str
    reported: str
    rivals: tuple[tuple[str, float, str], ...]


@lru_cache(maxsize=32)
def forecasts_spec(language: str, dark: bool, *, share: bool) -> dict[str, Any]:
    """Return the chart of one series: each reported figure with what was said one, two and three years before."""
    colors = palette(dark)
    tips = [
        marks.tip("when", text("explore.chart.date", language)),
        marks.tip("name", text("evidence.skill.known_until", language)),
        marks.tip("model", text("evidence.chart.model", language)),
        marks.tip("label", text("explore.chart.reported", language)),
    ]
    rival_tips = [
        marks.tip("name", text("evidence.skill.known_until", language)),
        marks.tip("source", text("evidence.skill.said_by", language)),
        marks.tip("model", text("evidence.skill.said", language)),
    ]
    figure_tips = [
        marks.tip("when", text("explore.chart.date", language)),
        marks.tip("label", text("explore.chart.reported", language)),
        marks.tip("source", text("explore.chart.source", language)),
    ]
    ahead = [str(years) for years in range(1, FARTHEST + 1)]
    fade = alt.Opacity("segment:O", scale=alt.Scale(domain=ahead, range=[1.0, 0.62, 0.34]), legend=None)
    layers = [
        _rows("band")
        .mark_rule(color=colors.accent, strokeWidth=2, aria=False)
        .encode(x=_X, y="p05:Q", y2="p95:Q", opacity=fade),
        _rows("band")
        .mark_rule(color=colors.accent, strokeWidth=6, aria=False)
        .encode(x=_X, y="p25:Q", y2="p75:Q", opacity=fade),
        _rows("rival")
        .mark_tick(color=colors.event, thickness=1.4, size=11, orient="horizontal", opacity=0.85)
        .encode(x=_X, y="value:Q", tooltip=rival_tips),
        _rows("band")
        .mark_point(filled=True, size=30, color=colors.accent, opacity=1)
        .encode(x=_X, y="value:Q", tooltip=tips),
        marks.history_points(colors, figure_tips),
    ]
    axis = alt.Axis(format="~%" if share else ",.2~f", title=None, tickCount=4)
    y = alt.Y("value:Q", axis=axis, scale=alt.Scale(zero=True, nice=True))
    chart = alt.layer(*layers).encode(x=marks.years(), y=y)
    return finished(chart.properties(height=HEIGHT, padding=PADDING), language, dark)


def forecasts_table(language: str, forecasts: Sequence[Said], reported: Sequence[Point]) -> Packed:
    """Packed table of one series."""
    rows: list[Row] = []
    for said in forecasts:
        shared: Row = {
            "segment": str(said.ahead),
            "year": decimal_year(said.day) + BESIDE * (said.ahead - 2),
            "when": day(said.day, language),
            "name": day(said.origin, language),
        }
        p05, p25, median, p75, p95 = said.quantiles
        bounds = {"p05": p05, "p25": p25, "p75": p75, "p95": p95}
        rows.append({**shared, **bounds, "kind": "band", "value": median, "model": said.model, "label": said.reported})
        rows += [
            {**shared, "kind": "rival", "source": who, "value": value, "model": as_text}
            for who, value, as_text in said.rivals
        ]
    rows += [
        {
            "kind": "history",
            "year": decimal_year(point.day),
            "value": point.value,
            "label": point.label,
            "source": point.source,
            "when": day(point.day, language),
        }
        for point in reported
    ]
    return packed_table(rows)


def _rows(kind: str) -> alt.Chart:
    return alt.Chart().transform_filter(f"datum.kind === '{kind}'")
