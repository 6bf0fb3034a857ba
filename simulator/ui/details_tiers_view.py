"""Tiers of communes or villages: stacked bars, nested beside exclusive counts, reports beside the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from simulator.analysis.summary import Interval
from simulator.report.chart_table import Break, Reported
from simulator.report.citations import cited
from simulator.report.detail_charts import tiers_spec
from simulator.report.detail_table import Axis, Stack, stack_table
from simulator.report.series import LARGE_MERGER
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.details_communes import COMMUNES, VILLAGES, CommunesData, TierYear
from simulator.ui.details_compare import Compared
from simulator.ui.details_html import (
    YEARS_BEFORE,
    Line,
    bullets,
    folded,
    heading,
    marked,
    paragraph,
    plain,
    put,
    say,
    table,
)
from simulator.ui.details_ntm_view import printed_notes
from simulator.ui.details_reported import compared_table
from simulator.units import day, number

FEWEST_SEEN = 0.15  # attained share of all from which bars of all are drawn


def tiers_block(name: str, found: CommunesData, rows: Sequence[TierYear], language: str, dark: bool) -> None:
    """Draw the communes or the villages by tier."""
    indicators = COMMUNES if name == "communes" else VILLAGES
    last = rows[-1]
    sentence = marked(
        f"tiers.{name}.sentence",
        language,
        ("count",),
        year=last.year,
        count=number(last.nested["attained"][0], language),
        low=number(last.nested["attained"][1], language),
        high=number(last.nested["attained"][2], language),
        total=number(last.total, language),
    )
    put(heading(say(f"tiers.{name}", language), sentence))
    left, right = st.columns([0.38, 0.62], gap="large")
    with left:
        _tier_chart(name, found, rows, indicators, language, dark)
        if name == "communes":
            put(bullets(_events(found, language)))
    with right:
        put(_tier_tables(found, rows, language))
    shown = [row for row in found.reported if row.observation.indicator in indicators.values()]
    content = (
        compared_table(shown, resources.evidence(), language)
        if shown
        else paragraph(say(f"tiers.{name}.none_reported", language), "empty")
    )
    if name == "communes":
        content += printed_notes(resources.evidence(), found.locality, language)
    put(heading(say(f"tiers.{name}.reported", language)), content)


def _tier_chart(
    name: str,
    found: CommunesData,
    rows: Sequence[TierYear],
    indicators: Mapping[str, str],
    language: str,
    dark: bool,
) -> None:
    attained = [row for row in found.reported if row.observation.indicator == indicators["attained"]]
    points = [_point(row, language) for row in attained]
    breaks = [
        Break(
            merger.date,
            text(
                "page.merger",
                language,
                before=number(merger.units[0], language),
                after=number(merger.units[1], language),
            ),
        )
        for merger in found.mergers
        if name == "communes" and merger.units[1] < LARGE_MERGER * merger.units[0]
    ]
    drawn = drawn_tiers(name, rows)
    stacks = [
        Stack(
            row.year,
            [(tier, text(f"details.tier.{tier}", language), float(row.exclusive[tier])) for tier in drawn],
        )
        for row in rows
    ]
    axis = Axis(language, date(rows[0].year - 1, 12, 31), date(rows[-1].year, 12, 31), breaks=breaks)
    put(_legend(drawn, bool(points), language))
    st.vega_lite_chart(
        stack_table(axis, stacks, points),
        tiers_spec(language, dark),
        theme=None,
        key=f"details_tiers_{name}",
        alt=text(f"details.tiers.{name}.alt", language),
    )


def drawn_tiers(name: str, rows: Sequence[TierYear]) -> list[str]:
    """Tiers of the bars from the bottom up; without the villages below the standard where the others would vanish."""
    tiers = list(reversed(list(rows[0].exclusive)))
    visible = any(row.nested["attained"][0] >= FEWEST_SEEN * row.total for row in rows)
    return tiers if visible or name == "communes" else tiers[:-1]


def _point(row: Compared, language: str) -> Reported:
    seen = row.observation
    source = cited(resources.evidence().sources[seen.source_id], language)
    return Reported(seen.period_end, seen.value, "reported", number(seen.value, language), source)


def _legend(tiers: Sequence[str], with_points: bool, language: str) -> str:
    signs = "".join(f"<span><i class='{tier}'></i>{say(f'tier.{tier}', language)}</span>" for tier in tiers)
    left_out = "" if "below" in tiers else f"<span>{say('tier.not_drawn', language)}</span>"
    points = f"<span><i class='point'></i>{say('tier.reported', language)}</span>" if with_points else ""
    return f"<div class='details-legend'>{signs}{points}{left_out}</div>"


def _tier_tables(found: CommunesData, rows: Sequence[TierYear], language: str) -> str:
    alone, nested = list(rows[0].exclusive), list(rows[0].nested)
    head = [say("year_end", language), say("tier.total", language)]
    head += [say(f"tier.{tier}", language) for tier in alone] + [
        say(f"tier_nested.{tier}", language) for tier in nested
    ]
    groups = [
        ("", 1),
        ("", 1),
        (say("tiers.exclusive", language), len(alone)),
        (say("tiers.nested", language), len(nested)),
    ]
    lines = [_tier_line(row, found.first_year, language) for row in rows]
    recent = sum(row.year < found.first_year - YEARS_BEFORE for row in rows)
    figures = range(1, len(head))
    older = table(head, lines[:recent], figures, groups=groups, kind="stacked")
    return (
        table(head, lines[recent:], figures, groups=groups, kind="stacked")
        + paragraph(say("tiers.note", language), "note")
        + (folded(say("older_years", language), older) if recent else "")
    )


def _tier_line(row: TierYear, first_year: int, language: str) -> Line:
    cells = [str(row.year), number(row.total, language)]
    cells += [number(count, language) for count in row.exclusive.values()]
    for median, low, high in row.nested.values():
        span = "" if low == high == median else f" <span>({number(low, language)}–{number(high, language)})</span>"
        cells.append(f"<b>{number(median, language)}</b>{span}")
    return Line(cells, "ahead" if row.year >= first_year else "")


def _events(found: CommunesData, language: str) -> list[str]:
    """What the merger and the new criteria did, each in one sentence."""
    items = [
        say(
            "communes.merger",
            language,
            date=day(merger.date, language),
            units=number(merger.units[0], language),
            left=number(merger.units[1], language),
            before=plain(merger.attained[0], language),
            after=plain(merger.attained[1], language),
        )
        for merger in found.mergers
    ]
    for review in found.reviews:
        ends = [
            say("communes.changed", language, year=year, count=plain(count, language, _digits(count), signed=True))
            for year, count in review.change.items()
        ]
        items.append(
            say(
                "communes.review",
                language,
                date=day(review.date, language),
                share=plain(review.share, language, share=True),
                changed="; ".join(ends),
            )
        )
    return items


def _digits(count: Interval) -> int:
    return 0 if abs(count.median) >= 10 else 1


def villages_block(found: CommunesData, language: str, dark: bool) -> None:
    """Draw the villages by tier, or say that their number is not known."""
    if found.villages:
        tiers_block("villages", found, found.villages, language, dark)
    else:
        put(heading(say("tiers.villages", language)), paragraph(say("tiers.villages.unknown", language), "empty"))
