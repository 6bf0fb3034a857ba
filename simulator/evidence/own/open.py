"""From the bytes of an upload to the one sheet that holds the figures."""

from __future__ import annotations

from simulator.evidence.own.csv_sheet import csv_sheet
from simulator.evidence.own.faults import CellFault, refused
from simulator.evidence.own.header import is_full, score
from simulator.evidence.own.sheet import LARGEST, Sheet
from simulator.evidence.own.words import folded, shown, spellings
from simulator.texts import LANGUAGES

PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHERS = ((b"%PDF", "pdf"), (b"{\\rtf", "rtf"), (b"<", "html"))
FIGURES = "own.sheet.figures"
STRANGE = frozenset(
    "\u00b5\u00b8\u00b6\u00b7\u00b9\u00a8\u00a9\u00ae\u00d6\u00d7\u00de\u00d0\u00ab\u00bb\u00ac\u00f8\u00fb\u00e4\u00eb\u00f6\u00fc\u00c6\u00d1\u00d8\u00df\u00f1\u00ef\u00ee\u00e6\u00e7\u00e5"
)
"""Letters that Vietnamese does not have: texts in the fonts of TCVN3 and VNI are full of them."""


def figures_sheet(content: bytes, file: str, remarks: list[CellFault]) -> Sheet:
    """Return the sheet that holds the figures. DataError with one fault when there is none, or more than one."""
    if len(content) > LARGEST:
        raise refused("too_large", file, allowed=f"{LARGEST // 1024**2} MB")
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n,;"):
        raise refused("own_empty_file", file)
    if content.startswith(PACKED):
        from simulator.evidence.own.xlsx_sheet import xlsx_sheets  # openpyxl is slow to load; few files need it

        return _chosen(xlsx_sheets(content, file), file, remarks)
    if content.startswith(OLD_OFFICE):
        raise refused("own_password", file) if ENCRYPTED in content else refused("own_other_format", file, value="xls")
    for start, kind in OTHERS:
        if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            raise refused("own_other_format", file, value=kind)
    return csv_sheet(content, file)


def no_header(sheet: Sheet, file: str, language: str = LANGUAGES[0]) -> Exception:
    """Return the refusal of a sheet that has no header."""
    letters = "".join(cell.text for row in sheet.rows for cell in row.cells)
    if sum(letter in STRANGE for letter in letters) > max(3, len(letters) // 100):
        return refused("own_legacy_letters", file)
    needed = ", ".join(shown(f"own.column.{name}", language) for name in ("indicator", "period_end", "value"))
    return refused("own_no_header", file, value=sheet.name, allowed=needed)


def _chosen(sheets: tuple[Sheet, ...], file: str, remarks: list[CellFault]) -> Sheet:
    if not sheets:
        raise refused("own_empty_file", file)
    full = [sheet for sheet in sheets if is_full(sheet)]
    ours = {folded(name) for name in spellings(FIGURES)}
    named = [sheet for sheet in full or sheets if folded(sheet.name) in ours]
    chosen = named or full or sorted(sheets, key=lambda sheet: -max(score(row.cells) for row in sheet.rows))[:1]
    if len(chosen) > 1:
        raise refused("own_several_sheets", file, value=", ".join(sheet.name for sheet in chosen))
    left = [sheet.name for sheet in full if sheet is not chosen[0]]
    if left:
        remarks.append(CellFault("remark_other_sheets", file, value=", ".join(left), allowed=chosen[0].name))
    return chosen[0]
