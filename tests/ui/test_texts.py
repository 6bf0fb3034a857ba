"""Every text that the page asks for exists, none is left over, and Vietnamese is Vietnamese."""

from __future__ import annotations

import ast
import csv
import re
from functools import lru_cache
from pathlib import Path

import pytest

from simulator import texts
from simulator.texts import LANGUAGES, keys, text
from tests.shipped import evidence

PACKAGE = Path(texts.__file__).parents[1]
TABLES = ("page.csv", "explore.csv")
PREFIX = re.compile(r"(page|explore|source)\.")
ENGLISH = re.compile(
    r"\b(the|and|of|with|from|for|is|are|budget|save|scenario|baseline|poverty|household|draws)s?\b", re.I
)


@lru_cache(maxsize=1)
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py")))


@lru_cache(maxsize=1)
def written() -> frozenset[str]:
    """Every string constant of the package, and the words of the data that complete a key."""
    constants = {node.value for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    standards = {row.standard for row in evidence().observations if row.standard}
    words = {value for value in constants if isinstance(value, str)}
    return frozenset(words | standards | set(evidence().levers) | set(evidence().sources))


@lru_cache(maxsize=1)
def patterns() -> tuple[re.Pattern[str], ...]:
    """Keys that are put together in the code, with a group for each part that is filled in."""
    found = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else "(.+)" for p in node.values]
                if PREFIX.match(str(getattr(node.values[0], "value", ""))):
                    found.add("".join(parts))
    return tuple(re.compile(pattern) for pattern in sorted(found))


def table_keys(name: str) -> list[str]:
    with (texts.FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return [row["key"] for row in csv.DictReader(stream)]


def is_put_together(key: str) -> bool:
    """Whether some pattern makes the key from words that the package or the data hold."""
    matches = [match for pattern in patterns() if (match := pattern.fullmatch(key))]
    return any(all(part in written() for part in match.groups()) for match in matches)


def test_every_key_in_the_code_is_in_the_table() -> None:
    asked = {
        word for word in written() if PREFIX.match(word) and re.fullmatch(r"[\w.]+", word) and word[-1] not in "._"
    }
    assert len(asked) > 60
    assert asked - keys() == set()


def test_every_key_that_is_put_together_finds_a_text() -> None:
    assert len(patterns()) > 12
    assert [pattern.pattern for pattern in patterns() if not any(map(pattern.fullmatch, keys()))] == []


@pytest.mark.parametrize("table", TABLES)
def test_no_text_is_left_over(table: str) -> None:
    assert [key for key in table_keys(table) if key not in written() and not is_put_together(key)] == []


@pytest.mark.parametrize("path", sorted(evidence().levers))
def test_every_lever_has_a_name(path: str) -> None:
    named = path.replace("credit.shares.", "programme.") if "shares" in path else f"lever.{path}"
    assert all(text(f"explore.{named}", language) for language in LANGUAGES)


def test_vietnamese_texts_hold_no_english() -> None:
    shown = [key for key in keys() if not key.startswith(("fault", "page.language_other"))]
    vietnamese = {key: re.sub(r"\{\w+\}", "", read(key, "vi")) for key in shown}
    assert {key: found.group() for key, words in vietnamese.items() if (found := ENGLISH.search(words))} == {}


def test_vietnamese_differs_from_english() -> None:
    words = [key for key in keys() if re.search(r"[a-z]{4}", re.sub(r"\{\w+\}", "", read(key, "en")))]
    assert len(words) > 200
    names = "methods.scope."  # localities
    assert [key for key in words if read(key, "vi") == read(key, "en") and not key.startswith(names)] == []


def read(key: str, language: str) -> str:
    """A text with its placeholders as they stand."""
    return _table()[key][LANGUAGES.index(language)]


@lru_cache(maxsize=1)
def _table() -> texts.Table:
    return texts.read_table(texts.FOLDER)
