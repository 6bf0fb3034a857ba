"""`run` writes what a reader needs, twice the same, or says what to put right."""

from __future__ import annotations

import csv
import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from simulator.cli import main
from simulator.errors import Fault
from simulator.model import INDICATORS
from simulator.scenario import SCENARIOS
from tests.shipped import LOCALITIES, SON_LA_ALTERNATIVES, evidence, posterior

ROOT = Path(__file__).parents[2]
BASELINE = SCENARIOS / "son-la" / "son-la-baseline.yaml"
COLUMNS = ["date", "indicator", "unit", "mean", "p05", "p25", "p50", "p75", "p95"]
PROMISED = [
    "households",
    "poor_households",
    "near_poor_households",
    "recently_escaped_households",
    "secure_households",
    "poverty_rate",
    "near_poor_rate",
    "multidimensional_rate",
    "ntm_communes_below",
    "ntm_communes_attained",
    "ntm_communes_advanced",
    "ntm_communes_model",
    "communes_total",
    "credit_capital",
    "credit_outstanding",
    "credit_lent",
    "houses_needed",
    "houses_supported",
    "persons_trained",
    "persons_placed",
    "money_spent",
    "money_unspent",
]
Table = dict[str, dict[str, np.ndarray]]


def simulator(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def read_table(path: Path) -> Table:
    """Indicator -> column -> values over the months."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = dict.fromkeys(row["indicator"] for row in rows)
    of = {name: [row for row in rows if row["indicator"] == name] for name in names}
    return {name: {c: np.array([float(row[c]) for row in of[name]]) for c in COLUMNS[3:]} for name in names}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of the baseline and one alternative with 60 draws."""
    out = tmp_path_factory.mktemp("run") / "new" / "folder"
    files = (BASELINE, SON_LA_ALTERNATIVES[0])
    result = simulator("run", *files, "--out", out, "--draws", 60, "--seed", 5)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == 4
    names = {f"{file.stem}.{suffix}" for file in files for suffix in ("csv", "manifest.json")}
    assert {path.name for path in out.iterdir()} == names
    return out


def test_the_csv_is_tidy(written: Path) -> None:
    content = (written / "son-la-baseline.csv").read_bytes().decode("utf-8")
    assert "\r" not in content
    rows = list(csv.reader(content.splitlines()))
    assert rows[0] == COLUMNS
    days = sorted({row[0] for row in rows[1:]})
    names = {row[1] for row in rows[1:]}
    assert len(rows) - 1 == len(days) * len(names) == len({(row[0], row[1]) for row in rows[1:]})
    assert (days[0], days[-1], len(days)) == ("2015-01-31", "2030-12-31", 192)
    assert all((date.fromisoformat(day) + timedelta(days=1)).day == 1 for day in days)
    assert set(PROMISED) <= names <= set(INDICATORS)
    assert {row[1]: row[2] for row in rows[1:]} == {name: INDICATORS[name].unit for name in names}


def test_quantiles_are_in_order(written: Path) -> None:
    for name, columns in read_table(written / "son-la-baseline.csv").items():
        ordered = np.stack([columns[c] for c in ("p05", "p25", "p50", "p75", "p95")])
        assert (np.diff(ordered, axis=0) >= 0.0).all(), name
        assert np.isfinite(columns["mean"]).all(), name


@pytest.mark.parametrize("number", [0, 1])
def test_the_means_keep_the_books(written: Path, number: int) -> None:
    files = sorted(written.glob("*.csv"))
    table = {name: columns["mean"] for name, columns in read_table(files[number]).items()}

    def equal(total: str, *parts: str) -> None:
        np.testing.assert_allclose(sum(table[part] for part in parts), table[total], rtol=1e-7, atol=1e-7)

    compartments = ("poor", "near_poor", "recently_escaped", "secure")
    equal("households", *(f"{name}_households" for name in compartments))
    equal("multidimensional_rate", "poverty_rate", "near_poor_rate")
    equal("communes_total", "ntm_communes_below", "ntm_communes_attained")
    equal("credit_capital", *(f"credit_capital_{name}" for name in ("central", "mobilised", "entrusted")))
    equal("money_spent", *(f"money_spent_{name}" for name in ("credit", "housing", "training", "ntm")))
    equal("money_unspent", *(f"money_unspent_{name}" for name in ("housing", "training", "ntm")))
    tiers = [table[f"ntm_communes_{name}"] for name in ("attained", "advanced", "model")]
    assert (tiers[0] >= tiers[1]).all()
    assert (tiers[1] >= tiers[2]).all()
    assert (table["ntm_villages_attained"] >= table["ntm_villages_model"]).all()
    assert (table["credit_outstanding"] <= table["credit_capital"]).all()
    lent, collected = table["credit_lent"][1:], table["credit_collected"][1:]
    assert (np.diff(table["credit_outstanding"]) <= lent - collected + 1e-6).all()  # the rest is written off


def test_the_manifest_says_how_to_make_it_again(written: Path) -> None:
    manifest = json.loads((written / "son-la-baseline.manifest.json").read_text(encoding="utf-8"))
    assert manifest["scenario"]["file"] == str(BASELINE)
    assert (manifest["scenario"]["locality"], manifest["scenario"]["effects"]) == ("son-la", "causal")
    assert manifest["scenario"]["levers"]["housing.budget"] == [[2026, 98.0]]
    assert manifest["data_sha256"] == evidence().digest
    assert manifest["posterior_sha256"] == posterior().digest
    assert (manifest["draws"], manifest["seed"]) == (60, 5)
    assert {"simulator", "python", "numpy"} <= set(manifest["versions"])
    assert [era["standard"] for era in manifest["poverty_standards"]] == ["S11", "S15", "S22", "S27"]
    flows = set(manifest["flows"])
    assert {"credit_lent", "persons_placed"} <= flows
    assert "poverty_rate" not in flows


def test_an_alternative_is_completed_from_its_baseline(written: Path) -> None:
    path = written / f"{SON_LA_ALTERNATIVES[0].stem}.manifest.json"
    levers = json.loads(path.read_text(encoding="utf-8"))["scenario"]["levers"]
    assert set(levers) == set(evidence().levers)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(written: Path, tmp_path: Path) -> None:
    for seed in (5, 6):
        assert simulator("run", BASELINE, "--out", tmp_path / str(seed), "--draws", 60, "--seed", seed).exit_code == 0
    for name in ("son-la-baseline.csv", "son-la-baseline.manifest.json"):
        before = (written / name).read_bytes()
        assert (tmp_path / "5" / name).read_bytes() == before
        assert (tmp_path / "6" / name).read_bytes() != before


@pytest.mark.parametrize("locality", LOCALITIES)
def test_every_shipped_baseline_runs(locality: str, tmp_path: Path) -> None:
    name = locality.replace("/", ".")
    result = simulator("run", SCENARIOS / name / f"{name}-baseline.yaml", "--out", tmp_path, "--draws", 5)
    assert result.exit_code == 0, result.output
    assert set(PROMISED) <= set(read_table(tmp_path / f"{name}-baseline.csv"))


def refusal(*arguments: object, language: str = "vi") -> str:
    """The one line that a refused run says, on the error stream only."""
    result = simulator("run", *arguments, "--lang", language)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize("draws", [0, -3, 1001])
def test_draws_that_there_are_not(draws: int, tmp_path: Path) -> None:
    line = refusal(BASELINE, "--out", tmp_path, "--draws", draws)
    for part in (str(BASELINE.relative_to(ROOT)), "--draws", f"({draws})", "1–1000"):
        assert part in line
    assert list(tmp_path.iterdir()) == []


def test_two_files_of_one_name_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    copy = shutil.copy(BASELINE, tmp_path / "Son-La-Baseline.yaml")
    line = refusal(BASELINE, copy, "--out", tmp_path / "out")
    assert str(copy) in line
    assert BASELINE.name in line
    assert not (tmp_path / "out").exists()


def spoilt(folder: Path, old: str, new: str) -> tuple[Path, int]:
    content = BASELINE.read_text(encoding="utf-8")
    assert content.count(old) == 1
    path = folder / "mine.yaml"
    path.write_text(content.replace(old, new), encoding="utf-8")
    return path, content[: content.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("locality: son-la", "locality: son-lo", ("locality", "son-lo", "son-la")),
        ("housing: {budget: 98,", "housing: {budgt: 98,", ("housing", "budgt", "budget")),
        ("ntm: {investment: 400}", "ntm: {investment: nhiều}", ("ntm.investment", "nhiều")),
        ("training: 0.61, ntm: 0.7}", "training: 61, ntm: 0.7}", ("disbursement.training", "61", "0–1")),
        ("{poor: 0.3, near", "{poor: 0.4, near", ("credit.shares", "1.1")),
        ("effects: causal", "effects: casual", ("effects", "casual", "causal, reported")),
    ],
)
def test_a_faulty_scenario_is_told_in_one_line(tmp_path: Path, old: str, new: str, expected: Sequence[str]) -> None:
    path, line = spoilt(tmp_path, old, new)
    for language in ("vi", "en"):
        told = refusal(path, "--out", tmp_path / "out", language=language)
        assert told.startswith(f"{path}:{line}: ")
        for part in expected:
            assert part in told
    assert not list((tmp_path / "out").glob("*"))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "none.yaml" in refusal(tmp_path / "none.yaml", "--out", tmp_path)


