"""What was found as HTML: sentences, what vouches for them, the money with bars."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from simulator.analysis.optimise.question import Allocation, Question
from simulator.report.optimise_table import Row, money, money_rows, signed_money, summed
from simulator.report.optimise_words import MARKS, Said, span_words
from simulator.texts import text
from simulator.ui.details_html import Line, folded, table


def put(*parts: str) -> None:
    """Write HTML of this page."""
    st.html(f"<div class='details find'>{''.join(parts)}</div>")


def headline(lines: Sequence[str], below: str) -> str:
    """The sentences that say the result, and what they rest on."""
    told = "".join(f"<span>{escape(line)}</span>" for line in lines)
    return f"<h2>{told}</h2><p class='sub'>{escape(below)}</p>"


def checklist(said: Sequence[Said], language: str) -> str:
    """What vouches for a result, a line each with its mark; longer lists are opened by a click."""
    items = "".join(_item(item, language) for item in said)
    return f"<h3>{escape(text('optimise.checks_title', language))}</h3><ul class='find-checks'>{items}</ul>"


def _item(said: Said, language: str) -> str:
    content = escape(said.content)
    if said.details:
        listed = "".join(f"<li>{escape(line)}</li>" for line in said.details)
        content = f"<details><summary>{content}</summary><ul>{listed}</ul></details>"
    told = escape(text(f"optimise.mark.{said.mark}", language))
    return (
        f"<li class='{said.mark}'><i title='{told}' aria-label='{told}'>{MARKS[said.mark]}</i><div>{content}</div></li>"
    )


def money_table(question: Question, allocation: Allocation, language: str) -> str:
    """The money of each line before and after, with a bar to either side; by year when asked for."""
    rows = money_rows(question, allocation, language)
    title = escape(text("optimise.money_title", language, **span_words(question)))
    largest = max((abs(row.change) for row in rows), default=0.0)
    lines = [_row(row, largest, language) for row in rows]
    lines.append(_row(summed(rows, text("optimise.sum", language)), largest, language, kind="sum"))
    head = [text(f"optimise.column.{name}", language) for name in ("line", "before", "after", "change")]
    found = table([*map(escape, head), ""], lines, figures={1, 2, 3}, kind="find-money")
    years = folded(escape(text("optimise.by_year", language)), year_table(rows, question, language))
    return f"<h3>{title}</h3>{found}{years}"


def _row(row: Row, largest: float, language: str, kind: str = "") -> Line:
    before, after = (money(float(side.sum()), language) for side in (row.before, row.after))
    name = escape(row.name)
    if row.fixed:
        name += f" <span>{escape(text('optimise.fixed', language))}</span>"
    change = signed_money(row.change, language)
    return Line((name, before, f"<b>{after}</b>", change, "" if kind else _bar(row.change, largest)), kind)


def _bar(change: float, largest: float) -> str:
    """A bar from the middle: to the right for more, to the left for less."""
    share = 50.0 * abs(change) / largest if largest else 0.0
    side = "more" if change > 0 else "less"
    return f"<span class='find-bar' aria-hidden='true'><i class='{side}' style='width:{share:.1f}%'></i></span>"


def year_table(rows: Sequence[Row], question: Question, language: str) -> str:
    """What each line gets in each year, with the scenario's amount below where it is another."""
    lines = []
    for row in rows:
        cells = [escape(row.name)]
        for before, after in zip(row.before, row.after, strict=True):
            old = "" if before == after else f"<span>{money(before, language)} →</span> "
            cells.append(f"{old}<b>{money(after, language)}</b>")
        lines.append(Line(cells))
    head = [escape(text("optimise.column.line", language)), *map(str, question.years)]
    return table(head, lines, figures=range(1, len(head)), kind="find-years")
