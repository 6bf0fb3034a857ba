"""Files are written whole or not at all, and a spreadsheet runs nothing that they hold."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import files
from simulator.errors import OutputError
from simulator.files import TEMPORARY, make_folder, move, remove, spreadsheet_text, write_whole

unix = pytest.mark.skipif(sys.platform == "win32", reason="rights and links are kept otherwise on Windows")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text("old", encoding="utf-8")
    return path


def failing(number: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def codes(error: pytest.ExceptionInfo[OutputError]) -> list[str]:
    assert all(error.value.describe(language) for language in ("vi", "en"))
    return [fault.code for fault in error.value.faults]


@pytest.mark.parametrize("broken", ["replace", "fsync", "open", "write"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EACCES, "not_writable"),
        (errno.EROFS, "not_writable"),
        (errno.EIO, "not_saved"),
    ],
)
def test_a_failed_write_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, number: int, code: str
) -> None:
    """A full disk, a folder that may only be read, a broken disk: at each step of a save."""
    if broken == "open":
        monkeypatch.setattr(Path, "open", failing(number))
    elif broken == "write":
        opened = Path.open

        def half(self: Path, mode: str) -> IO[bytes]:
            stream = opened(self, mode)
            stream.write(b"half")
            stream.flush()
            stream.close()
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(Path, "open", half)
    else:
        monkeypatch.setattr(os, broken, failing(number))
    with pytest.raises(OutputError) as caught:
        write_whole(path, b"new")
    monkeypatch.undo()
    assert codes(caught) == [code]
    assert str(path) in caught.value.describe("vi")
    assert path.read_bytes() == b"old"
    assert [*path.parent.iterdir()] == [path]


def test_an_interrupt_leaves_the_old_file_and_nothing_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [*path.parent.iterdir()] == [path]


def test_a_folder_that_cannot_be_synchronised_is_no_failure(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", failing(errno.EINVAL))
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_whole(tmp_path / "none" / "plan.yaml", b"")
    assert codes(caught) == ["no_folder"]
    (tmp_path / "file").touch()
    with pytest.raises(OutputError) as caught:
        make_folder(tmp_path / "file" / "folder")
    assert codes(caught) == ["no_folder"]


def test_a_folder_in_the_place_of_the_file_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").mkdir()
    with pytest.raises(OutputError):
        write_whole(tmp_path / "plan.yaml", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_a_file_that_may_only_be_read_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever runs this may write anywhere
    with pytest.raises(OutputError) as caught:
        write_whole(path, b"new")
    assert codes(caught) == ["not_writable"]
    assert path.read_bytes() == b"old"


@unix
def test_rights_are_kept_and_a_link_stays_a_link(path: Path) -> None:
    path.chmod(0o664)
    link = path.with_name("link.yaml")
    link.symlink_to(path)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o664


@unix
def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_whole(tmp_path / "plan.yaml", b"")
    assert (tmp_path / "plan.yaml").stat().st_mode == (tmp_path / "other").stat().st_mode


@unix
def test_the_longest_name_that_a_system_takes_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / ("a" * 250 + ".yaml"), b"new")
    assert len([*tmp_path.iterdir()]) == 1


def test_what_a_killed_save_left_is_swept_and_a_running_one_is_not(path: Path) -> None:
    stale, running = (path.with_name(f".{name}{TEMPORARY}") for name in ("a", "b"))
    for left in (stale, running):
        left.write_text("half", encoding="utf-8")
    os.utime(stale, (time.time() - 7_200,) * 2)
    write_whole(path, b"new")
    assert sorted(left.name for left in path.parent.iterdir()) == [running.name, path.name]


def test_another_program_may_hold_the_file_for_a_moment_on_windows(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, refused = os.replace, [PermissionError(errno.EACCES, "held")] * 2

    def held(source: Path, target: Path) -> None:
        if refused:
            raise refused.pop()
        replace(source, target)

    monkeypatch.setattr(files, "WINDOWS", True)
    monkeypatch.setattr(os, "replace", held)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_move_overwrites_nothing(path: Path) -> None:
    other = path.with_name("other.yaml")
    other.write_text("other", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        move(path, other)
    assert codes(caught) == ["not_saved"]
    assert (path.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == ("old", "other")
    remove(other)
    move(path, other)
    assert other.read_text(encoding="utf-8") == "old"
    remove(path)  # gone already
    with pytest.raises(OutputError) as caught:
        move(path, other.with_name("third.yaml"))
    assert codes(caught) == ["no_folder"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\uff1d1", "=cmd|' /C calc'!A0"],
)
def test_a_text_that_would_start_a_formula_is_only_shown(text: str) -> None:
    assert spreadsheet_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "Nhà ở", "a=1", "0,5", "'=1", "(1)"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert spreadsheet_text(text) == text


@given(st.text())
def test_no_text_starts_a_formula(text: str) -> None:
    assert spreadsheet_text(text).lstrip(" \u00a0\u3000\ufeff")[:1] not in {
        *"=+-@\t\r\n",
        "\uff1d",
        "\uff0b",
        "\uff0d",
        "\uff20",
    }
