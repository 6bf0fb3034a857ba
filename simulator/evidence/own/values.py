"""The number in a cell, in the unit of its indicator. What has two readings is settled by the rest of the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from math import inf

from simulator.evidence.checks.amounts import SHARES
from simulator.evidence.own.amounts import COUNTED, POINT, Readings, likely_sign, readings
from simulator.evidence.own.reading import Reading
from simulator.evidence.own.sheet import SheetRow
from simulator.evidence.own.typed_units import unit_factor, unit_name
from simulator.units import number, percent, separators

NEAR = 30.0  # figures of one series differ by less than that
DIGITS = 12


class Values:
    """The values of a file's figures: (row, indicator). Looks at all of them first, to settle the doubtful ones."""

    def __init__(self, reading: Reading, figures: Iterable[tuple[SheetRow, str]]) -> None:
        self._reading = reading
        self._certain: dict[str, list[float]] = defaultdict(list)
        self._bare_percents: set[str] = set()
        rows = [(row, indicator, _cell_readings(reading, row)) for row, indicator in figures]
        self._sign = (
            POINT
            if reading.header.ours
            else likely_sign(
                (_counted(found) if self._unit(indicator) in COUNTED else found for _, indicator, found in rows),
                reading.sheet.decimal,
            )
        )
        for row, indicator, found in rows:
            if found is None or found.number is None:
                continue
            if self._unit(indicator) in SHARES:
                if not found.percent and not reading.cell(row, "unit") and abs(found.number) > 1:
                    self._bare_percents.add(indicator)
            elif factor := unit_factor(reading, row, self._unit(indicator))[0]:
                self._certain[indicator].append(found.number * factor)

    def value(self, row: SheetRow, indicator: str) -> tuple[float | None, str]:
        """Return the value of a figure and the bound that a word before the number says.

        None when it cannot be read; the fault is noted.
        """
        reading, cell = self._reading, self._reading.cell(row, "value")
        if cell.broken:
            reading.note(cell.broken, row, "value")
        elif not cell:
            reading.note("missing_value", row, "value")
        elif isinstance(cell.value, datetime):
            reading.note("own_day_as_number", row, "value")
        else:
            found = _cell_readings(reading, row)
            if found is not None and (found.number in (inf, -inf)):
                reading.note("not_finite", row, "value")
            elif found is None:
                reading.note("own_not_a_number", row, "value", nearest=_only_number(cell.text))
            else:
                return self._in_unit(row, indicator, found), found.bound
        unit_factor(reading, row, self._unit(indicator), told=True)
        return None, ""

    def _in_unit(self, row: SheetRow, indicator: str, found: Readings) -> float | None:
        unit = self._unit(indicator)
        factor, remark = unit_factor(self._reading, row, unit, told=True)
        if factor is None:
            return None
        if unit in SHARES:
            return self._share(row, indicator, found, factor)
        if found.percent:
            self._reading.note("own_percent_of_count", row, "value", allowed=unit_name(unit, self._reading.language))
            return None
        value = self._settled(row, indicator, found, factor)
        if value is None:
            return None
        if remark:
            self._reading.remark(
                remark, row, "unit", f"{self._written(value)} {unit_name(unit, self._reading.language)}"
            )
        if unit in COUNTED and value != int(value):
            self._reading.note("own_not_whole", row, "value", nearest=self._written(float(round(value))))
            return None
        return value

    def _settled(self, row: SheetRow, indicator: str, found: Readings, factor: float) -> float | None:
        """Return the value; of a text with two readings the one that the unit or the rest of the file speaks for."""
        if found.number is not None:
            return _times(found.number, factor)
        decimal, grouped = (_times(value or 0.0, factor) for value in (found.decimal, found.grouped))
        unit = self._unit(indicator)
        if unit in COUNTED and factor == 1.0:
            return grouped
        near = [value for value in (decimal, grouped) if self._is_near(indicator, value)]
        if self._sign:
            value = decimal if found.sign == self._sign else grouped
        elif len(near) == 1:
            value = near[0]
        else:
            both = [self._clearly(found.grouped or 0.0), self._clearly(found.decimal or 0.0)]
            self._reading.note("own_two_readings", row, "value", allowed=" | ".join(both))
            return None
        self._reading.remark("remark_number", row, "value", self._clearly(value))
        return value

    def _share(self, row: SheetRow, indicator: str, found: Readings, factor: float) -> float | None:
        """Return a share: from a percent, from a unit, or as the size of the number and the file's others tell."""
        decimal = found.decimal if found.decimal is not None else found.grouped or 0.0
        if found.doubtful:
            self._reading.remark("remark_number", row, "value", self._clearly(decimal))
        cell = self._reading.cell(row, "value")
        if found.percent or cell.percent:
            return _times(decimal, 0.01)
        if self._reading.cell(row, "unit"):
            return _times(decimal, factor)
        if abs(decimal) > 1:
            share = _times(decimal, 0.01)
            self._reading.remark("remark_percent", row, "value", percent(share, self._reading.language, 2))
            return share
        return self._small_share(row, indicator, decimal)

    def _small_share(self, row: SheetRow, indicator: str, decimal: float) -> float | None:
        """Return what a number below one without a unit says: a share, or a percentage as the file's others are."""
        if self._reading.header.ours:
            return decimal
        as_percent = _times(decimal, 0.01)
        if self._bare_percents:
            self._reading.remark("remark_percent", row, "value", percent(as_percent, self._reading.language, 3))
            return as_percent
        usual = [abs(seen.value) for seen in self._reading.evidence.observations if seen.indicator == indicator]
        low, high = min(usual, default=0.0) / 3, max(usual, default=1.0) * 3
        fitting = [value for value in (decimal, as_percent) if low <= abs(value) <= high]
        if len(fitting) == 1 or decimal == 0:
            return fitting[0] if len(fitting) == 1 else decimal
        both = [percent(value, self._reading.language, 2) for value in (decimal, as_percent)]
        self._reading.note("own_two_readings", row, "value", allowed=" | ".join(both))
        return None

    def _is_near(self, indicator: str, value: float) -> bool:
        others = [abs(other) for other in self._certain[indicator] if other]
        return bool(others) and min(others) / NEAR < abs(value) < max(others) * NEAR

    def _unit(self, indicator: str) -> str:
        return self._reading.evidence.indicators[indicator].unit

    def _written(self, value: float) -> str:
        return number(value, self._reading.language, 0 if value == int(value) else 4)

    def _clearly(self, value: float) -> str:
        """Write a number so that it can be read in one way only: no groups, never three decimals."""
        _, decimal = separators(self._reading.language)
        plain = f"{value:.6f}".rstrip("0").rstrip(".")
        _, point, tail = plain.partition(".")
        return plain.replace(".", decimal) + ("0" if point and len(tail) == 3 else "")


def _cell_readings(reading: Reading, row: SheetRow) -> Readings | None:
    """Return what the value of a row may say; a number that a workbook holds as one says one thing."""
    cell = reading.cell(row, "value")
    if isinstance(cell.value, float):
        return Readings(decimal=cell.value * 100 if cell.percent else cell.value, percent=cell.percent)
    return None if isinstance(cell.value, datetime) or cell.broken else readings(cell.value)


def _counted(found: Readings | None) -> Readings | None:
    """Return the reading of a count: its sign can only part thousands."""
    if found is None or not found.doubtful:
        return found
    return Readings(grouped=found.grouped, sign=found.sign)


def _only_number(text: str) -> str:
    """Return the one part of a text that is a number, "" when there are none or several."""
    found = [part for part in text.split() if any(letter.isdecimal() for letter in part) and readings(part)]
    return found[0] if len(found) == 1 else ""


def _times(value: float, factor: float) -> float:
    """Return a value in another unit, without the dust that converting leaves."""
    return value if factor == 1.0 else float(f"{value * factor:.{DIGITS}g}")
