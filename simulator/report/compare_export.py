"""A comparison as files: a CSV for spreadsheets, JSON for machines, plain text for a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from simulator.analysis.comparison import FIGURES, Comparison
from simulator.analysis.comparison_order import COUNTS, beaten
from simulator.analysis.comparison_verdict import NONE, UNCLEAR, verdict
from simulator.analysis.summary import Interval
from simulator.files import spreadsheet_text
from simulator.report.compare_table import (
    TABLES,
    Cell,
    Entry,
    Table,
    figure_cell,
    figure_name,
    figure_unit,
    tables,
    target_name,
    titled,
)
from simulator.report.compare_words import beaten_lines, counts_line, headline, input_lines
from simulator.scenario import Target
from simulator.texts import text
from simulator.units import number

COLUMNS = (
    "number",
    "title",
    "file",
    "reference",
    "figure",
    "unit",
    "period",
    "median",
    "p05",
    "p95",
    "difference",
    "difference_p05",
    "difference_p95",
    "remark",
)
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes the Vietnamese letters for others
NAMES = tuple(dict.fromkeys(name for names in TABLES.values() for name in names))
INDENT = "  "


def csv_text(comparison: Comparison, entries: Sequence[Entry], language: str) -> str:
    """Every figure of every scenario, a row each, with a decimal point; no text of it can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([text(f"compare.csv.{name}", language) for name in COLUMNS])
    for place, title in titled(entries):
        is_reference = text(f"compare.csv.{'yes' if place - 1 == comparison.reference else 'no'}", language)
        about = [str(place), spreadsheet_text(title), spreadsheet_text(entries[place - 1].file), is_reference]
        writer.writerows([*about, *row] for row in _figure_rows(comparison, place - 1, language))
    return BYTE_ORDER_MARK + out.getvalue()


def _figure_rows(comparison: Comparison, place: int, language: str) -> Iterator[list[str]]:
    for name in NAMES:
        figure = FIGURES[name]
        period = text(
            "compare.period_sum" if figure.summed else "compare.period_end",
            language,
            first=comparison.first_year,
            year=comparison.year,
        )
        scale = 100.0 if figure.unit == "share" else 1.0
        difference = None if place == comparison.reference else comparison.difference(place, name)
        numbers = [*_numbers(comparison.level(place, name), scale), *_numbers(difference, scale)]
        remark = figure_cell(comparison, place, name, language).remark
        yield [figure_name(name, language), figure_unit(name, language), period, *numbers, remark]
    for target in comparison.targets:
        chance, other = (comparison.chance(number, target) for number in (place, comparison.reference))
        value = "" if chance is None else _written(100.0 * chance)
        gap = (
            "" if chance is None or other is None or place == comparison.reference else _written(100 * (chance - other))
        )
        remark = text("compare.no_chance", language) if chance is None else ""
        yield [
            target_name(target, language),
            text("compare.chance_unit", language),
            "",
            value,
            "",
            "",
            gap,
            "",
            "",
            remark,
        ]


def _numbers(found: Interval | None, scale: float) -> list[str]:
    ends = (found.median, found.p05, found.p95) if found else ()
    return [_written(scale * end) for end in ends] or [""] * 3


def _written(value: float) -> str:
    return f"{value:.10g}"


def as_data(comparison: Comparison, entries: Sequence[Entry], language: str) -> dict[str, Any]:
    """The whole comparison as plain data: shares of one, billion VND, counts; names and remarks in the language."""
    reference = comparison.outcomes[comparison.reference]
    return {
        "locality": reference.scenario.locality,
        "effects": reference.scenario.effects,
        "first_year": comparison.first_year,
        "year": comparison.year,
        "draws": comparison.draws,
        "reference": comparison.reference + 1,
        "scenarios": [_scenario(comparison, place - 1, entries, language) for place, _ in titled(entries)],
        "counts": list(COUNTS),
        "beaten": [
            {
                "loser": pair.loser + 1,
                "winner": pair.winner + 1,
                "better": list(pair.gains),
                "equal": list(pair.equal),
                "almost_equal": list(pair.tiny),
                "unclear": list(pair.unclear),
            }
            for pair in beaten(comparison)
        ],
    }


