"""What planners do with scenario files: save, copy, rename, delete, take back; and who is told what."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from simulator.errors import OutputError, ScenarioError
from simulator.scenario import SCENARIOS, Scenario, completed, load_scenario
from simulator.scenario.history import MOST_VERSIONS, keep
from simulator.scenario.load import revision_at
from simulator.scenario.lock import locked
from simulator.scenario.saves import Conflict
from simulator.scenario.stack import alike
from simulator.scenario.store import Store, now
from tests.scenario.examples import BRIEF, EVIDENCE, scenarios
from tests.scenario.folders import BASELINE, BY_HAND, START, brief, store_in, written

LISTED = ["son-la-baseline.yaml"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_in(tmp_path)


def names(store: Store, locality: str = "son-la") -> list[str]:
    return [headline.path.name for headline in store.files(locality)]


def code_of(error: pytest.ExceptionInfo[ScenarioError]) -> str:
    assert len(error.value.faults) == 1
    assert all(error.value.describe(language) for language in ("vi", "en"))
    return error.value.faults[0].code.removeprefix("scenario_")


def moved(scenario: Scenario, value: float, path: str = "housing.budget") -> Scenario:
    return replace(scenario, levers={**scenario.levers, path: ((scenario.first_year, value),)})


# Saving


def test_a_new_scenario_gets_a_name_of_its_own(store: Store) -> None:
    saved = store.save_as(BASELINE, "Nhà ở trước: 50%", by="Nguyễn Thị Lan")
    document = saved.document
    assert document.path == store.folder / "son-la" / "nha-o-truoc-50.yaml"
    assert document.scenario == replace(BASELINE, title="Nhà ở trước: 50%")
    assert (document.content.saved_by, document.content.saved_at) == ("Nguyễn Thị Lan", START)
    assert document.revision == revision_at(document.path)
    assert document.is_current()
    assert store.save_as(BASELINE, "Nhà ở trước 50").document.path.stem == "nha-o-truoc-50-2"
    assert names(store) == [*LISTED, "nha-o-truoc-50-2.yaml", "nha-o-truoc-50.yaml"]


def test_a_title_is_given_once_in_a_locality(store: Store) -> None:
    store.save_as(BASELINE, "Nhà ở")
    for title in ("Nhà ở", "NHÀ Ở", unicodedata.normalize("NFD", "Nhà ở")):
        with pytest.raises(ScenarioError) as caught:
            store.save_as(BASELINE, title)
        assert code_of(caught) == "title_taken"
        assert caught.value.faults[0].nearest == f"{title} (2)"
    assert store.free_title("son-la", "Nhà ở") == "Nhà ở (2)"
    assert store.free_title("hau-giang", "Nhà ở") == "Nhà ở"
    store.save_as(BASELINE, "a" * 120)
    assert store.free_title("son-la", "a" * 120) == "a" * 116 + " (2)"


def test_file_names_are_unique_over_all_localities(store: Store) -> None:
    store.save_as(BASELINE, "Nhà ở")
    there = store.save_as(replace(BASELINE, locality="thanh-hoa/dong-son"), "Nhà ở").document.path
    assert there == store.folder / "thanh-hoa.dong-son" / "nha-o-2.yaml"


@pytest.mark.parametrize("title", ["", "  ", "a\nb", "a\u202eb", "a" * 121])
def test_a_title_that_no_file_can_hold_is_refused(store: Store, title: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        store.save_as(BASELINE, title)
    assert caught.value.faults[0].field == "title"
    assert names(store) == LISTED


def test_a_save_keeps_comments_and_writes_only_what_changed(store: Store) -> None:
    path = written(store, "nha-o", BY_HAND)
    document = store.open(path)
    shown = completed(document.scenario, BASELINE)  # what the page edits holds every lever
    saved = store.save(path, moved(shown, 500, "ntm.investment"), revision=document.revision, by="Lan")
    assert saved.lost_comments == ()
    text = path.read_text(encoding="utf-8")
    stamp = "saved_by: Lan\nsaved_at: 2026-03-05T08:30:00+00:00\n# cuối tệp\n"
    expected = BY_HAND.replace("# cuối tệp\n", stamp).replace("    credit", "    ntm: {investment: 500}\n    credit")
    assert text == expected
    assert alike(completed(saved.document.scenario, BASELINE), moved(shown, 500, "ntm.investment"))


def test_a_save_that_changes_nothing_writes_nothing(store: Store) -> None:
    path = written(store, "nha-o", BY_HAND)
    document = store.open(path)
    saved = store.save(path, completed(document.scenario, BASELINE), revision=document.revision, by="Lan")
    assert saved.document.revision == document.revision
    assert store.versions(path) == []


def test_who_is_not_known_is_not_named(store: Store) -> None:
    document = store.save_as(BASELINE, "A", by="Lan").document
    later = store.save(document.path, moved(document.scenario, 5), revision=document.revision).document
    assert (later.content.saved_by, later.content.saved_at) == ("", datetime(2026, 3, 5, 8, 30, 1, tzinfo=UTC))
    assert "saved_by" not in later.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("by", "kept"), [("a\nb\u202ec", "a b c"), ("  Lan  ", "Lan"), ("ộ" * 300, "ộ" * 120), ("\0", ""), ("no", "no")]
)
def test_any_name_of_a_saver_can_be_kept(store: Store, by: str, kept: str) -> None:
    assert store.save_as(BASELINE, "A", by=by).document.content.saved_by == kept


def test_lost_comments_are_told(store: Store) -> None:
    path = written(store, "nha-o", BY_HAND)
    document = store.open(path)
    wanted = replace(document.scenario, events=())
    saved = store.save(path, wanted, revision=document.revision)
    assert saved.lost_comments == ("# chuẩn mới", "# Nghị định 351", "# bão")
    assert "# hết nhà tạm" in path.read_text(encoding="utf-8")


def test_the_baseline_is_saved_whole(store: Store) -> None:
    path = store.files("son-la")[0].path
    document = store.open(path)
    levers = {name: value for name, value in document.scenario.levers.items() if name != "ntm.investment"}
    wanted = moved(replace(document.scenario, levers=levers), 100)
    saved = store.save(path, wanted, revision=document.revision).document.scenario
    assert saved.levers == moved(document.scenario, 100).levers


def test_a_scenario_is_saved_even_when_the_baseline_has_faults(store: Store) -> None:
    document = store.save_as(BASELINE, "A").document
    store.files("son-la")[0].path.write_text("spoilt", encoding="utf-8")
    saved = store.save(document.path, moved(document.scenario, 7), revision=document.revision)
    assert saved.document.scenario == moved(document.scenario, 7)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=scenarios(), second=scenarios())
def test_what_is_loaded_is_what_was_saved(
    tmp_path_factory: pytest.TempPathFactory, first: Scenario, second: Scenario
) -> None:
    store = store_in(tmp_path_factory.mktemp("store"))
    first, second = (replace(scenario, locality="son-la") for scenario in (first, second))
    document = store.save_as(first, first.title).document
    assert document.scenario == first
    later = store.save(document.path, second, revision=document.revision).document
    assert alike(completed(later.scenario, BASELINE), completed(second, BASELINE))
    assert later.path == document.path


# Two planners


def test_the_second_planner_is_told_and_chooses(store: Store) -> None:
    opened = store.save_as(BASELINE, "Chung", by="Lan").document
    theirs = store.save(opened.path, moved(opened.scenario, 200), revision=opened.revision, by="Hùng").document
    mine = moved(replace(opened.scenario, effects="reported"), 120)
    with pytest.raises(Conflict) as caught:
        store.save(opened.path, mine, revision=opened.revision, by="Lan")
    conflict = caught.value
    assert "Hùng" in conflict.describe("vi")
    assert "Hùng" in conflict.describe("en")
    assert conflict.mine == mine
    assert conflict.theirs == theirs
    assert [(change.key, change.before, change.after) for change in conflict.changes] == [
        ("housing.budget", "200", "120"),
        ("effects", "causal", "reported"),
    ]
    assert [(y.first_year, y.last_year, y.before, y.after) for y in conflict.changes[0].years] == [
        (2026, 2030, 200, 120)
    ]
    assert store.open(opened.path) == theirs  # nothing was written

    both = store.save_as(mine, store.free_title("son-la", mine.title)).document
    assert both.scenario == replace(mine, title="Chung (2)")
    over = store.save(opened.path, mine, revision=conflict.revision, by="Lan").document
    assert over.scenario == mine
    assert [version.headline.saved_by for version in store.versions(opened.path)] == ["Hùng", "Lan"]


def test_both_planners_may_want_the_same(store: Store) -> None:
    opened = store.save_as(BASELINE, "Chung").document
    wanted = moved(opened.scenario, 200)
    theirs = store.save(opened.path, wanted, revision=opened.revision, by="Hùng").document
    with pytest.raises(Conflict) as caught:
        store.save(opened.path, wanted, revision=opened.revision, by="Lan")
    assert (caught.value.theirs, caught.value.changes) == (theirs, ())


def test_a_file_changed_by_hand_is_noticed(store: Store) -> None:
    opened = store.save_as(BASELINE, "Chung").document
    text = opened.path.read_text(encoding="utf-8")
    opened.path.write_text(text.replace("budget: 90", "budget: 91  # tay", 1).replace("{budget", "{ budget", 1))
    assert not opened.is_current()
    with pytest.raises(Conflict) as caught:
        store.save(opened.path, moved(opened.scenario, 5), revision=opened.revision)
    assert code_of(caught) in ("changed_on_disk", "changed_by")
    for refused in (
        lambda: store.rename(opened.path, "Khác", revision=opened.revision),
        lambda: store.delete(opened.path, revision=opened.revision),
    ):
        with pytest.raises(Conflict):
            refused()


def test_a_file_spoilt_by_hand_is_told_and_can_be_overwritten(store: Store) -> None:
    opened = store.save_as(BASELINE, "Chung").document
    opened.path.write_text("title: [", encoding="utf-8")
    with pytest.raises(Conflict) as caught:
        store.save(opened.path, opened.scenario, revision=opened.revision)
    conflict = caught.value
    assert conflict.theirs is None
    assert conflict.broken is not None
    assert conflict.broken.faults[0].file == str(opened.path)
    store.save(opened.path, opened.scenario, revision=conflict.revision)
    assert store.open(opened.path).scenario == opened.scenario
    assert len(store.versions(opened.path)) == 1  # what was spoilt is kept too


def test_a_file_that_is_gone_is_told_and_can_be_written_anew(store: Store) -> None:
    opened = store.save_as(BASELINE, "Chung").document
    store.delete(opened.path, revision=opened.revision)
    with pytest.raises(Conflict) as caught:
        store.save(opened.path, opened.scenario, revision=opened.revision)
    assert code_of(caught) == "gone"
    assert (caught.value.revision, caught.value.theirs) == ("", None)
    assert store.save(opened.path, opened.scenario, revision="").document.scenario == opened.scenario


def test_a_busy_folder_is_told(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(OutputError) as caught, locked(tmp_path, wait=0.05):
        pass
    assert [fault.code for fault in caught.value.faults] == ["folder_busy"]
    with locked(tmp_path, wait=0.05):
        pass


# Copies, names, the bin


def test_a_copy_keeps_comments(store: Store) -> None:
    path = written(store, "nha-o", BY_HAND)
    copy = store.duplicate(path, "Nhà ở trước (2)", by="Lan").document
    assert copy.path.name == "nha-o-truoc-2.yaml"
    assert "# hết nhà tạm" in copy.path.read_text(encoding="utf-8")
    assert copy.scenario == replace(store.open(path).scenario, title="Nhà ở trước (2)")
    with pytest.raises(ScenarioError) as caught:
        store.duplicate(path, "Nhà ở trước")
    assert code_of(caught) == "title_taken"


def test_a_new_title_gives_the_file_a_new_name(store: Store) -> None:
    path = written(store, "nha-o", BY_HAND)
    first = store.open(path)
    second = store.save(path, moved(first.scenario, 5), revision=first.revision).document
    follower = written(store, "them", brief("Thêm", "# chú thích\n", extends="nha-o"))
    document = store.rename(path, "Nhà ở sau", revision=second.revision, by="Lan").document
    assert document.path.name == "nha-o-sau.yaml"
    assert document.scenario == replace(second.scenario, title="Nhà ở sau")
    assert names(store) == [*LISTED, "nha-o-sau.yaml", "them.yaml"]
    assert "# hết nhà tạm" in document.path.read_text(encoding="utf-8")
    assert len(store.versions(document.path)) == 1
    text = follower.read_text(encoding="utf-8")
    assert "extends: nha-o-sau\n" in text
    assert "# chú thích" in text
    assert store.open(follower).scenario.levers["housing.budget"] == ((2026, 5.0),)


def test_a_title_that_gives_the_same_name_stays_in_its_file(store: Store) -> None:
    document = store.save_as(BASELINE, "Nhà ở").document
    renamed = store.rename(document.path, "Nhà Ở!", revision=document.revision).document
    assert (renamed.path, renamed.scenario.title) == (document.path, "Nhà Ở!")


def test_the_baseline_keeps_its_name(store: Store) -> None:
    first = store.files("son-la")[0]
    renamed = store.rename(first.path, "Như năm 2025", revision=first.revision).document
    assert (renamed.path, renamed.scenario.title) == (first.path, "Như năm 2025")
    with pytest.raises(ScenarioError) as caught:
        store.delete(first.path, revision=renamed.revision)
    assert code_of(caught) == "baseline_stays"


def test_a_file_with_a_faulty_follower_is_not_renamed(store: Store) -> None:
    document = store.save_as(BASELINE, "Gốc").document
    written(store, "them", brief("Thêm", "effects: casual\n", extends="goc"))
    with pytest.raises(ScenarioError):
        store.rename(document.path, "Gốc mới", revision=document.revision)
    assert names(store) == [*LISTED, "goc.yaml", "them.yaml"]


def test_what_is_deleted_can_be_taken_back(store: Store) -> None:
    document = store.save_as(BASELINE, "Nhà ở", by="Lan").document
    content = document.path.read_bytes()
    store.delete(document.path, revision=document.revision)
    assert names(store) == LISTED
    (item,) = store.bin("son-la")
    assert (item.stem, item.headline.title, item.headline.saved_by) == ("nha-o", "Nhà ở", "Lan")
    assert item.deleted_at == datetime(2026, 3, 5, 8, 30, 1, tzinfo=UTC)
    assert store.bin("hau-giang") == []
    again = store.save_as(BASELINE, "Nhà ở").document.path
    assert again.stem == "nha-o-2"  # the name is kept for what may come back
    assert store.restore("son-la", item.name) == document.path
    assert document.path.read_bytes() == content
    assert store.bin("son-la") == []
    with pytest.raises(ScenarioError) as caught:
        store.restore("son-la", item.name)
    assert code_of(caught) == "not_in_bin"


def test_what_comes_back_overwrites_nothing(store: Store) -> None:
    document = store.save_as(BASELINE, "Nhà ở").document
    name = store.delete(document.path, revision=document.revision)
    other = written(store, "NHA-O", brief("Khác"))
    back = store.restore("son-la", name)
    assert back.stem == "nha-o-2"
    assert store.open(back).scenario.title == "Nhà ở"
    assert store.open(other).scenario.title == "Khác"


def test_a_base_in_use_is_not_deleted(store: Store) -> None:
    document = store.save_as(BASELINE, "Gốc").document
    written(store, "them", brief("Thêm", extends="goc"))
    with pytest.raises(ScenarioError) as caught:
        store.delete(document.path, revision=document.revision)
    assert code_of(caught) == "base_in_use"
    assert "them.yaml" in caught.value.describe("vi")
    assert document.path.exists()


@pytest.mark.parametrize("name", ["../son-la/goc.yaml", "", ".", "/etc/passwd", "20260305T083000000000Z-goc.yaml"])
def test_the_bin_and_the_versions_give_out_only_their_own(store: Store, name: str) -> None:
    document = store.save_as(BASELINE, "Gốc").document
    with pytest.raises(ScenarioError) as caught:
        store.restore("son-la", name)
    assert code_of(caught) == "not_in_bin"
    with pytest.raises(ScenarioError) as caught:
        store.restore_version(document.path, name, revision=document.revision)
    assert code_of(caught) == "no_version"


@pytest.mark.parametrize("path", ["a.yaml", "son-la/../../a.yaml", "son-la/x/a.yaml", "son-la/a.txt", "/etc/a.yaml"])
def test_nothing_is_written_outside_the_localities(store: Store, path: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        store.save(store.folder / path, BASELINE, revision="")
    assert code_of(caught) == "outside"


def test_a_file_is_found_by_the_name_in_an_address(store: Store) -> None:
    path = store.save_as(BASELINE, "Nhà ở").document.path
    assert store.find("son-la", "nha-o") == path
    for stem in ("../son-la/nha-o", "nha-o.yaml", "", "nha-o\0", "none"):
        with pytest.raises(ScenarioError) as caught:
            store.find("son-la", stem)
        assert code_of(caught) == "no_file"


def test_a_list_shows_files_that_have_faults(store: Store) -> None:
    written(store, "a", brief("Có lỗi", "effects: casual\nsaved_by: Lan\n"))
    written(store, "b", "title: [")
    (store.folder / "son-la" / "c.yaml").write_bytes(b"\xff")
    listed = {headline.path.stem: headline for headline in store.files("son-la")}
    assert (listed["a"].title, listed["a"].saved_by) == ("Có lỗi", "Lan")
    assert (listed["b"].title, listed["c"].title) == ("b", "c")


# Earlier versions


def test_the_last_twenty_versions_are_kept(store: Store) -> None:
    document = store.save_as(BASELINE, "Nhà ở").document
    for value in range(1, MOST_VERSIONS + 4):
        document = store.save(document.path, moved(document.scenario, value), revision=document.revision).document
    versions = store.versions(document.path)
    assert len(versions) == MOST_VERSIONS
    assert [version.replaced_at for version in versions] == sorted(
        (version.replaced_at for version in versions), reverse=True
    )
    store.restore_version(document.path, versions[4].name, revision=document.revision)
    restored = store.open(document.path)
    assert restored.scenario.levers["housing.budget"] == ((2026, MOST_VERSIONS + 3 - 5.0),)
    undone = store.versions(document.path)[0]
    store.restore_version(document.path, undone.name, revision=restored.revision)
    assert store.open(document.path) == document


def test_a_version_that_is_kept_already_is_not_kept_twice(store: Store) -> None:
    path = written(store, "a", brief("A"))
    for _ in range(3):
        keep(path, path.read_bytes(), now())
    assert len(store.versions(path)) == 1


# Files by themselves


@pytest.mark.parametrize(
    ("content", "code", "line", "value"),
    [
        (b"a: 1\nb: \xff\n", "not_utf8", 2, "0xff"),
        (BRIEF.encode("utf-16"), "not_utf8", 1, "UTF-16"),
        (BRIEF.encode("utf-16-be"), "not_utf8", 1, "UTF-16"),
        (b"#" * 70_000, "too_large", None, ""),
        (b"", "empty", None, ""),
    ],
)
def test_unreadable_content_is_refused(tmp_path: Path, content: bytes, code: str, line: int | None, value: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(content)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path, EVIDENCE)
    first = caught.value.faults[0]
    assert (first.code, first.line, first.value) == (f"scenario_{code}", line, value)


@pytest.mark.parametrize("name", ["none.yaml", "a\0b.yaml", "\ud800.yaml", "none/plan.yaml"])
def test_a_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / name, EVIDENCE)
    assert code_of(caught) == "no_file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path, EVIDENCE)
    assert code_of(caught) == "unreadable"


def test_files_of_the_project_are_named_from_its_folder() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(SCENARIOS / "none.yaml", EVIDENCE)
    assert caught.value.faults[0].file == "scenarios/none.yaml"
