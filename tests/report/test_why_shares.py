"""Shares of a change on paper: what is shown adds up, a new count is never progress, old and new values are said."""

from __future__ import annotations

import csv
import io
import re

import numpy as np
import pandas as pd
import pytest

from simulator.report.why_export import shares_csv
from simulator.report.why_lines import waterfall_names, waterfall_table
from simulator.report.why_names import in_lines, inputs_of, player_name
from simulator.report.why_shares import (
    BAD,
    GOOD,
    NONE,
    RECOUNT,
    REMAINDER,
    UNCLEAR,
    Told,
    Waterfall,
    decimals_of,
    part_text,
    sign_of,
    tone_of,
    waterfall,
)
from simulator.report.why_words import break_words, headline
from simulator.scenario import changes
from simulator.texts import LANGUAGES, text
from tests.report.made_shares import YEARS, apart, between, since
from tests.shipped import alternative, baseline

LAST = YEARS[-1]
STANDARD = "event:standard_change:2027-01-01"


def fall(*arguments: object, **words: object) -> Waterfall:
    found = waterfall(*arguments, **words)  # type: ignore[arg-type]
    assert found is not None
    return found


def tones(found: Waterfall) -> dict[str, str]:
    return {row.player: row.tone for row in found.rows}


@pytest.mark.parametrize("year", YEARS)
def test_the_rows_add_up_to_what_moved(year: int) -> None:
    for shares in (between(), since()):
        found = fall(shares, year, "vi")
        parts = sum(row.part.mean for row in found.rows if row.tone != RECOUNT)
        assert parts == pytest.approx(found.moved.mean, abs=1e-12)
        everything = sum(row.part.mean for row in found.rows)
        assert found.before.mean + everything == pytest.approx(found.after.mean, abs=1e-12)


def test_each_part_is_called_what_it_is() -> None:
    found = fall(between(), LAST, "vi")
    assert tones(found) == {"jobs": GOOD, "disbursement": BAD, "housing": UNCLEAR}
    assert found.idle == (text("why.player.ntm", "vi"),)
    assert [row.player for row in found.rows] == ["jobs", "disbursement", "housing"]  # the largest first


def test_more_communes_are_good_and_fewer_poor_are_good() -> None:
    up, down = Told(1.0, 0.5, 1.5), Told(-1.0, -1.5, -0.5)
    assert tone_of(up, "ntm_communes_attained") == tone_of(down, "poverty_rate") == GOOD
    assert tone_of(down, "ntm_communes_attained") == tone_of(up, "multidimensional_rate") == BAD
    assert tone_of(Told(1.0, -0.1, 2.0), "poverty_rate") == UNCLEAR
    assert tone_of(Told(1e-9, 0.0, 2e-9), "poverty_rate") == NONE


def test_counting_anew_is_neither_progress_nor_a_setback() -> None:
    found = fall(since(), LAST, "vi")
    assert tones(found) == {STANDARD: RECOUNT, "training": GOOD, REMAINDER: GOOD}
    assert found.is_recounted
    assert found.moved.mean == pytest.approx(-0.035)  # training and drift; the four points of the new count are not in
    assert found.programmes is not None
    assert found.programmes.mean == pytest.approx(-0.005)
    assert not fall(since(), YEARS[0], "vi").is_recounted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_says_the_old_value_and_the_new_one(language: str) -> None:
    said = " ".join(headline(fall(between(), LAST, language), language, first_year=2026, other="“A”"))
    decimal = "," if language == "vi" else "."
    for value in ("8.00%", "7.60%", "−0.40"):
        assert value.replace(".", decimal) in said
    assert "“A”" in said
    assert str(LAST) in said
    assert text("why.player.jobs", language)[1:] in said  # the largest part
    assert text("why.player.disbursement", language)[1:] in said  # the largest the other way


