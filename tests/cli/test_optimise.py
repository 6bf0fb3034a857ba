"""`optimise`: what the page finds, from a terminal: sentences, JSON, a scenario that can be run; faults in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from simulator.analysis.optimise.defaults import OWN
from simulator.analysis.optimise.question import DONG, Question
from simulator.cli import main
from simulator.cli import optimise as command
from simulator.report.optimise_plain import plain_text
from simulator.scenario import SCENARIOS, load_scenario, value_in
from simulator.texts import text
from tests.report import optimise_found
from tests.shipped import baseline, evidence

BASELINE = SCENARIOS / "son-la" / "son-la-baseline.yaml"


def simulator(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["optimise", *(str(argument) for argument in arguments)])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Searches answered at once by hand-made results; what they were asked."""
    seen: list[tuple[Any, ...]] = []

    def answer(make: Callable[..., Any]) -> Callable[..., Any]:
        def found(question: Question, *rest: Any, **options: Any) -> Any:
            seen.append((question, *rest[:-2], options))
            return make(question)

        return found

    monkeypatch.setattr(command, "best", answer(optimise_found.best))
    monkeypatch.setattr(command, "least_total", answer(optimise_found.least))
    monkeypatch.setattr(command, "frontier", answer(optimise_found.frontier))
    return seen


def test_a_real_search_keeps_its_total_to_the_dong_and_writes_what_it_found(tmp_path: Path) -> None:
    out, table = tmp_path / "found.yaml", tmp_path / "found.csv"
    free = ("--lever", "housing.budget", "--lever", "training.budget", "--lot", 10, "--alike")
    result = simulator(BASELINE, *free, "--json", "--out", out, "--csv", table)
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout.splitlines()[0])
    assert told["kind"] == "best"
    assert set(told["money"]) == {"housing.budget", "training.budget"}
    total = round(5 * (98 + 26) * DONG)
    assert sum(round(amount * DONG) for row in told["money"].values() for amount in row.values()) == total
    assert told["change"][0]["median"] <= 0.0
    saved = load_scenario(out, evidence())
    for path, row in told["money"].items():
        assert [value_in(saved.levers[path], int(year)) for year in row] == list(row.values())
    assert saved.levers["ntm.investment"] == baseline().levers["ntm.investment"]
    assert "Tìm bằng máy" in saved.note
    assert told["beside"]
    assert all(line["content"] in saved.note for line in told["beside"] if line["mark"] == "warn")
    assert table.read_text(encoding="utf-8-sig").count("\n") > 10


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_terminal_says_what_the_page_says(asked: list[tuple[Any, ...]], language: str) -> None:
    result = simulator(BASELINE, "--lang", language)
    assert result.exit_code == 0, result.output
    told = plain_text(optimise_found.best(asked[0][0]), language).splitlines()
    assert [line for line in result.stdout.splitlines() if line in told] == told
    kinds = (text(f"optimise.beside.{kind}", language, move="").rstrip(" .") for kind in ("worse", "other", "none"))
    assert any(kind in result.stdout for kind in kinds)  # what becomes of the other indicators


def test_defaults_are_those_of_the_page(asked: list[tuple[Any, ...]]) -> None:
    simulator(BASELINE)
    question: Question = asked[0][0]
    assert [(goal.indicator, goal.year, goal.weight) for goal in question.goals] == [("poverty_rate", 2030, 1.0)]
    assert (question.total, question.most_cut, question.lot, question.by_year) == (None, 0.5, 0.5, True)
    caps = {line.path: line.cap for line in question.free}
    assert set(caps) == set(OWN)  # what centre and bank allot stays as it is
    assert caps["training.budget"] == 2 * 26


