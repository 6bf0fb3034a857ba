"""The parts of the page of comparison."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from simulator.analysis.comparison import Comparison
from simulator.report.charts import filled
from simulator.report.compare_charts import DASHES, FEW, lines_spec, scenario_colors
from simulator.report.compare_export import about
from simulator.report.compare_lines import Lines, lines_table
from simulator.report.compare_series import lines_of
from simulator.report.compare_table import Entry, Table, table, titled
from simulator.report.compare_words import beaten_lines, counts_line, headline, input_lines
from simulator.report.series_frame import ATTAINED, RATE
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.chart_data import WORDING
from simulator.ui.components import sortable_table, template
from simulator.ui.export_row import export_row

CHARTS = {"poverty": RATE, "ntm": ATTAINED}
WORDS = ("scenario", "sort", "sorted", "up", "down", "sign_good", "sign_bad")
PANELS_A_ROW = 4


@dataclass(frozen=True)
class View:
    """What all parts draw from."""

    comparison: Comparison
    entries: Sequence[Entry]
    language: str
    dark: bool

    @property
    def years(self) -> dict[str, int]:
        """The years that titles name."""
        return {"first": self.comparison.first_year, "year": self.comparison.year}


def put(*parts: str) -> None:
    """Write HTML of this page."""
    st.html(f"<div class='details compare'>{''.join(parts)}</div>")


def draw_headline(view: View) -> None:
    """The sentences that say the result, and what they rest on."""
    sentences = headline(view.comparison, view.entries, view.language)
    below = escape(about(view.comparison, view.language))
    lines = "".join(f"<span>{escape(sentence)}</span>" for sentence in sentences)
    put(f"<h2>{lines}</h2><p class='sub'>{below}</p>")


def draw_outcomes(view: View) -> None:
    """All scenarios over each other, the table of outcomes, and who is beaten."""
    found = {name: _lines(view, name) for name in CHARTS}
    for column, (name, lines) in zip(st.columns([3, 2], gap="medium"), found.items(), strict=True):
        with column:
            title = escape(text(f"explore.chart.{name}", view.language))
            detail = escape(text(f"compare.chart.{name}_detail", view.language))
            put(f"<p class='chart'>{title} <span>{detail}</span></p>")
            _chart(view, name, lines, None)
    put(f"<h3>{escape(text('compare.table.outcomes', view.language, **view.years))}</h3>")
    _table(view, "outcomes")
    put(f"<p class='signs'>{escape(text('compare.signs', view.language))}</p>", _beaten(view))


def draw_panels(view: View) -> None:
    """Side by side: each scenario before the others, on one scale."""
    for name in CHARTS:
        title, note = text(f"explore.chart.{name}", view.language), text("compare.panels_note", view.language)
        put(f"<h3>{escape(title)}</h3><p class='sub'>{escape(note)}</p>")
        lines, titles = _lines(view, name), list(titled(view.entries))
        for first in range(0, len(titles), PANELS_A_ROW):
            row = titles[first : first + PANELS_A_ROW]
            for column, (number, called) in zip(st.columns(PANELS_A_ROW, gap="small"), row, strict=False):
                with column:
                    put(_panel_name(view, number, called))
                    _chart(view, name, lines, number - 1)


def draw_money(view: View) -> None:
    """What is done with the money, by programme and by source."""
    for name in ("works", "programmes", "sources"):
        put(f"<h3>{escape(text(f'compare.table.{name}', view.language, **view.years))}</h3>")
        _table(view, name)
    put(f"<p class='signs'>{escape(text('compare.money_note', view.language))}</p>")


def draw_inputs(view: View) -> None:
    """In what the inputs differ from the reference, in words."""
    titles, reference = dict(titled(view.entries)), view.comparison.reference + 1
    words = {"title": titles[reference]}
    boxes = []
    for number, title in titles.items():
        if number == reference:
            continue
        lines = input_lines(view.comparison, number - 1, view.language) or [text("compare.inputs_same", view.language)]
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        boxes.append(f"<div><p>{number}. {escape(title)}</p><ul>{items}</ul></div>")
    put(
        f"<h3>{escape(text('compare.inputs_title', view.language))}</h3>",
        f"<p class='sub'>{escape(text('compare.inputs_from', view.language, **words))}</p>",
        f"<div class='inputs'>{''.join(boxes)}</div>",
    )


Part = Callable[[View], None]
PARTS: Mapping[str, Part] = {
    "outcomes": draw_outcomes,
    "panels": draw_panels,
    "money": draw_money,
    "inputs": draw_inputs,
}


def draw_download(view: View) -> None:
    """The row of files to take along."""
    export_row(view.comparison, view.entries, view.language, "compare")


def table_message(view: View, name: str) -> bytes:
    """What the sortable table is told."""
    found, colors = table(view.comparison, name, view.language), scenario_colors(view.dark)
    texts = {word: template(f"compare.{word}", view.language) for word in WORDS}
    texts |= {"reference": text("compare.reference", view.language)}
    texts |= {tone: text(f"compare.tone_{tone}", view.language) for tone in ("good", "bad")}
    rows = [
        {
            "number": number,
            "title": title,
            "color": colors[number - 1],
            "dash": " ".join(map(str, DASHES[number - 1])),
            "reference": number - 1 == view.comparison.reference,
            "cells": [vars(cell) for cell in found.rows[number - 1]],
        }
        for number, title in titled(view.entries)
    ]
    message = {
        "key": name,
        "caption": text(f"compare.table.{name}", view.language, **view.years),
        "texts": texts,
        "columns": _heads(found),
        "rows": rows,
    }
    return json.dumps(message, ensure_ascii=False, allow_nan=False).encode()


def _heads(found: Table) -> list[dict[str, str]]:
    """Names of the columns with their unit; and when, for those that are not what most of the table is about."""
    usual = Counter(column.period for column in found.columns).most_common(1)[0][0]
    return [
        {
            "key": column.key,
            "name": re.sub("([≤≥]) ", "\\1\u00a0", column.name),
            "detail": column.unit if column.period == usual else f"{column.unit} · {column.period}",
        }
        for column in found.columns
    ]


def _table(view: View, name: str) -> None:
    sortable_table(table_message(view, name), key=f"compare_table_{name}")


def _lines(view: View, name: str) -> Lines:
    return lines_of(CHARTS[name], view.comparison, view.entries, resources.evidence(), view.language, WORDING)


def _chart(view: View, name: str, lines: Lines, focus: int | None) -> None:
    is_small = focus is not None
    spec = lines_spec(
        view.language, view.dark, share=lines.share, top=lines.top, faint=len(lines.lines) > FEW, small=is_small
    )
    words = {"count": len(lines.lines), "title": "" if focus is None else lines.lines[focus].title}
    alt = text("compare.chart.alt_panel" if is_small else f"compare.chart.alt_{name}", view.language, **words)
    key = f"compare_{name}" if focus is None else f"compare_{name}_{focus}"
    st.vega_lite_chart(spec=filled(spec, lines_table(lines, focus)), theme=None, key=key, alt=alt)


def _panel_name(view: View, number: int, called: str) -> str:
    color = scenario_colors(view.dark)[number - 1]
    return (
        f"<p class='panel-name' style='color:{color}'><b>{number}</b>"
        f"<span title='{escape(called)}'>{escape(called)}</span></p>"
    )


def _beaten(view: View) -> str:
    lines = beaten_lines(view.comparison, view.entries, view.language)
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    counts = escape(counts_line(view.comparison, view.language))
    title = escape(text("compare.beaten_title", view.language))
    return f"<h3>{title}</h3><p class='sub'>{counts}</p><ul class='beaten'>{items}</ul>"
