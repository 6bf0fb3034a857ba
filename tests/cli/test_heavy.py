"""Heavy commands: any number of processes gives the same files; what is kept; a scheduler that is not there."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from simulator.analysis.proof import load_backtest, load_sbc
from simulator.analysis.sbc import BINS, Ranks
from simulator.calibration import Settings
from simulator.cli import backtest, main, proof
from simulator.evidence import Evidence
from simulator.scenario import Scenario, completed
from tests.shipped import LOCALITIES, baseline, evidence

PLACE = "son-la/sop-cop"
QUICK = ("--draws", "200")


def simulator(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def whole() -> dict[str, Scenario]:
    return {name: completed(baseline(name), baseline(name)) for name in LOCALITIES}


def test_calibrations_are_the_same_on_one_core_and_on_two(tmp_path: Path) -> None:
    for workers in ("1", "2"):
        done = simulator("calibrate", PLACE, *QUICK, "--workers", workers, "--out", str(tmp_path / workers), "--json")
        assert done.exit_code == 0, done.output
        told = [json.loads(line) for line in done.stdout.splitlines()]
        assert [(line["locality"], line["effects"]) for line in told] == [(PLACE, "causal"), (PLACE, "reported")]
    one, two = (sorted((tmp_path / workers).iterdir()) for workers in ("1", "2"))
    assert [path.name for path in one] == [path.name for path in two]
    for first, second in zip(one, two, strict=True):
        with np.load(first) as a, np.load(second) as b:
            np.testing.assert_array_equal(a["z"], b["z"])
            assert str(a["about"]) == str(b["about"])


def test_backtests_are_the_same_on_one_core_and_on_two_and_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backtest, "PROOF", tmp_path)
    told = [simulator("backtest", PLACE, *QUICK, "--workers", workers, "--keep", "--json") for workers in ("1", "2")]
    assert [done.exit_code for done in told] == [0, 0]
    first, second = (done.stdout.splitlines() for done in told)
    assert first == second
    assert json.loads(first[1])["path"] == str(tmp_path / "backtest.json")
    record, is_current = load_backtest(evidence(), whole(), tmp_path)
    assert (record.localities, record.settings, is_current) == ((PLACE,), Settings(draws=200), True)
    (forecast,) = record.forecasts
    said = json.loads(first[0])["forecasts"][0]["quantiles"]
    np.testing.assert_allclose(forecast.said["model"], said["model"], rtol=1e-9)


@pytest.mark.parametrize("command", ["backtest", "calibrate", "prove"])
def test_a_scheduler_without_the_part_for_it_is_told(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    where = () if command == "backtest" else ("--out", str(tmp_path / "out"))
    done = simulator(command, PLACE, *QUICK, "--scheduler", "tcp://127.0.0.1:1", *where)
    assert done.exit_code == 1
    (line,) = [line for line in done.stderr.splitlines() if "tcp://" in line]
    assert ".cluster/requirements.lock" in line
    assert "--scheduler" in line
    assert "Traceback" not in done.output


@pytest.mark.parametrize(("seen", "is_even"), [((10,) * BINS, True), ((0, 20) * (BINS // 2), False)])
def test_what_is_proved_is_told_and_kept(
    seen: tuple[int, ...], is_even: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Ranks(PLACE, "causal", 200, Settings(draws=300), 2, ("a-bound",), {"households.relapse_rate": seen})

    def canned(found: Evidence, plan: Scenario, *, runs: int, settings: Settings, **_: object) -> Ranks:
        assert (found.digest, plan.locality, runs, settings) == (evidence().digest, PLACE, 200, made.settings)
        return made

    monkeypatch.setattr(proof, "ranks", canned)
    options = ("prove", PLACE, "--runs", "200", "--draws", "300", "--out", str(tmp_path))
    for language, words in (("vi", ("Không đạt", "Đạt")), ("en", ("Not as it should be", "As it should be"))):
        done = simulator(*options, "--lang", language)
        assert done.exit_code == 0, done.output
        assert words[is_even] in done.stdout
        assert ("households.relapse_rate" in done.stdout) is not is_even
    told = json.loads(simulator(*options, "--json").stdout.splitlines()[0])
    assert (told["runs"], told["uneven"]) == (200, [] if is_even else ["households.relapse_rate"])
    record, is_current = load_sbc(evidence(), whole(), tmp_path)
    assert (record.ranks, is_current) == (made, True)


def test_too_few_runs_are_misuse() -> None:
    assert simulator("prove", PLACE, "--runs", "50").exit_code == 2
