"""One report for file, upload and page: errors first, grouped, then what looks like a slip."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest

from simulator.scenario import load_scenario, scenario_files
from simulator.scenario.checks import PARTS, check_file, check_upload
from simulator.scenario.format import KEYS
from simulator.scenario.store import Store
from simulator.texts import text
from tests.scenario.examples import BRIEF, EVIDENCE
from tests.scenario.folders import brief, store_in, written
from tests.shipped import evidence

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot keep files of such names")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_in(tmp_path)


def codes(store: Store, path: Path) -> list[str]:
    report = check_file(path, EVIDENCE, store.folder)
    assert report.errors == ()
    assert report.scenario is not None
    assert all(fault.describe(language) for fault in report.warnings for language in ("vi", "en"))
    return [fault.code.removeprefix("scenario_") for fault in report.warnings]


def test_errors_come_first_and_in_groups() -> None:
    spoilt = (
        BRIEF.replace("son-la", "sonla")
        .replace("budget: 90", "budget: x")
        .replace("investment: 400", "investment: 1.200")
        .replace("at_most: 0.03", "at_most: 3")
        .replace("to: 2030", "to: 2050")
        + "saved_at: x\nnotes: a\n"
    )
    report = check_upload(spoilt.encode(), "plan.yaml", EVIDENCE)
    assert report.scenario is None
    groups = [(group.part, group.error, [fault.line for fault in group.faults]) for group in report.groups()]
    assert groups == [
        ("file", True, [22]),
        ("words", True, [3]),
        ("years", True, [5]),
        ("levers", True, [10, 12]),
        ("targets", True, [18]),
        ("saved", True, [21]),
    ]
    lines = report.describe("vi").split("\n")
    assert lines[0] == "Lỗi: tệp"
    assert lines[1].startswith("  plan.yaml:22: notes: ")
    assert "note" in lines[1]
    assert len(lines) == 13
    assert report.describe("en").startswith("Errors: the file\n  plan.yaml:22: notes: ")


def test_every_key_belongs_to_a_part_with_a_name() -> None:
    for language in ("vi", "en"):
        assert len({text(f"check.part.{part}", language) for part in PARTS}) == len(PARTS)
    report = check_upload("".join(f"{key}: [\n" for key in KEYS).encode(), "plan.yaml", EVIDENCE)
    assert {group.part for group in report.groups()} <= {*PARTS}


def test_a_file_on_disk_and_its_upload_have_the_same_errors(store: Store) -> None:
    content = brief("A", "levers: {ntm: {investment: -1}}\n", extends="khong-co")
    path = written(store, "a", content)
    on_disk = check_file(path, EVIDENCE, store.folder)
    uploaded = check_upload(content.encode(), str(path), EVIDENCE, store.folder)
    assert on_disk.errors == uploaded.errors
    assert [fault.code for fault in on_disk.errors] == ["scenario_out_of_range"]


def test_a_slip_of_the_unit_is_told_with_its_line(store: Store) -> None:
    money = "  housing: {budget: 90000}\n  ntm: {investment: {2026: 400, 2028: 4001}}\n  training: {budget: 250}\n"
    path = written(store, "a", brief("A", f"levers:\n{money}"))
    report = check_file(path, EVIDENCE, store.folder)
    assert [(fault.code, fault.line, fault.field, fault.value, fault.allowed) for fault in report.warnings] == [
        ("scenario_unusual_value", 6, "levers.housing.budget", "90000", "≤ 900"),
        ("scenario_unusual_value", 7, "levers.ntm.investment", "4001", "≤ 4000"),
    ]
    assert [(group.part, group.error) for group in report.groups()] == [("levers", False)]
    assert report.describe("vi").startswith("Cần xem lại: mức đầu tư\n")
    assert check_upload(path.read_bytes(), "x.yaml", EVIDENCE, store.folder).warnings[0].line == 6


@linux
@pytest.mark.parametrize("name", ["CON", "a.", "tên\u0323", "x:y"])
def test_a_name_that_another_system_cannot_keep_is_told(store: Store, name: str) -> None:
    path = written(store, unicodedata.normalize("NFD", name), brief("A"))
    assert codes(store, path) == ["name_not_portable"]


@linux
def test_names_and_titles_that_can_be_mistaken_are_told(store: Store) -> None:
    one = written(store, "ke-hoach", brief("Kế hoạch"))
    two = written(store, "Ke-Hoach", brief("KẾ HOẠCH"))
    assert codes(store, one) == codes(store, two) == ["name_twice", "title_twice"]
    other = written(store, "ke-hoach", brief("Kế hoạch", locality="hau-giang"), locality="hau-giang")
    (store.folder / "hau-giang" / "hau-giang-baseline.yaml").write_text(brief("Như hiện nay", locality="hau-giang"))
    assert codes(store, other) == ["name_twice"]


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
def test_what_is_shipped_has_nothing_to_look_at(path: Path) -> None:
    report = check_file(path, evidence())
    assert report.groups() == ()
    assert report.scenario == load_scenario(path, evidence())
