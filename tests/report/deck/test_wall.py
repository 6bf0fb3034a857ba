"""Charts for a wall: large type, direct labels, constant drawings, colours that do not carry a meaning alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from simulator.report.compare_charts import DASHES
from simulator.report.deck.screens import screen_spec
from simulator.report.deck.wall import HEIGHT, ROWS, WIDTH, plot_spec
from simulator.report.deck.wall_rows import scale_of, top_of
from simulator.texts import LANGUAGES
from tests.report.deck.made import deck, hostile_deck, long_deck, of

CHARTED = ("poverty", "communes", "chances", "money", "differences", "scenario:3")
SMALLEST = 18  # pixels


def sizes(node: Any) -> Iterator[float]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name.lower().endswith("fontsize"):
                yield value
            else:
                yield from sizes(value)
    elif isinstance(node, list):
        for item in node:
            yield from sizes(item)


def without_rows(spec: dict[str, Any]) -> str:
    return json.dumps({name: value for name, value in spec.items() if name != "datasets"}, sort_keys=True)


@pytest.mark.parametrize("key", CHARTED)
def test_nothing_is_written_small(key: str) -> None:
    found = list(sizes(screen_spec(of(deck(), key), "vi", dark=False)))
    assert len(found) > 3
    assert min(found) >= SMALLEST


@pytest.mark.parametrize("key", CHARTED)
def test_rows_are_plain_values_that_travel_apart(key: str) -> None:
    spec = screen_spec(of(deck(), key), "vi", dark=False)
    assert spec["data"] == {"name": ROWS}
    assert spec["datasets"][ROWS]
    assert json.loads(json.dumps(spec["datasets"][ROWS], allow_nan=False)) == spec["datasets"][ROWS]


def test_a_drawing_is_the_same_for_every_scenario_on_one_axis() -> None:
    first, second = (screen_spec(of(deck(), key), "vi", dark=True) for key in ("scenario:0", "scenario:5"))
    assert without_rows(first) == without_rows(second)
    assert first["datasets"] != second["datasets"]


def test_every_line_has_a_dash_and_its_number_beside_it() -> None:
    rows = screen_spec(of(hostile_deck(), "poverty"), "vi", dark=False)["datasets"][ROWS]
    tips = [row for row in rows if row["kind"] == "tip"]
    assert sorted(row["label"].split(".")[0] for row in tips) == [str(place) for place in range(1, 9)]
    assert len(set(DASHES)) == len(DASHES) == 8
    heights = sorted(row["value"] for row in tips)
    gap = top_of(of(hostile_deck(), "poverty").plot) * 20 / HEIGHT
    assert all(later - earlier >= gap for earlier, later in pairwise(heights))


def test_bands_targets_and_a_named_break_are_drawn_and_lines_are_parted_there() -> None:
    rows = screen_spec(of(deck(), "poverty"), "vi", dark=False)["datasets"][ROWS]
    named = next(row for row in rows if row["kind"] == "break")
    assert named["label"] == "Chuẩn nghèo mới"
    assert any(row["kind"] == "target" and "5%" in row["label"] for row in rows)
    lines = [row for row in rows if row["kind"] == "line"]
    assert all(row["p05"] <= row["value"] <= row["p95"] for row in lines)
    for segment in {row["segment"] for row in lines}:
        years = [row["year"] for row in lines if row["segment"] == segment]
        assert min(years) >= named["year"] or max(years) <= named["year"]


def test_one_scenario_stands_before_the_others() -> None:
    rows = screen_spec(of(deck(), "scenario:5"), "vi", dark=False)["datasets"][ROWS]
    assert {row["scenario"] for row in rows if row["kind"] == "line"} == {"6"}
    assert {row["scenario"] for row in rows if row["kind"] == "other"} == {"1", "2", "3", "4", "5"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_written_in_the_language(language: str) -> None:
    spec = screen_spec(of(deck(language), "money"), language, dark=False)
    sign = {"vi": ",", "en": "."}[language]
    assert spec["config"]["locale"]["number"]["decimal"] == sign
    sums = [row["label"] for row in spec["datasets"][ROWS] if row["kind"] == "sum"]
    assert {"vi": "5.415", "en": "5,415"}[language] in sums


def test_zero_and_every_interval_lie_inside_the_axis_of_differences() -> None:
    plot = of(deck(), "differences").plot
    for row in plot.rows:
        low, high = scale_of(plot, row)
        assert low < 0.0 < high
        ends = [end for bar in plot.bars if bar.row == row for end in (bar.low, bar.high) if end is not None]
        assert low < min(ends)
        assert max(ends) < high


def test_a_screen_of_words_has_no_chart_and_size_is_asked_for() -> None:
    assert screen_spec(of(deck(), "title"), "vi", dark=False) == {}
    spec = plot_spec(of(deck(), "poverty").plot, "vi", dark=False, width=900, height=380)
    assert (spec["width"], spec["height"]) == (900, 380)
    assert (WIDTH, HEIGHT) == (1180, 440)


def test_long_titles_are_cut_in_the_chart() -> None:
    for key in ("poverty", "chances", "money"):
        for row in screen_spec(of(long_deck(), key), "vi", dark=False)["datasets"][ROWS]:
            assert len(str(row.get("label", ""))) < 60
