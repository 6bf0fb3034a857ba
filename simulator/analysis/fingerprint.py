"""A digest of data and code, by which a kept result is known to be stale."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache

from simulator.calibration.posterior import CODE
from simulator.evidence import Evidence
from simulator.files import PROJECT, read_whole
from simulator.scenario import Scenario

IN_WORDS = frozenset(
    {"line", "note", "title", "name_vi", "name_en", "source_id", "source_ids", "home", "targets", "effects"}
)
"""Fields of records that no result depends on; the evidence set is part of what a result is about."""


def digest(
    evidence: Evidence, baselines: Mapping[str, Scenario], about: tuple[object, ...], code: tuple[str, ...]
) -> str:
    """Hash of all priors and rules, of some localities' figures, start values, money and baselines, and of the code.

    about: what else a result depends on, such as settings. code: files in use beside those that make a posterior.
    """
    hashed = hashlib.sha256()
    parts: list[object] = [about, evidence.parameters, evidence.rules]
    for name in sorted(baselines):
        parts += [name, baselines[name], evidence.localities[name], evidence.of(name)]
    for part in parts:
        hashed.update(repr(_content(part)).encode())
    hashed.update(_code((*CODE, *code)))
    return hashed.hexdigest()


def _content(part: object) -> object:
    """What results depend on of a record, as plain lists."""
    if is_dataclass(part) and not isinstance(part, type):
        return [_content(getattr(part, name)) for name in _names(type(part))]
    if isinstance(part, Mapping):
        return [[key, _content(part[key])] for key in sorted(part)]
    if isinstance(part, tuple | list):
        return [_content(each) for each in part]
    return part


@lru_cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in IN_WORDS)


@lru_cache
def _code(names: tuple[str, ...]) -> bytes:
    """Hash of source files and of folders of them, as they were when this process first asked."""
    hashed = hashlib.sha256()
    for name in names:
        place = PROJECT / name
        for file in sorted([place] if place.is_file() else place.glob("*.py")):
            hashed.update(read_whole(file).replace(b"\r\n", b"\n"))
    return hashed.digest()
