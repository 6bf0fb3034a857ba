"""Files made to hang, crash or mislead a reader are refused before anything is built from them."""

from __future__ import annotations

import pytest

from simulator.errors import ScenarioError
from simulator.scenario import parse_scenario
from simulator.scenario.nodes import LARGEST_FILE
from tests.scenario.examples import BRIEF, EVIDENCE

MERGES = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 20))

FILES = {
    "nothing": ("", "empty", None),
    "comments only": ("# a\n", "empty", None),
    "above the limit": (BRIEF + "#" * LARGEST_FILE, "too_large", None),
    "above the limit in bytes": (BRIEF + "# " + "ộ" * (LARGEST_FILE // 2), "too_large", None),
    "nested merges": (MERGES, "anchor", 1),
    "merge key": ("a:\n  <<: {b: 1}\n", "anchor", 2),
    "alias": ("a: 1\nb: *a\n", "anchor", 2),
    "tag": ("a: !!python/object/apply:os.system [ls]\n", "tag", 1),
    "directive": ("%YAML 1.1\n---\na: 1\n", "tag", 1),
    "open brackets": ("[" * 60_000, "too_deep", 1),
    "open braces": ("{" * 60_000, "too_deep", 1),
    "lists in lists": ("- " * 30_000, "too_deep", 1),
    "deep block": ("\n".join(" " * depth + "a:" for depth in range(9)), "too_deep", 7),
    "explicit keys": ("? " * 30_000, "complex_key", 1),
    "a list as key": ("{[a, b]: 1}", "complex_key", 1),
    "bulk": ("[" + "a," * 30_000 + "]", "too_many_parts", 1),
    "bulk in lines": ("".join(f"a{n}: 1\n" for n in range(6_000)), "too_many_parts", 2001),
    "two documents": (f"{BRIEF}---\n{BRIEF}", "second_document", 21),
    "bidirectional": (BRIEF.replace("Vì", "\u202eVì"), "unseen_character", 4),
    "bidirectional comment": (BRIEF + "# \u2066a\n", "unseen_character", 21),
    "control": (BRIEF.replace("Vì", "\x07Vì"), "unseen_character", 4),
    "escape of a terminal": (BRIEF.replace("Vì", "\x1b[31mVì"), "unseen_character", 4),
    "line separator": (BRIEF.replace("Vì", "\u2028Vì"), "unseen_character", 4),
    "lone surrogate": (BRIEF.replace("Vì", "\ud800Vì"), "unseen_character", 4),
    "second mark of byte order": (BRIEF.replace("Vì", "\ufeffVì"), "unseen_character", 4),
    "tab": ("years:\n\tfrom: 2026\n", "tab", 2),
    "open quote": ('title: "' + "a " * 30_000, "syntax", 1),
    "open bracket": ("title: [a\nlocality: son-la\n", "syntax", 2),
    "two colons": ("title: a: b\n", "colon", 1),
    "long key": ("a" * 60_000 + ": 1\n", "colon", 1),
    "a list": ("- a\n", "not_mapping", 1),
    "a word": ("a\n", "not_mapping", 1),
}


@pytest.mark.parametrize(("text", "code", "line"), FILES.values(), ids=FILES.keys())
def test_hostile_files_are_refused_with_one_fault(text: str, code: str, line: int | None) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, file="plan.yaml", evidence=EVIDENCE)
    assert [(fault.code, fault.line) for fault in caught.value.faults] == [(f"scenario_{code}", line)]
    assert len(caught.value.describe("vi")) < 400


@pytest.mark.parametrize("digits", ["1" * 5_000, "1," * 1_500, "9" * 60_000])
def test_long_numbers_are_refused(digits: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(BRIEF.replace("central: 350", f"central: {digits}"), file="a", evidence=EVIDENCE)
    assert len(str(caught.value)) < 1_000
