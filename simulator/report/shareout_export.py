"""A split over localities as files: a CSV for spreadsheets, JSON for machines, plain text for a terminal."""

from __future__ import annotations

import csv
import io
from typing import Any

from simulator.analysis.shareout.question import BEST, KEYS
from simulator.analysis.shareout.result import Figure, Outcome
from simulator.files import spreadsheet_text
from simulator.report.shareout_notes import notes
from simulator.report.shareout_table import groups, heads, rows
from simulator.report.shareout_words import Named, below, certificate, headline
from simulator.texts import text

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes the Vietnamese letters for others
CSV_COLUMNS = (
    "key",
    "locality",
    "name",
    "dong",
    "billion",
    "floor",
    "ceiling",
    "goal",
    "year",
    "mean",
    "p05",
    "p95",
    "change",
    "change_p05",
    "change_p95",
    "unspent",
    "price",
    "price_p05",
    "price_p95",
)
INDENT = "  "


def csv_text(found: Named) -> str:
    """A row for each key and locality, and one for all localities, with a decimal point and the money to the đồng."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([text(f"shareout.csv.{name}", found.language) for name in CSV_COLUMNS])
    for place, key in enumerate(KEYS):
        for number in range(len(found.names)):
            writer.writerow(_csv_row(found, place, key, number))
        writer.writerow(_csv_sum(found, place, key))
    return BYTE_ORDER_MARK + out.getvalue()


def _csv_row(found: Named, place: int, key: str, number: int) -> list[str]:
    result = found.result
    prices = _ends(result.price[number]) if key == BEST else [""] * 3
    limits = [_written(float(side[number]) / 1e9) for side in (result.floors, result.ceilings)] if key == BEST else []
    return [
        text(f"shareout.key.{key}", found.language),
        spreadsheet_text(result.localities[number]),
        spreadsheet_text(found.names[number]),
        str(int(result.dong[place, number])),
        _written(float(result.amounts[place, number])),
        *(limits or ["", ""]),
        *_figures(found, result.by_locality[place][number]),
        _written(100.0 * float(result.unspent[place, number])),
        *prices,
    ]


def _csv_sum(found: Named, place: int, key: str) -> list[str]:
    total = int(found.result.dong[place].sum())
    return [
        text(f"shareout.key.{key}", found.language),
        "",
        text("shareout.sum", found.language),
        str(total),
        _written(total / 1e9),
        "",
        "",
        *_figures(found, found.result.outcomes[place]),
        *[""] * 4,
    ]


def _figures(found: Named, outcome: Outcome) -> list[str]:
    goal = text(f"shareout.goal.{found.question.goal}", found.language)
    return [goal, str(found.question.year), *_ends(outcome.level), *_ends(outcome.change)]


def _ends(figure: Figure) -> list[str]:
    return [_written(value) for value in (figure.mean, figure.range.p05, figure.range.p95)]


def _written(value: float) -> str:
    return f"{value:.10g}"


def as_data(found: Named) -> dict[str, Any]:
    """The whole result as plain data: đồng, billion VND, counts; sentences in the language."""
    result, question = found.result, found.question
    return {
        "goal": question.goal,
        "year": question.year,
        "years": [question.scenarios[0].first_year, question.scenarios[0].last_year],
        "effects": question.scenarios[0].effects,
        "lines": list(question.lines),
        "total_dong": question.total_dong,
        "lot": question.lot_dong / 1e9,
        "draws": result.draws,
        "localities": [_locality(found, number) for number in range(len(result.localities))],
        "keys": {
            key: {
                "dong": [int(amount) for amount in result.dong[place]],
                "within_limits": result.within[place],
                "unspent": [float(share) for share in result.unspent[place]],
                "sum": _outcome(result.outcomes[place]),
                "localities": [_outcome(outcome) for outcome in result.by_locality[place]],
            }
            for place, key in enumerate(KEYS)
        },
        "bindings": [vars(binding) for binding in result.bindings],
        "verdicts": list(result.verdicts),
        "gap": result.gap,
        "curve_error": result.curve_error,
        "seconds": result.seconds,
        "headline": headline(found),
        "certificate": certificate(found),
        "notes": notes(found),
    }


def _locality(found: Named, number: int) -> dict[str, Any]:
    result = found.result
    return {
        "locality": result.localities[number],
        "name": found.names[number],
        "scenario": found.question.scenarios[number].title,
        "poor_at_start": float(result.poor_at_start[number]),
        "floor_dong": int(result.floors[number]),
        "ceiling_dong": int(result.ceilings[number]),
        "price_per_billion": _data(result.price[number]),
    }


def _data(figure: Figure) -> dict[str, float]:
    return {"mean": figure.mean, "median": figure.range.median, "p05": figure.range.p05, "p95": figure.range.p95}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {"level": _data(outcome.level), "change": _data(outcome.change)}


def plain_text(found: Named) -> str:
    """The headline, the table by locality and what vouches for the result, for a terminal."""
    names = heads(found)[1:]
    above = [name for name, width in groups(found) for _ in range(width)][1:]
    lines = [headline(found), below(found), ""]
    for row in rows(found):
        lines.append(row.name)
        for name, over, cell in zip(names, above, row.cells, strict=True):
            if cell.value:
                told = f"{over}, {name[:1].lower()}{name[1:]}" if over else name
                lines.append(f"{INDENT}{told}: {cell.value} {cell.detail}".rstrip())
    lines += ["", *(f"– {line}" for line in (*certificate(found), *notes(found)))]
    return "\n".join(lines)
