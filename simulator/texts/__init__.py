"""The one string table: every sentence that a planner may read, in Vietnamese and English.

Each ``*.csv`` file of this folder has the header ``key,vi,en``. A key lives in one file only.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter

LANGUAGES = ("vi", "en")
FOLDER = Path(__file__).parent
HEADER = ["key", *LANGUAGES]

Table = Mapping[str, tuple[str, str]]


def text(key: str, language: str, **params: object) -> str:
    """Return the text of ``key`` with its placeholders filled; KeyError for an unknown key or language."""
    return _template(key, language).format(**params)


def placeholders(key: str, language: str) -> frozenset[str]:
    """Return the names of the placeholders that the text of ``key`` uses."""
    return _names(_template(key, language))


@lru_cache(maxsize=1)
def keys() -> frozenset[str]:
    """Return every key of the table."""
    return frozenset(_table())


def read_table(folder: Path) -> Table:
    """Read all tables of a folder into one; a repeated key, a gap or another header is refused."""
    table: dict[str, tuple[str, str]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            if next(rows, None) != HEADER:
                raise ValueError(f"{path.name}: the header must be {','.join(HEADER)}")
            for row in rows:
                _add(table, row, f"{path.name}:{rows.line_num}")
    return table


def _add(table: dict[str, tuple[str, str]], row: list[str], place: str) -> None:
    if len(row) != len(HEADER) or not all(cell.strip() for cell in row):
        raise ValueError(f"{place}: a row needs a key and a text in each language")
    key, *translations = row
    if key in table:
        raise ValueError(f"{place}: the key {key} is already in the table")
    table[key] = (translations[0], translations[1])


def _template(key: str, language: str) -> str:
    if language not in LANGUAGES:
        raise KeyError(language)
    return _table()[key][LANGUAGES.index(language)]


@lru_cache(maxsize=1)
def _table() -> Table:
    return read_table(FOLDER)


@lru_cache(maxsize=1024)
def _names(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)
