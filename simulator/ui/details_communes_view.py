"""The part about New Rural communes: which criterion holds them back, tiers, villages, districts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from simulator.analysis.summary import Interval
from simulator.report.chart_table import Break, Reported
from simulator.report.detail_charts import WHOLE, panel_spec, tiers_spec
from simulator.report.detail_table import Axis, Stack, panel_table, stack_table
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.chart_data import LARGE_MERGER
from simulator.ui.details_bands import bands, first_day
from simulator.ui.details_communes import (
    COMMUNES,
    CRITERIA,
    VILLAGES,
    CommunesData,
    CriteriaYear,
    TierYear,
    communes_data,
    lowest_by_years,
)
from simulator.ui.details_compare import Compared
from simulator.ui.details_html import (
    Line,
    bullets,
    capital,
    chart_title,
    folded,
    heading,
    headline,
    marked,
    measured,
    paragraph,
    plain,
    put,
    say,
    table,
)
from simulator.ui.details_ntm_view import criterion_ten, districts_block, printed_notes, thresholds_block
from simulator.ui.details_reported import compared_table
from simulator.ui.details_runs import data_of, open_scenario
from simulator.ui.sources import cited
from simulator.units import day, number, percent

FEWEST_SEEN = 0.15  # attained share of all from which bars of all are drawn
YEARS_BEFORE = 3  # year-ends of the past that a table shows unfolded


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    found = data_of(communes_data, open_scenario())
    evidence = resources.evidence()
    _criteria(found, language, dark)
    left, right = st.columns([0.5, 0.5], gap="large")
    with left:
        put(heading(say("communes.by_year", language)), _criteria_tables(found, language))
    with right:
        put(thresholds_block(evidence, found.locality, language), criterion_ten(evidence, found.locality, language))
    _tiers("communes", found, found.communes, language, dark)
    _villages(found, language, dark)
    put(districts_block(evidence, found.locality, language))


def _criteria(found: CommunesData, language: str, dark: bool) -> None:
    last = found.criteria[-1]
    share = last.shares[last.lowest]
    sentence = marked(
        "communes.headline",
        language,
        ("criterion", "share"),
        year=last.year,
        criterion=say(f"criterion.{last.lowest}", language),
        share=percent(share.median, language, 0),
        low=number(100 * share.p05, language),
        high=percent(share.p95, language, 0),
    )
    ahead = [row for row in found.criteria if row.year >= found.first_year]
    runs = "; ".join(
        say(
            "communes.run",
            language,
            years=str(first) if first == end else f"{first}–{end}",
            criterion=text(f"details.criterion_short.{name}", language),
        )
        for first, end, name in lowest_by_years(ahead)
    )
    below = say("communes.sub", language, count=_of_hundred(last.chance), runs=runs)
    put(headline(sentence, below))
    axis = Axis(
        language,
        first_day(found.stretches["9"]),
        date(found.last_year, 12, 31),
        date(found.first_year - 1, 12, 31),
    )
    for column, name in zip(st.columns(3, gap="medium"), CRITERIA, strict=True):
        stretches = found.stretches[name]
        breaks = [
            Break(stretch.dates[0], text(f"methods.standard.{stretch.standard}", language)) for stretch in stretches[1:]
        ]
        own = Axis(language, axis.first, axis.last, axis.projected_from, breaks if name == "11" else ())
        with column:
            put(chart_title(capital(say(f"criterion.{name}", language)), say(f"communes.panel.{name}", language)))
            st.vega_lite_chart(
                panel_table(own, bands(stretches), (), percent(stretches[-1].figures[-1].median, language, 0), WHOLE),
                panel_spec(language, dark, share=True, top=WHOLE),
                theme=None,
                key=f"details_criterion_{name}",
                alt=text("details.communes.alt", language, criterion=text(f"details.criterion.{name}", language)),
            )


def _of_hundred(chance: float) -> str:
    return str(min(max(round(100 * chance), 1), 100))


def _criteria_tables(found: CommunesData, language: str) -> str:
    names = [capital(say(f"criterion_short.{name}", language)) for name in CRITERIA]
    head = [say("year_end", language), say("standard", language), *names]
    lines = [_criteria_line(row, found.first_year, language) for row in found.criteria]
    recent = sum(row.year < found.first_year - YEARS_BEFORE for row in found.criteria)
    older = folded(say("older_years", language), table(head, lines[:recent], (2, 3, 4))) if recent else ""
    note = paragraph(say("communes.lowest_note", language), "note")
    return table(head, lines[recent:], (2, 3, 4)) + note + older


def _criteria_line(row: CriteriaYear, first_year: int, language: str) -> Line:
    cells = [str(row.year), say(f"standard_years.{row.standard}", language)]
    for name in CRITERIA:
        content = measured(row.shares[name], language, share=True)
        cells.append(f"<div class='lowest'>▼ {content}</div>" if name == row.lowest else content)
    return Line(cells, "ahead" if row.year >= first_year else "")


def _tiers(name: str, found: CommunesData, rows: Sequence[TierYear], language: str, dark: bool) -> None:
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


def _villages(found: CommunesData, language: str, dark: bool) -> None:
    if found.villages:
        _tiers("villages", found, found.villages, language, dark)
    else:
        put(heading(say("tiers.villages", language)), paragraph(say("tiers.villages.unknown", language), "empty"))
