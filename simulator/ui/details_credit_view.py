"""The part about policy credit: capital by source, lending, programmes, rules of loans, interest subsidy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from simulator.analysis.summary import Interval
from simulator.report.chart_table import Reported
from simulator.report.citations import cited
from simulator.report.detail_charts import panel_spec
from simulator.report.detail_table import Axis, panel_table
from simulator.report.ranges import period
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.details_bands import bands, first_day
from simulator.ui.details_compare import Compared
from simulator.ui.details_credit import CAPITAL, CreditData, credit_data
from simulator.ui.details_html import (
    YEARS_BEFORE,
    Line,
    bullets,
    chart_title,
    decimals_for,
    folded,
    heading,
    headline,
    marked,
    measured,
    paragraph,
    plain,
    put,
    reported,
    say,
    table,
)
from simulator.ui.details_programmes_view import programmes_block, works_block
from simulator.ui.details_reported import compared_table
from simulator.ui.details_rules_view import rules_block
from simulator.ui.details_runs import data_of, open_scenario
from simulator.ui.details_series import Stretch
from simulator.units import number

OWN = "entrusted"  # the source that the planners decide on
PANELS = (OWN, "central", "mobilised", "total")
RATIO = "credit_capital_entrusted_local_ratio"
LENDING = (
    "credit_lent",
    "credit_collected",
    "credit_outstanding",
    "credit_overdue",
    "credit_overdue_share",
    "interest_subsidy",
    "water_works",
)


def draw(language: str, dark: bool) -> None:
    """Draw the part for the open scenario."""
    found = data_of(credit_data, open_scenario())
    put(_headline(found, language))
    for column, name in zip(st.columns(4, gap="medium"), PANELS, strict=True):
        with column:
            _panel(name, found, language, dark)
    left, right = st.columns([0.56, 0.44], gap="large")
    with left:
        title = heading(say("credit.capital", language), say("in_billion", language))
        put(title, _by_year(found, list(CAPITAL.values()), language))
    with right:
        put(_subsidy(found, language))
        _subsidy_chart(found, language, dark)
    put(heading(say("credit.lending", language), say("credit.lending_sub", language)))
    put(_by_year(found, LENDING, language))
    put(_compared(found, language))
    put(programmes_block(found, resources.evidence(), language))
    put(works_block(found, resources.evidence(), language))
    put(rules_block(resources.evidence(), date.today(), language))


def _headline(found: CreditData, language: str) -> str:
    amount = found.by_year[CAPITAL[OWN]][found.last_year]
    decimals = decimals_for([amount])
    sentence = marked(
        "credit.headline",
        language,
        ("amount", "share"),
        year=found.last_year,
        amount=plain(amount, language, decimals),
        share=plain(found.entrusted_share[found.last_year], language, 1, share=True),
        before=found.latest,
        earlier=plain(found.entrusted_share[found.latest], language, 1, share=True),
    )
    ratios = [row for row in found.reported if row.observation.indicator == RATIO and row.model is not None]
    told = [_ratio(row, language) for row in ratios]
    return headline(sentence, " ".join(told) or say("credit.no_ratio", language))


def _ratio(row: Compared, language: str) -> str:
    seen, source = row.observation, resources.evidence().sources[row.observation.source_id]
    return say(
        "credit.ratio",
        language,
        period=period(seen, language),
        reported=reported(seen, language),
        source=cited(source, language),
        model=plain(row.model, language, 1) if row.model is not None else "",
    )


def _panel(name: str, found: CreditData, language: str, dark: bool) -> None:
    stretches = found.capital[name]
    points = [_point(row, language) for row in found.reported_capital[name]]
    last = stretches[-1].figures[-1]
    axis = Axis(
        language,
        first_day(stretches),
        date(found.last_year, 12, 31),
        date(found.first_year - 1, 12, 31),
    )
    badge = say("credit.own", language) if name == OWN else ""
    put(chart_title(say(f"credit.source.{name}", language), say("unit.billion_vnd", language), badge))
    largest = max(found.p95 for found in stretches[-1].figures)
    st.vega_lite_chart(
        panel_table(axis, bands(stretches), points, number(last.median, language, decimals_for([last]))),
        panel_spec(language, dark, share=False, top=None if largest else 1.0, strong=name == OWN),
        theme=None,
        key=f"details_capital_{name}",
        alt=text("details.credit.alt", language, source=text(f"details.credit.source.{name}", language)),
    )


def _point(row: Compared, language: str) -> Reported:
    seen = row.observation
    source = cited(resources.evidence().sources[seen.source_id], language)
    return Reported(seen.period_end, seen.value, "reported", number(seen.value, language, 1), source)


def _by_year(found: CreditData, names: Sequence[str], language: str) -> str:
    columns = {name: found.by_year[name] for name in names}
    head = [say("year", language), *(say(f"credit.column.{name}", language) for name in names)]
    lines = [
        Line(
            [str(year), *(_cell(name, columns, year, language) for name in names)],
            "ahead" if year >= found.first_year else "",
        )
        for year in columns[names[0]]
    ]
    recent = sum(year < found.first_year - YEARS_BEFORE for year in columns[names[0]])
    figures = range(1, len(head))
    older = folded(say("older_years", language), table(head, lines[:recent], figures, kind="stacked")) if recent else ""
    return table(head, lines[recent:], figures, kind="stacked") + older


def _cell(name: str, columns: Mapping[str, Mapping[int, Interval]], year: int, language: str) -> str:
    values = columns[name]
    if name.endswith("_share"):
        return measured(values[year], language, 2, share=True)
    decimals = 0 if name == "water_works" else decimals_for(list(values.values()))
    return measured(values[year], language, decimals)


def _subsidy(found: CreditData, language: str) -> str:
    told = marked(
        "credit.marginal",
        language,
        ("cost",),
        cost=plain(found.marginal, language, 1),
        first=min(found.first_year + 1, found.last_year),
        last=found.last_year,
    )
    how = say(
        "credit.marginal_how", language, year=found.first_year, rate=plain(found.market_rate, language, 1, share=True)
    )
    own = say("credit.marginal_principal", language)
    return heading(say("credit.subsidy", language)) + bullets([told, how, own])


def _subsidy_chart(found: CreditData, language: str, dark: bool) -> None:
    years = found.by_year["interest_subsidy"]
    stretch = Stretch("", tuple(date(year, 12, 31) for year in years), tuple(years.values()))
    axis = Axis(language, stretch.dates[0], stretch.dates[-1], date(found.first_year - 1, 12, 31))
    last = years[found.last_year]
    put(chart_title(say("credit.subsidy_chart", language), say("credit.subsidy_unit", language)))
    st.vega_lite_chart(
        panel_table(axis, bands([stretch]), (), number(last.median, language, decimals_for([last]))),
        panel_spec(language, dark, share=False),
        theme=None,
        key="details_subsidy",
        alt=text("details.credit.subsidy_alt", language),
    )


def _compared(found: CreditData, language: str) -> str:
    rows = [row for name in PANELS for row in found.reported_capital[name]]
    rows += [row for row in found.reported if row.observation.indicator not in {r.observation.indicator for r in rows}]
    title = heading(say("credit.reported", language), say("credit.reported_sub", language))
    if not rows:
        return title + paragraph(say("credit.none_reported", language), "empty")
    return title + compared_table(rows, resources.evidence(), language)
