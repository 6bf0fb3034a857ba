"""The formats of a workbook's cells, each made once: numbers, dates and texts by their kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.report.exports.tables import Kind

FONT, SIZE = "Times New Roman", 11
NUMBER_FORMATS: Mapping[Kind, str] = {
    "rate": "0.0%",
    "hundredths": "0.00%",
    "points": "0.00",
    "count": "#,##0",
    "tenths": "#,##0.0",
    "thousandths": "0.000",
    "fine": "0.0000",
    "money": "#,##0.0",
    "draws": "0.0",
    "year": "0",
}
CHANGE_FORMATS: Mapping[Kind, str] = {
    "points": "+0.00;\u22120.00;0.00",
    "count": "+#,##0;\u2212#,##0;0",
    "tenths": "+#,##0.00;\u2212#,##0.00;0.00",
    "money": "+#,##0.0;\u2212#,##0.0;0.0",
    "draws": "+0.0;\u22120.0;0.0",
}
DAY_FORMATS = {"vi": "dd/mm/yyyy", "en": "d mmm yyyy"}
WRITTEN = frozenset({"text", "plain"})
FILL, PARTED = "#E8EFF8", "#FFF3DC"
Look = tuple[tuple[str, Any], ...]


class Book:
    """A workbook with the formats that its cells share."""

    def __init__(self, workbook: Any, language: str) -> None:
        self.workbook, self.language = workbook, language
        self._formats: dict[Look, Any] = {}

    def form(self, **look: Any) -> Any:
        """The format of a look, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            base = {"font_name": FONT, "font_size": SIZE, "valign": "top"}
            self._formats[key] = self.workbook.add_format(base | look)
        return self._formats[key]

    def cell(self, kind: Kind, *, change: bool = False, parted: bool = False) -> Any:
        """The format of a table's cell."""
        look: dict[str, Any] = {"border": 1, "border_color": "#B9C2CE"}
        if parted:
            look |= {"bg_color": PARTED, "italic": True}
        if kind in WRITTEN:
            return self.form(**look, text_wrap=True)
        if kind == "day":
            return self.form(**look, num_format=DAY_FORMATS[self.language], align="center")
        numbers = CHANGE_FORMATS if change else NUMBER_FORMATS
        return self.form(**look, num_format=numbers[kind], align="right", indent=1)