def test_faults_are_told_in_the_language_asked_for(tmp_path: Path) -> None:
    path, _ = spoilt(tmp_path, "effects: causal", "effects: casual")
    assert refusal(path, "--out", tmp_path) != refusal(path, "--out", tmp_path, language="en")


def test_results_and_faults_as_json_lines(tmp_path: Path) -> None:
    result = simulator("run", BASELINE, "--out", tmp_path, "--draws", 5, "--json")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [event["path"] for event in events] == [
        str(tmp_path / f"son-la-baseline.{s}") for s in ("csv", "manifest.json")
    ]
    path, line = spoilt(tmp_path, "effects: causal", "effects: casual")
    result = simulator("run", path, "--out", tmp_path, "--json")
    assert result.exit_code == 1
    (fault,) = [json.loads(row) for row in result.stdout.splitlines()]
    assert (fault["file"], fault["line"], fault["field"], fault["value"]) == (str(path), line, "effects", "casual")
    assert set(vars(Fault("x", "y"))) < set(fault)
    assert fault["message"].startswith(str(path))


def test_a_place_that_cannot_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert str(tmp_path / "taken" / "out") in refusal(BASELINE, "--out", tmp_path / "taken" / "out")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "replace", refuse)
    assert "son-la-baseline.csv" in refusal(BASELINE, "--out", tmp_path / "out", "--draws", 5)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["run"], ["run", BASELINE], ["run", BASELINE, "--out", BASELINE], ["walk"], ["run", BASELINE, "--draws", "many"]],
)
def test_misuse_is_exit_code_2(arguments: list[object], tmp_path: Path) -> None:
    assert simulator(*arguments).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_module_is_a_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "simulator", "run", str(BASELINE), "--out", str(tmp_path), "--draws", "5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "son-la-baseline.csv").exists()
