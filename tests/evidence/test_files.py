"""Files that cannot be read as tables say so once, without a traceback and without echoes in other files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.evidence.tables import MOST_FAULTS
from tests.evidence.seeding import copied_data, faults_of, read_rows, write_rows

TABLES = (
    "observations.csv",
    "sources.csv",
    "indicators.csv",
    "priors.csv",
    "rules.csv",
    "parameters.csv",
    "levers.csv",
    "places.csv",
)


def _quote(content: bytes) -> bytes:
    first, second, rest = content.split(b"\n", 2)
    return b"\n".join((first, b'"' + second, rest))


SPOILT: dict[str, tuple[Callable[[bytes], bytes], str, int | None]] = {
    "empty": (lambda content: b"", "empty_file", 1),
    "other header": (lambda content: b"x" + content, "missing_column", 1),
    "semicolons": (lambda content: content.replace(b",", b";"), "wrong_separator", 1),
    "not UTF-8": (lambda content: content.replace(b"\n", b"\n\xe0", 1), "not_utf8", 2),
    "UTF-16": (lambda content: content.decode().encode("utf-16"), "not_utf8", 1),
    "zero bytes": (lambda content: content.replace(b"\n", b"\n\0", 1), "not_text", 2),
    "open quote": (lambda content: content + b'"', "broken_csv", None),
    "too large": (lambda content: content + b" " * 6_000_000, "too_large", None),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("how", SPOILT)
def test_spoilt_table(tmp_path: Path, name: str, how: str) -> None:
    data = copied_data(tmp_path)
    path = data / name
    change, code, line = SPOILT[how]
    path.write_bytes(change(path.read_bytes()))
    faults = faults_of(data)
    assert {fault.file for fault in faults} == {str(path)}
    assert faults[0].code == code
    if line is not None:
        assert faults[0].line == line
    assert len(faults) == (2 if how == "other header" else 1)


@pytest.mark.parametrize("name", [*TABLES, "localities/*.yaml"])
def test_missing_file(tmp_path: Path, name: str) -> None:
    data = copied_data(tmp_path)
    for path in data.glob(name):
        path.unlink()
    (fault,) = faults_of(data)
    assert (fault.code, fault.file) == ("missing_file", str(data / name))


def test_missing_folder(tmp_path: Path) -> None:
    faults = faults_of(tmp_path / "nowhere")
    assert {fault.code for fault in faults} == {"missing_file"}
    assert len(faults) == len(TABLES) + 1


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    (data / "rules.csv").unlink()
    (data / "rules.csv").mkdir()
    (fault,) = faults_of(data)
    assert fault.code == "unreadable_file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file(tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    (data / "rules.csv").chmod(0)
    (fault,) = faults_of(data)
    assert fault.code == "unreadable_file"


def test_columns(tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    path = data / "places.csv"
    header, *rows = read_rows(path)
    write_rows(path, [["place", "name_vn", "name_en", "area"], *[[*row, "1"] for row in rows]])
    faults = faults_of(data)
    assert [(fault.code, fault.field, fault.nearest) for fault in faults] == [
        ("missing_column", "name_vi", ""),
        ("unknown_column", "name_vn", "name_vi"),
        ("unknown_column", "area", ""),
    ]
    write_rows(path, [[*header, "place"], *[[*row, "1"] for row in rows]])
    (fault,) = faults_of(data)
    assert (fault.code, fault.field) == ("repeated_column", "place")


def test_order_of_columns_and_blank_lines_do_not_matter(tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    path = data / "places.csv"
    write_rows(path, [row[::-1] for row in read_rows(path)] + [["", "", ""]])
    assert faults_of(data) == ()


def test_wrong_number_of_cells(tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    path = data / "sources.csv"
    rows = read_rows(path)
    rows.append(["new-source", "a topic", "a publisher"])
    write_rows(path, rows)
    (fault,) = faults_of(data)
    assert (fault.code, fault.line, fault.value, fault.allowed) == ("wrong_cell_count", len(rows), "3", "6")


def test_lines_are_counted_through_cells_of_several_lines(tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    path = data / "places.csv"
    with path.open("a", encoding="utf-8") as stream:
        stream.write('here,"two\nlines",x\nthere,,y\n')
    (fault,) = faults_of(data)
    assert (fault.code, fault.line) == ("missing_value", 5)


def test_a_hopeless_file_is_given_up(tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    path = data / "places.csv"
    write_rows(path, [*read_rows(path), *[["x", "", ""]] * 2000])
    faults = faults_of(data)
    assert "too_many_faults" in {fault.code for fault in faults}
    assert len(faults) < 2 * MOST_FAULTS
