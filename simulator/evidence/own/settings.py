"""The rows that say which locality a file is about; what they do not say is taken from the rest, with a remark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from simulator.errors import Fault
from simulator.evidence.own.reading import Reading
from simulator.evidence.own.sheet import SheetRow
from simulator.evidence.own.slug import locality_id, slug, without_kind
from simulator.evidence.own.words import choices, folded, named, nearest, shown, spellings
from simulator.evidence.priors import REGIONS
from simulator.evidence.records import Evidence

PREFIX = "own.setting"
FORMER = "former_area"
YES_NO = ("own.yes", "own.no")
NTM_RULE = "ntm_criterion_11"
NORTH_WEST, LOWLAND, NATIONAL = "north-west", "lowland", "national"
HOME = {NORTH_WEST: "northern midlands and mountains"}
MIDDLE = "north central"  # of the thresholds; the nation is judged by it too
UPLANDS = {"northern midlands and mountains": NORTH_WEST, "Central Highlands": NATIONAL}


@dataclass(frozen=True)
class Place:
    """Which locality the figures are about."""

    id: str
    name_vi: str
    name_en: str
    region: str
    ntm_region: str
    former_area: bool


def read_place(reading: Reading, rows: Mapping[str, SheetRow], ids: Mapping[str, SheetRow]) -> Place:
    """Return the locality; ``rows`` are the setting rows by name, ``ids`` the localities that figures name, if any."""
    said = {name: text for name, row in rows.items() if (text := _said(reading, row, required=name == "name_vi"))}
    name = said.get("name_vi", "")
    found = next(iter(ids), "") or locality_id(name, _places(reading.evidence))
    if not name and "name_vi" not in rows:
        name = found or PurePath(reading.file).stem
        found = found or locality_id(name, _places(reading.evidence))
        reading.default(shown(f"{PREFIX}.name_vi", reading.language), name)
    _look_at_id(reading, rows, ids, name, found)
    region, ntm_region = _regions(reading, rows, said)
    return Place(
        id=found,
        name_vi=name,
        name_en=said.get("name_en", "") or without_kind(name),
        region=region,
        ntm_region=ntm_region,
        former_area=_yes(reading, rows, said),
    )


def ntm_scopes(evidence: Evidence) -> dict[str, str]:
    """Return the regions of the New Rural criterion on poverty by the ends of their keys in the string table."""
    scopes = (rule.scope for rule in evidence.rules if rule.topic == NTM_RULE)
    return {slug(scope).replace("-", "_"): scope for scope in scopes}


def _said(reading: Reading, row: SheetRow, *, required: bool) -> str:
    cell = reading.cell(row, "value")
    if cell.broken or (required and not cell):
        reading.note(cell.broken or "missing_value", row, "value")
        return ""
    return cell.text


def _look_at_id(
    reading: Reading, rows: Mapping[str, SheetRow], ids: Mapping[str, SheetRow], name: str, found: str
) -> None:
    shipped = reading.evidence.localities.get(found)
    row = rows.get("name_vi") or next(iter(ids.values()), None)
    field = "value" if "name_vi" in rows else "locality"
    if len(ids) > 1:
        for other in list(ids)[1:]:
            reading.note("own_second_locality", ids[other], "locality", nearest=next(iter(ids)))
    if name and (not found or found != slug(found)):
        _note(reading, "own_no_name", row, field, name)
    elif shipped is not None and shipped.home is None:
        _note(reading, "own_shipped_locality", row, field, name)


def _note(reading: Reading, code: str, row: SheetRow | None, field: str, value: str) -> None:
    if row is not None:
        reading.note(code, row, field)
    else:
        reading.faults.append(Fault(code, reading.file, value=value))


def _regions(reading: Reading, rows: Mapping[str, SheetRow], said: Mapping[str, str]) -> tuple[str, str]:
    """Return the region of the priors and that of the New Rural thresholds; either tells something of the other."""
    scopes = ntm_scopes(reading.evidence)
    region = _named(reading, rows, said, "region", {name: name for name in REGIONS})
    ntm_region = _named(reading, rows, said, "ntm_region", scopes)
    if not region:
        region = UPLANDS.get(ntm_region, LOWLAND) if ntm_region else NATIONAL
        if "region" not in said:
            _remark(reading, "region", shown(f"own.region.{region}", reading.language))
    if not ntm_region:
        ntm_region = HOME.get(region, MIDDLE)
        if "ntm_region" not in said:
            key = next(key for key, scope in scopes.items() if scope == ntm_region)
            _remark(reading, "ntm_region", shown(f"own.ntm_region.{key}", reading.language))
    return region, ntm_region


def _remark(reading: Reading, name: str, taken: str) -> None:
    reading.default(shown(f"{PREFIX}.{name}", reading.language), taken)


def _named(
    reading: Reading, rows: Mapping[str, SheetRow], said: Mapping[str, str], name: str, known: Mapping[str, str]
) -> str:
    if name not in said:
        return ""
    found = named(said[name], f"own.{name}")
    if found not in known:
        allowed = choices(f"own.{name}", known, reading.language)
        hint = nearest(said[name], allowed)
        reading.note("unknown_choice", rows[name], "value", allowed=", ".join(allowed), nearest=hint)
        return ""
    return known[found]


def _yes(reading: Reading, rows: Mapping[str, SheetRow], said: Mapping[str, str]) -> bool:
    if FORMER not in said:
        return False
    yes, no = ({folded(word) for word in spellings(key)} for key in YES_NO)
    if folded(said[FORMER]) not in yes | no:
        allowed = ", ".join(shown(key, reading.language) for key in YES_NO)
        reading.note("unknown_choice", rows[FORMER], "value", allowed=allowed)
    return folded(said[FORMER]) in yes


def _places(evidence: Evidence) -> set[str]:
    """Return the places that figures are about but that are not simulated."""
    return {row.locality for row in evidence.observations} - set(evidence.localities)
