"""`learned` on the command line: plain sentences, the same numbers for machines, and a scenario's own targets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator.cli import main
from tests.shipped import SON_LA_ALTERNATIVES

PLACE = "thanh-hoa/dong-son"


def run(*words: str) -> str:
    done = CliRunner().invoke(main, ["learned", *words])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ("Số liệu không nói gì", "Những điều số liệu không tách được", "Số liệu nào đáng biết thêm nhất")),
        ("en", ("The figures say nothing", "What the figures cannot tell apart", "Which figure is most worth knowing")),
    ],
)
def test_all_parts_are_told(language: str, words: tuple[str, ...]) -> None:
    output = run(PLACE, "--lang", language)
    assert [word for word in words if word not in output] == []


def test_machines_get_the_sentences_with_their_numbers() -> None:
    told = json.loads(run(PLACE, "--json"))
    plain = run(PLACE)
    assert all(item["text"] in plain for item in (*told["parameters"], *told["pairs"]))
    assert sum(item["verdict"] == "silent" for item in told["parameters"]) == told["counts"]["silent"]
    (target,) = told["targets"]
    assert 0.0 < target["chance"] < 1.0
    assert all(line in plain for line in target["text"])
    assert {item["is_noise"] for item in target["worths"]} == {True, False}
    silent = {item["name"] for item in told["parameters"] if item["verdict"] != "much"}
    assert not silent & {item["parameter"] for item in told["influences"]}


def test_a_scenario_is_asked_about_its_own_targets() -> None:
    file = next(path for path in SON_LA_ALTERNATIVES)
    told = json.loads(run(str(file), "--json"))
    assert told["locality"] == "son-la"
    assert told["targets"]


def test_what_does_not_exist_is_named(tmp_path: Path) -> None:
    for asked in ("son-le", str(tmp_path / "none.yaml")):
        done = CliRunner().invoke(main, ["learned", asked])
        assert done.exit_code == 1
        assert ("son-la" if asked == "son-le" else "none.yaml") in done.output
