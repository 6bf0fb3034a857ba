"""A column is called what spreadsheets call it."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from simulator.evidence.own.sheet import SheetRow


def test_an_address_is_that_of_the_spreadsheet() -> None:
    row = SheetRow(7, 9, ())
    columns = range(26 + 26**2 + 26**3)
    assert [row.address(column) for column in columns] == [f"{get_column_letter(column + 1)}7" for column in columns]
