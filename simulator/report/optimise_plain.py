"""What was found as plain text for a terminal: the sentences, what vouches for them, the money."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.analysis.optimise.best import Best
from simulator.analysis.optimise.frontier import Frontier
from simulator.analysis.optimise.least import Least
from simulator.analysis.optimise.question import Goal, Question
from simulator.report.change_words import indicator_words
from simulator.report.optimise_checks import best_checks
from simulator.report.optimise_export import Found
from simulator.report.optimise_table import Row, money, money_rows, signed_money, summed
from simulator.report.optimise_total_words import (
    frontier_checks,
    frontier_decimals,
    frontier_headline,
    least_checks,
    least_headline,
)
from simulator.report.optimise_words import MARKS, Said, about, best_headline, point_words
from simulator.texts import text


def plain_text(found: Found, language: str, beside: Sequence[Said] = ()) -> str:
    """A result for a terminal: the sentences, what vouches for them, the money. beside: what else it changes."""
    if isinstance(found, Best):
        lines, said = [best_headline(found, language)], best_checks(found, language)
    elif isinstance(found, Least):
        lines, said = least_headline(found, language), least_checks(found, language)
    else:
        lines, said = frontier_headline(found, language), frontier_checks(found, language)
    lines += [
        about(found.question, language, "chance" if isinstance(found, Least) else "split"),
        "",
        text("optimise.checks_title", language).upper(),
    ]
    lines += [line for item in (*beside, *said) for line in _said_lines(item)]
    if isinstance(found, Frontier):
        return "\n".join([*lines, "", *_frontier_lines(found, language)])
    rows = money_rows(found.question, found.allocation, language)
    return "\n".join([*lines, "", *_money_lines(rows, found.question, language)])


def _said_lines(said: Said) -> list[str]:
    return [f"{MARKS[said.mark]} {said.content}", *(f"    {line}" for line in said.details)]


def _money_lines(rows: Sequence[Row], question: Question, language: str) -> list[str]:
    first, last = question.years[0], question.years[-1]
    lines = [text("optimise.money_title", language, first=first, last=last).upper()]
    for row in [*rows, summed(rows, text("optimise.sum", language))]:
        before, after = (money(float(side.sum()), language) for side in (row.before, row.after))
        note = f" ({text('optimise.fixed', language)})" if row.fixed else ""
        lines.append(f"  {row.name}: {before} → {after} ({signed_money(row.change, language)}){note}")
        if row.path and not row.fixed:
            by_year = zip(question.years, row.before, row.after, strict=True)
            lines.append(
                "      " + "; ".join(f"{y}: {money(b, language)} → {money(a, language)}" for y, b, a in by_year)
            )
    return lines


def _by_year(row: Row, question: Question, language: str) -> str:
    years = zip(question.years, row.before, row.after, strict=True)
    return "; ".join(f"{year}: {money(old, language)} → {money(new, language)}" for year, old, new in years)


def _frontier_lines(found: Frontier, language: str) -> list[str]:
    lines = [text("optimise.frontier.table", language).upper()]
    decimals = [frontier_decimals(found, place) for place in range(len(found.question.goals))]
    for number, (total, outcomes) in enumerate(zip(found.totals, found.outcomes, strict=True)):
        figures = zip(found.question.goals, outcomes, decimals, strict=True)
        told = "; ".join(
            f"{_name(goal, language)} {point_words(o, goal.indicator, language, d)}" for goal, o, d in figures
        )
        knee = f" ← {text('optimise.chart.knee', language)}" if number == found.bend else ""
        lines.append(f"  {money(float(total), language)}: {told}{knee}")
    return lines


def _name(goal: Goal, language: str) -> str:
    return indicator_words(goal.indicator, language)
