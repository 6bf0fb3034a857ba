"""What the page says is what the projection holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from simulator.analysis.projection import Projection, by_quarter, project
from simulator.analysis.skill import Hits
from simulator.analysis.summary import at, interval
from simulator.model.events import StandardChange
from simulator.report.citations import cited, cited_all
from simulator.scenario import Target
from simulator.texts import LANGUAGES, text
from simulator.ui.chart_data import ntm_chart, poverty_chart
from simulator.ui.components import template
from simulator.ui.levers import MONEY
from simulator.ui.panel_notes import note_template
from simulator.ui.readout_data import bound, planned, readout_data
from simulator.ui.resources import SHOWN
from simulator.ui.skill_note import band_words
from simulator.ui.sparks_data import small_charts, sparks_data
from simulator.units import percent
from tests.shipped import LOCALITIES, alternative, baseline, evidence, posterior

FASTER = "son-la-giai-ngan-nhanh"
DAY = date(2030, 12, 31)


@lru_cache
def projected(locality: str) -> Projection:
    return by_quarter(project(baseline(locality), evidence(), posterior(locality).parameters, SHOWN))


@lru_cache(maxsize=1)
def without_money() -> Projection:
    """Sơn La with nothing put in: more poor and fewer communes in nearly every draw."""
    none = dict.fromkeys((*MONEY, "training.jobs_connected"), ((2026, 0.0),))
    scenario = replace(baseline(), levers={**baseline().levers, **none})
    return by_quarter(project(scenario, evidence(), posterior().parameters, SHOWN))


@pytest.mark.parametrize(
    ("target", "vi", "en"),
    [
        (Target("poverty_rate", DAY, at_most=0.03), "≤ 3%", "≤ 3%"),
        (Target("poverty_rate", DAY, at_most=0.015), "≤ 1,5%", "≤ 1.5%"),
        (Target("ntm_communes_attained", DAY, at_least=40), "≥ 40", "≥ 40"),
        (Target("credit_outstanding", DAY, at_least=9000), "≥ 9.000", "≥ 9,000"),
        (Target("poverty_rate", DAY, at_most=0.0), "≤ 0%", "≤ 0%"),
    ],
)
def test_a_target_is_written_as_a_bound(target: Target, vi: str, en: str) -> None:
    assert (bound(target, "vi"), bound(target, "en")) == (vi, en)


def sparks(language: str, now: Projection) -> dict[str, Any]:
    return sparks_data(language, small_charts(now, now, evidence()), now)


def strings(content: object) -> list[str]:
    if isinstance(content, dict):
        return [found for value in content.values() for found in strings(value)]
    if isinstance(content, list):
        return [found for value in content for found in strings(value)]
    return [content] if isinstance(content, str) else []


@pytest.mark.parametrize("locality", LOCALITIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_locality_has_its_sentence_five_cards_and_four_small_charts(locality: str, language: str) -> None:
    now = projected(locality)
    found = readout_data(language, now, now)
    sentence = "".join(part["text"] for part in found["parts"])
    assert percent(interval(at(now, "poverty_rate", 2030)).median, language) in sentence
    assert text("explore.headline.same", language) in sentence
    assert len(found["cards"]) == 5
    small = sparks(language, now)
    assert len(small["items"]) == 4
    for written in (*strings(found), *strings(small)):
        assert not re.search(r"[{}]|nan|None|—", written), written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_difference_is_told_with_its_direction_and_tone(language: str) -> None:
    none, some = without_money(), projected("son-la")
    difference = interval(at(none, "poverty_rate", 2030) - at(some, "poverty_rate", 2030))
    assert difference.p05 > 0.0
    for now, base, side, tone in ((none, some, "higher", "bad"), (some, none, "lower", "good")):
        found = readout_data(language, now, base)
        assert text(f"explore.headline.{side}", language) in "".join(part["text"] for part in found["parts"])
        assert [found["cards"][index]["tone"] for index in (0, 2)] == [tone, tone]
        signs = [found["cards"][index]["delta"][0] for index in (0, 2)]
        assert signs == (["+", "−"] if side == "higher" else ["−", "+"])  # more poor, fewer communes


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_of_a_card_is_read_off_its_interval(language: str) -> None:
    now, base = by_quarter(project(alternative(FASTER), evidence(), posterior().parameters, SHOWN)), projected("son-la")
    cards = readout_data(language, now, base)["cards"]
    for index in (0, 1, 2):
        ends = re.findall(r"[+−]?\d[\d.,]*", cards[index]["interval"])
        is_told = len({end[0] for end in ends}) == 1 and ends[0][0] in "+−"
        assert is_told or cards[index]["tone"] == "neutral", cards[index]
    assert cards[2]["tone"] == "good"


@pytest.mark.parametrize(("held", "key"), [(24, ""), (21, ""), (18, "low"), (15, "narrow")])
def test_the_note_on_skill_says_whether_the_band_is_right(held: int, key: str) -> None:
    hits = Hits(held, 24, 18, 24)
    assert band_words(hits, "vi") == (text(f"explore.skill_band.{key}", "vi") if key else "")


def test_where_todays_money_leaves_no_house_to_build_the_slider_says_so() -> None:
    assert "2028" in note_template("housing.budget", "son-la", "vi")
    assert "2028" not in note_template("ntm.investment", "son-la", "vi")
    assert note_template("housing.budget", "son-la/sop-cop", "vi") == template("explore.note.houses", "vi")


def test_planned_money_adds_up_the_levers() -> None:
    assert planned(baseline()) == pytest.approx(5 * (526 + 0 + 33 + 98 + 26 + 400))
    assert planned(alternative("son-la-nha-o-truoc")) == pytest.approx(
        5 * (526 + 33 + 26) + 3 * (180 + 320) + 2 * (60 + 440)
    )


@pytest.mark.parametrize("locality", LOCALITIES)
def test_no_stretch_of_the_poverty_chart_holds_two_standards(locality: str) -> None:
    now = projected(locality)
    chart = poverty_chart("vi", now, now, evidence())
    changes = {row for row, change in now.trajectory.changes.items() if change.event is StandardChange}
    for stretch, span in zip(chart.stretches, chart.frame.spans, strict=True):
        assert len({now.standards[row] for row in stretch.rows if row not in changes}) <= 1
        assert list(span.dates) == sorted(set(span.dates))
    drawn = chart.figures(now)
    assert (drawn.p05 <= drawn.value).all()
    assert (drawn.value <= drawn.p95).all()
    np.testing.assert_array_equal(drawn.value, np.concatenate([span.baseline for span in chart.frame.spans]))
    standards = {now.standards[row] for stretch in chart.stretches for row in stretch.rows if row not in changes}
    assert len(chart.stretches) == len(standards) >= 2
    rows = [row for stretch in chart.stretches for row in stretch.rows]
    assert rows == sorted(set(rows))
    assert rows[-1] == len(now.trajectory.dates) - 1


@pytest.mark.parametrize("locality", LOCALITIES)
def test_reported_figures_are_drawn_with_their_source_and_standard(locality: str) -> None:
    chart = poverty_chart("vi", projected(locality), projected(locality), evidence())
    values = {(row.period_end, row.value) for row in evidence().of(locality) if row.indicator == "poverty_rate"}
    assert bool(chart.frame.reported) == bool(values)  # no rate has been reported for Quỳnh Nhai
    for point in chart.frame.reported:
        assert (point.date, point.value) in values
        assert point.source
        assert point.segment in ("S15", "S22")


def test_communes_before_and_after_the_merger_are_two_stretches() -> None:
    chart = ntm_chart("vi", projected("son-la"), projected("son-la"), evidence())
    assert {point.segment for point in chart.frame.reported} >= {"before"}
    (mark,) = chart.frame.breaks
    assert mark.date == date(2025, 7, 1)
    assert "188" in mark.label
    assert "67" in mark.label
    for stretch in chart.stretches:
        days = [projected("son-la").trajectory.dates[row] for row in stretch.rows]
        assert all(day > mark.date for day in days) or all(day < mark.date for day in days)


def test_bars_of_money_are_the_years_of_the_scenario() -> None:
    money = sparks("vi", projected("son-la"))["items"][3]
    assert [bar[0] for bar in money["bars"]] == [2026, 2027, 2028, 2029, 2030]
    for _, spent, unspent in money["bars"]:
        assert spent + unspent == pytest.approx(526 + 33 + 98 + 26 + 400, rel=0.02)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_has_a_name_and_a_day(language: str) -> None:
    for source in evidence().sources.values():
        place, _, day = cited(source, language).rpartition(", ")
        assert place, source.source_id
        assert not place.startswith("www.")
        assert day == text("source.undated", language) if source.date_published is None else re.search(r"\d{4}$", day)


def test_what_has_no_source_is_called_an_assumption() -> None:
    assert cited_all((), evidence(), "vi") == "giả định"
    two = cited_all(("bdt-sl-2022", "ysn-sl-2025"), evidence(), "vi")
    assert two == "; ".join(cited(evidence().sources[name], "vi") for name in ("bdt-sl-2022", "ysn-sl-2025"))
