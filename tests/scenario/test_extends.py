"""A file on a base: what it gives, what is refused, and what a save leaves of it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings

from simulator.errors import Fault, ScenarioError
from simulator.scenario import Scenario, completed, load_scenario, parse_scenario, value_in
from simulator.scenario.load import MOST_BASES
from simulator.scenario.stack import alike, blank, rewritten, stacked
from simulator.scenario.store import Store
from tests.scenario.examples import EVIDENCE, scenarios
from tests.scenario.folders import BASELINE, brief, store_in, written

BASE = """\
effects: reported
levers:
  housing: {budget: {2026: 100, 2028: 120}, repair_share: 0.3}
events: []
assumptions: {credit.effect: 0.5}
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_in(tmp_path)


def only_fault(store: Store, path: Path) -> Fault:
    with pytest.raises(ScenarioError) as caught:
        store.open(path)
    assert all(caught.value.describe(language) for language in ("vi", "en"))
    return caught.value.faults[0]


def budget(scenario: Scenario, year: int) -> float:
    return value_in(scenario.levers["housing.budget"], year)


def test_a_change_stacks_on_its_base_and_both_on_the_baseline(store: Store) -> None:
    written(store, "goc", brief("Gốc", BASE))
    path = written(store, "them", brief("Thêm", "levers:\n  housing: {budget: {2029: 200}}\n", extends="goc"))
    document = store.open(path)
    scenario = document.scenario
    assert [budget(scenario, year) for year in (2026, 2027, 2028, 2029, 2030)] == [100, 100, 120, 200, 200]
    assert value_in(scenario.levers["housing.repair_share"], 2026) == 0.3
    assert value_in(scenario.levers["ntm.investment"], 2026) == 400  # the baseline's
    assert (scenario.title, scenario.effects, scenario.events) == ("Thêm", "reported", ())
    assert scenario.targets == BASELINE.targets
    assert scenario.assumptions == {"credit.effect": 0.5}
    assert alike(completed(scenario, BASELINE), scenario)
    assert [path.stem for path, _ in document.sources] == ["them", "goc", "son-la-baseline"]
    assert document.content.own.levers == {"housing.budget": ((2029, 200.0),)}


def test_what_a_file_states_stands_above_its_base(store: Store) -> None:
    written(store, "goc", brief("Gốc", BASE))
    rest = "effects: causal\nassumptions: {credit.effect: -1, households.effort_exponent: 0.2}\n"
    scenario = store.open(written(store, "them", brief("Thêm", rest, extends="goc"))).scenario
    assert scenario.effects == "causal"
    assert scenario.assumptions == {"credit.effect": -1, "households.effort_exponent": 0.2}


def test_a_changed_base_is_noticed(store: Store) -> None:
    base = written(store, "goc", brief("Gốc", BASE))
    document = store.open(written(store, "them", brief("Thêm", extends="goc")))
    assert document.is_current()
    base.write_text(base.read_text(encoding="utf-8").replace("100", "101"), encoding="utf-8")
    assert not document.is_current()


def test_the_command_line_and_an_upload_find_the_same_bases(store: Store) -> None:
    written(store, "goc", brief("Gốc", BASE))
    path = written(store, "them", brief("Thêm", extends="goc"))
    scenario = store.open(path).scenario
    assert load_scenario(path, EVIDENCE) == scenario
    text = path.read_text(encoding="utf-8")
    assert parse_scenario(text, file="upload.yaml", evidence=EVIDENCE, folder=store.folder) == scenario
    assert parse_scenario(text, file="goc.yaml", evidence=EVIDENCE, folder=store.folder) == scenario


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_names_are_the_same_name(store: Store, form: Literal["NFC", "NFD"]) -> None:
    name = unicodedata.normalize(form, "Kịch bản gốc")
    written(store, unicodedata.normalize("NFC", name), brief("Gốc", BASE))
    assert store.open(written(store, "them", brief("Thêm", extends=name))).scenario.effects == "reported"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("../goc", "goc"),
        ("/etc/passwd", "passwd"),
        ("'C:\\\\goc'", "goc"),
        ("'C:goc'", ""),
        ("goc.yaml", "goc"),
        ("son-la/goc", "goc"),
        ('"goc\\0"', ""),
        ("'..'", ""),
        ("'.hidden'", ""),
        ("''", ""),
        ("[goc]", ""),
        ("a" * 300, ""),
    ],
)
def test_a_base_is_a_bare_name(store: Store, name: str, nearest: str) -> None:
    written(store, "goc", brief("Gốc", BASE))
    fault = only_fault(store, written(store, "them", brief("Thêm", extends=name)))
    assert (fault.code, fault.line, fault.field, fault.nearest) == ("scenario_base_name", 4, "extends", nearest)
    assert fault.value


def test_a_missing_base_is_told_with_those_there_are(store: Store) -> None:
    written(store, "goc", brief("Gốc", BASE))
    fault = only_fault(store, written(store, "them", brief("Thêm", extends="goc1")))
    assert (fault.code, fault.line, fault.field, fault.value) == ("scenario_base_missing", 4, "extends", "goc1")
    assert fault.allowed == "goc, son-la-baseline, them"
    assert fault.nearest == "goc"


