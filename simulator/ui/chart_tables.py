"""The numbers behind the charts of the page of sliders, as tables: for whoever reads them better than a drawing.

They are made from the very bytes that the charts are drawn from, and only while the reader wants them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from math import ceil, isnan
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from simulator.texts import text
from simulator.ui.stage import View
from simulator.units import number, percent

Row = Mapping[str, Any]
Write = Callable[[float], str]
NOTHING = "–"
YEAR_END = 1e-6  # years


def chart_tables(language: str, shown: View) -> str:
    """All tables of what is shown, as HTML: the two large charts, then the small ones."""
    tables = [
        _large("poverty", shown.poverty, lambda value: percent(value, language), language),
        _large("ntm", shown.ntm, lambda value: number(value, language), language),
        *_small(shown.sparks, language),
    ]
    return f"<section class='chart-tables' aria-label='{_say('title', language)}'>{''.join(tables)}</section>"


def _say(key: str, language: str, **params: object) -> str:
    return escape(text(f"tour.table.{key}", language, **params))


def _large(name: str, packed: bytes, write: Write, language: str) -> str:
    rows: list[Row] = pa.ipc.open_stream(packed).read_all().to_pylist()
    has_tiers = any(_is_number(row["advanced"]) for row in rows)
    columns = ["date", "value", "half", "most", "baseline", *(["advanced"] if has_tiers else []), "source"]
    reported = [row for row in rows if row["kind"] == "history"]
    projected = [row for row in rows if row["kind"] == "projection" and _is_kept(row)]
    breaks = [row for row in rows if row["kind"] == "break"]
    bodies = [_body(_say("reported", language), [_reported(row, write, columns) for row in reported], columns)]
    for place, (_, stretch) in enumerate(groupby(projected, key=lambda row: row["segment"])):
        found = list(stretch)
        title = _say("projected", language) if place == 0 else _named(_begins(found[0], breaks), language)
        bodies.append(_body(title, [_projected(row, write, columns) for row in found], columns))
    sentence = text(f"explore.chart.{name}", language) + ": " + _sentence(reported, projected[-1], write, language)
    return _table(escape(sentence), columns, bodies, language)


def _is_number(value: object) -> bool:
    return isinstance(value, float) and not isnan(value)


def _is_kept(row: Row) -> bool:
    """Whether a point stands at the end of a year: the points between are there to draw a smooth line."""
    return _is_year_end(row["year"])


def _is_year_end(year: float) -> bool:
    return abs(year - round(year)) < YEAR_END


def _begins(row: Row, breaks: Sequence[Row]) -> Row | None:
    """The break that a stretch of the projection comes after."""
    before = [found for found in breaks if found["year"] <= row["year"] + YEAR_END]
    return before[-1] if before else None


def _named(found: Row | None, language: str) -> str:
    if found is None:
        return _say("projected", language)
    return _say("after", language, name=found["label"], note=found["note"])


def _sentence(reported: Sequence[Row], last: Row, write: Write, language: str) -> str:
    figures = {name: write(last[name]) for name in ("value", "p05", "p95", "baseline")}
    ahead = text("tour.table.sentence_ahead", language, when=last["when"], **figures)
    if not reported:
        return ahead
    first, final = reported[0], reported[-1]
    seen = {
        "first": _written(first, write),
        "from_": first["when"],
        "last": _written(final, write),
        "to": final["when"],
    }
    return text("tour.table.sentence_seen", language, **seen) + " " + ahead


def _written(row: Row, write: Write) -> str:
    return row["label"] or write(row["value"])


def _reported(row: Row, write: Write, columns: Sequence[str]) -> str:
    tier = write(row["advanced"]) if _is_number(row["advanced"]) else NOTHING
    cells = {"date": row["when"], "value": _written(row, write), "advanced": tier, "source": row["source"]}
    return _line(columns, cells)


def _projected(row: Row, write: Write, columns: Sequence[str]) -> str:
    tier = write(row["advanced"]) if _is_number(row["advanced"]) else NOTHING
    cells = {
        "date": row["when"],
        "value": write(row["value"]),
        "half": f"{write(row['p25'])}–{write(row['p75'])}",
        "most": f"{write(row['p05'])}–{write(row['p95'])}",
        "baseline": write(row["baseline"]),
        "advanced": tier,
    }
    return _line(columns, cells)


def _small(message: bytes, language: str) -> Iterator[str]:
    for item in json.loads(message)["items"]:
        caption = escape(item["aria"])
        if "bars" in item:
            columns = ["year", "spent", "unspent"]
            lines = [
                _line(columns, {"year": str(year), "spent": number(spent, language), "unspent": number(left, language)})
                for year, spent, left in item["bars"]
            ]
            yield _table(caption, columns, [f"<tbody>{''.join(lines)}</tbody>"], language)
            continue
        columns = ["month", "value", "most", "baseline"]
        seen = [
            _line(columns, {"month": _month(year), "value": number(value, language)}) for year, value in item["history"]
        ]
        ahead = [
            _line(
                columns,
                {
                    "month": _month(year),
                    "value": number(value, language),
                    "most": f"{number(low, language)}–{number(high, language)}",
                    "baseline": number(baseline, language),
                },
            )
            for year, low, value, high, baseline in item["fan"]
            if _is_year_end(year)
        ]
        bodies = [_body(_say("reported", language), seen, columns)] if seen else []
        yield _table(caption, columns, [*bodies, _body(_say("projected", language), ahead, columns)], language)


def _month(moment: float) -> str:
    """A decimal year counted to the end of a day, as month and year: 2025.0 is 12/2024."""
    year = ceil(moment - YEAR_END) - 1
    return f"{max(1, ceil((moment - year) * 12 - 0.01)):02d}/{year}"


def _body(title: str, lines: Sequence[str], columns: Sequence[str]) -> str:
    heading = f"<tr class='heading'><th colspan='{len(columns)}' scope='rowgroup'>{title}</th></tr>"
    return f"<tbody>{heading}{''.join(lines)}</tbody>"


def _line(columns: Sequence[str], cells: Mapping[str, str]) -> str:
    first, *others = columns
    written = "".join(
        f"<td class='{'source' if name == 'source' else 'figure'}'>{escape(cells.get(name, NOTHING))}</td>"
        for name in others
    )
    return f"<tr><th scope='row'>{escape(cells[first])}</th>{written}</tr>"


def _table(caption: str, columns: Sequence[str], bodies: Sequence[str], language: str) -> str:
    head = "".join(
        f"<th scope='col'{'' if name in ('date', 'year', 'month', 'source') else ' class=figure'}>"
        f"{_say(f'column.{name}', language)}</th>"
        for name in columns
    )
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>{''.join(bodies)}</table>"
