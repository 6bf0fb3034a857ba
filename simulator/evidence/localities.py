"""Localities: one YAML file each, with what cannot be observed row by row."""

from __future__ import annotations

import re
from datetime import date

from simulator.errors import nearest_name
from simulator.evidence import cells
from simulator.evidence.known import Known, Names
from simulator.evidence.nodes import Block
from simulator.evidence.priors import REGIONS
from simulator.evidence.records import HistoryLever, Lever, Locality, StartValue
from simulator.evidence.standards import PERIODS

REQUIRED = ("id", "name", "region", "ntm_region", "start", "standard")
OPTIONAL = ("parent", "merged_former_area", "start_values", "history")
MONTH = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
PROVENANCE = ("source_ids", "assumption", "note")


def id_of(stem: str) -> str:
    """Return the id that a file name stands for: ``thanh-hoa.dong-son`` is ``thanh-hoa/dong-son``."""
    return stem.replace(".", "/")


def read_locality(block: Block, stem: str, known: Known) -> Locality:
    """Return a locality; every fault of its file is noted on the way."""
    block.only(REQUIRED, OPTIONAL)
    found = block.text("id")
    if found and found != id_of(stem):
        block.fault("wrong_file_name", "id", found, allowed=id_of(stem))
    name = block.block("name")
    if "name" in block:
        name.only(("vi", "en"))
    start_values = block.block("start_values")
    history = block.block("history")
    return Locality(
        id=found,
        name_vi=name.text("vi"),
        name_en=name.text("en"),
        parent=_reference(block, "parent", known.localities, "unknown_parent"),
        region=_choice(block, "region", REGIONS),
        ntm_region=_reference(block, "ntm_region", known.ntm_regions, "unknown_ntm_region"),
        start=block.day("start") or date.min,
        standard=_choice(block, "standard", tuple(PERIODS)),
        former_area=block.yes("merged_former_area"),
        start_values={key: _start_value(start_values.block(key), known.sources) for key in start_values},
        history={path: _history(history, path, known) for path in history},
    )


def _start_value(block: Block, sources: Names) -> StartValue:
    block.only(("value", "p05", "p95", "unit"), PROVENANCE)
    source_ids, note = _provenance(block, sources)
    value, p05, p95 = (block.number(key) for key in ("value", "p05", "p95"))
    if value is not None and p05 is not None and p95 is not None and not p05 <= value <= p95:
        block.fault("out_of_order", "value", f"{value:g}", allowed=f"{p05:g} ≤ … ≤ {p95:g}")
    return StartValue(value or 0.0, p05 or 0.0, p95 or 0.0, block.text("unit"), source_ids, note)


def _history(history: Block, path: str, known: Known) -> HistoryLever:
    levers = known.levers
    if levers is not None and path not in levers:
        history.fault("unknown_lever", path, path, nearest=nearest_name(path, levers))
    block = history.block(path)
    block.only(("values",), PROVENANCE)
    source_ids, note = _provenance(block, known.sources)
    lever = levers.get(path) if levers is not None else None
    steps = block.block("values")
    values = [
        (month, value)
        for key in steps
        if (month := _month(steps, key)) is not None and (value := _level(steps, key, lever)) is not None
    ]
    if values != sorted(values):
        block.fault("years_out_of_order", "values", ", ".join(str(month) for month, _ in values))
    return HistoryLever(path, tuple(values), source_ids, note)


def _month(block: Block, key: str) -> date | None:
    """Return the first day that a key speaks of: ``2024`` or, for a change within the year, ``2024-10``."""
    first, last = cells.EARLIEST.year, cells.LATEST.year
    found = MONTH.fullmatch(key)
    if found and first <= int(found[1]) <= last:
        return date(int(found[1]), int(found[2] or 1), 1)
    block.fault("not_a_year", key, key, allowed=f"{first} – {last}; {first}-01 – {last}-12")
    return None


def _level(block: Block, key: str, lever: Lever | None) -> float | None:
    value = block.number(key)
    if value is not None and lever is not None and not lever.lower <= value <= lever.upper:
        block.fault("value_out_of_range", key, f"{value:g}", allowed=f"{lever.lower:g} – {lever.upper:g}")
    return value


def _provenance(block: Block, sources: Names) -> tuple[tuple[str, ...], str]:
    source_ids = block.names("source_ids")
    for name in source_ids:
        if sources is not None and name not in sources:
            block.fault("unknown_source", "source_ids", name, nearest=nearest_name(name, sources))
    notes = [block.text(key) for key in ("assumption", "note")]
    if "source_ids" not in block and "assumption" not in block:
        block.fault("missing_provenance", "source_ids", "", allowed="assumption")
    return source_ids, "; ".join(note for note in notes if note)


def _choice(block: Block, key: str, allowed: tuple[str, ...]) -> str:
    value = block.text(key)
    if value and value not in allowed:
        nearest = nearest_name(value, allowed)
        block.fault("unknown_choice", key, value, allowed=", ".join(allowed), nearest=nearest)
    return value


def _reference(block: Block, key: str, known: Names, code: str) -> str:
    value = block.text(key)
    if value and known is not None and value not in known:
        block.fault(code, key, value, nearest=nearest_name(value, known))
    return value