def test_a_circle_is_told_with_its_way(store: Store) -> None:
    written(store, "a", brief("A", extends="b"))
    written(store, "b", brief("B", extends="c"))
    path = written(store, "c", brief("C", extends="a"))
    fault = only_fault(store, path)
    assert (fault.code, fault.value) == ("scenario_base_cycle", "c → a → b → c")
    assert fault.file.endswith("b.yaml")
    itself = only_fault(store, written(store, "d", brief("D", extends="d")))
    assert (itself.code, itself.value) == ("scenario_base_cycle", "d → d")


def test_a_chain_has_an_end(store: Store) -> None:
    written(store, "x0", brief("X0"))
    for number in range(1, MOST_BASES + 2):
        written(store, f"x{number}", brief(f"X{number}", extends=f"x{number - 1}"))
    assert store.open(store.folder / "son-la" / f"x{MOST_BASES}.yaml").scenario.title == f"X{MOST_BASES}"
    fault = only_fault(store, store.folder / "son-la" / f"x{MOST_BASES + 1}.yaml")
    assert (fault.code, fault.allowed, fault.line) == ("scenario_base_depth", f"≤ {MOST_BASES}", 4)


def test_a_base_of_another_locality_is_refused(store: Store) -> None:
    written(store, "goc", brief("Gốc", locality="hau-giang"))
    fault = only_fault(store, written(store, "them", brief("Thêm", extends="goc")))
    assert (fault.code, fault.allowed) == ("scenario_base_locality", "son-la")
    assert "hau-giang" in fault.value


def test_a_faulty_base_is_told_with_its_faults(store: Store) -> None:
    written(store, "goc", brief("Gốc", "effects: casual\n"))
    path = written(store, "them", brief("Thêm", extends="goc"))
    with pytest.raises(ScenarioError) as caught:
        store.open(path)
    assert [fault.code for fault in caught.value.faults] == ["scenario_base_faulty", "scenario_unknown_effects"]
    assert [Path(fault.file).stem for fault in caught.value.faults] == ["them", "goc"]


def test_a_baseline_has_no_base(store: Store) -> None:
    written(store, "goc", brief("Gốc"))
    path = written(store, "son-la-baseline", brief("Như hiện nay", extends="goc"))
    assert only_fault(store, path).code == "scenario_base_of_baseline"
    above = only_fault(store, written(store, "them", brief("Thêm", extends="son-la-baseline")))
    assert above.code == "scenario_base_of_baseline"
    assert above.file.endswith("son-la-baseline.yaml")


def test_a_save_keeps_the_base_and_only_the_differences(store: Store) -> None:
    written(store, "goc", brief("Gốc", BASE))
    path = written(store, "them", brief("Thêm", "levers:\n  ntm: {investment: 500}  # thêm\n", extends="goc"))
    document = store.open(path)
    moved = {**document.scenario.levers, "housing.budget": ((2026, 100.0), (2028, 150.0))}
    saved = store.save(path, replace(document.scenario, levers=moved), revision=document.revision, by="Lan")
    assert saved.base_kept
    levers = "levers:\n  housing: {budget: {2026: 100, 2028: 150}}\n  ntm: {investment: 500}  # thêm\n"
    stamp = "saved_by: Lan\nsaved_at: 2026-03-05T08:30:00+00:00\n"
    assert path.read_text(encoding="utf-8") == brief("Thêm", levers + stamp, extends="goc")
    back = store.save(path, document.scenario, revision=saved.document.revision)
    assert "housing" not in path.read_text(encoding="utf-8")
    assert alike(back.document.scenario, document.scenario)


def test_a_base_that_cannot_be_taken_back_is_left(store: Store) -> None:
    written(store, "goc", brief("Gốc", BASE))
    path = written(store, "them", brief("Thêm", extends="goc"))
    document = store.open(path)
    wanted = replace(document.scenario, assumptions={})
    saved = store.save(path, wanted, revision=document.revision)
    assert not saved.base_kept
    assert saved.document.content.extends == ""
    assert alike(completed(saved.document.scenario, BASELINE), wanted)


def test_a_new_file_can_be_put_on_a_base(store: Store) -> None:
    base = written(store, "goc", brief("Gốc", BASE))
    scenario = completed(store.open(base).scenario, BASELINE)
    wanted = replace(scenario, levers={**scenario.levers, "training.budget": ((2026, 50.0),)})
    document = store.save_as(wanted, "Gốc, thêm đào tạo", base="goc").document
    assert document.content.extends == "goc"
    assert document.content.own.levers == {"training.budget": ((2026, 50.0),)}
    assert alike(completed(document.scenario, BASELINE), replace(wanted, title="Gốc, thêm đào tạo"))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(), scenarios(), scenarios())
def test_a_file_that_is_rewritten_gives_what_is_wanted(own: Scenario, base: Scenario, wanted: Scenario) -> None:
    under = completed(replace(base, locality="son-la"), BASELINE)
    whole = completed(replace(wanted, locality="son-la"), under)
    for start in (blank(own, "goc"), blank(own), replace(blank(own, "goc"), own=replace(own, locality="son-la"))):
        content = rewritten(start, whole, under, EVIDENCE)
        below = under if content.extends or not start.extends else BASELINE
        assert alike(completed(stacked(content, below), BASELINE), completed(whole, BASELINE))
        assert len(content.own.levers) <= len(whole.levers)
