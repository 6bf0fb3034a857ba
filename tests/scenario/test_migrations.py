"""Files of every format that there ever was are read, and say what they said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import ScenarioError
from simulator.scenario import migrations
from simulator.scenario.content import Content
from simulator.scenario.format import parse_content
from simulator.scenario.migrations import STEPS, Step, migrated, version_of
from simulator.scenario.nodes import MappingNode, Node, ScalarNode, read_nodes
from simulator.scenario.saves import new_text
from simulator.scenario.vocabulary import FORMAT
from simulator.scenario.write import dump_content
from tests.scenario.examples import BRIEF, EVIDENCE
from tests.scenario.folders import store_in, written

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(CORPUS.glob("*.yaml"))


def read(text: str) -> Content:
    return parse_content(text, file="plan.yaml", evidence=EVIDENCE)


def told(content: Content) -> dict[str, Any]:
    """What a file says, in plain values."""
    own = content.own
    events = None if own.events is None else [[e.type, e.date.isoformat(), dict(e.values)] for e in own.events]
    targets = own.targets and [[t.indicator, t.date.isoformat(), t.at_most, t.at_least] for t in own.targets]
    return {
        "title": own.title,
        "locality": own.locality,
        "extends": content.extends,
        "note": own.note,
        "years": [own.first_year, own.last_year],
        "levers": {path: [list(step) for step in schedule] for path, schedule in own.levers.items()},
        "events": events,
        "targets": [] if targets == () else targets,
        "effects": own.effects,
        "assumptions": dict(own.assumptions),
        "saved": [content.saved_by, content.saved_at and content.saved_at.isoformat()],
    }


def test_the_corpus_has_files_of_every_format() -> None:
    assert {int(path.name.partition("-")[0]) for path in FILES} == {*range(1, FORMAT + 1)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_old_file_says_what_it_said(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    for version in (text, "\ufeff" + text, text.replace("\n", "\r\n"), text.rstrip("\n")):
        assert told(read(version)) == expected
    assert told(read(dump_content(read(text)))) == expected


def test_the_chain_reaches_the_present_format() -> None:
    assert {*STEPS} == {*range(1, FORMAT)}


def renamed(root: MappingNode, names: Mapping[str, str]) -> MappingNode:
    items = ((replace(key, text=names.get(key.text, key.text)), value) for key, value in root.items)
    return replace(root, items=tuple(items))


# A format that never was, two steps before the present one: the title was called a name, then a heading.
OLD_STEPS: Mapping[int, Step] = {
    FORMAT - 2: lambda root: renamed(root, {"name": "heading"}),
    FORMAT - 1: lambda root: renamed(root, {"heading": "title"}),
}


def of_version(version: int) -> str:
    names = {FORMAT - 1: "heading", FORMAT - 2: "name"}
    return BRIEF.replace("format: 1", f"format: {version}").replace("title:", f"{names.get(version, 'title')}:")


def value_of(root: Node, name: str) -> Node:
    assert isinstance(root, MappingNode)
    return next(value for key, value in root.items if key.text == name)


@pytest.mark.parametrize("version", [0, 1])
def test_a_tree_goes_through_every_step(version: int) -> None:
    steps = {0: OLD_STEPS[FORMAT - 2], 1: OLD_STEPS[FORMAT - 1]}
    names = ("name", "heading")
    root = read_nodes(BRIEF.replace("format: 1", f"format: {version}").replace("title", names[version]), "a")
    assert version_of(root) == version
    present = migrated(root, steps, 2)
    assert version_of(present) == 2
    title = value_of(present, "title")
    assert isinstance(title, ScalarNode)
    assert title.line == 2
    assert migrated(root, {1: steps[1]} if version == 0 else {}, 2) is root  # no way to the present
    assert migrated(present, steps, 2) is present


def test_an_older_file_is_read_saved_in_the_present_format_and_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(migrations, "STEPS", OLD_STEPS)
    text = of_version(FORMAT - 1)
    content = read(text)
    assert (content, content.version) == (read(BRIEF), FORMAT - 1)
    assert new_text(text.encode(), content, content, "plan.yaml", EVIDENCE) == dump_content(content)

    store = store_in(tmp_path)
    path = written(store, "cu", text)
    document = store.open(path)
    scenario = replace(document.scenario, note="Mới")
    saved = store.save(path, scenario, revision=document.revision, by="Lan")
    assert saved.document.content.version == FORMAT
    assert saved.document.scenario == scenario
    assert saved.lost_comments == ("# billion VND a year", "# persons a year")
    assert store.versions(path)[0].headline.revision == document.revision


def test_faults_of_an_older_file_are_told_at_their_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", OLD_STEPS)
    with pytest.raises(ScenarioError) as caught:
        read(of_version(FORMAT - 1).replace("budget: 90", "budget: x"))
    assert [(fault.code, fault.line) for fault in caught.value.faults] == [("scenario_not_number", 10)]


@pytest.mark.parametrize(
    ("stated", "code"),
    [(FORMAT + 1, "format_newer"), (9999, "format_newer"), (0, "format"), ("1.0", "format"), ("'1'", "format"),
     ("01", "format"), ("-1", "format"), ("1" * 500, "format"), ("one", "format"), ("{}", "format"), ("", "format")],
)  # fmt: skip
def test_a_format_that_cannot_be_read_is_told(stated: object, code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(BRIEF.replace("format: 1", f"format: {stated}"))
    (fault,) = caught.value.faults
    assert (fault.code, fault.line, fault.field, fault.allowed) == (f"scenario_{code}", 1, "format", str(FORMAT))


@pytest.mark.parametrize("text", ["- a\n", "a\n", "format: []\n", "format: 0\nformat: 0\n", "format:\n  a: 1\n"])
def test_a_step_is_taken_with_any_tree(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", OLD_STEPS)
    with pytest.raises(ScenarioError):
        read(text)
