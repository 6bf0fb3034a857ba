"""Levers on the wall: the same screen as a run of the moved scenario gives, and nothing believed of the browser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.comparison import compared
from simulator.report.compare_table import Entry
from simulator.report.deck.screens import screens
from simulator.scenario import Scenario
from simulator.scenario.deck import MOST_LEVERS
from simulator.ui.compare_choice import Candidate
from simulator.ui.levers import settings_of
from simulator.ui.present_data import screen_message, wall_message
from simulator.ui.present_kept import LEVERS, Prepared
from simulator.ui.present_live import Move, _levers, moved_screen, read_move, tried
from simulator.ui.present_screens import Show, ordered
from tests.shipped import SON_LA_ALTERNATIVES, alternative, baseline, evidence
from tests.ui.pages import drawn

PATH = "ntm.investment"
LEVER = {"path": PATH, "min": 0.0, "max": 1000.0, "values": [400.0, 1200.0]}
OWN = "7"
pytestmark = pytest.mark.usefixtures("draws_of_the_prior")


@pytest.fixture(scope="module")
def show() -> Show:
    scenarios = [baseline(), alternative(SON_LA_ALTERNATIVES[0].stem)]
    comparison = compared(scenarios, evidence(), drawn("son-la").parameters, year=2030)
    chosen = tuple(Candidate(f"/{number}.yaml", Entry(s.title, "x"), s) for number, s in enumerate(scenarios))
    found = screens(comparison, [item.entry for item in chosen], evidence(), "vi")
    return Show(chosen, comparison, {screen.key: screen for screen in found}, "vi", False, "key")


def with_investment(scenario: Scenario, amount: float) -> Scenario:
    return replace(scenario, levers={**scenario.levers, PATH: ((scenario.first_year, amount),)})


@pytest.mark.parametrize("key", ["communes", "poverty", "scenario:1"])
def test_a_moved_screen_is_that_of_the_scenario_so_written(show: Show, key: str) -> None:
    moved = moved_screen(show, Prepared(), Move(key, 1, {PATH: 900.0}, 1))
    scenarios = [show.chosen[0].scenario, with_investment(show.chosen[1].scenario, 900.0)]
    whole = compared(scenarios, evidence(), drawn("son-la").parameters, year=2030)
    wanted = next(screen for screen in screens(whole, show.entries, evidence(), "vi", [key]) if screen.key == key)
    assert moved == wanted
    assert (moved.plot != show.screens[key].plot) == (key != "poverty"), "communes are built, no household is helped"


def test_a_move_to_where_it_is_changes_nothing(show: Show) -> None:
    now = settings_of(show.chosen[1].scenario).values[PATH]
    assert moved_screen(show, Prepared(), Move("communes", 1, {PATH: now}, 1)) == show.screens["communes"]


def test_levers_tell_each_scenario_its_own_value(show: Show) -> None:
    levers = _levers(show, Prepared())
    assert [lever["path"] for lever in levers] == list(LEVERS)
    assert len(levers) == MOST_LEVERS
    for lever in levers:
        assert lever["values"] == [settings_of(item.scenario).values[lever["path"]] for item in show.chosen]
    assert tried(show, Prepared(levers=())) == []
    assert tried(show, Prepared()) == ["poverty", "communes", "scenario:0", "scenario:1"]


def sent(**changes: Any) -> dict[str, Any]:
    return {"moved": {"of": OWN, "key": "communes", "place": 1, "values": {PATH: 500.0}, "sequence": 3} | changes}


def read(state: object) -> Move:
    return read_move(state, [LEVER], ["communes"], 2, OWN)


def test_what_the_browser_sends_is_taken_over() -> None:
    assert read(sent()) == Move("communes", 1, {PATH: 500.0}, 3)
    assert read(sent(values={PATH: 1e9})).values == {PATH: 1200.0}, "as far as this scenario itself goes"
    assert read(sent(place=0, values={PATH: 1e9})).values == {PATH: 1000.0}
    assert read(sent(values={PATH: -5})).values == {PATH: 0.0}
    assert read(sent(values={PATH: "x", "other": 3.0})).values == {}


@pytest.mark.parametrize(
    "state",
    [
        None,
        {},
        {"moved": 3},
        sent(of="8"),
        sent(key="money"),
        sent(place=2),
        sent(place=-1),
        sent(place=True),
        sent(place="1"),
        sent(values=[500.0]),
        sent(sequence=None),
    ],
)
def test_what_is_not_meant_for_this_deck_moves_nothing(state: object) -> None:
    assert read(state) == Move()


@given(
    value=st.one_of(st.floats(), st.integers(), st.booleans(), st.none(), st.text(max_size=5)),
    place=st.integers(-3, 3),
)
def test_no_value_leaves_its_range(value: object, place: int) -> None:
    move = read(sent(values={PATH: value}, place=place))
    assert all(0.0 <= found <= 1200.0 for found in (move.values or {}).values())


def test_the_wall_is_told_every_screen_whole(show: Show) -> None:
    deck = ordered(show, Prepared(title="Tên riêng", remarks={"poverty": " một\nhai "}))
    message = wall_message(deck, tried(show, Prepared()), "vi", False, "key")
    assert [screen["key"] for screen in message["screens"]] == [screen.key for screen in deck]
    assert message["screens"][0]["message"] == "Tên riêng"
    assert message["screens"][0]["points"][0] == show.screens["title"].message
    assert message["screens"][1]["remark"] == "một hai"
    assert set(message["look"]["groups"]) == {key for key, _ in show.screens["money"].plot.groups}


def test_lines_break_where_the_series_does(show: Show) -> None:
    screen = show.screens["poverty"]
    plot = screen_message(screen)["plot"]
    for told, curve in zip(plot["curves"], screen.plot.curves, strict=True):
        gaps = [at for at, value in enumerate(told["median"]) if value is None]
        assert gaps, "the new poverty standard parts the line"
        assert gaps == [at for at, value in enumerate(curve.median) if value is None]
        assert len({len(told[name]) for name in ("days", "median", "low", "high")}) == 1
        assert all(
            abs(shown - value) <= 1e-4 * abs(value)
            for shown, value in zip(told["median"], curve.median, strict=True)
            if value is not None
        )
        assert told["days"] == sorted(told["days"])
