"""The large charts are constant drawings that never join two standards."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from simulator.report.chart_table import (
    NUMBERS,
    WORDS,
    Break,
    ChartFrame,
    Figures,
    Level,
    Reported,
    Span,
    decimal_year,
    packed,
)
from simulator.report.charts import ROWS, filled, ntm_spec, poverty_spec

SPECS = [poverty_spec, ntm_spec]
Spec = Callable[[str, bool], dict[str, Any]]


BASELINE = np.array([0.12, 0.1, 0.09, 0.07])


def frame() -> ChartFrame:
    return ChartFrame(
        language="vi",
        reported=[
            Reported(date(2022, 12, 31), 0.2166, "S22", "21,66%", "Báo cáo 2022"),
            Reported(date(2023, 12, 31), 0.1783, "S22", "17,83%", "Báo cáo 2023"),
            Reported(date(2024, 1, 31), 0.18, "S22", "18,00%", "Báo cáo 2024"),
        ],
        zone_label="dự báo",
        zone_start=date(2024, 12, 31),
        zone_end=date(2030, 12, 31),
        spans=[
            Span("S22", [date(2024, 12, 31), date(2026, 12, 31)], BASELINE[:2]),
            Span("S27", [date(2027, 1, 1), date(2030, 12, 31)], BASELINE[2:]),
        ],
        breaks=[Break(date(2026, 12, 31), "Chuẩn nghèo mới")],
        targets=[Level(date(2026, 12, 31), date(2030, 12, 31), 0.03, "mục tiêu")],
        totals=[Level(date(2024, 12, 31), date(2030, 12, 31), 67, "67 xã")],
    )


def figures(last: float = 0.05) -> Figures:
    values = np.linspace(0.1, last, len(BASELINE))
    return Figures(values, values - 0.02, values - 0.01, values + 0.01, values + 0.02)


def rows(table: pa.Table, kind: str) -> list[dict[str, Any]]:
    return [row for row in table.to_pylist() if row["kind"] == kind]


@pytest.mark.parametrize("spec", SPECS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_spec_is_constant_json_without_data(spec: Spec, language: str) -> None:
    first = json.dumps(spec(language, False), allow_nan=False)
    full = filled(spec(language, False), b"table")
    assert full["data"] == {"name": ROWS}
    assert full["datasets"] == {ROWS: b"table"}
    assert json.dumps(spec(language, False), allow_nan=False) == first
    assert first.count('"data":') == 1
    assert '"datasets":' not in first
    assert spec(language, True) != spec(language, False)


@pytest.mark.parametrize("spec", SPECS)
def test_no_line_or_area_joins_two_standards(spec: Spec) -> None:
    joined = [layer for layer in spec("vi", False)["layer"] if layer["mark"]["type"] in ("line", "area")]
    assert len(joined) >= 5
    for layer in joined:
        detail = layer["encoding"]["detail"]
        fields = [part["field"] for part in detail] if isinstance(detail, list) else [detail["field"]]
        assert "segment" in fields


@pytest.mark.parametrize("spec", SPECS)
def test_every_field_of_a_spec_is_a_column(spec: Spec) -> None:
    fields = {
        part["field"]
        for layer in spec("vi", False)["layer"]
        for channel in layer["encoding"].values()
        for part in (channel if isinstance(channel, list) else [channel])
        if "field" in part
    }
    assert fields <= {*NUMBERS, *WORDS}


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert poverty_spec("vi", False)["config"]["locale"]["number"]["decimal"] == ","
    assert poverty_spec("en", False)["config"]["locale"]["number"]["decimal"] == "."


def test_decimal_year_counts_to_the_end_of_the_day() -> None:
    assert decimal_year(date(2024, 12, 31)) == 2025.0
    assert decimal_year(date(2026, 6, 30)) == pytest.approx(2026.4959, abs=1e-4)


def test_a_table_holds_every_kind_once_and_ends_at_the_last_median() -> None:
    table = frame().table(figures(), "5,0%")
    assert Counter(table["kind"].to_pylist()) == {
        "history": 3,
        "projection": 4,
        "total": 2,
        "zone": 1,
        "start": 1,
        "break": 1,
        "target": 1,
        "end": 1,
    }
    (end,) = rows(table, "end")
    assert (end["year"], end["value"], end["label"], end["p05"]) == (2031.0, 0.05, "5,0%", None)
    assert table.column_names == [*WORDS, *NUMBERS]


def test_each_date_of_the_projection_has_its_figures_and_the_baseline() -> None:
    moving = figures()
    drawn = rows(frame().table(moving, ""), "projection")
    for name in ("value", "p05", "p25", "p75", "p95"):
        assert [row[name] for row in drawn] == getattr(moving, name).tolist()
    assert [row["baseline"] for row in drawn] == BASELINE.tolist()
    assert [row["segment"] for row in drawn] == ["S22", "S22", "S27", "S27"]
    assert [row["when"] for row in drawn] == ["31/12/2024", "31/12/2026", "01/01/2027", "31/12/2030"]
    assert {row["advanced"] for row in drawn} == {None}


def test_a_value_is_not_written_over_its_neighbour() -> None:
    history = rows(frame().table(figures(), ""), "history")
    assert [row["label"] for row in history] == ["21,66%", "17,83%", ""]
    assert [row["rising"] for row in history] == [0.0, 0.0, 1.0]


def test_the_frame_is_not_changed_by_a_move() -> None:
    fixed = frame()
    first = fixed.table(figures(), "a")
    assert not fixed.table(figures(0.04), "b").equals(first)
    assert fixed.table(figures(), "a").equals(first)


def test_a_packed_table_is_read_as_it_was() -> None:
    table = frame().table(figures(), "5,0%")
    with pa.ipc.open_stream(packed(table)) as stream:
        assert stream.read_all().equals(table)
