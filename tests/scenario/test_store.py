"""Saves are whole or not done; files are found, named and refused clearly."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

import pytest

from simulator.errors import OutputError, ScenarioError
from simulator.scenario import (
    SCENARIOS,
    baseline_path,
    dump_scenario,
    file_stem,
    load_scenario,
    parse_scenario,
    save_scenario,
    scenario_files,
)
from tests.scenario.examples import BRIEF, EVIDENCE

PLAN = parse_scenario(BRIEF, file="plan.yaml", evidence=EVIDENCE)


def test_a_saved_scenario_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    save_scenario(PLAN, path)
    save_scenario(PLAN, str(path))
    assert path.read_bytes() == dump_scenario(PLAN).encode()
    assert load_scenario(path, EVIDENCE) == PLAN
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("broken", ["replace", "fsync"])
@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "disk_full"), (errno.EACCES, "not_writable"), (errno.EIO, "not_saved")],
)
def test_a_failed_save_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, number: int, code: str
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, broken, fail)
    with pytest.raises(OutputError) as caught:
        save_scenario(PLAN, path)
    assert [fault.code for fault in caught.value.faults] == [code]
    assert str(path) in caught.value.describe("vi")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_synchronised_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synchronise = os.fsync

    def only_files(descriptor: int) -> None:
        if not os.path.isfile(f"/proc/self/fd/{descriptor}"):
            raise OSError(errno.EINVAL, "no")
        synchronise(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    save_scenario(PLAN, tmp_path / "plan.yaml")
    assert load_scenario(tmp_path / "plan.yaml", EVIDENCE) == PLAN


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        save_scenario(PLAN, tmp_path / "none" / "plan.yaml")
    assert [fault.code for fault in caught.value.faults] == ["no_folder"]


def test_a_folder_in_the_place_of_the_file_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").mkdir()
    with pytest.raises(OutputError):
        save_scenario(PLAN, tmp_path / "plan.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_what_a_killed_save_left_is_swept_and_a_running_one_is_not(tmp_path: Path) -> None:
    stale, running = tmp_path / ".a.yaml.1234.saving", tmp_path / ".b.yaml.1234.saving"
    for path in (stale, running):
        path.write_text("half", encoding="utf-8")
    os.utime(stale, (time.time() - 7_200,) * 2)
    save_scenario(PLAN, tmp_path / "plan.yaml")
    assert sorted(path.name for path in tmp_path.iterdir()) == [running.name, "plan.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise on Windows")
def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    save_scenario(PLAN, tmp_path / "plan.yaml")
    assert (tmp_path / "plan.yaml").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"a: 1\nb: \xff\n", "not_utf8", 2),
        (BRIEF.encode("utf-16"), "not_utf8", 1),
        (b"#" * 70_000, "too_large", None),
        (b"", "empty", None),
    ],
)
def test_unreadable_content_is_refused(tmp_path: Path, content: bytes, code: str, line: int | None) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(content)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path, EVIDENCE)
    assert [(fault.code, fault.line) for fault in caught.value.faults] == [(f"scenario_{code}", line)]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.yaml", "scenario_no_file"), (tmp_path, "scenario_unreadable")):
        with pytest.raises(ScenarioError) as caught:
            load_scenario(path, EVIDENCE)
        assert [fault.code for fault in caught.value.faults] == [code]


def test_files_of_the_project_are_named_from_its_folder() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(SCENARIOS / "none.yaml", EVIDENCE)
    assert caught.value.faults[0].file == "scenarios/none.yaml"


def test_scenario_files_are_listed_by_name(tmp_path: Path) -> None:
    for name in ("b/b.yaml", "a/z.yaml", "a/y.yaml", "a/.hidden.yaml", "a/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    names = [path.relative_to(tmp_path).as_posix() for path in scenario_files(tmp_path)]
    assert names == ["a/y.yaml", "a/z.yaml", "b/b.yaml"]
    assert scenario_files(tmp_path / "none") == []


def test_the_baseline_has_a_fixed_place() -> None:
    path = baseline_path("thanh-hoa/dong-son", Path("scenarios"))
    assert path.as_posix() == "scenarios/thanh-hoa.dong-son/thanh-hoa.dong-son-baseline.yaml"


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Ưu tiên tín dụng cho hộ mới thoát nghèo", "uu-tien-tin-dung-cho-ho-moi-thoat-ngheo"),
        ("Điện Biên: 50% / ĐỢT 2", "dien-bien-50-dot-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "scenario-con"),
        ("com¹", "scenario-com1"),
        ("???", "scenario"),
        ("một " * 30, "-".join(["mot"] * 15)),
        ("a" * 100, "a" * 60),
    ],
)
def test_a_title_gives_a_safe_name(title: str, stem: str) -> None:
    assert file_stem(title) == stem
    assert len(stem) <= 60
