"""Words, numbers and tables of the page of details as HTML."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from simulator.analysis.summary import Interval
from simulator.evidence import Evidence, Observation, Source
from simulator.report.citations import cited, cited_all
from simulator.report.ranges import period, reported_value
from simulator.texts import keys, text
from simulator.ui.methods_tables import BOUND_SIGNS
from simulator.units import number, signed_number

STRONG = ("\x02", "\x03")  # stand for the tags of emphasis until the rest is escaped
MANY, SOME = 1000.0, 10.0  # from here on figures carry no decimal, one decimal
DOUBTFUL = "doubtful"
YEARS_BEFORE = 3  # years before the scenario that a table shows unfolded


@dataclass(frozen=True)
class Line:
    """One row of a table, its cells as HTML.

    kind: ahead (a projected year), again (the name of the row above), sum, heading (one cell over all columns).
    """

    cells: Sequence[str]
    kind: str = ""


def say(key: str, language: str, **params: object) -> str:
    """A text of this page, safe inside HTML."""
    return escape(text(f"details.{key}", language, **params), quote=False)


def marked(key: str, language: str, strong: Collection[str], **params: object) -> str:
    """A text of this page with the fillings named in `strong` emphasised, each up to its interval."""
    filled = {name: _strong(str(value)) if name in strong else value for name, value in params.items()}
    return say(key, language, **filled).replace(STRONG[0], "<b>").replace(STRONG[1], "</b>")


def _strong(value: str) -> str:
    figure, bracket, interval = value.partition(" (")
    return f"{STRONG[0]}{figure}{STRONG[1]}{bracket}{interval}"


def capital(content: str) -> str:
    """A text that begins a title."""
    return content[:1].upper() + content[1:]


def put(*parts: str) -> None:
    """Write HTML of this page."""
    st.html(f"<div class='details'>{''.join(parts)}</div>")


def headline(sentence: str, below: str = "") -> str:
    """The sentence that says the result of a part, with what is needed to read it."""
    return f"<h2>{sentence}</h2>" + (f"<p class='sub'>{below}</p>" if below else "")


def heading(title: str, below: str = "") -> str:
    """The heading of a table or a row of charts."""
    return f"<h3>{title}</h3>" + (f"<p class='sub'>{below}</p>" if below else "")


def paragraph(content: str, kind: str = "") -> str:
    """A paragraph; kind: note, empty."""
    return f"<p class='{kind}'>{content}</p>" if kind else f"<p>{content}</p>"


def bullets(items: Sequence[str]) -> str:
    """A list of short sentences."""
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>" if items else ""


def chart_title(title: str, detail: str = "", badge: str = "") -> str:
    """What stands above a small chart: its name, then its unit and a badge."""
    mark = f" <em>{badge}</em>" if badge else ""
    return f"<p class='chart'>{title}<span>{detail}{mark}</span></p>"


def table(
    head: Sequence[str],
    lines: Sequence[Line],
    figures: Collection[int] = (),
    *,
    groups: Sequence[tuple[str, int]] = (),
    kind: str = "",
) -> str:
    """A table that scrolls sideways by itself; figures: columns of numbers; groups: (name, columns) above the head."""
    above = "".join(f"<th colspan='{width}' scope='colgroup'>{name}</th>" for name, width in groups)
    names = "".join(f"<th scope='col'{_class(place, figures)}>{name}</th>" for place, name in enumerate(head))
    rows = "".join(_row(line, figures, len(head)) for line in lines)
    top = f"<tr class='groups'>{above}</tr>" if groups else ""
    return (
        f"<div class='details-table {kind}' tabindex='0'><table><thead>{top}<tr>{names}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(line: Line, figures: Collection[int], width: int) -> str:
    first, *others = line.cells
    if line.kind == "heading":
        return f"<tr class='heading'><th scope='rowgroup' colspan='{width}'>{first}</th></tr>"
    cells = "".join(f"<td{_class(place, figures)}>{cell}</td>" for place, cell in enumerate(others, start=1))
    kind = f" class='{line.kind}'" if line.kind else ""
    return f"<tr{kind}><th scope='row'>{first}</th>{cells}</tr>"


def _class(place: int, figures: Collection[int]) -> str:
    return " class='figure'" if place in figures else ""


def folded(title: str, content: str) -> str:
    """What is opened by a click: older years, long tables."""
    return f"<details><summary>{title}</summary>{content}</details>"


def measured(
    found: Interval,
    language: str,
    decimals: int = 0,
    *,
    share: bool = False,
    signed: bool = False,
    unit: str = "",
) -> str:
    """Median with its 90 % interval, "41% (30–55)"; the median alone where the printed interval is no wider."""
    scale = 100.0 if share else 1.0
    write = signed_number if signed else number
    median, low, high = (write(scale * value, language, decimals) for value in (found.median, found.p05, found.p95))
    sign = f"\u00a0{unit}" if unit else "%" if share else ""
    shown = f"<b>{median}{sign}</b>"
    if low == high == median:
        return shown
    span = text("explore.card.interval", language, low=low, high=high) if signed else f"({low}–{high})"
    return f"{shown} <span>{span}</span>"


def plain(found: Interval, language: str, decimals: int = 0, *, share: bool = False, signed: bool = False) -> str:
    """The same without emphasis, for sentences and labels."""
    content = measured(found, language, decimals, share=share, signed=signed)
    for tag in ("<b>", "</b>", "<span>", "</span>"):
        content = content.replace(tag, "")
    return content


def decimals_for(figures: Sequence[Interval]) -> int:
    """Decimals that a column of amounts needs."""
    largest = max((abs(found.median) for found in figures), default=0.0)
    return 0 if largest >= MANY else 1 if largest >= SOME else 2


def reported(row: Observation, language: str) -> str:
    """A reported figure with the sign of its bound."""
    return BOUND_SIGNS.get(row.bound, "") + reported_value(row, language)


def when(row: Observation, language: str) -> str:
    """The day or the period of a reported figure."""
    return period(row, language)


def linked(source: Source, language: str) -> str:
    """A source as it is cited on every page, leading to its address where it has one."""
    content = escape(cited(source, language))
    if not source.url:
        return content
    return f"<a href='{escape(source.url)}' target='_blank' rel='noopener noreferrer'>{content}</a>"


def rated(source: Source, language: str) -> str:
    """A source with what kind it is."""
    return f"{linked(source, language)} <span>· {say(f'rating.{source.rating}', language)}</span>"


def sources(source_ids: Sequence[str], evidence: Evidence, language: str) -> str:
    """Several sources, or the word assumption."""
    if not source_ids:
        return escape(cited_all((), evidence, language))
    return "; ".join(linked(evidence.sources[name], language) for name in source_ids)


def indicator_name(name: str, language: str) -> str:
    """What a reported indicator is called; its own name where no text knows it."""
    for key in (f"observed.{name}", f"details.indicator.{name}"):
        if key in keys():
            return escape(text(key, language))
    return escape(name)


def unit_name(unit: str, language: str) -> str:
    """A unit as the reader writes it."""
    for key in (f"details.unit.{unit}", f"methods.unit.{unit}"):
        if key in keys():
            return escape(text(key, language))
    return escape(unit)


def unit_of(row: Observation, language: str) -> str:
    """The unit of a reported figure; that of a growth is a percentage a year, not points."""
    return unit_name("growth" if row.indicator.endswith("_growth") else row.unit, language)


def unit_after(row: Observation, language: str) -> str:
    """The unit that follows a reported figure; a percentage bears its own sign."""
    return "" if row.unit == "share" else unit_of(row, language)


def place_name(evidence: Evidence, place: str, language: str) -> str:
    """The name of a locality, or of the place above it."""
    found = evidence.localities.get(place)
    if found is not None:
        return found.name_vi if language == "vi" else found.name_en
    return text(f"details.place.{place}", language) if f"details.place.{place}" in keys() else place
