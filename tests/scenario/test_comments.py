"""A save changes what changed in the text of a file, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from difflib import unified_diff

import pytest
from hypothesis import HealthCheck, given, settings

from simulator.scenario import Event, Scenario, Target, scenario_files
from simulator.scenario.comments import comments, lost_comments, patched
from simulator.scenario.content import Content
from simulator.scenario.format import parse_content
from simulator.scenario.saves import new_text
from simulator.scenario.write import dump_content
from tests.scenario.examples import BRIEF, EVIDENCE, scenarios
from tests.scenario.folders import BY_HAND
from tests.shipped import evidence

MERGER = Event("merger", date(2026, 7, 1), {"communes": 5.0})


def read(text: str) -> Content:
    return parse_content(text, file="plan.yaml", evidence=EVIDENCE)


def after(text: str, content: Content) -> str:
    """The patched text, which must say what it should."""
    result = patched(text, dump_content(read(text), {}), dump_content(content, {}))
    assert read(result) == content
    return result


def difference(old: str, new: str) -> list[str]:
    lines = [*unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")][2:]
    return [line for line in lines if not line.startswith("@@")]


def edited(text: str, **changes: object) -> Content:
    content = read(text)
    return replace(content, own=replace(content.own, **changes))  # type: ignore[arg-type]


def with_levers(text: str, **levers: float) -> Content:
    own = read(text).own
    return edited(text, levers={**own.levers, **{path.replace("__", "."): ((2026, v),) for path, v in levers.items()}})


@pytest.mark.parametrize("text", [BY_HAND, BRIEF, "\ufeff" + BY_HAND, BY_HAND.replace("\n", "\r\n")])
def test_nothing_changes_when_nothing_is_changed(text: str) -> None:
    assert after(text, read(text)) == text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            with_levers(BY_HAND, housing__repair_share=0.15),
            [
                "-    housing: { budget: {2026: 180, 2029: 60},  repair_share: 0.20 }   # hết nhà tạm",
                "+    housing: { budget: {2026: 180, 2029: 60},  repair_share: 0.15 }   # hết nhà tạm",
            ],
        ),
        (
            edited(BY_HAND, title="Nhà ở: trước hết"),
            ["-title: 'Nhà ở trước'      # tên", '+title: "Nhà ở: trước hết"      # tên'],
        ),
        (edited(BY_HAND, note="Vì sao"), ["+note: Vì sao"]),
        (edited(BY_HAND, last_year=2035), ["-    to:   2030", "+    to:   2035"]),
        (with_levers(BY_HAND, ntm__investment=400.0), ["+    ntm: {investment: 400}"]),
        (
            edited(BY_HAND, levers={**read(BY_HAND).own.levers, "credit.new_capital.central": ((2027, 5.0),)}),
            ["+        new_capital: {central: {2027: 5}}"],
        ),
        (
            with_levers(BY_HAND, credit__shares__poor=0.4, credit__shares__near_poor=0.3, credit__shares__students=0.3),
            [
                "-            poor: 0.50   # một nửa",
                "-            near_poor: 0.5",
                "+            poor: 0.4   # một nửa",
                "+            near_poor: 0.3",
                "+            students: 0.3",
            ],
        ),
        (
            edited(BY_HAND, events=(MERGER, *(read(BY_HAND).own.events or ()))),
            ["+- {type: merger, date: 2026-07-01, communes: 5}"],
        ),
        (
            edited(BY_HAND, events=(read(BY_HAND).own.events or ())[1:]),
            ["-- {type: standard_change, date: 2027-01-01}  # Nghị định 351"],
        ),
        (
            edited(
                BY_HAND,
                events=(
                    (read(BY_HAND).own.events or ())[0],
                    Event("disaster", date(2028, 8, 1), {"houses_share": 0.015}),
                ),
            ),
            ["-  date: 2027-08-01", "+  date: 2028-08-01"],
        ),
        (
            edited(BY_HAND, targets=(Target("poverty_rate", date(2030, 12, 31), at_most=0.05),)),
            ["+targets:", "+  - {indicator: poverty_rate, date: 2030-12-31, at_most: 0.05}"],
        ),
        (replace(read(BY_HAND), saved_by="Lan", extends="goc"), ["+extends: goc", "+saved_by: Lan"]),
        (
            edited(BRIEF, levers={**read(BRIEF).own.levers, "housing.budget": ((2026, 90.0), (2028, 120.0))}),
            [
                "-  housing: {budget: 90, repair_share: 0.15}",
                "+  housing: {budget: {2026: 90, 2028: 120}, repair_share: 0.15}",
            ],
        ),
        (
            edited(BRIEF, effects="reported"),
            ["-effects: causal               # or: reported", "+effects: reported               # or: reported"],
        ),
    ],
)
def test_only_what_changes_is_replaced(content: Content, expected: list[str]) -> None:
    text = BRIEF if content.own.title == read(BRIEF).own.title else BY_HAND
    assert difference(text, after(text, content)) == expected


def test_a_key_goes_with_its_line_and_the_comment_above_stays() -> None:
    levers = {path: schedule for path, schedule in read(BY_HAND).own.levers.items() if not path.startswith("housing")}
    text = after(BY_HAND, edited(BY_HAND, levers=levers))
    assert "    # nhà ở\n    credit:\n        # cơ cấu\n" in text
    assert lost_comments(BY_HAND, text) == ("# hết nhà tạm",)


def test_a_comment_is_told_from_a_text_that_looks_like_one() -> None:
    text = 'title: "a # b"  # c\nnote: a#b\nx: [1, # d\n 2]\n# e\n'
    assert comments(text) == ["# c", "# d", "# e"]


def test_an_empty_list_becomes_a_list_of_lines_and_back() -> None:
    text = "format: 1\ntitle: A\nlocality: vn\nyears: {from: 2026, to: 2030}\nevents: []  # chưa có\n"
    longer = after(text, edited(text, events=(MERGER,)))
    assert longer.endswith("events:\n  - {type: merger, date: 2026-07-01, communes: 5}  # chưa có\n")
    assert after(longer, edited(longer, events=())) == text.replace("  # chưa có", "")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(), scenarios())
def test_any_scenario_can_take_the_place_of_any_other(old: Scenario, new: Scenario) -> None:
    text = dump_content(Content(old)).replace("{", "{ ").replace("\nyears", "\n# năm\nyears", 1)
    if "# năm" not in comments(text):  # a note of several lines that holds such a line
        return
    before, content = read(text), Content(new)
    result = new_text(text.encode(), before, content, "plan.yaml", EVIDENCE)
    assert read(result) == content
    assert "# năm" in result


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
def test_a_shipped_file_keeps_every_comment_and_line_but_the_one_changed(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    before = parse_content(text, file="plan.yaml", evidence=evidence())
    content = replace(before, own=replace(before.own, title="Tên khác"))
    result = new_text(text.encode(), before, content, "plan.yaml", evidence())
    assert difference(text, result)[1:] == ["+title: Tên khác"]
    assert lost_comments(text, result) == ()
