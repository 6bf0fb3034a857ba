"""Own localities beside the shipped ones: one at fault is left out and named, the others stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from simulator.evidence.own import with_own
from tests.evidence.own import sample
from tests.evidence.own.test_kept import kept
from tests.shipped import evidence


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of scenarios with one own locality."""
    kept(tmp_path / "scenarios", sample.own_figures())
    return tmp_path / "scenarios"


def test_what_is_there_is_added_and_nothing_else_changes(folder: Path) -> None:
    found, faulty = with_own(evidence(), [folder])
    assert faulty == {}
    assert set(found.localities) == {*evidence().localities, sample.ID}
    assert [row for row in found.observations if row.locality != sample.ID] == list(evidence().observations)
    assert with_own(evidence(), [folder / "nowhere"]) == (evidence(), {})


def test_one_at_fault_is_left_out_and_named(folder: Path) -> None:
    (folder / sample.ID / ".locality" / "locality.yaml").write_text("id: [", encoding="utf-8")
    found, faulty = with_own(evidence(), [folder])
    assert found == evidence()
    assert list(faulty) == [sample.ID]
    assert "locality.yaml" in faulty[sample.ID].describe("vi")


def test_a_name_that_an_earlier_folder_has_is_not_taken_twice(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "others")
    found, faulty = with_own(evidence(), [folder, tmp_path / "others"])
    assert found.localities[sample.ID].home == folder / sample.ID / ".locality"
    assert [fault.code for fault in faulty[sample.ID].faults] == ["own_name_taken"]
