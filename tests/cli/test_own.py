"""A file of figures becomes a locality: calibrated, run by its file or its name, asked about known years."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulator.cli import main
from tests.evidence.own import sample

SCENARIO = """format: 1
title: Thử nhà ở
locality: {locality}
years: {{from: 2026, to: 2027}}
levers: {{housing: {{budget: 50}}}}
"""


def said(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a planner's file, calibrated."""
    made = tmp_path_factory.mktemp("own")
    content = sample.clean_csv()
    (made / "figures.csv").write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    result = said("calibrate", made / "figures.csv", "--draws", 200)
    assert result.exit_code == 0, result.output
    assert "vi-du" in result.output
    return made


def figures(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_a_scenario_names_it_by_its_file_or_by_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "by-file.yaml").write_text(SCENARIO.format(locality="./figures.csv"), encoding="utf-8")
    inside = folder / "vi-du" / "by-name.yaml"
    inside.write_text(SCENARIO.format(locality="vi-du"), encoding="utf-8")
    for file in (folder / "by-file.yaml", inside):
        result = said("run", file, "--out", folder / "out")
        assert result.exit_code == 0, result.output
    assert figures(folder / "out" / "by-file.csv") == figures(folder / "out" / "by-name.csv")
    assert said("check", folder / "by-file.yaml", inside, folder / "figures.csv").exit_code == 0
    monkeypatch.setenv("SIMULATOR_SCENARIOS", str(folder))
    assert said("learned", "vi-du").exit_code == 0


def test_it_is_asked_about_known_years_and_that_is_kept_with_it(folder: Path) -> None:
    result = said("backtest", folder / "figures.csv", "--draws", 200, "--keep")
    assert result.exit_code == 0, result.output
    assert (folder / "vi-du" / ".locality" / "backtest.json").is_file()


def test_a_file_that_has_changed_since_is_not_taken_for_what_was_calibrated(folder: Path, tmp_path: Path) -> None:
    (folder / "changed.yaml").write_text(SCENARIO.format(locality="./changed.csv"), encoding="utf-8")
    (folder / "changed.csv").write_bytes((folder / "figures.csv").read_bytes() + b"\n")
    result = said("run", folder / "changed.yaml", "--out", tmp_path)
    assert result.exit_code == 1
    assert "calibrate ./changed.csv" in result.output
    (folder / "changed.yaml").write_text(SCENARIO.format(locality="./nowhere.csv"), encoding="utf-8")
    assert said("check", folder / "changed.yaml").exit_code == 1


def test_all_faults_of_a_file_are_told_at_once_and_nothing_is_made(tmp_path: Path) -> None:
    content = sample.clean_csv()
    text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    (tmp_path / "wrong.csv").write_text(text.replace("23,45%", "2345").replace("18,90%", "abc"), encoding="utf-8")
    result = said("calibrate", tmp_path / "wrong.csv")
    assert result.exit_code == 1
    assert "D7" in result.output
    assert "abc" in result.output
    assert not (tmp_path / "vi-du").exists()
