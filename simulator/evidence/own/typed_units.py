"""Units as they are typed, and how many of an indicator's own unit one of them is."""

from __future__ import annotations

from simulator.evidence.checks.amounts import SHARES
from simulator.evidence.own.amounts import ONE, UNITS
from simulator.evidence.own.reading import Reading
from simulator.evidence.own.sheet import SheetRow
from simulator.evidence.own.words import folded, nearest, shown, spellings, vocabulary
from simulator.texts import keys

PREFIX = "own.unit"


def unit_name(unit: str, language: str, suffix: str = "") -> str:
    """Return how a unit is written; ``suffix`` names one that is a multiple of ours."""
    return shown(_key(unit, suffix), language)


def unit_factor(reading: Reading, row: SheetRow, unit: str, *, told: bool = False) -> tuple[float | None, str]:
    """Return how many of a unit the typed one is, 1 when none is typed, and what to remark of it.

    None when it is unknown, or the unit of other things; the fault is noted where it is to be ``told``.
    """
    cell = reading.cell(row, "unit")
    factors = UNITS.get(unit, ONE)
    if not cell:
        return 1.0, "remark_unit" if "vnd" in unit else ""
    words = folded(cell.text)
    if words == folded(unit):
        return 1.0, ""
    for suffix, factor in factors.items():
        if words in {folded(spelling) for spelling in spellings(_key(unit, suffix))}:
            return factor, "remark_converted" if suffix and unit not in SHARES else ""
    if told:
        allowed = ", ".join(dict.fromkeys(unit_name(unit, reading.language, suffix) for suffix in factors))
        known = words in vocabulary(PREFIX)
        every = [shown(key, reading.language) for key in sorted(keys()) if key.startswith(f"{PREFIX}.")]
        code = cell.broken or ("unit_mismatch" if known else "own_unknown_unit")
        reading.note(code, row, "unit", allowed=allowed, nearest="" if known else nearest(cell.text, every))
    return None, ""


def _key(unit: str, suffix: str) -> str:
    return f"{PREFIX}.{unit}_{suffix}" if suffix else f"{PREFIX}.{unit}"