@pytest.mark.parametrize("language", LANGUAGES)
def test_levels_under_two_standards_are_never_subtracted(language: str) -> None:
    found = fall(since(), LAST, language)
    said = " ".join(headline(found, language, first_year=2026, other=""))
    naive = f"{abs(100.0 * (found.after.mean - found.before.mean)):.2f}".replace(".", "," if language == "vi" else ".")
    assert naive == ("0,50" if language == "vi" else "0.50")
    figures = re.findall(r"[+−]\d+[.,]\d+", said)
    assert [figure for figure in figures if figure[1:] == naive and figure[0] == "+"] == []
    assert text("why.shares.recount", language, Name="", name="", part="").split(";")[-1] in said


def test_a_part_that_cannot_be_told_from_none_is_said_to_be_so() -> None:
    shares = between()
    parts = shares.parts[2:3]
    only = type(shares)(
        **{**vars(shares), "players": ("housing",), "parts": parts, "after": shares.before + parts.sum(axis=0)}
    )
    for language in LANGUAGES:
        said = " ".join(headline(fall(only, LAST, language), language, first_year=2026, other="“A”"))
        assert text("why.tone.unclear", language) in said


def test_two_standards_are_not_compared() -> None:
    assert waterfall(apart(), LAST, "vi") is None
    assert waterfall(apart(), YEARS[0], "vi") is not None
    for language in LANGUAGES:
        said = break_words(apart(), LAST, language)
        assert str(LAST) in said
        assert str(YEARS[0]) in said  # what is shown instead


@pytest.mark.parametrize("shares", [between(), since(), between("ntm_communes_attained", 5.0)])
def test_the_marks_of_the_chart_go_from_one_level_to_the_other(shares: object) -> None:
    found = fall(shares, LAST, "vi")
    scale = 1.0 if found.indicator == "ntm_communes_attained" else 100.0
    names = waterfall_names(found, "A", "B")
    table = waterfall_table(found, names, "vi")
    parts, totals, links = (table[table.kind == kind] for kind in ("part", "total", "link"))
    assert list(totals.value) == pytest.approx([scale * found.before.mean, scale * found.after.mean])
    assert list(parts.start) == pytest.approx([totals.value.iloc[0], *parts.value[:-1]])
    assert parts.value.iloc[-1] == pytest.approx(totals.value.iloc[1])
    assert (parts.low <= parts.value + 1e-12).all()
    assert (parts.high >= parts.value - 1e-12).all()
    assert [*links.name, names[-1]] == list(names)
    assert table[table.kind == "room"].value.max() > parts.edge.max()


def test_a_reader_who_sees_no_colours_sees_the_direction() -> None:
    assert sign_of(Told(-1.0, -2.0, -0.5), "poverty_rate") == "▼"
    assert sign_of(Told(1.0, 0.5, 2.0), "poverty_rate") == "▲"
    assert sign_of(Told(1.0, -0.5, 2.0), "poverty_rate") == "○"


def test_a_bound_that_is_not_none_is_not_written_as_none() -> None:
    fine = Told(-1.4e-4, -4.5e-4, -2e-5)
    assert decimals_of([fine], "poverty_rate") == 3
    assert decimals_of([Told(-1.4e-2, -2e-2, -1e-2)], "poverty_rate") == 2
    assert part_text(fine, "poverty_rate", "vi", 3) == "−0,014 điểm % (−0,045 đến −0,002)"
    assert part_text(Told(-0.0763, -0.11, -0.03), "poverty_rate", "vi", 3) == "−7,63 điểm % (−11,00 đến −3,00)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_holds_every_year_and_adds_up(language: str) -> None:
    for shares in (between(), since()):
        content = shares_csv(shares, language, before="=A", after="B").removeprefix("\ufeff")
        rows = list(csv.DictReader(io.StringIO(content)))
        year, factor, mean = (text(f"why.csv.{name}", language) for name in ("year", "factor", "mean"))
        for one in YEARS:
            values = {row[factor]: float(row[mean]) for row in rows if row[year] == str(one)}
            recounts = player_name(STANDARD, language)
            totals = {text(f"why.shares.{key}", language) for key in ("total", "total_moved")}
            ends = {"'=A", "B"}
            parts = sum(value for name, value in values.items() if name not in {*totals, *ends, recounts})
            (moved,) = (value for name, value in values.items() if name in totals)
            assert parts == pytest.approx(moved, abs=1e-6)
            again = values.get(recounts, 0.0)
            assert values["B"] - values["'=A"] == pytest.approx(moved + again, abs=1e-6)


