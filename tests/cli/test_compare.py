"""`compare`: the numbers of the page in a terminal, as JSON and as a CSV, or one message on what to put right."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulator.analysis.comparison import FIGURES, compared
from simulator.analysis.projection import members
from simulator.cli import main
from simulator.files import FORMULA_STARTS
from simulator.report.compare_export import plain_text
from simulator.report.compare_table import Entry
from simulator.scenario import SCENARIOS, completed, load_scenario
from tests.shipped import SON_LA_ALTERNATIVES, baseline, evidence, posterior

BASELINE = SCENARIOS / "son-la" / "son-la-baseline.yaml"
FILES = (BASELINE, *SON_LA_ALTERNATIVES[:2])
FEW = ("--draws", 40, "--seed", 3)


def simulator(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def data(*arguments: object) -> dict[str, object]:
    result = simulator("compare", *arguments, *FEW, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout.splitlines()[0])
    return found


def refusal(*arguments: object, language: str = "vi") -> str:
    result = simulator("compare", *arguments, "--lang", language)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return str(line)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_terminal_says_what_the_page_computes(language: str) -> None:
    result = simulator("compare", *FILES, *FEW, "--lang", language)
    assert result.exit_code == 0, result.output
    scenarios = [completed(load_scenario(path, evidence()), baseline()) for path in FILES]
    there = compared(scenarios, evidence(), members(posterior(), 40, 3), reference=0, year=2030)
    named = [Entry(scenario.title, str(path)) for scenario, path in zip(scenarios, FILES, strict=True)]
    assert result.stdout.rstrip("\n") == plain_text(there, named, language)


def test_all_draws_and_the_last_year_unless_told_otherwise() -> None:
    found = simulator("compare", *FILES[:2], "--json")
    told = json.loads(found.stdout)
    assert (told["draws"], told["year"], told["reference"], told["effects"]) == (1000, 2030, 1, "causal")
    assert set(told["scenarios"][0]["figures"]) == set(FIGURES)


def test_the_order_of_the_files_changes_no_number() -> None:
    there, back = data(*FILES, "--reference", FILES[1]), data(*reversed(FILES), "--reference", FILES[1])
    by_file = [{item["file"]: item["figures"] for item in found["scenarios"]} for found in (there, back)]  # type: ignore[attr-defined]
    assert by_file[0] == by_file[1]
    assert (there["reference"], back["reference"]) == (2, 2)


def test_another_year_and_another_reference() -> None:
    found = data(*FILES, "--year", 2027, "--reference", FILES[2])
    assert (found["year"], found["reference"]) == (2027, 3)
    assert "difference" not in found["scenarios"][2]["figures"]["poverty_rate"]  # type: ignore[index]


def test_the_csv_is_written_whole_and_holds_no_formula(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    title = "=cmd|' /C calc'!A0"
    bad.write_text(SON_LA_ALTERNATIVES[0].read_text(encoding="utf-8"), encoding="utf-8")
    lines = bad.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("title:"))
    lines[at] = f'title: "{title}"'
    bad.write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = tmp_path / "table.csv"
    result = simulator("compare", BASELINE, bad, *FEW, "--out", out)
    assert result.exit_code == 0, result.output
    assert str(out) in result.stdout
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert {row[1] for row in rows[1:]} == {baseline().title, f"'{title}"}
    texts = [cell for row in rows for cell in (*row[:7], row[-1])]
    assert [cell for cell in texts if cell[:1] in FORMULA_STARTS and cell] == []


def test_another_evidence_set_is_run_with_the_references_and_said_so(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    content = SON_LA_ALTERNATIVES[0].read_text(encoding="utf-8").replace("effects: causal", "effects: reported")
    other.write_text(content, encoding="utf-8")
    title = load_scenario(other, evidence()).title
    told = simulator("compare", BASELINE, other, *FEW)
    assert f"khác với tệp của: “{title}”" in told.stdout
    found = data(BASELINE, other)
    assert (found["effects"], found["run_with_other_effects"]) == ("causal", [title])
    assert data(other, BASELINE)["effects"] == "reported"


@pytest.mark.parametrize("count", [1, 9])
def test_too_few_or_too_many_files(count: int) -> None:
    told = refusal(*([BASELINE] * count))
    assert f"nhưng có {count}" in told
    assert str(BASELINE.name) in told


def test_files_of_two_localities() -> None:
    other = SCENARIOS / "dien-bien" / "dien-bien-baseline.yaml"
    told = refusal(BASELINE, other, language="en")
    assert other.name in told
    assert "only scenarios of one locality" in told
    assert "son-la" in told


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("--reference", "other.yaml"), ("other.yaml", "--reference", BASELINE.name)),
        (("--year", 2031), ("--year", "2031", "2026–2030")),
        (("--draws", 0), ("--draws", "1–1000")),
        (("--draws", 1001), ("--draws", "1–1000")),
    ],
)
def test_one_message_for_what_cannot_be(arguments: tuple[object, ...], parts: tuple[str, ...]) -> None:
    told = refusal(*FILES[:2], *arguments)
    for part in parts:
        assert part in told


def test_the_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\n", encoding="utf-8")
    result = simulator("compare", BASELINE, broken, tmp_path / "none.yaml")
    assert result.exit_code == 1
    assert "broken.yaml" in result.stderr
    assert "none.yaml" in result.stderr
    assert simulator("compare").exit_code == 2


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    result = simulator("compare", *FILES[:2], *FEW, "--out", tmp_path / "none" / "table.csv")
    assert result.exit_code == 1
    assert "table.csv" in result.stderr
