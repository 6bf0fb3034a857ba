"""From the bytes of a planner's file to checked figures, or all faults at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from simulator.errors import DataError, Fault
from simulator.evidence.load import compared
from simulator.evidence.observations import COLUMNS, read_observation
from simulator.evidence.own.defaults import Defaults
from simulator.evidence.own.doubles import leave_out_doubles, name_figures
from simulator.evidence.own.faults import CellFault
from simulator.evidence.own.figures import Figure, Figures
from simulator.evidence.own.header import NEEDED, find_header
from simulator.evidence.own.layout import laid_out
from simulator.evidence.own.minimum import missing_minimum
from simulator.evidence.own.open import figures_sheet, no_header
from simulator.evidence.own.origins import own_sources
from simulator.evidence.own.reading import IN_THEIR_WORDS, OwnRow, Reading, known_names, localised
from simulator.evidence.own.records import OwnFigures
from simulator.evidence.own.settings import read_place
from simulator.evidence.own.sheet import SheetRow
from simulator.evidence.own.sizes import note_impossible
from simulator.evidence.records import Evidence, Observation
from simulator.evidence.tables import MOST_FAULTS


def read_own(content: bytes, name: str, evidence: Evidence) -> OwnFigures:
    """Return the figures of a planner's CSV or workbook.

    Raises DataError with every fault of the file: its cell, the header above it, the value as typed, what is allowed.
    """
    faults: list[CellFault] = []
    remarks: list[CellFault] = []
    sheet = figures_sheet(content, name, remarks)
    header = find_header(sheet, name, faults)
    if header is None:
        raise no_header(sheet, name)
    reading = Reading(name, sheet, header, evidence, [*faults], [*remarks])
    if not set(NEEDED) <= set(header.columns):
        raise DataError(faults)
    return _figures(reading)


def _figures(reading: Reading) -> OwnFigures:
    layout = laid_out(reading)
    ids: dict[str, SheetRow] = {}
    for row, _ in layout.figures:
        if locality := reading.cell(row, "locality").text:
            ids.setdefault(locality, row)
    place = read_place(reading, layout.settings, ids)
    reader = Figures(reading, layout.figures, Defaults(reading.evidence))
    found = []
    for row, indicator in layout.figures:
        found.append(reader.figure(row, indicator))
        if reading.full:
            raise DataError([*_in_order(reading)[:MOST_FAULTS], _flood(reading.file)])
    origins, sources = own_sources([figure.origin for figure in found if figure.origin], place.id, place.name_vi)
    for figure in found:
        source = origins[figure.origin] if figure.origin else ""
        figure.values |= {"locality": place.id, "source_id": source}
    name_figures(found, place.id)
    leave_out_doubles(reading, found)
    names = known_names(replace(reading.evidence, sources={**reading.evidence.sources, **sources}), place.id)
    rows = [_checked(reading, figure) for figure in found]
    read = [(row, read_observation(row, names)) for row in rows]
    _compare(reading, read)
    note_impossible(reading, read)
    reading.faults.extend(missing_minimum(reading, found))
    if reading.faults:
        raise DataError(_in_order(reading))
    observations = sorted((observation for _, observation in read), key=lambda row: row.obs_id)
    return OwnFigures(
        id=place.id,
        name_vi=place.name_vi,
        name_en=place.name_en,
        region=place.region,
        ntm_region=place.ntm_region,
        parent="",
        former_area=place.former_area,
        observations=tuple(replace(row, line=line) for line, row in enumerate(observations, 2)),
        sources=sources,
        remarks=tuple(reading.remarks),
    )


def _checked(reading: Reading, figure: Figure) -> OwnRow:
    values = {name: figure.values.get(name, "") for name in COLUMNS}
    return OwnRow(reading, figure.row, values, {*figure.faulted, "obs_id", "locality"})


def _compare(reading: Reading, read: Sequence[tuple[OwnRow, Observation]]) -> None:
    """Note what figures say against each other; where others are named, by their cells."""
    cells = {observation.obs_id: reading.address(row.row, "value") for row, observation in read}
    by_line = {row.line: row for row, _ in read}
    for clash in islice(compared(read, (), reading.file), MOST_FAULTS):
        row = by_line[clash.line or 0]
        allowed = localised(clash.allowed, reading.language)
        for obs_id in sorted(cells, key=len, reverse=True):
            allowed = allowed.replace(localised(obs_id, reading.language), cells[obs_id])
        code = clash.code if reading.header.ours else IN_THEIR_WORDS.get(clash.code, clash.code)
        title, place = reading.header.title(clash.field), reading.address(row.row, clash.field)
        value = localised(clash.value, reading.language)
        reading.faults.append(CellFault(code, reading.file, row.line, title, value, allowed, cell=place))


def _in_order(reading: Reading) -> list[Fault]:
    """Return the faults from the top of the file down, those of the whole file first."""
    return sorted(reading.faults, key=lambda fault: fault.line or 0)


def _flood(file: str) -> Fault:
    return Fault("too_many_faults", file, allowed=str(MOST_FAULTS))
