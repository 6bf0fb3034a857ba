"""Unsaved work on disk: read back as it was, checked like a file, and nobody's but its browser's."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import OutputError
from simulator.scenario import drafts, scenario_files
from simulator.scenario.drafts import SavedDraft, draft_name, read_drafts, remove_draft, sweep_drafts, write_draft
from tests.scenario.examples import EVIDENCE
from tests.scenario.folders import BASELINE

MINE, OTHER = "a" * 32, "b" * 32
NAME = draft_name("son-la/nha-o")
AT = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
DRAFT = SavedDraft(BASELINE, replace(BASELINE, title="Trước"), "nha-o", "revision", "1.abc", AT)


def record(folder: Path, owner: str = MINE) -> Path:
    (found,) = (folder / ".store" / "drafts" / owner).glob("*.json")
    return found


def test_a_draft_is_read_back_as_it_was(tmp_path: Path) -> None:
    write_draft(tmp_path, MINE, NAME, DRAFT)
    assert read_drafts(tmp_path, MINE, EVIDENCE) == {NAME: DRAFT}
    later = replace(DRAFT, scenario=replace(BASELINE, note="sau"))
    write_draft(tmp_path, MINE, NAME, later)
    assert read_drafts(tmp_path, MINE, EVIDENCE) == {NAME: later}


def test_drafts_belong_to_one_browser_and_are_no_scenario_files(tmp_path: Path) -> None:
    write_draft(tmp_path, MINE, NAME, DRAFT)
    assert read_drafts(tmp_path, OTHER, EVIDENCE) == {}
    assert scenario_files(tmp_path) == []
    remove_draft(tmp_path, OTHER, NAME)
    assert NAME in read_drafts(tmp_path, MINE, EVIDENCE)
    remove_draft(tmp_path, MINE, NAME)
    remove_draft(tmp_path, MINE, NAME)
    assert read_drafts(tmp_path, MINE, EVIDENCE) == {}


@given(st.text(max_size=40))
def test_a_name_from_outside_never_leads_out_of_the_folder(text: str) -> None:
    folder = Path("nowhere")
    if not drafts.is_owner(text):
        with pytest.raises(ValueError, match="owner"):
            read_drafts(folder, text, EVIDENCE)
    if not drafts.NAME.fullmatch(text):
        with pytest.raises(ValueError, match="draft"):
            drafts._path(folder, text)


@pytest.mark.parametrize("owner", ["", "..", "../" + "a" * 29, "A" * 32, "a" * 31, "a" * 32 + "\n", None, 3])
def test_only_a_name_of_our_own_kind_stands_for_a_browser(owner: object) -> None:
    assert not drafts.is_owner(owner)


@pytest.mark.parametrize(
    "damage",
    [
        {"version": 9},
        {"stem": "../../etc/passwd"},
        {"stem": None},
        {"touched": "gestern"},
        {"scenario": "title: x"},
        {"scenario": 7},
        {"saved": "title: x"},
        {"address": None},
    ],
)
def test_a_damaged_record_is_left_out_and_left_on_disk(tmp_path: Path, damage: dict[str, object]) -> None:
    write_draft(tmp_path, MINE, NAME, DRAFT)
    whole = json.loads(record(tmp_path).read_text(encoding="utf-8"))
    record(tmp_path).write_text(json.dumps(whole | damage), encoding="utf-8")
    assert read_drafts(tmp_path, MINE, EVIDENCE) == {}
    assert record(tmp_path).exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"version": 1}', b"9" * 200_000])
def test_a_record_that_is_none_is_left_out(tmp_path: Path, content: bytes) -> None:
    write_draft(tmp_path, MINE, NAME, DRAFT)
    record(tmp_path).write_bytes(content)
    assert read_drafts(tmp_path, MINE, EVIDENCE) == {}


def test_a_browser_keeps_its_latest_fifty(tmp_path: Path) -> None:
    for number in range(drafts.MOST + 3):
        write_draft(tmp_path, MINE, draft_name(str(number)), DRAFT)
        path = tmp_path / ".store" / "drafts" / MINE / f"{draft_name(str(number))}.json"
        os.utime(path, (1_000 + number, 1_000 + number))
    kept = list(read_drafts(tmp_path, MINE, EVIDENCE))
    assert kept == [draft_name(str(number)) for number in range(3, drafts.MOST + 3)]


def test_what_nobody_touched_for_two_months_is_swept(tmp_path: Path) -> None:
    for owner in (MINE, OTHER):
        write_draft(tmp_path, owner, NAME, DRAFT)
    old = time.time() - drafts.KEPT_FOR - 10
    os.utime(record(tmp_path, OTHER), (old, old))
    sweep_drafts(tmp_path)
    assert read_drafts(tmp_path, OTHER, EVIDENCE) == {}
    assert NAME in read_drafts(tmp_path, MINE, EVIDENCE)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / ".store").write_text("a file where the folder should be")
    with pytest.raises(OutputError):
        write_draft(tmp_path, MINE, NAME, DRAFT)
