"""What is written in the plots of the large charts."""

from __future__ import annotations

from typing import Any

import altair as alt

from simulator.report.marks import EVENT_TOP, rows_of
from simulator.report.palette import Palette

_X = "year:Q"
_IF_WIDE = alt.ExprRef(expr="width < 400 ? 0 : 1")
_TO_EDGE = alt.ExprRef(expr="width + 40 - scale('x', datum.year)")
# The words of a target go on a second line where its own line is shorter than they are.
_IN_TWO = alt.ExprRef(
    expr="scale('x', datum.year2) - scale('x', datum.year) < 6.5 * length(datum.label) ? ': ' : '\\n'"
)
# A reported value stands where its own line does not run.
_BESIDE_LINE: dict[str, Any] = {
    "align": alt.ExprRef(expr="datum.rising ? 'right' : 'left'"),
    "dx": alt.ExprRef(expr="datum.rising ? 1 : 5"),
}


def labels(colors: Palette) -> list[alt.Chart]:
    """What is written in the plot: values at points, targets and ends; names of breaks at the top."""
    return [
        _written("history", color=colors.text, fontWeight=600, dy=-12, **_BESIDE_LINE).encode(y="value:Q"),
        _written("end", color=colors.accent, fontWeight=700, fontSize=14, align="left", dx=5).encode(y="value:Q"),
        _written(
            "target", color=colors.target, fontWeight=600, fontSize=11.5, align="left", dx=5, dy=9, lineBreak=_IN_TWO
        ).encode(y="value:Q"),
        _written("zone", color=colors.muted, fontSize=11.5, align="left", dx=5, opacity=_IF_WIDE).encode(
            y=alt.value(10)
        ),
        _reserve("zone"),
        _written("break", color=colors.event, fontWeight=600, fontSize=11.5, align="left", dx=9, limit=_TO_EDGE).encode(
            y=alt.value(10)
        ),
        _written("break", field="note", color=colors.event, fontSize=11, align="left", dx=9, limit=_TO_EDGE).encode(
            y=alt.value(24)
        ),
    ]


def event_label(colors: Palette) -> alt.Chart:
    """Its name, written along the line from its upper end, where a falling rate leaves room."""
    along = _written("event", color=colors.event, angle=270, align="right", fontSize=10.5, dx=-2, dy=-6)
    layer: alt.Chart = along.encode(y=alt.value(EVENT_TOP))
    return layer


def total_label(colors: Palette) -> alt.Chart:
    """How many communes there are, at the end of the dotted line."""
    layer: alt.Chart = _written("total", color=colors.muted, fontSize=11.5, align="right", dx=-3, dy=-8).encode(
        y="value:Q"
    )
    return layer


def _written(kind: str, *, field: str = "label", **style: Any) -> alt.Chart:
    """Text at the rows of a kind."""
    layer: alt.Chart = rows_of(kind).mark_text(baseline="middle", **style).encode(x=_X, text=f"{field}:N")
    return layer


def _reserve(kind: str) -> alt.Chart:
    """Unseen text that keeps room for the end label, so that the plot's width never moves with a figure."""
    unseen = rows_of(kind).mark_text(opacity=0, align="left", dx=5, fontWeight=700, fontSize=14, aria=False)
    layer: alt.Chart = unseen.encode(x="year2:Q", y=alt.value(60), text=alt.value("00,0%"))
    return layer
