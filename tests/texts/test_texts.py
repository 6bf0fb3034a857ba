"""The string table is whole, and every fault that the code can raise has its text."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from simulator import texts
from simulator.errors import Fault
from simulator.texts import LANGUAGES, keys, placeholders, read_table, text

PACKAGE = Path(texts.__file__).parents[1]
CODE = re.compile(r"[a-z][a-z0-9_]*[a-z0-9]")
PREFIXES = ("", "scenario_")  # the scenario layer puts its own before the codes that it writes
DETAILS = {"file", "line", "field", "value", "allowed", "nearest"}


def _codes_in_use() -> set[str]:
    """Return the fault codes that are written in the package where faults are made."""
    codes: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                position = {"Fault": 0, "Finding": 0, "fault": 0, "_note": 0, "Clash": 1}.get(name)
                if position is not None and len(node.args) > position:
                    codes |= {
                        part.value
                        for part in ast.walk(node.args[position])
                        if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    }
    return {code for code in codes if CODE.fullmatch(code)}


def _has_text(code: str) -> bool:
    return any(f"fault.{prefix}{code}" in keys() for prefix in PREFIXES)


def test_every_fault_has_a_text() -> None:
    codes = _codes_in_use()
    assert {"missing_file", "contradiction", "looks_like_percent", "repeated_key"} <= codes
    assert {code for code in codes if not _has_text(code)} == set()


def test_codes_of_cells_have_a_text() -> None:
    source = (PACKAGE / "evidence" / "cells.py").read_text(encoding="utf-8")
    strings = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    codes = {word for word in strings if isinstance(word, str) and re.fullmatch(r"[a-z]+_[a-z_]+", word)}
    assert len(codes) >= 6
    assert {code for code in codes if f"fault.{code}" not in keys()} == set()


def test_no_fault_text_is_left_over() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    codes = {key.removeprefix("fault.") for key in keys() if key.startswith("fault.")}
    bare = {code: {code, code.removeprefix("scenario_")} for code in codes}
    assert {code for code in codes if not any(f'"{name}"' in written for name in bare[code])} == set()


def test_both_languages_have_the_same_placeholders() -> None:
    found = {key: [placeholders(key, language) for language in LANGUAGES] for key in keys()}
    assert len(found) > 4_000
    assert {key: both for key, both in found.items() if both[0] != both[1]} == {}
    assert {key for key, both in found.items() if key.startswith("fault.") and not both[0] <= DETAILS} == set()


def test_unknown_keys_and_languages_are_refused() -> None:
    with pytest.raises(KeyError):
        text("no.such.key", "vi")
    with pytest.raises(KeyError):
        text("fault.missing_file", "fr")


@pytest.mark.parametrize(
    "content", ["key,en,vi\n", "key,vi,en\na,b\n", "key,vi,en\na,b,\n", "key,vi,en\na,b,c\na,b,c\n"]
)
def test_a_spoilt_table_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "one.csv").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"one\.csv"):
        read_table(tmp_path)


def test_a_key_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("key,vi,en\na,b,c\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"two\.csv:2"):
        read_table(tmp_path)


def test_a_fault_is_told_in_one_line() -> None:
    fault = Fault("unknown_key", "a.yaml", 3, "credit.capitl", "capitl", "capital, shares", "capital")
    english = "a.yaml:3: credit.capitl: unknown key “capitl”; correct the name or remove the key"
    assert fault.describe("en") == english + "; allowed: capital, shares; did you mean “capital”?"
    assert fault.describe("vi").endswith("; có phải ý bạn là “capital”?")
    assert Fault("missing_file", "x.csv").describe("en") == "x.csv: the file is missing; put it back in its place"
