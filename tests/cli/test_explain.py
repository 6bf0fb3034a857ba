"""`explain`: the text and the tables of the page in a terminal and as JSON, or one message on what to put right."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from simulator.analysis.comparison import compared
from simulator.analysis.projection import members
from simulator.calibration import Posterior
from simulator.cli import explained
from simulator.cli.explain import PARTS, explain_command
from simulator.evidence import Evidence
from simulator.report.explanation import Case, Fact, Run, Sentence, explanation, plain_text
from simulator.scenario import SCENARIOS
from simulator.texts import text
from tests.report.explanation.parsed import loose
from tests.shipped import SON_LA_ALTERNATIVES, alternative, baseline, evidence, posterior

BASELINE = SCENARIOS / "son-la" / "son-la-baseline.yaml"
HOUSES = next(path for path in SON_LA_ALTERNATIVES if path.stem == "son-la-nha-o-truoc")
JOBS = next(path for path in SON_LA_ALTERNATIVES if path.stem == "son-la-viec-lam-va-dao-tao")
NTM = "ntm_communes_attained"
FEW = ("--draws", 60, "--seed", 3)


ANALYSES = ("between", "conditions", "indices", "marginals", "since_start", "tornado")


@lru_cache(maxsize=1)
def known_answers() -> dict[str, object]:
    return {}


@pytest.fixture(autouse=True)
def _each_question_is_answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the analyses find is kept between the tests: the same question in another language asks them again."""
    for name in ANALYSES:
        asked = getattr(explained, name)

        def answer(*parts: Any, asked: Any = asked) -> object:
            key = repr((asked.__name__, *(_named(part) for part in parts)))
            if key not in known_answers():
                known_answers()[key] = asked(*parts)
            return known_answers()[key]

        monkeypatch.setattr(explained, name, answer)


def _named(part: object) -> object:
    """What tells one question from another: of the evidence nothing, of a posterior its own name and its members."""
    if isinstance(part, Posterior):
        return part.digest, part.parameters.members.tobytes()
    return None if isinstance(part, Evidence) else part


def explain(*arguments: object) -> Result:
    return CliRunner().invoke(explain_command, [str(argument) for argument in arguments])


@lru_cache
def data(*arguments: object) -> dict[str, Any]:
    result = explain(*arguments, *FEW, "--json")
    assert result.exit_code == 0, result.output
    (line,) = result.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def lines(*arguments: object) -> list[str]:
    result = explain(*arguments, *FEW)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_the_terminal_says_what_the_report_says() -> None:
    """Everything but what the analyses add is also found without them, on the same members."""
    told = lines(HOUSES, "--lang", "en")
    parameters, known = members(posterior(), 60, 3), posterior()
    case = Case(
        compared([baseline(), alternative(HOUSES.stem)], evidence(), parameters, year=2030),
        1,
        evidence(),
        baseline(),
        Run(3, known.digest, len(known.residuals)),
        (BASELINE.name, HOUSES.name),
    )
    found = explanation(case, "en")
    expected = plain_text(found).splitlines()
    skill = next(part for part in found.paragraphs if part.key == "doubts").sentences[-2].text
    assert [line for line in expected if line not in told] == [skill]  # the command knows the kept backtest
    assert len(told) > len(expected) + 3  # and why, and the unknowns


def test_all_parts_as_data() -> None:
    found = data(JOBS, "--part", "all")
    assert set(PARTS) <= set(found)
    about = {name: found[name] for name in ("event", "indicator", "year", "draws", "seed", "effects", "files")}
    files = [BASELINE.name, JOBS.name]
    assert about == {
        "event": "explain",
        "indicator": "poverty_rate",
        "year": 2030,
        "draws": 60,
        "seed": 3,
        "effects": "causal",
        "files": files,
    }
    between = found["shares"]["between"]
    for place, change in enumerate(between["change"]):
        parts = [values[place]["mean"] for values in between["parts"].values()]
        assert sum(parts) == pytest.approx(change["mean"], abs=1e-9)
        assert change["mean"] == pytest.approx(between["after"][place]["mean"] - between["before"][place]["mean"])
    since = found["shares"]["since_start"]
    parts = [values[-1]["mean"] for values in (*since["parts"].values(), since["remainder"])]
    assert sum(parts) == pytest.approx(since["change"][-1]["mean"], abs=1e-9)
    assert {one["indicator"] for one in found["cost"]} == {"poor_households", "ntm_communes_attained"}
    assert all((one["cost"] is None) == bool(one["reason"]) for one in found["cost"])
    assert [one["indicator"] for one in found["conditions"]] == ["poverty_rate", "ntm_communes_attained"]
    swings = [abs(bar["swing"]) for bar in found["unknowns"]["bars"]]
    assert swings
    assert swings == sorted(swings, reverse=True)


