"""`share`: one total over several localities in a terminal, as JSON and as a CSV, or what to put right."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulator.analysis.optimise.defaults import OWN
from simulator.analysis.optimise.question import MONEY
from simulator.analysis.shareout.question import KEYS, POOR, Share, ShareQuestion
from simulator.analysis.shareout.share import share_out
from simulator.cli.share import share
from simulator.report.shareout_export import plain_text
from simulator.report.shareout_words import named
from simulator.scenario import SCENARIOS
from tests.analysis.shareout.questions import TWO, members, scenario
from tests.shipped import evidence

FEW = ("--draws", 40)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(share, [str(argument) for argument in arguments])


def refusal(*arguments: object, language: str = "en") -> list[str]:
    result = run(*arguments, "--lang", language)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    return [str(line) for line in result.stderr.splitlines()]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_terminal_says_what_the_page_computes(language: str) -> None:
    result = run(*TWO, *FEW, "--floor", "hau-giang=1000", "--lang", language)
    assert result.exit_code == 0, result.output
    shares = (Share(TWO[0]), Share(TWO[1], floor=1000.0))
    asked = ShareQuestion(tuple(map(scenario, TWO)), shares, POOR, 2030, lines=OWN, most_cut=0.5)
    there = share_out(asked, evidence(), members(TWO, 40), names=TWO)
    assert result.stdout.rstrip("\n") == plain_text(named(there, evidence(), language))


def test_files_limits_and_options_in_json_and_csv(tmp_path: Path) -> None:
    out, file = tmp_path / "a.csv", SCENARIOS / "son-la" / "son-la-nha-o-truoc.yaml"
    limits = ("--cap", "son-la=6000", "--most-cut", 0.4, "--year", 2029, "--lot", 0.5)
    levers = ("--lever", "housing.budget", "--lever", "ntm.investment", "--goal", "ntm_communes_attained")
    result = run(file, "lai-chau", *FEW, *limits, *levers, "--total", 3000, "--json", "--out", out)
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout.splitlines()[0])
    assert (data["event"], data["year"], data["goal"], data["lot"]) == ("share", 2029, "ntm_communes_attained", 0.5)
    assert data["lines"] == ["housing.budget", "ntm.investment"]
    assert data["draws"] == 40
    today, best = (data["keys"][key]["dong"] for key in ("today", "best"))
    assert sum(today) == sum(best) == data["total_dong"] == 3000 * 10**9
    assert all(given >= 0.6 * now - 1 for given, now in zip(best, today, strict=True))
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == 1 + len(KEYS) * 3


def test_localities_that_share_ground() -> None:
    lines = refusal("son-la", "son-la/sop-cop", "vn")
    assert len(lines) == 3
    assert "son-la + son-la/sop-cop" in lines[0]


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("--floor", "son-la=5"), ("--floor", "son-la=5", "dien-bien, hau-giang")),
        (("--cap", "hau-giang=abc"), ("--cap", "hau-giang", "“abc”")),
        (("--cap", "hau-giang"), ("--cap", "hau-giang")),
        (("--year", 2031), ("year", "2031", "2026–2030")),
        (("--draws", 1001), ("--draws", "1–1000")),
        (("--floor", "hau-giang=9000"), ("floor", "9000", "8423")),
        (("--total", 40000), ("total", "40000", "33692")),
    ],
)
def test_one_message_for_what_cannot_be(arguments: tuple[object, ...], parts: tuple[str, ...]) -> None:
    (line,) = refusal(*TWO, *arguments, "--most-cut", 1, *(part for path in MONEY for part in ("--lever", path)))
    for part in parts:
        assert part in line


def test_the_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\n", encoding="utf-8")
    lines = refusal(broken, "son-laa", tmp_path / "none.yaml")
    told = "\n".join(lines)
    assert "broken.yaml" in told
    assert "none.yaml" in told
    assert "nearest: son-la" in told
    assert run().exit_code == 2


def test_two_files_of_a_locality(tmp_path: Path) -> None:
    other = tmp_path / "son-la" / "other.yaml"
    other.parent.mkdir()
    shutil.copy(SCENARIOS / "son-la" / "son-la-nha-o-truoc.yaml", other)
    (line,) = refusal("son-la", other)
    assert "other.yaml" in line
    assert "another scenario already" in line
