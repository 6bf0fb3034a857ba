"""The file of a deck: read strictly, written whole, never taken for a scenario, never written over unseen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import ScenarioError
from simulator.evidence import Evidence
from simulator.scenario import SCENARIOS, scenario_files
from simulator.scenario.deck import (
    LEVERS,
    LONGEST_REMARK,
    MOST_LEVERS,
    QUESTIONS,
    Deck,
    dump_deck,
    named,
    parse_deck,
    placed,
)
from simulator.scenario.deck_file import (
    DECK_SUFFIX,
    deck_files,
    delete_deck,
    find_deck,
    read_deck,
    save_deck,
    save_deck_as,
)
from simulator.scenario.nodes import LARGEST_FILE, UNSEEN
from tests import shipped

LOCALITY = "son-la"
SCENARIO_NAMES = ("son-la-baseline", "son-la-nha-o-truoc")
DECK = Deck("Họp giao ban quý IV", LOCALITY, SCENARIO_NAMES, SCENARIO_NAMES[1], 2029)
HEAD = "format: 1\ntitle: a\nlocality: son-la\nscenarios: [son-la-baseline]\n"


@pytest.fixture(scope="module", name="evidence")
def _evidence() -> Evidence:
    return shipped.evidence()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SCENARIOS / LOCALITY, tmp_path / LOCALITY, ignore=shutil.ignore_patterns("*.deck.yml"))
    return tmp_path


def parsed(text: str, evidence: Evidence) -> Deck:
    return parse_deck(text, file="x.deck.yml", evidence=evidence)


def refused(text: str, evidence: Evidence) -> list[tuple[str, int | None, str, str]]:
    with pytest.raises(ScenarioError) as caught:
        parsed(text, evidence)
    return [(fault.code, fault.line, fault.field, fault.nearest) for fault in caught.value.faults]


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).filter(lambda text: not UNSEEN.search(text))
titles = words.map(lambda text: " ".join(text.split()) or "x")
screens = (*QUESTIONS, *(f"scenario:{name}" for name in SCENARIO_NAMES))


@settings(max_examples=150)
@given(
    title=titles,
    order=st.lists(st.sampled_from(screens), unique=True).map(tuple),
    remarks=st.dictionaries(st.sampled_from((*screens, "title", "sources")), words),
    levers=st.lists(st.sampled_from(LEVERS), unique=True, max_size=MOST_LEVERS).map(tuple),
    year=st.none() | st.integers(2026, 2045),
)
def test_what_is_written_is_read_again(
    title: str,
    order: tuple[str, ...],
    remarks: dict[str, str],
    levers: tuple[str, ...],
    year: int | None,
    evidence: Evidence,
) -> None:
    deck = Deck(title, LOCALITY, SCENARIO_NAMES, SCENARIO_NAMES[0], year, order, remarks, levers)
    assert parsed(dump_deck(deck), evidence) == deck


def test_a_short_file_by_hand_is_enough(evidence: Evidence) -> None:
    deck = parsed(HEAD, evidence)
    assert deck == Deck("a", LOCALITY, ("son-la-baseline",))
    assert (deck.reference_place, deck.order) == (0, None)


@pytest.mark.parametrize(
    ("line", "code", "field", "nearest"),
    [
        ("screns: [money]", "scenario_unknown_key", "screns", "screens"),
        ("screens: [mony]", "scenario_deck_screen", "screens[1]", "money"),
        ("screens: [money, poverty, money]", "scenario_deck_twice", "screens[3]", ""),
        ("screens: ['scenario:other']", "scenario_deck_screen", "screens[1]", ""),
        ("screens: money", "scenario_not_list", "screens", ""),
        ("remarks: {povety: x}", "scenario_deck_screen", "remarks.povety", "poverty"),
        ("levers: [ntm.investmen]", "scenario_deck_lever", "levers[1]", "ntm.investment"),
        (f"levers: [{', '.join(LEVERS[:4])}]", "scenario_deck_most", "levers", ""),
        ("reference: son-la-baselin", "scenario_deck_reference", "reference", "son-la-baseline"),
        ("year: 20230", "scenario_year_range", "year", ""),
        (f"remarks: {{money: {'x' * (LONGEST_REMARK + 1)}}}", "scenario_long_text", "remarks.money", ""),
        ("title: b", "scenario_repeated_key", "title", ""),
    ],
)
def test_a_slip_is_told_with_line_and_nearest_name(
    line: str, code: str, field: str, nearest: str, evidence: Evidence
) -> None:
    faults = refused(HEAD + line, evidence)
    assert [fault[:3] for fault in faults] == [(code, 5, field)]
    assert nearest in faults[0][3]  # where there is one that is meant


def test_all_faults_of_a_file_are_told_at_once(evidence: Evidence) -> None:
    text = "format: 2\nlocality: son-l\nscenarios: [a, a, b.yaml]\nyears: 3\n"
    found = {(code, line) for code, line, *_ in refused(text, evidence)}
    assert found == {
        ("scenario_deck_format", 1),
        ("scenario_missing_key", 1),
        ("scenario_unknown_locality", 2),
        ("scenario_deck_twice", 3),
        ("scenario_base_name", 3),
        ("scenario_unknown_key", 4),
    }


def test_one_to_eight_scenarios(evidence: Evidence) -> None:
    start = "format: 1\ntitle: a\nlocality: son-la\nscenarios: "
    assert parsed(f"{start}[{', '.join(f's{n}' for n in range(8))}]", evidence).scenarios[-1] == "s7"
    for wrong in ("[]", f"[{', '.join(f's{n}' for n in range(9))}]"):
        assert [fault[0] for fault in refused(start + wrong, evidence)] == ["scenario_deck_count"]


def test_a_file_too_large_or_hostile_is_refused(evidence: Evidence, folder: Path) -> None:
    path = folder / LOCALITY / f"big{DECK_SUFFIX}"
    path.write_text(HEAD + "#" * LARGEST_FILE, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        read_deck(path, evidence)
    assert caught.value.faults[0].code == "scenario_too_large"
    assert refused(HEAD + "remarks: &a {money: x}", evidence)[0][0] == "scenario_anchor"
    assert refused(HEAD + 'remarks: {money: "\\u202e"}', evidence)[0][0] == "scenario_unseen_character"


def test_screens_are_named_by_file_and_placed_by_order() -> None:
    for place, name in enumerate(SCENARIO_NAMES):
        assert placed(f"scenario:{name}", SCENARIO_NAMES) == f"scenario:{place}"
        assert named(placed(f"scenario:{name}", SCENARIO_NAMES), SCENARIO_NAMES) == f"scenario:{name}"
    deck = Deck("x", LOCALITY, SCENARIO_NAMES, screens=("scenario:son-la-nha-o-truoc", "money"), remarks={"money": "y"})
    assert deck.order == ("scenario:1", "money")
    assert deck.remarks_by_place == {"money": "y"}


def test_a_deck_is_no_scenario(folder: Path, evidence: Evidence) -> None:
    before = scenario_files(folder)
    document = save_deck_as(DECK, evidence, folder)
    assert document.path.parent == folder / LOCALITY
    assert scenario_files(folder) == before
    assert deck_files(folder) == [document.path]


def test_saved_found_and_read(folder: Path, evidence: Evidence) -> None:
    first = save_deck_as(DECK, evidence, folder)
    second = save_deck_as(DECK, evidence, folder)
    assert [first.name, second.name] == ["hop-giao-ban-quy-iv", "hop-giao-ban-quy-iv-2"]
    found = read_deck(find_deck(first.name, folder), evidence)
    assert found == first
    with pytest.raises(ScenarioError):
        find_deck("../son-la/hop-giao-ban-quy-iv", folder)
    delete_deck(second.path, revision=second.revision)
    assert deck_files(folder) == [first.path]


def test_nothing_is_written_over_unseen(folder: Path, evidence: Evidence) -> None:
    first = save_deck_as(DECK, evidence, folder)
    mine, theirs = (Deck(title, LOCALITY, SCENARIO_NAMES) for title in ("Của tôi", "Của người khác"))
    save_deck(first.path, theirs, evidence, revision=first.revision)
    before = first.path.read_bytes()
    for change in (
        lambda: save_deck(first.path, mine, evidence, revision=first.revision),
        lambda: delete_deck(first.path, revision=first.revision),
    ):
        with pytest.raises(ScenarioError) as caught:
            change()
        assert [fault.code for fault in caught.value.faults] == ["deck_changed"]
    assert first.path.read_bytes() == before
    first.path.unlink()
    with pytest.raises(ScenarioError) as caught:
        save_deck(first.path, mine, evidence, revision=first.revision)
    assert [fault.code for fault in caught.value.faults] == ["deck_gone"]
    assert not first.path.exists()


def test_what_no_file_can_say_is_not_written(folder: Path, evidence: Evidence) -> None:
    with pytest.raises(ScenarioError):
        save_deck_as(Deck("a\u202eb", LOCALITY, SCENARIO_NAMES), evidence, folder)
    assert deck_files(folder) == []
    assert not list(folder.rglob("*.saving"))


@pytest.mark.parametrize("path", deck_files(), ids=lambda path: path.name)
def test_the_shipped_decks_stand_on_shipped_scenarios(path: Path) -> None:
    deck = read_deck(path, shipped.evidence()).deck
    assert {name for name in deck.scenarios if not (path.parent / f"{name}.yaml").exists()} == set()
    assert deck.title
