"""The part about the best split of a total."""

from __future__ import annotations

import streamlit as st

from simulator.analysis.comparison import FIGURES
from simulator.analysis.optimise.best import Best
from simulator.jobs import Work
from simulator.jobs.optimise import find_best
from simulator.report.optimise_charts import SIDES, Side, outcome_spec, outcome_table
from simulator.report.optimise_checks import best_checks
from simulator.report.optimise_words import about, best_headline, capital, goal_words, is_adapted, point_words
from simulator.texts import text
from simulator.ui.details_html import chart_title
from simulator.ui.find_actions import draw_actions
from simulator.ui.find_beside import beside
from simulator.ui.find_html import checklist, headline, money_table, put
from simulator.ui.find_run import draw_part
from simulator.ui.find_wish import Asked


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    draw_part("best", language, dark, _work, _asked, show)


def _work(asked: Asked, scenarios: str) -> Work:
    return Work(find_best, (asked.question, scenarios))


def _asked(found: Best) -> Asked:
    return Asked(found.question)


def show(found: Best, language: str, dark: bool) -> None:
    """Draw a result: the sentences, the buttons, the money beside what vouches for it."""
    put(headline([best_headline(found, language)], about(found.question, language)))
    goals = found.question.goals
    wanted = {goal.indicator for goal in goals}
    others = beside(found.question, found.allocation, wanted, goals[0].year, language)
    draw_actions(found, found.allocation, language, others)
    left, right = st.columns([6, 5], gap="large")
    with left:
        put(money_table(found.question, found.allocation, language))
        _outcomes(found, language, dark)
    with right:
        put(checklist([*others, *best_checks(found, language)], language))


def _outcomes(found: Best, language: str, dark: bool) -> None:
    """Each goal before and after, with its 90 % interval."""
    start = "adapted" if is_adapted(found) else "before"
    names = tuple(text(f"optimise.side.{name}", language) for name in (start, "after"))
    for place, goal in enumerate(found.question.goals):
        share = FIGURES[goal.indicator].unit == "share"
        sides = [
            Side(kind, name, outcome, point_words(outcome, goal.indicator, language))
            for kind, name, outcome in zip(SIDES, names, (found.before[place], found.after[place]), strict=True)
        ]
        title = capital(goal_words(goal, language))
        put(chart_title(title, text("optimise.chart.interval", language)))
        st.vega_lite_chart(
            outcome_table(sides),
            outcome_spec(language, dark, names, share=share),
            theme=None,
            key=f"find_outcome_{place}",
            alt=text("optimise.chart.alt_outcome", language, goal=title),
        )
