"""A comparison on one page of A4, to be printed by a browser: one file that needs nothing else and runs nothing."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape

from simulator.report.compare_table import chance_text, figure_cell, figure_name, figure_unit, target_name
from simulator.report.deck.screens import COMMUNES, MONEY, POVERTY, SCENARIO, Screen
from simulator.report.deck.told import clipped
from simulator.report.exports.docx_pictures import chart_svg
from simulator.report.exports.one_page_style import STYLE, scale
from simulator.report.exports.tables import Paper
from simulator.texts import text
from simulator.units import day

FIGURES = ("poverty_rate", "ntm_communes_attained", "persons_placed", "money_planned", "money_unspent")
CHARTS = (POVERTY, COMMUNES)
MOST_TARGETS = 3
MOST_POINTS = 4  # of what a scenario changes; of more, one less and a mark
LONGEST_TITLE, LONGEST_POINT = 60, 110  # letters
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def one_page_html(paper: Paper) -> bytes:
    """Return the page. All that a user wrote is text in it, shortened to what a page holds."""
    title = paper.say("title.summary", place=paper.place_within, **paper.span)
    style = STYLE.replace("SCALE", f"{scale(len(paper.names), len(paper.comparison.targets)):.3f}")
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p class='about'>{escape(_about(paper))}</p>",
        f"<p class='message'>{escape(paper.screens[POVERTY].message)}</p>",
        f"<p>{escape(paper.screens[COMMUNES].message)} {escape(paper.screens[MONEY].message)}</p>",
        _figures(paper),
        f"<div class='charts'>{''.join(_chart(paper, paper.screens[key]) for key in CHARTS)}</div>",
        _levers(paper),
        _sources(paper),
    ]
    page = (
        f"<!doctype html><html lang='{paper.language}'><head><meta charset='utf-8'>"
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<meta name='viewport' content='width=device-width'><title>{escape(title)}</title>"
        f"<style>{style}</style></head><body><main>{''.join(parts)}</main></body></html>"
    )
    return page.encode("utf-8")


def _about(paper: Paper) -> str:
    made = f"{paper.say('method.made_on')}: {day(paper.made_on, paper.language)}"
    return f"{made} · {paper.screens[POVERTY].detail}"


def _figures(paper: Paper) -> str:
    """Key figures and chances, a row a scenario: medians with 90 % intervals."""
    comparison, language = paper.comparison, paper.language
    targets = comparison.targets[:MOST_TARGETS]
    heads = [paper.say("column.scenario")]
    heads += [f"{figure_name(name, language)} ({figure_unit(name, language)})" for name in FIGURES]
    heads += [paper.say("leaf.chance", target=target_name(target, language)) for target in targets]
    rows = []
    for place in range(len(paper.names)):
        cells = [figure_cell(comparison, place, name, language) for name in FIGURES]
        values = [f"{escape(cell.value)}<small>{escape(cell.span)}</small>" for cell in cells]
        values += [escape(chance_text(comparison.chance(place, target), language)) for target in targets]
        rows.append(f"<tr><th scope='row'>{escape(_title(paper, place))}</th>{_cells(values)}</tr>")
    head = "".join(f"<th scope='col'>{escape(words)}</th>" for words in heads)
    caption = escape(paper.say("leaf.figures", **paper.span))
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cells(values: list[str]) -> str:
    return "".join(f"<td>{value}</td>" for value in values)


def _title(paper: Paper, place: int) -> str:
    mark = text("compare.is_reference", paper.language) if place == paper.comparison.reference else ""
    return f"{place + 1}. {clipped(paper.names[place], LONGEST_TITLE)}{mark}"


def _chart(paper: Paper, screen: Screen) -> str:
    """A chart as a picture of its own, so that nothing in it reaches the page."""
    coded = base64.b64encode(chart_svg(screen, paper.language)).decode("ascii")
    picture = f"<img alt='{escape(screen.alt)}' src='data:image/svg+xml;base64,{coded}'>"
    return f"<figure><figcaption>{escape(screen.name)} ({escape(screen.plot.y_title)})</figcaption>{picture}</figure>"


def _levers(paper: Paper) -> str:
    """What each scenario changes; of the reference, what it puts in."""
    items = "".join(f"<li>{line}</li>" for line in _lever_lines(paper))
    return f"<section><h2>{escape(paper.say('leaf.levers'))}</h2><ul>{items}</ul></section>"


def _lever_lines(paper: Paper) -> Iterator[str]:
    for place in range(len(paper.names)):
        points = paper.screens[f"{SCENARIO}{place}"].points
        kept = points if len(points) <= MOST_POINTS else points[: MOST_POINTS - 1]
        shown = [*(clipped(point, LONGEST_POINT) for point in kept), *(["…"] if len(kept) < len(points) else [])]
        yield f"<b>{escape(_title(paper, place))}</b>: {escape('; '.join(shown))}"


def _sources(paper: Paper) -> str:
    """Sources of the reported figures with their dates, what is assumed, how the page was made."""
    shown = [paper.screens[key] for key in CHARTS]
    sources = " ".join(screen.notes[0] for screen in shown if screen.plot.reported)
    words = {"draws": paper.comparison.draws, "seed": paper.seed}
    made = paper.say("leaf.made", posterior=paper.posterior.digest[:12], data=paper.evidence.digest[:12], **words)
    return (
        f"<section class='small'><h2>{escape(paper.say('leaf.sources'))}</h2>"
        f"<p>{escape(sources)}</p><p>{escape(paper.say('leaf.assumptions'))} {escape(made)}</p></section>"
    )
