"""Words as planners write them: compared without accents, case, punctuation or the spelling of i and y."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from simulator.errors import nearest_name
from simulator.texts import LANGUAGES, keys, text

BETWEEN = "|"
NAME_KEYS = ("indicator", "observed", "details.indicator")

_APART = re.compile(r"[^\w%≥≤<>=~≈#*]+|_")


@lru_cache(maxsize=8192)
def folded(words: str) -> str:
    """Return what two spellings share: ``"Tỷ lệ hộ nghèo"`` and ``"ti le ho ngheo"`` are one."""
    letters = unicodedata.normalize("NFKD", words.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _APART.sub(" ", bare).replace("y", "i").strip()


def written(key: str, language: str) -> tuple[str, ...]:
    """Return every way to write one thing in a language."""
    return tuple(text(key, language).split(BETWEEN))


def spellings(key: str) -> tuple[str, ...]:
    """Return every way to write one thing, in both languages."""
    return tuple(word for language in LANGUAGES for word in written(key, language))


def shown(key: str, language: str) -> str:
    """Return the way in which we write it ourselves."""
    return written(key, language)[0]


@lru_cache(maxsize=32)
def vocabulary(prefix: str) -> Mapping[str, str]:
    """Return the names below a prefix of the string table by all their folded spellings, and by themselves."""
    found: dict[str, str] = {}
    for key in sorted(keys()):
        if key.startswith(f"{prefix}."):
            name = key.removeprefix(f"{prefix}.")
            for word in (name, *spellings(key)):
                found.setdefault(folded(word), name)
    return MappingProxyType(found)


def named(words: str, prefix: str) -> str:
    """Return the name that some words stand for, "" when they stand for none."""
    return vocabulary(prefix).get(folded(words), "")


def choices(prefix: str, names: Iterable[str], language: str) -> tuple[str, ...]:
    """Return how names below a prefix are written in a language."""
    return tuple(shown(f"{prefix}.{name}", language) for name in names)


def nearest(words: str, candidates: Iterable[str]) -> str:
    """Return the candidate that looks most like some words, accents aside; "" when none is close."""
    by_folded = {folded(candidate): candidate for candidate in candidates}
    return by_folded.get(nearest_name(folded(words), by_folded), "")


@lru_cache(maxsize=1024)
def indicator_name(indicator: str, language: str) -> str:
    """Return what an indicator is called in a language; its id when no text names it."""
    known = keys()
    return next((text(key, language) for part in NAME_KEYS if (key := f"{part}.{indicator}") in known), indicator)


@lru_cache(maxsize=1024)
def other_names(indicator: str) -> tuple[str, ...]:
    """Return the other usual names of an indicator."""
    key = f"own.indicator.{indicator}"
    return spellings(key) if key in keys() else ()


@lru_cache(maxsize=8)
def suggested_names(indicators: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return what an unknown indicator may be meant for, the names in a language first."""
    names = [indicator_name(one, spoken) for spoken in (language, *LANGUAGES) for one in indicators]
    others = [words for one in indicators for words in other_names(one)]
    return tuple(dict.fromkeys((*names, *indicators, *others)))


@lru_cache(maxsize=8)
def indicator_words(indicators: tuple[str, ...]) -> Mapping[str, str]:
    """Return indicators by their folded ids, their names in both languages, and their other usual names."""
    found: dict[str, str] = {}
    for indicator in indicators:
        found.setdefault(folded(indicator), indicator)
    for indicator in indicators:
        for language in LANGUAGES:
            found.setdefault(folded(indicator_name(indicator, language)), indicator)
    for indicator in indicators:
        for word in other_names(indicator):
            found.setdefault(folded(word), indicator)
    return MappingProxyType(found)