def test_every_option_reaches_the_search(asked: list[tuple[Any, ...]]) -> None:
    simulator(
        BASELINE,
        *("--goal", "ntm_communes_attained@2029:0.3", "--goal", "poverty_rate"),
        *("--total", 5000, "--lever", "housing.budget=50:200.5", "--lever", "ntm.investment"),
        *("--most-cut", 0.2, "--most-rise", 0, "--lot", 1, "--worst", "--alike", "--seed", 7),
    )
    question, options = asked[0]
    assert [(goal.indicator, goal.year) for goal in question.goals] == [
        ("ntm_communes_attained", 2029),
        ("poverty_rate", 2030),
    ]
    assert [goal.weight for goal in question.goals] == pytest.approx([0.3, 0.7])
    lines = {line.path: line for line in question.free}
    assert (lines["housing.budget"].floor, lines["housing.budget"].cap) == (50.0, 200.5)
    assert lines["ntm.investment"].cap == float("inf")
    assert set(lines) == {"housing.budget", "ntm.investment"}
    assert (question.total, question.most_cut, question.lot) == (5000.0, 0.2, 1.0)
    assert (question.by_year, question.statistic, options["seed"]) == (False, "worst", 7)
    simulator(BASELINE, "--fix", "ntm.investment")
    assert "ntm.investment" not in {line.path for line in asked[1][0].free}


def test_targets_are_the_scenarios_unless_named(asked: list[tuple[Any, ...]]) -> None:
    simulator(BASELINE, "--least")
    _, targets, chance, _ = asked[0]
    assert targets == baseline().targets
    assert chance == 0.8
    simulator(
        BASELINE,
        "--least",
        "--chance",
        0.6,
        "--target",
        "poverty_rate <= 0.06@2029",
        "--target",
        "houses_needed<=100@2030-06-30",
    )
    _, targets, chance, _ = asked[1]
    assert [(t.indicator, t.at_most, t.date.isoformat()) for t in targets] == [
        ("poverty_rate", 0.06, "2029-12-31"),
        ("houses_needed", 100.0, "2030-06-30"),
    ]
    assert chance == 0.6


def test_the_split_at_the_bend_is_written(asked: list[tuple[Any, ...]], tmp_path: Path) -> None:
    out = tmp_path / "bend.yaml"
    result = simulator(BASELINE, "--frontier", "--points", 5, "--out", out)
    assert result.exit_code == 0, result.output
    curve = optimise_found.frontier(asked[0][0])
    amounts = curve.allocations[curve.knee or 0].amounts
    place = curve.allocations[0].paths.index("ntm.investment")
    saved = load_scenario(out, evidence())
    assert value_in(saved.levers["ntm.investment"], 2027) == amounts[place, 1]
    assert asked[0][-1]["points"] == 5


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("--goal", "poverty"), ("--goal", "poverty", "poverty_rate")),
        (("--goal", "poverty_rate:"), ("--goal", "poverty_rate@2030")),
        (("--lever", "housing=1:2"), ("--lever", "housing", "housing.budget")),
        (("--lever", "housing.budget=1.2.3:4"), ("--lever", "1.2.3")),
        (("--fix", "houses"), ("--fix", "houses")),
        (("--least", "--target", "poverty_rate=5"), ("--target", "<=0.05")),
        (("--least", "--target", "poverty_rate<=0.05@2030-02-30"), ("--target", "2030-02-30")),
        (("--least", "--target", "pverty_rate<=0.05@2030"), ("--target", "poverty_rate")),
    ],
)
def test_an_option_that_cannot_be_read_is_one_message(
    asked: list[tuple[Any, ...]], arguments: tuple[object, ...], parts: tuple[str, ...]
) -> None:
    result = simulator(BASELINE, *arguments)
    assert result.exit_code == 1, result.output
    (line,) = [line for line in result.stderr.splitlines() if BASELINE.name in line]
    for part in parts:
        assert part in line
    assert asked == []


def test_misuse_is_told_apart_from_faults() -> None:
    assert simulator(BASELINE, "--least", "--frontier").exit_code == 2
    assert simulator(BASELINE, "--most-cut", 2).exit_code == 2
    assert simulator("none.yaml").exit_code == 1
