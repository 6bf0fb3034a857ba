"""`check` and `calibrate`: what is shipped is in order, what is broken is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulator.calibration import Settings, load_posterior
from simulator.cli import main
from simulator.evidence import DATA
from simulator.scenario import SCENARIOS, scenario_files
from tests.shipped import baseline, evidence

PLACE = "son-la/sop-cop"  # calibrated sooner than any other
RATE = "son-la-poverty-rate-2022-s22-bdt-sl-2022"


def simulator(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_all_that_is_shipped_is_in_order() -> None:
    result = simulator("check", "--json")
    assert result.exit_code == 0, result.output
    (event,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert event["count"] == len(scenario_files(SCENARIOS)) >= 11


def test_named_files_are_checked() -> None:
    result = simulator("check", SCENARIOS / "vn" / "vn-baseline.yaml", "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "1 files, no faults\n")


def table(folder: Path, **cells: str) -> Path:
    """A table of one shipped observation with some cells replaced."""
    header, *rows = (DATA / "observations.csv").read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if row.startswith(f"{RATE},")).split(",", len(header.split(",")) - 1)
    for column, value in cells.items():
        row[header.split(",").index(column)] = value
    path = folder / "mine.csv"
    path.write_text("\n".join((header, ",".join(row))) + "\n", encoding="utf-8")
    return path


def test_a_table_of_observations_is_checked(tmp_path: Path) -> None:
    good = table(tmp_path, obs_id="mine", period_end="2025-12-31", value="0.0791")
    assert simulator("check", good).exit_code == 0
    path = table(tmp_path, obs_id="mine", period_end="2025-12-31", value="17.83", source_id="nobody")
    result = simulator("check", path, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{path}:2: ") for line in lines)
    assert any("17.83" in line and "0.1783" in line for line in lines)
    assert any("source_id" in line and "nobody" in line for line in lines)


def test_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    scenario = tmp_path / "mine.yaml"
    scenario.write_text("format: 1\ntitle: x\nlocality: sonla\nyears: {from: 2026, to: 2030}\n", encoding="utf-8")
    missing = tmp_path / "none.csv"
    result = simulator("check", scenario, missing, table(tmp_path, obs_id="mine", value=""))
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert "son-la" in lines[0]
    assert str(missing) in lines[1]


def test_an_unknown_locality_is_told_with_the_nearest() -> None:
    result = simulator("calibrate", "sonla", "hau-giang", "moon", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    first, second = result.stderr.splitlines()
    assert first.startswith("sonla")
    assert "nearest: son-la" in first
    assert second.startswith("moon")
    assert all(name in second for name in evidence().localities)


@pytest.mark.parametrize("arguments", [["--draws", "10"], ["--draws", "9000"], ["--seed", "x"], ["--lang", "fr"]])
def test_misuse_is_exit_code_2(arguments: list[str]) -> None:
    assert simulator("calibrate", "hau-giang", *arguments).exit_code == 2


def test_a_calibration_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    before = sorted((path.name, path.stat().st_mtime_ns) for path in (DATA / "posteriors").iterdir())
    result = simulator("calibrate", PLACE, "--draws", 200, "--seed", 3, "--out", tmp_path, "--json")
    assert result.exit_code == 0, result.output
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(event["locality"], event["effects"], event["draws"]) for event in events] == [
        (PLACE, "causal", 200),
        (PLACE, "reported", 200),
    ]
    for effects in ("causal", "reported"):
        found = load_posterior(evidence(), baseline(PLACE), effects, folder=tmp_path)
        assert found.settings == Settings(draws=200, seed=3)
    assert sorted((path.name, path.stat().st_mtime_ns) for path in (DATA / "posteriors").iterdir()) == before
