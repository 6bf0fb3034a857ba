"""The CSV, the JSON and the plain text of a comparison hold the same numbers, and none of it can be run."""

from __future__ import annotations

import csv
import io
import json

import pytest

from simulator.analysis.comparison import FIGURES
from simulator.analysis.comparison_order import beaten
from simulator.files import FORMULA_STARTS
from simulator.report.compare_export import BYTE_ORDER_MARK, COLUMNS, NAMES, as_data, csv_text, plain_text
from simulator.report.compare_table import figure_name, tables
from simulator.texts import LANGUAGES, text
from tests.report.comparisons import comparison, entries, hostile


def rows_of(content: str) -> list[dict[str, str]]:
    assert content.startswith(BYTE_ORDER_MARK)
    reader = csv.reader(io.StringIO(content.removeprefix(BYTE_ORDER_MARK), newline=""), strict=True)
    next(reader)
    return [dict(zip(COLUMNS, row, strict=True)) for row in reader]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_csv_holds_every_figure_of_every_scenario(language: str) -> None:
    rows = rows_of(csv_text(comparison(), entries(), language))
    assert len(rows) == len(entries()) * (len(FIGURES) + len(comparison().targets))
    for place in range(len(entries())):
        for name in NAMES:
            called = figure_name(name, language)
            (row,) = [row for row in rows if row["number"] == str(place + 1) and row["figure"] == called]
            level, difference = comparison().level(place, name), comparison().difference(place, name)
            scale = 100.0 if FIGURES[name].unit == "share" else 1.0
            assert float(row["median"]) == pytest.approx(scale * level.median, rel=1e-9, abs=1e-12)
            assert float(row["p95"]) == pytest.approx(scale * level.p95, rel=1e-9, abs=1e-12)
            assert difference is not None
            if place == comparison().reference:
                assert (row["difference"], row["reference"]) == ("", text("compare.csv.yes", language))
            else:
                assert float(row["difference"]) == pytest.approx(scale * difference.median, rel=1e-8, abs=1e-9)


def test_no_text_of_the_csv_starts_a_formula_and_numbers_stay_numbers() -> None:
    there, named = hostile()
    for row in rows_of(csv_text(there, named, "vi")):
        for name in ("title", "file", "figure", "unit", "period", "remark"):
            assert row[name][:1] not in FORMULA_STARTS or not row[name], row[name]
        for name in ("median", "p05", "p95", "difference", "difference_p05", "difference_p95"):
            assert row[name] == "" or float(row[name]) is not None
    assert any(row["difference"].startswith("-") for row in rows_of(csv_text(there, named, "vi")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_are_those_of_the_comparison(language: str) -> None:
    data = json.loads(json.dumps(as_data(comparison(), entries(), language), allow_nan=False))
    assert (data["year"], data["first_year"], data["reference"], data["draws"]) == (2030, 2026, 1, 60)
    assert {(pair["winner"], pair["loser"]) for pair in data["beaten"]} == {
        (pair.winner + 1, pair.loser + 1) for pair in beaten(comparison())
    }
    for place, scenario in enumerate(data["scenarios"]):
        for name, figure in scenario["figures"].items():
            assert figure["median"] == comparison().level(place, name).median
            difference = comparison().difference(place, name)
            if place:
                assert difference is not None
                assert figure["difference"]["p05"] == difference.p05
                assert not (difference.includes_zero and figure["difference"]["distinguishable"])
        chances = [target["chance"] for target in scenario["targets"]]
        assert chances == [comparison().chance(place, target) for target in comparison().targets]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plain_text_says_what_the_tables_say(language: str) -> None:
    content = plain_text(comparison(), entries(), language)
    for found in tables(comparison(), language):
        for row in found.rows:
            for cell in row:
                assert f"{cell.value} {cell.span}".strip() in content
                assert cell.change in content
    assert all(entry.title in content for entry in entries())
    assert "{" not in content


def test_the_plain_text_of_hostile_titles_holds_no_control_characters() -> None:
    there, named = hostile()
    assert all(line.isprintable() for line in plain_text(there, named, "vi").split("\n"))