def test_every_sentence_carries_its_facts() -> None:
    count = 0
    for part in data(JOBS, "--part", "all")["text"]["paragraphs"]:
        for told in part["sentences"]:
            facts = [fact | {"date": fact["date"] and date.fromisoformat(fact["date"])} for fact in told["facts"]]
            names = tuple(told["names"])
            assert loose(Sentence(told["text"], tuple(Fact(**fact) for fact in facts), names), "vi") == []
            count += len(facts)
    assert count > 150


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_part_is_told_under_its_heading(language: str) -> None:
    told = lines(JOBS, "--part", "all", "--lang", language)
    indicator = text("change.indicator.poverty_rate", language)
    heads = [text(f"explain.{part}", language, indicator=indicator).upper() for part in PARTS[1:]]
    places = [told.index(head) for head in heads]
    assert places == sorted(places)
    assert min(end - start for start, end in pairwise([0, *places, len(told)])) > 4
    assert all(line == line.rstrip() for line in told)


def test_the_baseline_is_explained_by_itself() -> None:
    found = data(BASELINE, "--part", "shares")
    assert found["files"] == [BASELINE.name]
    assert found["shares"]["between"] is None
    title, *told = lines(BASELINE)
    assert title == "Giải thích phương án cơ sở – tỉnh Sơn La"
    assert not [line for line in told if "phương án cơ sở" in line]


def test_another_scenario_another_year_another_indicator() -> None:
    found = data(JOBS, "--against", HOUSES, "--year", 2028, "--indicator", NTM)
    assert found["files"] == [HOUSES.name, JOBS.name]
    assert (found["year"], found["indicator"]) == (2028, NTM)
    (first, second, *_) = [one["text"] for one in found["text"]["paragraphs"][0]["sentences"]]
    assert first.startswith("Số xã đạt chuẩn nông thôn mới của tỉnh Sơn La là 74 xã ngày 30/06/2025")
    assert "cuối 2028" in second
    assert f"kịch bản “{alternative(HOUSES.stem).title}”" in second


def test_another_evidence_set_is_run_with_that_of_the_scenario(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    content = JOBS.read_text(encoding="utf-8").replace("effects: causal", "effects: reported")
    other.write_text(content, encoding="utf-8")
    found = data(other)
    assert found["effects"] == "reported"
    doubts = " ".join(one["text"] for one in found["text"]["paragraphs"][-2]["sentences"])
    assert "Tệp của phương án cơ sở ghi bộ bằng chứng khác" in doubts


def test_the_file_holds_what_the_terminal_shows(tmp_path: Path) -> None:
    out = tmp_path / "explained.txt"
    result = explain(HOUSES, *FEW, "--part", "shares", "--out", out)
    assert result.exit_code == 0, result.output
    assert str(out) in result.stdout
    assert out.read_text(encoding="utf-8").splitlines() == lines(HOUSES, "--part", "shares")


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("--year", 2031), ("--year", "2031", "2026–2030", HOUSES.name)),
        (("--draws", 0), ("--draws", "1–1000", HOUSES.name)),
        (("--draws", 1001), ("--draws", "1–1000")),
        (("--against", "none.yaml"), ("none.yaml",)),
        (("--against", SCENARIOS / "dien-bien" / "dien-bien-baseline.yaml"), ("dien-bien-baseline.yaml", "son-la")),
        (("--part", "shares", "--draws", 20, "--out", "none/table.txt"), ("table.txt",)),
    ],
)
def test_one_message_for_what_cannot_be(arguments: tuple[object, ...], parts: tuple[str, ...]) -> None:
    result = explain(HOUSES, *arguments)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    for part in parts:
        assert part in line


def test_misuse() -> None:
    assert explain().exit_code == 2
    assert explain(HOUSES, "--indicator", "households").exit_code == 2
    assert explain(HOUSES, "--part", "none").exit_code == 2
