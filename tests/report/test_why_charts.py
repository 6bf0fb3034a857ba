"""The charts of an explanation: constant specifications, data apart, nothing told by colour alone."""

from __future__ import annotations

import json

import numpy as np
import pytest

from simulator.analysis.sensitivity import CHANCE, Bar, Indices, Tornado
from simulator.analysis.summary import Interval
from simulator.report.sensitivity_words import units_of
from simulator.report.why_charts import dots_spec, tornado_spec, waterfall_spec
from simulator.report.why_lines import dots_table, tornado_table
from simulator.report.why_unknowns import (
    FIRST,
    TOTAL,
    group_names,
    indices_csv,
    indices_dots,
    outcome_text,
    tornado_bars,
    tornado_csv,
)
from simulator.texts import LANGUAGES
from tests.shipped import evidence

NAMES = ("Đầu năm 2026", "Đào tạo nghề", "Cuối năm 2026")
NAN = float("nan")
TORNADO = Tornado(
    "poverty_rate",
    2030,
    Interval(0.04, 0.02, 0.08),
    0.046,
    False,
    (
        Bar("households.effort_cap", 1.5, 4.0, 0.075, 0.025, -0.05),
        Bar(CHANCE, NAN, NAN, 0.044, 0.048, 0.004),
    ),
)
INDICES = Indices(
    "poverty_rate",
    2030,
    (("households.effort_cap",), ("households.entry_rate", "households.relapse_rate"), ("credit.idle_share", CHANCE)),
    np.array([0.56, 0.2, -0.01]),
    np.array([0.08, 0.05, 0.02]),
    np.array([0.65, 0.3, 0.02]),
    np.array([0.07, 0.05, 0.01]),
    4e-4,
    4.4e-4,
    10240,
    0.3,
    rest=True,
)
UNITS = units_of(evidence(), "son-la")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_a_specification_holds_no_data_and_is_the_same_each_time(language: str, dark: bool) -> None:
    made = {
        "waterfall": (waterfall_spec, (language, dark, NAMES), {"share": True}),
        "dots": (dots_spec, (language, dark, NAMES, ("today", "scenario")), {}),
        "tornado": (tornado_spec, (language, dark, NAMES), {"share": True}),
    }
    for name, (build, arguments, words) in made.items():
        spec = build(*arguments, **words)  # type: ignore[operator]
        assert build(*arguments, **words) is spec, name  # type: ignore[operator]
        assert "datasets" not in spec, name
        assert not any("data" in layer for layer in spec["layer"]), name
        assert "#" in json.dumps(spec["layer"]), name


def test_rows_make_room_for_the_longest_name() -> None:
    long = ("một\nhai\nba\nbốn\nnăm", "B", "C")
    short = waterfall_spec("vi", False, NAMES, share=True)["height"]
    assert waterfall_spec("vi", False, long, share=True)["height"] >= short + 3 * 30


def test_a_part_that_is_unclear_is_hollow_and_so_is_a_low_end() -> None:
    told = json.dumps(waterfall_spec("vi", False, NAMES, share=True))
    assert '"unclear"' in told
    tornado = json.dumps(tornado_spec("vi", False, NAMES, share=True))
    assert "datum.tone === 'low'" in tornado
    assert "datum.tone === 'hollow'" in json.dumps(dots_spec("vi", False, NAMES, ("today",)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tornado_goes_from_the_mean_to_both_ends(language: str) -> None:
    bars = tornado_bars(TORNADO, UNITS, language)
    table = tornado_table(bars, 100.0 * TORNADO.base_mean)
    drawn = table[table.kind == "bar"]
    assert list(drawn.start) == pytest.approx([4.6] * 4)
    assert list(drawn.value) == pytest.approx([7.5, 2.5, 4.4, 4.8])
    sides = table[table.kind.isin(["left", "right"])]
    assert list(sides.kind) == ["right", "left", "left", "right"]
    decimal = "," if language == "vi" else "."
    assert list(sides.label)[:2] == [f"7{decimal}5%", f"2{decimal}5%"]
    assert "4" in bars[0].high_tip
    assert bars[1].high_tip == bars[1].high_label  # chance is held at no value


def test_differences_carry_their_sign_and_no_percent() -> None:
    found = Tornado(**{**vars(TORNADO), "difference": True, "base_mean": -0.0003})
    assert outcome_text(-0.0012, found, "vi") == "−0,1"
    assert outcome_text(0.0012, found, "vi") == "+0,1"


def test_no_share_of_variance_is_drawn_below_none() -> None:
    dots = indices_dots(INDICES, "vi")
    assert [dot.series for dot in dots] == [TOTAL, FIRST] * 3
    assert min(dot.low for dot in dots) == 0.0
    assert dots[0].label == "65%"
    table = dots_table(dots)
    assert len(table[table.kind == "dot"]) == 6
    assert table[table.kind == "room"].value.max() > table.high.max()


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_are_named_and_the_rest_is_called_the_rest(language: str) -> None:
    names = group_names(INDICES, language)
    assert len(set(names)) == 3
    assert "2" in names[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_hold_every_row(language: str) -> None:
    assert len(tornado_csv(TORNADO, UNITS, language).splitlines()) == 3
    content = indices_csv(INDICES, language).splitlines()
    assert len(content) == 4
    assert content[1].endswith("0.56,0.08,0.65,0.07,2030")
