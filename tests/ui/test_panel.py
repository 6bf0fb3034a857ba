"""What the browser sends is believed only as far as it is possible."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.ui.components.panel import PanelReading, panel_texts, read_panel, template, whole_percents

SLIDERS = [
    {"path": "housing.budget", "min": 0, "max": 150, "decimals": 0, "value": 90.0},
    {"path": "disbursement.training", "min": 0, "max": 100, "decimals": 1, "value": 67.94},
]
SHARES = {"poor": 40, "near_poor": 35, "students": 25}
SWITCHES = {"merger": True, "storm": False}
PRESENT = {"housing.budget": 90.0, "disbursement.training": 67.94}


def sent(**levers: Any) -> PanelReading:
    return read_panel({"levers": {"sequence": 3, "gesture": 2, **levers}}, SLIDERS, SHARES)


@pytest.mark.parametrize("state", [None, {}, "x", {"levers": None}, {"levers": [1]}, {"levers": {"values": 3}}])
def test_nothing_sent_leaves_everything_as_it_is(state: object) -> None:
    assert read_panel(state, SLIDERS, SHARES, SWITCHES) == (PRESENT, SHARES, frozenset({"merger"}), 0, 0)


@pytest.mark.parametrize(
    ("told", "on"),
    [
        ({"storm": True}, {"merger", "storm"}),
        ({"merger": False}, set()),
        ({"merger": "no", "other": True, "storm": 1}, {"merger"}),
        ([], {"merger"}),
    ],
)
def test_only_known_events_are_switched_and_only_by_yes_or_no(told: object, on: set[str]) -> None:
    reading = read_panel({"levers": {"sequence": 3, "events": told}}, SLIDERS, SHARES, SWITCHES)
    assert reading.events == on


def test_a_moved_slider_is_taken_and_the_others_keep_their_exact_value() -> None:
    reading = sent(values={"housing.budget": 110}, gesture=5)
    assert reading.values == {"housing.budget": 110.0, "disbursement.training": 67.94}
    assert (reading.sequence, reading.gesture) == (3, 5)


@pytest.mark.parametrize(
    ("value", "accepted"),
    [(1e9, 150.0), (-4, 0.0), (62.6, 63.0), ("110", 90.0), (True, 90.0), (float("nan"), 90.0), (None, 90.0)],
)
def test_a_value_is_clamped_rounded_or_refused(value: object, accepted: float) -> None:
    assert sent(values={"housing.budget": value}).values["housing.budget"] == accepted


def test_an_unknown_path_is_ignored() -> None:
    assert sent(values={"roads.budget": 5, "__proto__": 1}).values == PRESENT


def test_shares_are_taken_when_they_split_a_hundred() -> None:
    shares = {"students": 20, "poor": 45, "near_poor": 35}
    assert sent(shares=shares).shares == shares


@pytest.mark.parametrize(
    "shares",
    [
        {"poor": 50, "near_poor": 50},
        {"poor": 50, "near_poor": 35, "students": 25},
        {"poor": 110, "near_poor": -35, "students": 25},
        {"poor": 40.5, "near_poor": 34.5, "students": 25},
        {"poor": 40, "near_poor": 35, "others": 25},
        [40, 35, 25],
    ],
)
def test_shares_that_cannot_be_are_refused(shares: object) -> None:
    assert sent(shares=shares).shares == SHARES


@pytest.mark.parametrize("sequence", [-1, 2.5, True, "7", 2**60, None])
def test_a_sequence_that_is_no_count_is_never_new(sequence: object) -> None:
    assert sent(sequence=sequence).sequence == 0


@given(st.dictionaries(st.text(min_size=1), st.floats(0.001, 1e6), min_size=1, max_size=8))
def test_whole_percents_add_up_and_stay_within_one(shares: dict[str, float]) -> None:
    total = sum(shares.values())
    whole = whole_percents(shares)
    assert sum(whole.values()) == 100
    assert all(abs(whole[key] - 100 * share / total) < 1 + 1e-6 for key, share in shares.items())


def test_templates_reach_the_browser_unfilled() -> None:
    assert "{baseline}" in template("explore.note.money", "vi")
    assert "{min}" in panel_texts("en")["out_of_range"]


@pytest.mark.parametrize(("of", "taken"), [("here", 110.0), ("there", 90.0)])
def test_a_message_about_something_else_is_left_alone(of: str, taken: float) -> None:
    state = {"levers": {"sequence": 3, "values": {"housing.budget": 110}, "of": of}}
    reading = read_panel(state, SLIDERS, SHARES, SWITCHES, "here")
    assert reading.values["housing.budget"] == taken
    assert (reading.sequence == 3) == (of == "here")
