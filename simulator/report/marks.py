"""The marks that the large charts share; each reads its own kind of rows from the one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from simulator.report.palette import Palette
from simulator.texts import text

_X = "year:Q"
_HALF_YEARS = "sequence(ceil(domain('x')[0] * 2) / 2, domain('x')[1] + 0.001, 0.5)"
_IS_NARROW = "width / (domain('x')[1] - domain('x')[0]) < 33"
_WHOLE = "'' + floor(datum.value)"
_YEAR_NAME = f"datum.value % 1 ? ({_IS_NARROW} ? '’' + slice({_WHOLE}, 2) : {_WHOLE}) : ''"
_AT_TURN_OF_YEAR: Any = {"condition": {"test": "datum.value % 1 === 0", "value": 4}, "value": 0}

EVENT_TOP = 40  # below the names of the breaks


def years() -> alt.X:
    """The axis of time: ticks at the turn of the year, the year's name between them."""
    axis = alt.Axis(
        values=alt.ExprRef(expr=_HALF_YEARS),
        labelExpr=_YEAR_NAME,
        tickSize=_AT_TURN_OF_YEAR,
        labelOverlap="greedy",
        labelSeparation=5,
        labelPadding=3,
        labelFlush=False,
        title=None,
    )
    return alt.X(_X, axis=axis, scale=alt.Scale(zero=False, nice=False))


def amounts(value_format: str) -> alt.Y:
    """The axis of amounts: from zero, so that no fall looks larger than it is."""
    return alt.Y("value:Q", axis=alt.Axis(format=value_format, title=None), scale=alt.Scale(zero=True, nice=True))


def tip(field: str, title: str, value_format: str | None = None) -> alt.Tooltip:
    """One line of a hover box."""
    if value_format is None:
        return alt.Tooltip(field=field, type="nominal", title=title)
    return alt.Tooltip(field=field, type="quantitative", title=title, format=value_format)


@dataclass(frozen=True)
class Tips:
    """What a hover box says, in one language."""

    language: str
    value_format: str
    reported_format: str

    def history(self) -> list[alt.Tooltip]:
        """A reported figure: date, value and source."""
        return [
            tip("when", self._say("date")),
            tip("value", self._say("reported"), self.reported_format),
            tip("source", self._say("source")),
        ]

    def projection(self) -> list[alt.Tooltip]:
        """A projected date: median, the bounds of the 90 % band, the baseline."""
        return [
            tip("when", self._say("date")),
            tip("value", self._say("median"), self.value_format),
            tip("p05", self._say("p05"), self.value_format),
            tip("p95", self._say("p95"), self.value_format),
            tip("baseline", self._say("baseline"), self.value_format),
        ]

    def _say(self, name: str) -> str:
        return text(f"explore.chart.{name}", self.language)


def zone(colors: Palette) -> alt.Chart:
    """The shaded part of the plot that is projected, not reported."""
    layer: alt.Chart = (
        rows_of("zone", "start")
        .mark_rect(color=colors.zone)
        .encode(x=_X, x2="year2:Q", y=alt.value(0), y2=alt.value("height"))
    )
    return layer


def band(colors: Palette, low: str, high: str, opacity: float) -> alt.Chart:
    """The part of the draws between two quantiles, apart for each standard."""
    layer: alt.Chart = (
        rows_of("projection")
        .mark_area(color=colors.accent, opacity=opacity, aria=False)
        .encode(x=_X, y=f"{low}:Q", y2=f"{high}:Q", detail="segment:N")
    )
    return layer


def area(color: str, field: str, opacity: float, *, kinds: Sequence[str]) -> alt.Chart:
    """A filled part from zero up, apart for each territory."""
    layer: alt.Chart = (
        rows_of(*kinds)
        .mark_area(color=color, opacity=opacity, aria=False)
        .encode(x=_X, y=alt.Y(f"{field}:Q", stack=None), detail=["kind:N", "segment:N"])
    )
    return layer


def baseline(colors: Palette) -> alt.Chart:
    """The median of the baseline, dashed."""
    return _line("projection", "baseline", colors.muted, 1.5, [5, 4])


def history_line(colors: Palette) -> alt.Chart:
    """Reported figures joined within one standard."""
    return _line("history", "value", colors.text, 1.6)


def median(colors: Palette) -> alt.Chart:
    """The median of the scenario that is edited."""
    return _line("projection", "value", colors.accent, 2.6)


def total_line(colors: Palette) -> alt.Chart:
    """The number of communes there are, dotted, apart for each territory."""
    return _line("total", "value", colors.muted, 1.4, [1, 3])


def _line(kind: str, field: str, color: str, width: float, dash: Any = alt.Undefined) -> alt.Chart:
    """A line for each segment of the rows of a kind."""
    layer: alt.Chart = (
        rows_of(kind)
        .mark_line(color=color, strokeDash=dash, strokeWidth=width, aria=False)
        .encode(x=_X, y=f"{field}:Q", detail="segment:N")
    )
    return layer


def target(colors: Palette) -> alt.Chart:
    """The line that a target asks for."""
    layer: alt.Chart = (
        rows_of("target").mark_rule(color=colors.target, strokeWidth=1.8).encode(x=_X, x2="year2:Q", y="value:Q")
    )
    return layer


def break_rule(colors: Palette) -> alt.Chart:
    """Where the series stops being comparable: a new standard, a merger."""
    layer: alt.Chart = (
        rows_of("break")
        .mark_rule(color=colors.event, strokeDash=[2, 3], strokeWidth=1.5)
        .encode(x=_X, y=alt.value(0), y2=alt.value("height"))
    )
    return layer


def event_rule(colors: Palette) -> alt.Chart:
    """Where something happens that the series goes through: a disaster, new criteria, the end of a programme."""
    layer: alt.Chart = (
        rows_of("event")
        .mark_rule(color=colors.event, strokeWidth=1, opacity=0.75)
        .encode(x=_X, y=alt.value(EVENT_TOP), y2=alt.value("height"))
    )
    return layer


def history_points(colors: Palette, tooltip: list[alt.Tooltip]) -> alt.Chart:
    """Reported figures, with their source on hover."""
    layer: alt.Chart = (
        rows_of("history")
        .mark_point(color=colors.text, fill=colors.paper, opacity=1, size=58, strokeWidth=2)
        .encode(x=_X, y="value:Q", tooltip=tooltip)
    )
    return layer


def hover(tooltip: list[alt.Tooltip]) -> alt.Chart:
    """Unseen points on the median that carry the hover box."""
    layer: alt.Chart = (
        rows_of("projection")
        .mark_point(opacity=0, filled=True, size=260, aria=False)
        .encode(x=_X, y="value:Q", tooltip=tooltip)
    )
    return layer


def rows_of(*kinds: str) -> alt.Chart:
    """A chart of the rows of these kinds; the data themselves come with each run."""
    return alt.Chart().transform_filter(_is_any(kinds))


def _is_any(kinds: Iterable[str]) -> str:
    return " || ".join(f"datum.kind === '{kind}'" for kind in kinds)
