"""The text of a cell without what spreadsheets and word processors put around it."""

from __future__ import annotations

import unicodedata

from simulator.files import FORMULA_STARTS

SPACES = dict.fromkeys(map(ord, "\u00a0\u1680\u2007\u2009\u200a\u202f\u205f\u3000\t\r\n\v\f"), " ")
NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def cleaned(value: str) -> str:
    """Return a text in composed letters, on one line, without the apostrophe that keeps a formula from running."""
    return plain(unicodedata.normalize("NFC", " ".join(value.translate(SPACES).translate(NOTHING).split())))


def plain(value: str) -> str:
    """Undo ``simulator.files.spreadsheet_text``, however often it was done."""
    bare = value.lstrip("'").lstrip()
    return value.lstrip("'") if value[:1] == "'" and bare[:1] in FORMULA_STARTS and bare else value
