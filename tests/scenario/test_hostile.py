"""Hostile files are refused quickly and cheaply, before anything is built from them, and with one clear message."""

from __future__ import annotations

import random
import time
import tracemalloc
import unicodedata
from pathlib import Path

import pytest

from simulator.errors import ScenarioError
from simulator.scenario import load_scenario, parse_scenario
from simulator.scenario.checks import check_upload
from tests.scenario.examples import BRIEF, EVIDENCE
from tests.scenario.folders import BY_HAND
from tests.scenario.hostile import CASES

LONGEST_TIME = 0.25  # seconds of the processor
LARGEST_MEMORY = 64 * 2**20  # bytes
LARGE = 20_000  # characters; shorter files cannot cost much
MUTANTS = 1_500


def load(folder: Path, content: str | bytes) -> None:
    if isinstance(content, str) and any("\ud800" <= letter <= "\udfff" for letter in content):
        parse_scenario(content, file="plan.yaml", evidence=EVIDENCE)  # from a page: no file in UTF-8 can hold it
        return
    path = folder / "plan.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    load_scenario(path, EVIDENCE)


@pytest.mark.parametrize(("content", "code", "line", "key", "value", "allowed"), CASES.values(), ids=CASES.keys())
def test_a_hostile_file_is_refused_with_one_message(
    tmp_path: Path, content: str | bytes, code: str, line: int | None, key: str, value: str, allowed: str
) -> None:
    started = time.process_time()
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path, content)
    assert time.process_time() - started < LONGEST_TIME
    (fault,) = caught.value.faults
    assert (fault.code, fault.line) == (f"scenario_{code}", line)
    assert fault.field == key
    assert value in fault.value
    english, vietnamese = fault.describe("en"), fault.describe("vi")
    place = "plan.yaml" if line is None else f"plan.yaml:{line}: "
    for message in (english, vietnamese):
        assert place in message
        assert fault.field in message
        assert fault.value in message
        assert message.isprintable()
        assert len(message) < 600
    assert allowed in english
    assert english != vietnamese


def test_no_hostile_file_costs_much_memory(tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        for content in (content for content, *_ in CASES.values() if len(content) > LARGE):
            with pytest.raises(ScenarioError):
                load(tmp_path, content)
        assert tracemalloc.get_traced_memory()[1] < LARGEST_MEMORY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("text", "title"),
    [("no", "no"), ("on", "on"), ("'2026'", "2026"), ("0120", "0120"), ("2:30", "2:30"), ("~", "~"),
     ("<b>x</b>", "<b>x</b>"), ("'=1+1'", "=1+1"), (unicodedata.normalize("NFD", "Nhà ở"), "Nha\u0300 o\u031b\u0309")],
)  # fmt: skip
def test_a_title_is_a_text_whatever_it_looks_like(text: str, title: str) -> None:
    content = BRIEF.replace("title: Ưu tiên tín dụng cho hộ mới thoát nghèo", f"title: {text}")
    assert parse_scenario(content, file="a", evidence=EVIDENCE).title == title


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), lambda t: t + "...\n"])
def test_what_editors_do_to_a_file_is_no_fault(change: object) -> None:
    changed = change(BY_HAND)  # type: ignore[operator]
    expected = parse_scenario(BY_HAND, file="a", evidence=EVIDENCE)
    assert parse_scenario(changed, file="a", evidence=EVIDENCE) == expected


PIECES = ["\n", " ", "  ", "\t", ":", ": ", "- ", "#", " # a\n", "{", "}", "[", "]", ",", "'", '"', "|", ">",
          "&a ", "*a", "!!str ", "<<: ", "? ", "---\n", "...\n", "%", "@", "`", "\0", "\r", "\x85", "\u2028",
          "\u202e", "\ufeff", "\ud800", "\U0001f600", "0", "-1", "1e9", ".nan", "~", "no", "2027-02-30", "1,5",
          "1.200", "levers", "format", "extends: a\n", "saved_at: x\n", "\\", "\\u202e", "ộ",
          "o\u0323\u0302"]  # fmt: skip


def mutant(text: str, chance: random.Random) -> str:
    """A good file with a few things put in, left out, doubled or moved."""
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 1, 1, 3, 20)))
        piece = chance.choice((chance.choice(PIECES), text[start:end] * 2, "", text[end : end + 30]))
        text = text[:start] + piece + text[end:]
    return text


def test_a_spoilt_good_file_gives_a_scenario_or_clear_faults_and_nothing_else() -> None:
    chance = random.Random(20260305)
    refused = 0
    for _ in range(MUTANTS):
        text = mutant(chance.choice((BRIEF, BY_HAND)), chance)
        report = check_upload(text.encode("utf-8", "surrogatepass"), "plan.yaml", EVIDENCE)
        assert (report.scenario is None) == bool(report.errors)
        refused += bool(report.errors)
        for fault in report.errors:
            assert fault.describe("vi").startswith(("plan.yaml", "scenarios/"))
    assert MUTANTS // 2 < refused < MUTANTS
