"""A title gives a name that every system can keep, and no name leads out of its folder."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario import baseline_path, file_stem, scenario_files
from simulator.scenario.names import free_stem, is_baseline, is_name, is_portable, name_key, named_file

SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
TITLES = st.text(st.one_of(st.characters(), st.sampled_from("ăâđêôơưĐ. /\\:-~$'\"aAcCoOnN1¹")), max_size=150)


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Ưu tiên tín dụng cho hộ mới thoát nghèo", "uu-tien-tin-dung-cho-ho-moi-thoat-ngheo"),
        ("Điện Biên: 50% / ĐỢT 2", "dien-bien-50-dot-2"),
        (unicodedata.normalize("NFD", "Nhà ở trước"), "nha-o-truoc"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\win.ini", "c-windows-win-ini"),
        ("a\0b", "a-b"),
        ("\ud800", "scenario"),
        ("CON", "scenario-con"),
        ("com¹", "scenario-com1"),
        ("nul.", "scenario-nul"),
        ("???", "scenario"),
        ("Tên. ", "ten"),
        ("một " * 30, "-".join(["mot"] * 15)),
        ("a" * 100, "a" * 60),
    ],
)
def test_a_title_gives_a_safe_name(title: str, stem: str) -> None:
    assert file_stem(title) == stem
    assert len(stem) <= 60


@given(TITLES)
def test_any_title_gives_a_name_for_every_system(title: str) -> None:
    stem = file_stem(title)
    assert SAFE.fullmatch(stem)
    assert len(stem) <= 60
    assert stem not in RESERVED
    assert is_portable(stem)
    assert file_stem(stem) == stem
    assert file_stem(unicodedata.normalize("NFD", title)) == file_stem(unicodedata.normalize("NFC", title))


@given(st.lists(TITLES, max_size=12))
def test_no_two_files_get_the_same_name_on_any_system(titles: list[str]) -> None:
    names: list[str] = []
    for title in titles:
        names.append(free_stem(title, names))
        assert SAFE.fullmatch(names[-1])
        assert len(names[-1]) <= 60
    assert len({name_key(name) for name in names}) == len(names)


def test_a_name_that_only_looks_free_is_not_taken() -> None:
    assert free_stem("Kế hoạch", ["KE-HOACH"]) == "ke-hoach-2"
    assert free_stem("Kế hoạch", ["ke-hoach", "Ke-Hoach-2"]) == "ke-hoach-3"
    assert name_key("Kịch bản") == name_key(unicodedata.normalize("NFD", "KỊCH BẢN"))


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../a", "a/b", "a\\b", "/a", "C:a", "\\\\server\\a", "a\0", "a\n", " a", "a ", ".a", "a*", "a|b",
     "\u202ea", "\ud800", "a" * 201, "ộ" * 100],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_none(name: str, tmp_path: Path) -> None:
    assert not is_name(name)
    assert not is_portable(name)
    assert name in ("", ".", "..") or named_file(name, tmp_path) is None


@pytest.mark.parametrize("stem", ["con", "Nul", "com1.x", "lpt¹", "a.", unicodedata.normalize("NFD", "ộ")])
def test_names_that_some_system_cannot_keep_are_told(stem: str) -> None:
    assert not is_portable(stem)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS keeps one file of these two names")
def test_a_file_is_found_by_its_name_composed_or_not(tmp_path: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "Kịch bản") for form in ("NFC", "NFD"))
    path = tmp_path / f"{decomposed}.yaml"
    path.touch()
    assert named_file(composed, tmp_path) == named_file(decomposed, tmp_path) == path
    (tmp_path / f"{composed}.yaml").touch()
    assert named_file(composed, tmp_path) == tmp_path / f"{composed}.yaml"
    assert named_file(decomposed, tmp_path) == path
    assert named_file("khác", tmp_path) is None


def test_hidden_files_and_folders_are_not_listed(tmp_path: Path) -> None:
    for name in ("b/b.yaml", "a/z.yaml", "a/y.yaml", "a/.hidden.yaml", "a/notes.txt", ".store/bin/a/x.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    (tmp_path / "a" / "folder.yaml").mkdir()
    names = [path.relative_to(tmp_path).as_posix() for path in scenario_files(tmp_path)]
    assert names == ["a/y.yaml", "a/z.yaml", "b/b.yaml"]
    assert scenario_files(tmp_path / "none") == []


def test_the_baseline_has_a_fixed_place() -> None:
    path = baseline_path("thanh-hoa/dong-son", Path("scenarios"))
    assert path.as_posix() == "scenarios/thanh-hoa.dong-son/thanh-hoa.dong-son-baseline.yaml"
    assert is_baseline(path)
    assert not is_baseline(path.with_name("other.yaml"))
