"""Charts of compared scenarios: constant drawings, lines that never cross a break, labels that never touch."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.report.compare_charts import DARK, DASHES, LIGHT, lines_spec
from simulator.report.compare_lines import HEIGHT, LABEL_STEP, NUMBERS, Lines, lines_table, round_above, spread
from simulator.report.compare_series import lines_of
from simulator.report.palette import palette
from simulator.ui.chart_data import WORDING
from simulator.ui.compare_view import CHARTS
from tests.report.comparisons import comparison, entries, hostile
from tests.shipped import evidence


def rows_of(content: bytes) -> list[dict[str, Any]]:
    with pa.ipc.open_stream(content) as stream:
        found: list[dict[str, Any]] = stream.read_all().to_pylist()
    return found


def lines(name: str = "poverty", language: str = "vi") -> Lines:
    return lines_of(CHARTS[name], comparison(), entries(), evidence(), language, WORDING)


@pytest.mark.parametrize("name", ["poverty", "ntm"])
def test_a_line_and_a_band_for_each_scenario_ending_in_its_number(name: str) -> None:
    rows = rows_of(lines_table(lines(name)))
    assert {row["scenario"] for row in rows if row["kind"] == "line"} == set(NUMBERS[: len(entries())])
    ends = {row["scenario"]: row["label"] for row in rows if row["kind"] == "tip"}
    assert set(ends) == set(NUMBERS[: len(entries())])
    assert all(label.startswith(f"{number} · ") for number, label in ends.items())
    for row in rows:
        if row["kind"] == "line":
            assert row["p05"] <= row["value"] <= row["p95"]


@pytest.mark.parametrize("name", ["poverty", "ntm"])
def test_no_line_crosses_a_break(name: str) -> None:
    rows = rows_of(lines_table(lines(name)))
    breaks = [row["year"] for row in rows if row["kind"] == "break"]
    assert breaks
    segments = {row["segment"] for row in rows if row["kind"] == "line"}
    for segment in segments:
        years = [row["year"] for row in rows if row["kind"] == "line" and row["segment"] == segment]
        assert not any(min(years) < moment - 0.01 and max(years) > moment + 0.01 for moment in breaks)
    if name == "poverty":
        assert len(segments) == 2 * len(entries())


def test_the_last_median_is_that_of_the_comparison() -> None:
    for line in lines().lines:
        assert line.end == pytest.approx(comparison().level(line.place, "poverty_rate").median)
    for line in lines("ntm").lines:
        assert line.end == pytest.approx(comparison().level(line.place, "ntm_communes_attained").median)


def test_side_by_side_one_scenario_is_before_the_others() -> None:
    rows = rows_of(lines_table(lines(), 2))
    assert {row["scenario"] for row in rows if row["kind"] == "line"} == {"3"}
    assert {row["scenario"] for row in rows if row["kind"] == "other"} == set(NUMBERS[: len(entries())]) - {"3"}
    assert len([row for row in rows if row["kind"] == "tip"]) == 1


def test_nothing_drawn_is_above_the_axis() -> None:
    for name in ("poverty", "ntm"):
        found = lines(name)
        highest = max(
            row[key] for row in rows_of(lines_table(found)) for key in ("value", "p95") if row[key] is not None
        )
        assert highest <= found.top


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=8))
def test_labels_at_the_ends_do_not_touch(values: list[float]) -> None:
    gap = LABEL_STEP / HEIGHT
    found = spread(values, gap, 1.0)
    assert all(later - earlier >= gap - 1e-9 for earlier, later in pairwise(sorted(found)))
    assert min(found) >= -1e-9
    assert max(found) <= 1.0
    ranks = [sorted(range(len(side)), key=lambda place: (side[place], place)) for side in (values, found)]
    assert ranks[0] == ranks[1]


def test_labels_that_have_room_stand_at_their_values() -> None:
    assert spread([0.2, 0.8, 0.5], 0.1, 1.0) == [0.2, 0.8, 0.5]
    assert spread([0.5, 0.5, 0.9], 0.1, 1.0) == pytest.approx([0.45, 0.55, 0.9])


@given(st.floats(1e-6, 1e9))
def test_an_axis_ends_at_a_round_number_a_little_above(value: float) -> None:
    assert value < round_above(value) <= 2.1 * value


def luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("colors", "dark"), [(LIGHT, False), (DARK, True)])
def test_each_scenario_has_a_readable_colour_and_a_dash_of_its_own(colors: tuple[str, ...], dark: bool) -> None:
    assert len(set(colors)) == len(set(DASHES)) == len(NUMBERS) == 8
    paper = luminance(palette(dark).paper)
    for color in colors:
        light, deep = sorted((luminance(color), paper), reverse=True)
        assert (light + 0.05) / (deep + 0.05) >= 4.5, color


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("small", [False, True])
def test_the_drawing_is_constant_and_reads_only_the_table(small: bool, dark: bool) -> None:
    spec = lines_spec("vi", dark, share=True, top=0.25, faint=False, small=small)
    assert spec is lines_spec("vi", dark, share=True, top=0.25, faint=False, small=small)
    assert "datasets" not in spec
    assert all("data" not in layer for layer in spec["layer"])
    assert spec["data"] == {"name": "rows"}


def test_hostile_titles_travel_as_text_in_the_table_only() -> None:
    there, named = hostile()
    found = lines_of(CHARTS["poverty"], there, named, evidence(), "vi", WORDING)
    titles = {row["title"] for row in rows_of(lines_table(found)) if row["kind"] == "line"}
    assert any("<script>" in title for title in titles)
    assert all(title.isprintable() for title in titles)
