"""What was found for several localities: the sentence, the table of the keys, the responses, what vouches for it."""

from __future__ import annotations

from html import escape

import streamlit as st

from simulator.analysis.shareout.result import ShareOut
from simulator.evidence import Evidence
from simulator.report.charts import filled
from simulator.report.shareout_charts import place_color, responses_spec, responses_table
from simulator.report.shareout_export import csv_text
from simulator.report.shareout_notes import notes
from simulator.report.shareout_table import Cell, groups, heads, rows
from simulator.report.shareout_words import Named, below, certificate, headline, named
from simulator.texts import text
from simulator.ui.details_html import Line, bullets, chart_title, heading, table
from simulator.ui.downloads import download
from simulator.ui.find_localities_save import draw_save

SHEET = """
.st-key-find_places_bar { gap: 6px 10px; flex-wrap: wrap; }
.st-key-find_places_bar label p { font-size: 12px; }
.st-key-find_places_bar :is([role=group], [role=combobox], button, input) { min-height: 32px; font-size: 13.5px; }
.st-key-find_places_bar button p { font-size: 13.5px; }
.st-key-find_places_bar > :first-child { flex: 1 1 100%; width: 100%; }
.st-key-find_places_bar [data-testid=stMultiSelectTagsContainer] { flex-wrap: wrap; overflow: visible; height: auto;
  mask-image: none; }
.st-key-find_places_run { gap: 4px; }
.st-key-find_places_run button { width: 100%; }
.details-table.find-places td.figure span { display: block; line-height: 1.25; white-space: nowrap; }
.details-table.find-places tbody th { min-width: 130px; }
.details-table.find-places :is(th, td):nth-child(5) b { color: var(--page-accent); }
.details.find ul { max-width: none; }
[class*=st-key-find_place_] > * { min-width: 0; }
[class*=st-key-find_place_] [data-testid=stElementContainer] { flex: 0 0 104px; width: 104px; }
[class*=st-key-find_place_] [data-testid=stElementContainer]:first-child { flex: 1 1 300px; width: auto; }
[class*=st-key-find_place_] input:not([role=combobox]) { text-align: right; }
.st-key-find_places_head span { font-size: 12px; font-weight: 600; color: var(--details-muted); }
.st-key-find_places_head [data-testid=stElementContainer] { flex: 0 0 104px; width: 104px; }
.st-key-find_places_head [data-testid=stElementContainer]:first-child { flex: 1 1 300px; width: auto; }
"""


def put(*parts: str) -> None:
    """Write HTML of this part."""
    st.html(f"<div class='details find'>{''.join(parts)}</div>")


def style() -> None:
    """The part's own rules of style."""
    st.html(f"<style>{SHEET}</style>")


def show(result: ShareOut, evidence: Evidence, language: str, dark: bool) -> None:
    """Draw a result."""
    found = named(result, evidence, language)
    put(f"<h2>{escape(headline(found))}</h2><p class='sub'>{escape(below(found))}</p>")
    with st.container(key="find_actions", horizontal=True, vertical_alignment="center"):
        draw_save(found)
        _download(found)
    put(_table(found, dark))
    left, right = st.columns([6, 5], gap="large")
    with left:
        _chart(found, dark)
    with right:
        put(
            heading(escape(text("shareout.checks_title", language))),
            bullets([escape(line) for line in certificate(found)]),
            heading(escape(text("shareout.notes_title", language))),
            bullets([escape(line) for line in notes(found)]),
        )


def _table(found: Named, dark: bool) -> str:
    """The keys beside each other, a locality a row, with its number in the chart."""
    lines = []
    for number, row in enumerate(rows(found)):
        sign = "" if row.is_sum else f"<b style='color:{place_color(number, dark)}'>{number + 1}</b> "
        lines.append(Line([sign + escape(row.name), *map(_cell, row.cells)], "sum" if row.is_sum else ""))
    head = [escape(name) for name in heads(found)]
    above = [(escape(name), width) for name, width in groups(found)]
    return table(head, lines, figures=range(1, len(head)), groups=above, kind="find-places")


def _cell(cell: Cell) -> str:
    detail = f" <span>{escape(cell.detail)}</span>" if cell.detail else ""
    return f"<b>{escape(cell.value)}</b>{detail}"


def _chart(found: Named, dark: bool) -> None:
    language = found.language
    title, detail = (escape(text(f"shareout.chart.{name}", language)) for name in ("title", "detail"))
    unit = escape(text(f"shareout.chart.y.{found.question.goal}", language))
    put(chart_title(title, f"{unit}. {detail}."))
    st.vega_lite_chart(
        spec=filled(responses_spec(language, dark, found.question.goal), responses_table(found)),
        theme=None,
        key="find_responses",
        alt=text("shareout.chart.alt", language, count=len(found.names)),
    )


def _download(found: Named) -> None:
    called = text("shareout.file_name", found.language, year=found.question.year)
    label = text("shareout.download", found.language)
    download(label, lambda: csv_text(found), called, key="find_places_download")
