"""The page of explanations: each question answered on arrival, what is kept is not run again, nothing is half said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from simulator.analysis.explain import Between
from simulator.report.why_names import player_name
from simulator.scenario import Scenario
from simulator.texts import LANGUAGES, text
from simulator.ui import resources
from simulator.ui.levers import settings_of
from simulator.ui.session import KEY, Draft, Editing
from simulator.ui.why import PARTS
from tests.shipped import alternative, baseline
from tests.ui.pages import page_at, uncalibrated
from tests.ui.printed import UNFILLED, told
from tests.ui.test_texts import ENGLISH

FILE = re.compile(r"[\w.-]+\.yaml")  # a planner's own name of a file
JOBS = "son-la-viec-lam-va-dao-tao"
pytestmark = pytest.mark.usefixtures("draws_of_the_prior")
Opener = Callable[..., AppTest]


@pytest.fixture
def opened(folder: Path) -> Opener:
    def open_page(
        part: str = "shares",
        language: str = "vi",
        locality: str = "son-la",
        stem: str = "",
        change: Callable[[Scenario], Scenario] = lambda scenario: scenario,
    ) -> AppTest:
        editing = Editing()
        editing.locality = locality
        saved = alternative(stem) if stem else baseline(locality)
        file = folder / "son-la" / f"{stem or 'son-la-baseline'}.yaml"
        if stem or change(saved) != saved:
            settings = settings_of(change(saved))
            editing.drafts[str(file)] = Draft(settings, saved, file, "")
            editing.file = editing.wish = str(file)
        return page_at("why", language, **{KEY: editing}, why_part=part).run()

    return open_page


def compared_with(app: AppTest) -> str:
    """What the picker says."""
    label = text("why.other", "vi")
    (picker,) = [box for box in app.selectbox if box.label == label]
    return str(picker.format_func(picker.value))


def sentence(app: AppTest) -> str:
    """The sentence that says the result."""
    found = re.search(r"<h2>(.*?)</h2>", told(app), re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>", "", found.group(1))


def more_jobs(scenario: Scenario) -> Scenario:
    return replace(scenario, levers={**scenario.levers, "training.jobs_connected": ((2026, 9000.0),)})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_answers_on_arrival(opened: Opener, language: str, part: str) -> None:
    app = opened(part, language)
    assert not app.exception
    assert not app.error
    body = re.sub(r"<[^>]+>", " ", told(app))
    assert UNFILLED.search(body) is None, UNFILLED.search(body)
    words = FILE.sub("", body)
    assert language == "en" or ENGLISH.search(words) is None, ENGLISH.search(words)
    assert "2030" in sentence(app)
    assert re.search(r"\d", sentence(app).replace("2030", ""))


@pytest.mark.parametrize("locality", ["vn", "thanh-hoa/dong-son"])
def test_other_places_are_explained_too(opened: Opener, locality: str) -> None:
    for part in PARTS:
        app = opened(part, locality=locality)
        assert not app.exception, part
        assert sentence(app), part


def test_the_baseline_is_explained_from_the_start_of_its_plan(opened: Opener) -> None:
    app = opened()
    assert text("why.against_since", "vi", year=2026) == compared_with(app)
    standard = player_name("event:standard_change:2027-01-01", "vi")
    assert standard in told(app)
    assert text("why.tone.recount", "vi") in told(app)  # the new standard is no progress


def test_another_scenario_is_explained_beside_the_baseline(opened: Opener) -> None:
    app = opened(stem=JOBS)
    assert text("page.baseline_name", "vi") in compared_with(app)
    body = told(app)
    for player in ("training", "jobs", "credit_shares", "disbursement"):
        assert player_name(player, "vi") in body
    assert "26 → 50" in body  # old level and new
    assert player_name("ntm", "vi") not in body


def test_moved_sliders_are_explained_beside_what_was_saved(opened: Opener) -> None:
    app = opened(change=more_jobs)
    assert text("explore.unsaved", "vi") in told(app)
    assert text("page.baseline_name", "vi") in compared_with(app)
    assert "2.060 → 9.000" in told(app)
    assert player_name("training", "vi") not in told(app)


def test_the_reader_chooses_what_is_compared_and_it_stays(opened: Opener) -> None:
    app = opened(stem=JOBS)
    (picker,) = [box for box in app.selectbox if box.label == text("why.other", "vi")]
    picker.set_value("start")
    app.run()
    assert text("why.against_since", "vi", year=2026) == compared_with(app)
    assert text("why.remainder.drift", "vi") in told(app)
    app.session_state["why_part"] = "text"
    app.run()
    assert text("why.against_since", "vi", year=2026) == compared_with(app)


def test_another_year_or_indicator_runs_nothing_again(
    nothing_kept: None, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(stem=JOBS)
    monkeypatch.setattr(Between, "of", lambda *_, **__: pytest.fail("simulated again"))
    (year,) = [box for box in app.selectbox if box.label == text("why.year", "vi")]
    year.set_value(2028)
    app.run()
    assert not app.exception
    assert "2028" in sentence(app)
    app.session_state["why_indicator"] = "ntm_communes_attained"
    app.run()
    assert not app.exception
    assert text("why.figure.ntm_communes_attained", "vi") in sentence(app).lower()


def test_a_scenario_without_the_new_standard_is_not_subtracted_from_one_with_it(opened: Opener) -> None:
    def without(scenario: Scenario) -> Scenario:
        events = tuple(event for event in scenario.events or () if event.type != "standard_change")
        return replace(scenario, events=events)

    app = opened(change=without)
    assert not app.exception
    words = text("why.shares.break", "vi", year=2030, indicator="").split(":")[-1]
    assert words in told(app)
    assert text("why.shares.break_last", "vi", last=2026) in told(app)


def test_a_scenario_without_targets_says_so(opened: Opener, folder: Path) -> None:
    path = folder / "son-la" / "son-la-baseline.yaml"
    content = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"targets:\n(  - .*\n)+", "targets: []\n", content), encoding="utf-8")
    app = opened("unknowns")
    assert not app.exception
    assert text("why.unknowns.no_target", "vi") in told(app)


def test_the_facts_are_shown_when_they_are_asked_for(opened: Opener) -> None:
    app = opened("text")
    assert text("why.text.table", "vi") not in told(app)
    app.toggle[0].set_value(True)
    app.run()
    body = told(app)
    assert text("why.text.table", "vi") in body
    assert text("why.csv.origin", "vi") in body


def test_hostile_titles_are_shown_as_they_are(opened: Opener, folder: Path) -> None:
    path = folder / "son-la" / f"{JOBS}.yaml"
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace("Việc làm và đào tạo nghề", "<b>=1+1</b> & “x”"), encoding="utf-8")
    app = opened()
    (picker,) = [box for box in app.selectbox if box.label == text("why.other", "vi")]
    picker.set_value(str(path))
    app.run()
    assert not app.exception
    assert "<b>=1+1" not in told(app)
    assert "&lt;b&gt;=1+1" in told(app)


def test_a_missing_posterior_is_one_message(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "posterior", uncalibrated)
    app = opened()
    assert not app.exception
    assert len(app.error) == 1