def test_a_year_that_cannot_be_compared_says_why_in_the_file() -> None:
    rows = list(csv.reader(io.StringIO(shares_csv(apart(), "vi", before="A", after="B").removeprefix("\ufeff"))))
    (told,) = [row for row in rows if row[0] == str(LAST)]
    assert told[3:7] == [""] * 4
    assert told[-1] == break_words(apart(), LAST, "vi")


def test_inputs_stand_with_the_part_that_they_belong_to() -> None:
    found = changes(baseline(), alternative("son-la-viec-lam-va-dao-tao"))
    told = {player: inputs_of(player, found, "vi") for player in ("training", "jobs", "disbursement", "credit_shares")}
    assert told["training"] == ["Đào tạo nghề 2026–2030: 26 → 50 tỷ đồng/năm"]
    assert told["jobs"] == ["Kết nối việc làm 2026–2030: 2.060 → 5.000 người/năm"]
    assert len(told["disbursement"]) == 1
    assert len(told["credit_shares"]) == 6
    assert inputs_of("ntm", found, "vi") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_player_has_a_name(language: str) -> None:
    players = ("credit_capital", "credit_shares", "housing", "training", "jobs", "ntm", "disbursement")
    events = ("standard_change", "merger", "criteria_change", "disaster")
    named = [*players, *(f"event:{kind}:2027-01-01" for kind in events)]
    named += [f"event:{kind}:2027-01-01:housing" for kind in ("programme_end", "delay")]
    named += ["assumption:credit.exit_effect", "assumption:households.exit_rate"]
    names = [player_name(player, language) for player in named]
    assert len(set(names)) == len(names)
    assert all(name[0].isupper() for name in names)


def test_a_long_name_goes_on_below_and_loses_nothing() -> None:
    name = "Đếm lại theo chuẩn nghèo mới, 01/01/2027"
    lines = in_lines(name).split("\n")
    assert " ".join(lines) == name
    assert max(map(len, lines)) <= 26
    assert in_lines("x" * 60) == "x" * 60


def test_tables_hold_numbers_that_a_chart_can_read() -> None:
    found = fall(between(), LAST, "en")
    table = waterfall_table(found, waterfall_names(found, "A", "B"), "en")
    assert isinstance(table, pd.DataFrame)
    assert np.isfinite(table[table.kind == "part"][["start", "value", "low", "high", "edge"]].to_numpy()).all()


def test_an_end_too_near_to_zero_to_be_written_counts_as_zero() -> None:
    near = Told(-2e-5, -9e-5, -4e-6)  # would read "−0,002 (−0,009 đến 0,000)"
    assert tone_of(near, "poverty_rate") == UNCLEAR
    assert sign_of(near, "poverty_rate") == "○"
    assert tone_of(Told(-2e-5, -9e-5, -6e-6), "poverty_rate") == GOOD


def test_small_parts_are_told_apart() -> None:
    small, large = Told(2e-5, 0.0, 1e-4), Told(-0.07, -0.1, -0.03)
    assert decimals_of([small, large], "poverty_rate") == 3
    assert part_text(small, "poverty_rate", "vi", 3) == "+0,002 điểm % (0,000 đến +0,010)"
    assert decimals_of([large], "poverty_rate") == 2