def _scenario(comparison: Comparison, place: int, entries: Sequence[Entry], language: str) -> dict[str, Any]:
    figures = {}
    for name in NAMES:
        difference = comparison.difference(place, name)
        figures[name] = {"unit": FIGURES[name].unit, **vars(comparison.level(place, name))}
        if place != comparison.reference:
            is_told = difference is not None and verdict(difference, name, 0.0) not in (NONE, UNCLEAR)
            told = None if difference is None else {**vars(difference), "distinguishable": is_told}
            figures[name]["difference"] = told
    return {
        "number": place + 1,
        "title": entries[place].title,
        "file": entries[place].file,
        "poverty_standard": comparison.outcomes[place].standard(comparison.year),
        "figures": figures,
        "targets": [_target(comparison, place, target) for target in comparison.targets],
        "inputs": [] if place == comparison.reference else input_lines(comparison, place, language),
    }


def _target(comparison: Comparison, place: int, target: Target) -> dict[str, Any]:
    bounds = {"at_most": target.at_most, "at_least": target.at_least}
    chance = comparison.chance(place, target)
    return {"indicator": target.indicator, "date": target.date.isoformat(), **bounds, "chance": chance}


def plain_text(comparison: Comparison, entries: Sequence[Entry], language: str) -> str:
    """The comparison for a terminal: the sentences, then each figure with a line a scenario, then the inputs."""
    titles = dict(titled(entries))
    reference = comparison.reference + 1
    listed = []
    for place, title in titles.items():
        mark = text("compare.is_reference", language) if place == reference else ""
        listed.append(f"{place:>3}  {title}{mark}")
    lines = [*headline(comparison, entries, language), "", about(comparison, language), *listed]
    for found in tables(comparison, language):
        lines += ["", text(f"compare.table.{found.name}", language, **_years(comparison)).upper()]
        lines += _table_lines(found)
    lines += ["", text("compare.beaten_title", language).upper(), counts_line(comparison, language)]
    lines += beaten_lines(comparison, entries, language)
    lines += ["", text("compare.inputs_title", language).upper()]
    for place, title in titles.items():
        if place != reference:
            changes = input_lines(comparison, place - 1, language) or [text("compare.inputs_same", language)]
            lines += [f"{place:>3}  {title}", *(f"{INDENT * 3}{line}" for line in changes)]
    return "\n".join(lines)


def about(comparison: Comparison, language: str) -> str:
    """What the comparison was made with: draws, evidence set, poverty standard."""
    reference = comparison.outcomes[comparison.reference]
    return text(
        "compare.about",
        language,
        draws=number(comparison.draws, language),
        effects=text(f"explore.effects.{reference.scenario.effects}", language),
        standard=text(f"page.standard.{reference.standard(comparison.year)}", language),
    )


def _years(comparison: Comparison) -> dict[str, int]:
    return {"first": comparison.first_year, "year": comparison.year}


def _table_lines(found: Table) -> Iterator[str]:
    for place, column in enumerate(found.columns):
        cells = [row[place] for row in found.rows]
        yield f"{column.name} ({column.unit}, {column.period})"
        widths = [max(len(part) for part in parts) for parts in zip(*map(_parts, cells), strict=True)]
        for row, cell in enumerate(cells, start=1):
            written = INDENT.join(part.ljust(width) for part, width in zip(_parts(cell), widths, strict=True))
            yield f"{row:>3}  {written}".rstrip()


def _parts(cell: Cell) -> tuple[str, str, str]:
    return f"{cell.value} {cell.span}".strip(), f"{cell.change} {cell.change_span}".strip(), cell.remark
