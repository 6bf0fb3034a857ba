"""The id of a planner's locality, made from its name."""

from __future__ import annotations

import re
from collections.abc import Collection

from simulator.evidence.own.words import folded, spellings
from simulator.evidence.priors import REGIONS
from simulator.files import ascii_name

LONGEST = 60
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")  # Windows keeps them for devices


def slug(name: str) -> str:
    """Return a name in ASCII, lower case and short, such as a folder may have on every system."""
    return ascii_name(name)[:LONGEST].rstrip("-")


def locality_id(name: str, places: Collection[str]) -> str:
    """Return the id of a locality: its name without "Tỉnh", with it where a place that is not simulated has that id."""
    bare = slug(without_kind(name))
    taken = bare in places or bare in REGIONS or RESERVED.fullmatch(bare)
    return slug(f"{spellings('own.prefix')[0]} {bare}") if bare and taken else bare


def without_kind(name: str) -> str:
    """Return the name of a province without the word for province."""
    for prefix in sorted(spellings("own.prefix"), key=len, reverse=True):
        count = len(prefix.split())
        words = name.split()
        if len(words) > count and folded(" ".join(words[:count])) == folded(prefix):
            return " ".join(words[count:])
    return name
