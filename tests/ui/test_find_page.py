"""The page of finding: its questions, its answers, what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulator.analysis.optimise.defaults import OWN
from simulator.analysis.optimise.least import Least
from simulator.analysis.optimise.question import MONEY, Question
from simulator.analysis.summary import Interval
from simulator.jobs import Work
from simulator.jobs.optimise import find_best, find_frontier, find_least
from simulator.scenario import Target, load_scenario, value_in
from simulator.texts import LANGUAGES, text
from simulator.ui import autosave, jobs_view, opening, places
from tests.report import optimise_found
from tests.shipped import baseline, evidence
from tests.ui.pages import page_at
from tests.ui.printed import UNFILLED, told
from tests.ui.test_texts import ENGLISH

PARTS = ("best", "least", "frontier")
pytestmark = pytest.mark.usefixtures("draws_of_the_prior")


def least(question: Question, targets: tuple[Target, ...], chance: float, scenarios: str) -> Least:
    del scenarios
    return replace(optimise_found.least(question), targets=targets, wished=chance)


ANSWERS: dict[Callable[..., Any], Callable[..., Any]] = {
    find_best: lambda question, scenarios: optimise_found.best(question),
    find_least: least,
    find_frontier: lambda question, scenarios: optimise_found.frontier(question),
}


@dataclass
class Jobs:
    """Stands for the queue: what was asked last, answered at once by hand-made results."""

    asked: list[Work] = field(default_factory=list)
    done: dict[str, Any] = field(default_factory=dict)

    def offer(self, name: str, work: Work, *, start: str, about: str, language: str) -> None:
        import streamlit as st

        if st.button(start, key=f"start_{name}"):
            self.asked.append(work)
            self.done[name] = ANSWERS[work.function](*work.arguments)
            st.rerun()

    def finished(self, name: str) -> Any:
        return self.done.pop(name, None)


@pytest.fixture(autouse=True)
def jobs(monkeypatch: pytest.MonkeyPatch) -> Jobs:
    there = Jobs()
    monkeypatch.setattr(jobs_view, "offer", there.offer)
    monkeypatch.setattr(jobs_view, "finished", there.finished)
    monkeypatch.setattr(autosave, "keep", lambda *given: None)
    return there


Open = Callable[..., AppTest]


@pytest.fixture
def opened(folder: Path) -> Open:
    def open_page(part: str = "best", language: str = "vi") -> AppTest:
        return page_at("find", language, optimise_part=part).run()

    return open_page


def press(app: AppTest, key: str, language: str = "vi") -> AppTest:
    label = text(key, language)
    next(button for button in app.button if button.label == label).click()
    return app.run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_one_click_answers(opened: Open, jobs: Jobs, part: str, language: str) -> None:
    app = press(opened(part, language), f"optimise.start.{part}", language)
    assert not app.exception
    body = re.sub(r"<[^>]+>", " ", told(app))
    assert text("optimise.checks_title", language) in body
    assert UNFILLED.search(body) is None, UNFILLED.search(body)
    assert language == "en" or ENGLISH.search(body) is None, ENGLISH.search(body)
    assert text("optimise.other_setting", language, title=baseline().title) not in body
    assert len(jobs.asked) == 1


def test_what_is_asked_by_default(opened: Open, jobs: Jobs) -> None:
    press(opened(), "optimise.start.best")
    question = jobs.asked[0].arguments[0]
    assert question.total is None
    assert [(goal.indicator, goal.year) for goal in question.goals] == [("poverty_rate", 2030)]
    assert (question.most_cut, question.lot, question.by_year, question.statistic) == (0.5, 0.5, True, "mean")
    free = {line.path: line for line in question.free}
    assert set(free) == set(OWN)  # what centre and bank allot stays as it is
    assert free["training.budget"].cap == 2 * 26
    press(opened("least"), "optimise.start.least")
    _, targets, chance, _ = jobs.asked[1].arguments
    assert chance == 0.8
    assert [(target.indicator, target.at_most, target.at_least) for target in targets] == [
        ("poverty_rate", 0.05, None),
        ("ntm_communes_attained", None, 40.0),
    ]


def test_what_others_allot_is_split_when_it_is_released(opened: Open, jobs: Jobs) -> None:
    app = opened()
    assert text("optimise.allotted_note", "vi") in told(app)
    kept = [box for box in app.checkbox if box.label == text("optimise.column.fixed", "vi")]
    assert [box.value for box in kept] == [path not in OWN for path in MONEY]
    kept[MONEY.index("credit.new_capital.central")].uncheck()
    press(app.run(), "optimise.start.best")
    assert {line.path for line in jobs.asked[0].arguments[0].free} == {*OWN, "credit.new_capital.central"}


def test_the_page_says_whether_the_scenario_is_as_saved(opened: Open) -> None:
    saved, changed = text("details.state.saved", "vi"), text("details.state.changed", "vi", word="!").partition("(")[0]
    for part in PARTS:
        assert saved in told(opened(part))
    assert saved not in told(opened("localities"))  # which takes saved scenarios, not the one that is open
    app = opened()
    draft = app.session_state["editing"].draft
    draft.now = replace(draft.now, values={**draft.now.values, "housing.budget": 150.0})
    app.run()
    assert changed in told(app)
    assert saved not in told(app)


def test_a_curve_too_flat_to_be_seen_has_no_bend_on_the_page(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    bend = text("optimise.chart.knee", "vi")
    app = press(opened("frontier"), "optimise.start.frontier")
    assert bend in told(app)
    point = next(box for box in app.selectbox if box.label == text("optimise.frontier.point", "vi"))
    assert any(bend in option for option in point.options)

    def flat(question: Question, scenarios: str) -> Any:
        found = optimise_found.frontier(question, knee=1)
        return replace(found, span=tuple(Interval(-0.0002, -0.0012, 0.0003) for _ in question.goals))

    monkeypatch.setitem(ANSWERS, find_frontier, flat)
    app = press(app, "optimise.start.frontier")
    assert text("optimise.frontier.unseen", "vi") in told(app)
    assert bend not in told(app)
    point = next(box for box in app.selectbox if box.label == text("optimise.frontier.point", "vi"))
    assert point.value == 2  # today's total
    assert not any(bend in option for option in point.options)


def field_of(app: AppTest, label: str) -> Any:
    return next(found for found in app.text_input if found.label == label)


def test_limits_total_and_a_second_goal_reach_the_search(opened: Open, jobs: Jobs) -> None:
    app = opened()
    houses = text("explore.lever.housing.budget", "vi")
    field_of(app, text("optimise.floor_of", "vi", lever=houses)).set_value("12,5")
    field_of(app, text("optimise.cap_of", "vi", lever=houses)).set_value("1.000")
    field_of(app, text("optimise.total_label", "vi", first=2026, last=2030)).set_value("6.000,5")
    next(box for box in app.selectbox if box.label == text("optimise.second_label", "vi")).set_value(
        "ntm_communes_attained"
    )
    press(app.run(), "optimise.start.best")
    question = jobs.asked[0].arguments[0]
    line = next(line for line in question.lines if line.path == "housing.budget")
    assert (line.floor, line.cap, question.total) == (12.5, 1000.0, 6000.5)
    assert [goal.weight for goal in question.goals] == [0.5, 0.5]


def test_faults_are_told_and_nothing_is_started(opened: Open, jobs: Jobs) -> None:
    app = opened()
    houses = text("explore.lever.housing.budget", "vi")
    field_of(app, text("optimise.floor_of", "vi", lever=houses)).set_value("12.5")
    app.run()
    assert f"{houses}: ít nhất: “12.5” không phải là số" in told(app)
    assert next(button for button in app.button if button.label == text("optimise.start.best", "vi")).disabled
    field_of(app, text("optimise.floor_of", "vi", lever=houses)).set_value("200")
    field_of(app, text("optimise.cap_of", "vi", lever=houses)).set_value("100")
    assert "mức ít nhất (200) lớn hơn mức nhiều nhất (100)" in told(app.run())
    assert jobs.asked == []


def test_a_result_of_another_setting_is_marked(opened: Open) -> None:
    app = press(opened(), "optimise.start.best")
    marked = text("optimise.other_setting", "vi", title=baseline().title)
    assert marked not in told(app)
    next(box for box in app.selectbox if box.label == text("optimise.year_label", "vi")).set_value(2028)
    assert marked in told(app.run())
    next(box for box in app.selectbox if box.label == text("optimise.year_label", "vi")).set_value(2030)
    assert marked not in told(app.run())


def test_what_was_set_and_found_stays_in_the_other_language(opened: Open) -> None:
    app = opened()
    label = text("optimise.total_label", "vi", first=2026, last=2030)
    field_of(app, label).set_value("1.500,5")
    app.run()
    app.query_params["lang"] = "en"
    app.run()
    assert field_of(app, text("optimise.total_label", "en", first=2026, last=2030)).value == "1,500.5"


def test_the_split_goes_into_the_sliders_with_its_years(
    opened: Open, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = press(opened(), "optimise.start.best")
    gone: list[str] = []
    monkeypatch.setattr(places, "go_to", gone.append)
    press(app, "optimise.load")
    assert gone == [""]
    editing = app.session_state["editing"]
    (key,) = editing.loose("son-la")
    assert editing.wish is None or editing.wish == key
    found = editing.drafts[key].scenario
    expected = optimise_found.best(jobs.asked[0].arguments[0]).allocation
    for path, row in zip(expected.paths, expected.amounts, strict=True):
        got = [value_in(found.levers[path], year) for year in expected.years]
        np.testing.assert_array_equal(got, row)
    press(app, "optimise.load")
    assert editing.loose("son-la") == [key]


def test_the_split_is_saved_with_a_note_on_how_it_was_found(opened: Open, jobs: Jobs, folder: Path) -> None:
    app = press(opened(), "optimise.start.best")
    before = set((folder / "son-la").glob("*.yaml"))
    app.button(key="find_save_do").click().run()
    (path,) = set((folder / "son-la").glob("*.yaml")) - before
    saved = load_scenario(path, evidence())
    assert "Tìm bằng máy từ kịch bản" in saved.note
    expected = optimise_found.best(jobs.asked[0].arguments[0]).allocation
    place = expected.paths.index("housing.budget")
    got = [value_in(saved.levers["housing.budget"], year) for year in expected.years]
    np.testing.assert_array_equal(got, expected.amounts[place])


def test_an_empty_name_is_told(opened: Open, folder: Path) -> None:
    app = press(opened(), "optimise.start.best")
    count = len(list((folder / "son-la").glob("*.yaml")))
    field_of(app, text("page.save_title", "vi")).set_value(" ")
    app.button(key="find_save_do").click().run()
    assert len(list((folder / "son-la").glob("*.yaml"))) == count


def test_the_frontier_loads_the_split_of_the_total_chosen(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = press(opened("frontier"), "optimise.start.frontier")
    monkeypatch.setattr(places, "go_to", lambda name: None)
    wanted: list[str] = []
    monkeypatch.setattr(opening, "go_to", lambda editing, key: wanted.append(key))
    next(box for box in app.selectbox if box.label == text("optimise.frontier.point", "vi")).set_value(4)
    press(app.run(), "optimise.load")
    draft = app.session_state["editing"].drafts[wanted[0]]
    assert value_in(draft.scenario.levers["ntm.investment"], 2028) == 400.0 + 2000.0 / 5.0
