"""Counts that the other figures of a file make impossible, whatever their days: a part above every whole, a slip of
three digits. The shared checks compare figures of one day; a planner's file often has its whole on one day only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from simulator.evidence.own.amounts import COUNTED
from simulator.evidence.own.defaults import PLANS
from simulator.evidence.own.faults import CellFault
from simulator.evidence.own.figures import written
from simulator.evidence.own.reading import OwnRow, Reading, localised
from simulator.evidence.records import Observation

WHOLE_OF: Mapping[str, str] = {
    "ntm_communes_attained": "communes_total",
    "ntm_communes_advanced": "communes_total",
    "ntm_communes_model": "communes_total",
    "ntm_villages_attained": "villages_total",
    "ntm_villages_model": "villages_total",
    "poor_households": "households",
    "near_poor_households": "households",
}
LARGE = frozenset({"households", "population", "labour_force"})
"""Counts that no merger or decade changes by a factor of a hundred."""
SLIP, FACTOR = 1000.0, 100.0

Read = Sequence[tuple[OwnRow, Observation]]


def note_impossible(reading: Reading, read: Read) -> None:
    """Note counts of the wrong size. A cell that has a fault already gets no second one."""
    noted = {fault.cell for fault in reading.faults if isinstance(fault, CellFault)}
    series: dict[str, list[tuple[OwnRow, Observation]]] = defaultdict(list)
    for row, observation in read:
        if not row.unread and observation.kind not in PLANS and reading.address(row.row, "value") not in noted:
            series[observation.indicator].append((row, observation))
    for indicator, members in series.items():
        for row, observation in members:
            whole = max(series.get(WHOLE_OF.get(indicator, ""), ()), key=lambda one: one[1].value, default=None)
            if whole is not None and observation.value > whole[1].value and observation.unit in COUNTED:
                allowed = f"≤ {written(whole[1].value)} ({reading.address(whole[0].row, 'value')})"
                reading.note("own_above_total", row.row, "value", allowed=localised(allowed, reading.language))
        if indicator in LARGE and len(members) > 1:
            _note_slips(reading, members)


def _note_slips(reading: Reading, members: Read) -> None:
    """Note counts about a thousand times too small: 205.000 typed where the point is a decimal one."""
    largest = max(observation.value for _, observation in members)
    for row, observation in members:
        if observation.value * FACTOR < largest:
            reading.note("own_slip", row.row, "value", nearest=written(observation.value * SLIP))
