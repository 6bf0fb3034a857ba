"""The part about outcome against total: the frontier, where it bends, the split at each total."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
import streamlit as st

from simulator.analysis.comparison import FIGURES
from simulator.analysis.optimise.frontier import Frontier, is_unseen
from simulator.analysis.optimise.question import DONG
from simulator.analysis.summary import Interval
from simulator.jobs import Work
from simulator.jobs.optimise import find_frontier
from simulator.report.optimise_charts import Point, Sign, totals_spec, totals_table
from simulator.report.optimise_table import money, money_rows
from simulator.report.optimise_total_words import frontier_checks, frontier_decimals, frontier_headline
from simulator.report.optimise_words import about, capital, goal_words, point_words
from simulator.texts import text
from simulator.ui.details_html import Line, chart_title, table
from simulator.ui.find_actions import draw_actions
from simulator.ui.find_html import checklist, headline, put
from simulator.ui.find_run import draw_part
from simulator.ui.find_wish import Asked

POINT_WIDTH = 280  # pixels
LEAST_OF_BAND = 0.15  # of the widest band: with less, the axis would hide how the median moves


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    draw_part("frontier", language, dark, _work, _asked, show)


def _work(asked: Asked, scenarios: str) -> Work:
    return Work(find_frontier, (asked.question, scenarios))


def _asked(found: Frontier) -> Asked:
    return Asked(found.question)


def show(found: Frontier, language: str, dark: bool) -> None:
    """Draw a result: the sentences, the chart, the split of each total."""
    put(headline(frontier_headline(found, language), about(found.question, language)))
    with st.container(key="find_point", horizontal=True, vertical_alignment="center"):
        chosen = _choose_point(found, language)
        draw_actions(found, found.allocations[chosen], language)
    left, right = st.columns([7, 4], gap="large")
    with left:
        for place in range(len(found.question.goals)):
            _chart(found, place, language, dark)
    with right:
        put(checklist(frontier_checks(found, language), language))
    title = escape(text("optimise.frontier.table", language))
    put(f"<h3>{title}</h3>", _table(found, chosen, language))


def _choose_point(found: Frontier, language: str) -> int:
    """Which total the buttons are about: where the line bends, else the one nearest to the scenario's own."""
    nearest = int(np.argmin(np.abs(found.totals - found.today)))
    chosen = st.selectbox(
        text("optimise.frontier.point", language),
        list(range(len(found.totals))),
        index=nearest if found.bend is None else found.bend,
        format_func=lambda place: _point_name(found, place, language),
        label_visibility="collapsed",
        width=POINT_WIDTH,
        key=f"find_point_{language}_{len(found.totals)}_{found.totals[0]:.0f}",
    )
    return int(chosen)


def _point_name(found: Frontier, place: int, language: str) -> str:
    kind = "knee" if place == found.bend else "plain"
    return text(f"optimise.frontier.point_{kind}", language, total=money(float(found.totals[place]), language))


def _chart(found: Frontier, place: int, language: str, dark: bool) -> None:
    """The curve of a goal; its band where it does not hide how the median moves, or where no move can be seen."""
    goal, decimals = found.question.goals[place], frontier_decimals(found, place)
    outcomes = [item[place] for item in found.outcomes]
    totals = [float(total) for total in found.totals]
    banded = is_unseen(found.span[place], goal) or _shows_band(outcomes)
    points = [
        Point(
            total,
            item.median,
            money(total, language),
            point_words(item, goal.indicator, language, decimals),
            item.p05 if banded else np.nan,
            item.p95 if banded else np.nan,
        )
        for total, item in zip(totals, outcomes, strict=True)
    ]
    signs = [Sign("today", found.today, found.today_outcomes[place].median, text("optimise.chart.today", language))]
    if found.bend is not None:
        knee = outcomes[found.bend].median
        signs.append(Sign("knee", totals[found.bend], knee, text("optimise.chart.knee", language)))
    title = capital(goal_words(goal, language))
    detail = "frontier_detail" if banded else "frontier_median"
    put(chart_title(title, text(f"optimise.chart.{detail}", language)))
    share = FIGURES[goal.indicator].unit == "share"
    st.vega_lite_chart(
        totals_table(points, signs),
        totals_spec(language, dark, form="share" if share else "count"),
        theme=None,
        key=f"find_frontier_{place}",
        alt=text("optimise.chart.alt_frontier", language, goal=title),
    )


def _shows_band(outcomes: Sequence[Interval]) -> bool:
    medians = [item.median for item in outcomes]
    widest = max(item.p95 - item.p05 for item in outcomes)
    return max(medians) - min(medians) >= LEAST_OF_BAND * widest


def _table(found: Frontier, chosen: int, language: str) -> str:
    """A row a total: the outcomes and the money of each line."""
    rows = [money_rows(found.question, allocation, language) for allocation in found.allocations]
    names = {row.path: row.name for split in rows for row in split}
    goals = [capital(goal_words(goal, language)) for goal in found.question.goals]
    decimals = [frontier_decimals(found, place) for place in range(len(goals))]
    spare = "rest_unused" in found.verdicts
    head = [text("optimise.column.total", language), *goals, *names.values()]
    head += [text("optimise.column.spare", language)] if spare else []
    knee, lines = escape(text("optimise.chart.knee", language)), []
    points = zip(found.totals, found.outcomes, found.allocations, rows, strict=True)
    for place, (total, outcomes, allocation, split) in enumerate(points):
        amounts = {row.path: float(row.after.sum()) for row in split}
        mark = f" <span class='mark'>{knee}</span>" if place == found.bend else ""
        told = [
            point_words(outcome, goal.indicator, language, decimals[number])
            for number, (goal, outcome) in enumerate(zip(found.question.goals, outcomes, strict=True))
        ]
        cells = [money(float(total), language) + mark, *told, *(money(amounts.get(p, 0.0), language) for p in names)]
        if spare:
            cells.append(money(float(total) - allocation.total_dong / DONG, language))
        lines.append(Line(cells, "ahead" if place == chosen else ""))
    return table(list(map(escape, head)), lines, figures=range(1, len(head)), kind="find-points")
