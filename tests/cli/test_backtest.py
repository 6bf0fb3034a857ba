"""`backtest` on the command line: a table in words, JSON for machines, a CSV of every forecast."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator.cli import main

PLACE = "son-la/sop-cop"


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "lần điểm của cách đoán tốt nhất"), ("en", "times that of the")]
)
def test_the_table_says_who_is_better_and_the_csv_holds_every_forecast(
    tmp_path: Path, language: str, words: str
) -> None:
    out = tmp_path / "forecasts.csv"
    done = CliRunner().invoke(main, ["backtest", PLACE, "--draws", "200", "--lang", language, "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert words in done.output
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["forecast_by"] for row in rows] == ["model", "last_value", "straight_line", "constant_rate"]
    assert {row["known_until"] for row in rows} == {"2023-12-31"}


def test_machines_get_the_same_numbers(tmp_path: Path) -> None:
    out = tmp_path / "forecasts.csv"
    done = CliRunner().invoke(main, ["backtest", PLACE, "--draws", "200", "--json", "--out", str(out)])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output.splitlines()[0])
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    (forecast,) = told["forecasts"]
    assert forecast["quantiles"]["model"][3] == pytest.approx(float(rows[0]["p50"]))
    assert told["skill"][0]["forecasts"] == 1


def test_an_unknown_locality_is_named() -> None:
    done = CliRunner().invoke(main, ["backtest", "son-le"])
    assert done.exit_code == 1
    assert "son-la" in done.output
