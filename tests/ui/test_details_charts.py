"""The small charts are constant drawings; what a line joins is decided in their tables."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
import pytest

from simulator.analysis.summary import Interval
from simulator.report.chart_table import Break, Reported
from simulator.report.detail_charts import WHOLE, panel_spec, tier_colors, tiers_spec
from simulator.report.detail_spans import span_spec
from simulator.report.detail_table import (
    NUMBERS,
    WORDS,
    Axis,
    Band,
    Span,
    Stack,
    panel_table,
    span_table,
    stack_table,
)
from simulator.ui.details_bands import bands, first_day
from simulator.ui.details_series import Stretch

AXIS = Axis("vi", date(2021, 12, 31), date(2024, 12, 31), date(2023, 12, 31), (Break(date(2022, 12, 31), "mốc"),))
FALLING = Band("S22", [date(2022, 12, 31), date(2023, 12, 31)], [0.5, 0.4], [0.4, 0.3], [0.6, 0.5])


def specs(language: str, dark: bool) -> list[dict[str, Any]]:
    return [
        panel_spec(language, dark, share=True),
        panel_spec(language, dark, share=True, top=WHOLE),
        panel_spec(language, dark, share=False, strong=True),
        tiers_spec(language, dark),
        span_spec(language, dark, ("a", "b"), share=True),
        span_spec(language, dark, ("a", "b"), share=False, with_zero=True),
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_spec_is_constant_json_without_data(language: str) -> None:
    for number, spec in enumerate(specs(language, False)):
        written = json.dumps(spec, allow_nan=False)
        assert json.dumps(specs(language, False)[number], allow_nan=False) == written
        assert '"data":' not in written
        assert '"datasets":' not in written
        assert spec != specs(language, True)[number]


def test_fields_of_the_specs_are_columns_of_the_tables() -> None:
    def fields(part: object) -> set[str]:
        if isinstance(part, dict):
            own = {part["field"]} if isinstance(part.get("field"), str) else set()
            return own.union(*(fields(value) for value in part.values()))
        return set().union(*(fields(value) for value in part)) if isinstance(part, list) else set()

    for spec in specs("vi", False):
        assert fields(spec["layer"]) <= {*NUMBERS, *WORDS}


def test_a_panel_holds_its_bands_points_and_breaks() -> None:
    points = [Reported(date(2022, 6, 30), 0.45, "S22", "45%", "báo cáo")]
    table = panel_table(AXIS, [FALLING], points, "40%")
    assert list(table["kind"]) == [
        "start",
        "start",
        "zone",
        "break",
        "projection",
        "projection",
        "end below",
        "history",
    ]
    zone = table[table["kind"] == "zone"].iloc[0]
    assert (zone["year"], zone["year2"]) == (2024.0, 2025.0)
    shown = table[table["kind"] == "projection"]
    assert set(shown["segment"]) == {"S22"}
    assert list(shown["year"]) == [2023.0, 2024.0]
    assert table[table["kind"] == "history"].iloc[0]["source"] == "báo cáo"
    assert panel_table(Axis("vi", date(2021, 12, 31), date(2022, 12, 31)), [], []).shape[0] == 2


@pytest.mark.parametrize(
    ("line", "top", "kind"),
    [
        ([0.5, 0.4], 1.0, "end below"),
        ([0.4, 0.5], 1.0, "end"),
        ([0.2, 0.1], 1.0, "end"),  # the years' names are below
        ([0.9, 1.0], 1.0, "end below"),  # the names of breaks are above
        ([9000.0, 10000.0], None, "end"),
    ],
)
def test_the_label_of_an_end_stands_where_the_line_does_not_run(
    line: list[float], top: float | None, kind: str
) -> None:
    band = Band("x", FALLING.dates, line, line, line)
    table = panel_table(AXIS, [band], [], "x", top)
    assert list(table[table["kind"].str.startswith("end")]["kind"]) == [kind]


def test_bars_stand_on_each_other_inside_their_year() -> None:
    parts = [("model", "kiểu mẫu", 1.0), ("attained", "đạt", 4.0), ("below", "chưa", 8.0)]
    table = stack_table(AXIS, [Stack(2022, parts)], [])
    bars = table[table["kind"] == "bar"]
    assert list(bars["value"]) == [0.0, 1.0, 5.0]
    assert list(bars["value2"]) == [1.0, 5.0, 13.0]
    assert (bars["year"] > 2022).all()
    assert (bars["year2"] < 2023).all()
    assert set(bars["segment"]) <= set(tier_colors(False))
    assert set(tier_colors(False)) == set(tier_colors(True))


def test_spans_keep_their_rows() -> None:
    table = span_table([Span("causal", "a", 1.0, 0.5, 1.5, "1"), Span("reported", "b", 2.0, 1.0, 3.0, "2")])
    assert list(table["note"]) == ["a", "b"]
    np.testing.assert_array_equal(table["p95"], [1.5, 3.0])


def test_no_band_joins_two_stretches() -> None:
    figure = Interval(0.2, 0.1, 0.3)
    parts = [Stretch("S15", (date(2020, 12, 31), date(2021, 12, 31)), (figure, figure))]
    parts.append(Stretch("S22", (date(2021, 12, 31), date(2022, 12, 31)), (figure, figure)))
    drawn = bands(parts)
    assert len({band.segment for band in drawn}) == 2
    assert first_day(parts) == date(2020, 12, 31)
    assert [band.dates for band in drawn] == [part.dates for part in parts]
