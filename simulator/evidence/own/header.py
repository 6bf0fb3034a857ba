"""Which row, or two merged ones, name the columns; and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.evidence.observations import COLUMNS
from simulator.evidence.own.faults import CellFault
from simulator.evidence.own.sheet import Cell, Sheet, SheetRow
from simulator.evidence.own.words import folded, nearest, shown, vocabulary, written
from simulator.texts import LANGUAGES

PREFIX = "own.column"
TEMPLATE = (
    "indicator",
    "period_start",
    "period_end",
    "value",
    "unit",
    "standard",
    "bound",
    "source",
    "link",
    "published",
    "note",
)
NEEDED = ("indicator", "period_end", "value")
ORDINAL = "ordinal"
SOURCE, SOURCE_ID = "source", "source_id"
DEEPEST = 60  # rows of titles above the header
FEWEST = 2  # columns that must be named before a row is taken for the header


@dataclass(frozen=True)
class Header:
    """Columns by name, as they are titled in the file; ``last`` is the number of the header's last row.

    ``ours`` tells a file in the columns of ``data/observations.csv``, whose numbers have a decimal point.
    """

    columns: Mapping[str, int]
    titles: Mapping[str, str]
    last: int
    language: str
    ours: bool

    def title(self, name: str) -> str:
        """Return what a column is called in the file, or would be."""
        return self.titles.get(name) or shown(f"{PREFIX}.{name}", self.language)


def column_name(title: str) -> str:
    """Return the column that a title stands for, "" when none."""
    words = folded(title)
    return SOURCE if words == folded(SOURCE_ID) else vocabulary(PREFIX).get(words, "")


def score(cells: Sequence[Cell]) -> int:
    """Return how many different columns the cells name."""
    return len({column_name(cell.text) for cell in cells if cell} - {""})


def find_header(sheet: Sheet, file: str, faults: list[CellFault]) -> Header | None:
    """Return the header of a sheet, None when it has none; what is wrong with it is noted."""
    block = _best(sheet.rows[:DEEPEST])
    if block is None:
        return None
    titles = _titles(block)
    language = _language(list(titles.values()))
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    for column, title in titles.items():
        name = column_name(title)
        if not name:
            unknown[column] = title
        elif columns.setdefault(name, column) != column and name != ORDINAL:
            faults.append(_at("repeated_column", file, block, column, title))
    missing = [name for name in (*NEEDED, SOURCE) if name not in columns]
    for column, title in unknown.items():
        only = shown(f"{PREFIX}.{missing[0]}", language) if len(missing) == len(unknown) == 1 else ""
        hint = only or _meant(title, missing, columns, language)
        missing = [name for name in missing if name != column_name(hint)]
        faults.append(_at("unknown_column", file, block, column, title, hint))
    for name in missing:
        title = shown(f"{PREFIX}.{name}", language)
        code = "own_missing_source_column" if name == SOURCE else "missing_column"
        row = block[-1]
        faults.append(
            CellFault(code, file, row.line, title, allowed="" if name != SOURCE else title, cell=str(row.number))
        )
    faults.extend(_untitled(sheet, file, block, titles))
    ours = {folded(name) for name in COLUMNS} <= {folded(title) for title in titles.values()}
    named = {name: titles[column] for name, column in columns.items()}
    return Header(columns, named, block[-1].number, language, ours)


def _meant(title: str, first: Sequence[str], columns: Mapping[str, int], language: str) -> str:
    """Return the missing column that an unknown title is probably meant for, required ones before the others."""
    for names in (first, [name for name in TEMPLATE if name not in columns]):
        hint = nearest(title, [word for name in names for word in written(f"{PREFIX}.{name}", language)])
        if hint:
            return hint
    return ""


def _at(code: str, file: str, block: tuple[SheetRow, ...], column: int, title: str, hint: str = "") -> CellFault:
    row = next((row for row in reversed(block) if row.cell(column)), block[-1])
    return CellFault(code, file, row.line, title, title, nearest=hint, cell=row.address(column))


def _untitled(sheet: Sheet, file: str, block: tuple[SheetRow, ...], titles: Mapping[int, str]) -> Iterator[CellFault]:
    """Yield the first cell of each column that holds something below no title."""
    below = [row for row in sheet.rows if row.number > block[-1].number]
    for column in range(max((len(row.cells) for row in sheet.rows), default=0)):
        row = next((row for row in below if row.cell(column)), None)
        if column not in titles and row is not None:
            value = row.cell(column).text
            yield CellFault("own_untitled_column", file, row.line, "", value, cell=row.address(column))


def is_full(sheet: Sheet) -> bool:
    """Tell whether a sheet names all the columns that a figure needs."""
    block = _best(sheet.rows[:DEEPEST])
    return block is not None and set(NEEDED) <= {column_name(title) for title in _titles(block).values()}


def _best(rows: Sequence[SheetRow]) -> tuple[SheetRow, ...] | None:
    """Return the row, or the two rows one below the other, that name most columns; of equals the first."""
    pairs = [pair for pair in pairwise(rows) if pair[1].number == pair[0].number + 1]
    blocks: list[tuple[SheetRow, ...]] = [*((row,) for row in rows), *pairs]
    found = max(blocks, key=_score, default=None)
    return found if found is not None and _score(found) >= FEWEST else None


def _score(block: tuple[SheetRow, ...]) -> int:
    names = [{column_name(cell.text) for cell in row.cells if cell} - {""} for row in block]
    both = len({column_name(title) for title in _titles(block).values()} - {""})
    return both if all(names) else 0


def _titles(block: tuple[SheetRow, ...]) -> dict[int, str]:
    """Return the title of each column: from the lower row where that names a column, else from the upper one."""
    found: dict[int, str] = {}
    for column in range(max(len(row.cells) for row in block)):
        titles = [title for row in reversed(block) if (title := row.cell(column).text)]
        known = [title for title in titles if column_name(title)]
        if titles:
            found[column] = (known or titles)[0]
    return found


def _language(titles: Sequence[str]) -> str:
    """Return the language in which more of the titles are known; Vietnamese when neither."""

    def known(language: str) -> int:
        words = {folded(word) for key in vocabulary(PREFIX).values() for word in written(f"{PREFIX}.{key}", language)}
        return sum(folded(title) in words for title in titles)

    return max(LANGUAGES, key=known)
