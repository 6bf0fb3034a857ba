"""The part about the least total that reaches the targets."""

from __future__ import annotations

import streamlit as st

from simulator.analysis.optimise.least import Least
from simulator.analysis.optimise.question import DONG
from simulator.jobs import Work
from simulator.jobs.optimise import find_least
from simulator.report.compare_table import chance_text
from simulator.report.optimise_charts import Point, Sign, totals_spec, totals_table
from simulator.report.optimise_table import money
from simulator.report.optimise_total_words import least_checks, least_headline
from simulator.report.optimise_words import about
from simulator.texts import text
from simulator.ui.details_html import chart_title
from simulator.ui.find_actions import draw_actions
from simulator.ui.find_beside import beside
from simulator.ui.find_html import checklist, headline, money_table, put
from simulator.ui.find_run import draw_part
from simulator.ui.find_wish import Asked


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    draw_part("least", language, dark, _work, _asked, show)


def _work(asked: Asked, scenarios: str) -> Work:
    return Work(find_least, (asked.question, asked.targets, asked.chance, scenarios))


def _asked(found: Least) -> Asked:
    return Asked(found.question, found.targets, found.wished)


def show(found: Least, language: str, dark: bool) -> None:
    """Draw a result: the sentences, the buttons, the money, the chance of the totals that were tried."""
    put(headline(least_headline(found, language), about(found.question, language, "chance")))
    wanted = {target.indicator for target in found.targets}
    others = beside(found.question, found.allocation, wanted, found.question.years[-1], language)
    draw_actions(found, found.allocation, language, others)
    left, right = st.columns([6, 5], gap="large")
    with left:
        put(money_table(found.question, found.allocation, language))
    with right:
        _chances(found, language, dark)
        put(checklist([*least_checks(found, language), *others], language))


def _chances(found: Least, language: str, dark: bool) -> None:
    """The chance of the targets against the total."""
    tried = dict(found.steps) | {found.total_dong / DONG: found.chance_fresh}
    points = [
        Point(total, chance, money(total, language), chance_text(chance, language)) for total, chance in tried.items()
    ]
    today = found.question.today.total_dong / DONG
    signs = [
        Sign("found", found.total_dong / DONG, found.chance_fresh, text("optimise.chart.found", language)),
        Sign("today", today, found.today_chance, text("optimise.chart.today", language)),
    ]
    wish = found.wished, text("optimise.chart.wished", language, chance=chance_text(found.wished, language))
    put(chart_title(text("optimise.chart.chance_title", language), text("optimise.chart.chance_detail", language)))
    st.vega_lite_chart(
        totals_table(points, signs, wish),
        totals_spec(language, dark, form="chance"),
        theme=None,
        key="find_chances",
        alt=text("optimise.chart.alt_chance", language),
    )
