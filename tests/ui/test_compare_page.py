"""The page of comparison: what is chosen stays, what is kept is not simulated again, what is wrong is named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulator.analysis.comparison import FIGURES, MOST, compared
from simulator.report.compare_table import Entry, tables
from simulator.texts import LANGUAGES, text
from simulator.ui import compare_runs, resources
from simulator.ui.compare_choice import Candidate
from simulator.ui.compare_view import PARTS, View, table_message
from simulator.ui.levers import settings_of
from simulator.ui.session import Draft
from tests.report.comparisons import HOSTILE, hostile
from tests.shipped import SON_LA_ALTERNATIVES, alternative, baseline, evidence
from tests.ui.pages import drawn, page_at, uncalibrated
from tests.ui.printed import UNFILLED, told
from tests.ui.test_texts import ENGLISH

pytestmark = pytest.mark.usefixtures("draws_of_the_prior")


@pytest.fixture
def opened(folder: Path) -> Callable[..., AppTest]:
    def open_page(language: str = "vi", locality: str = "son-la", part: str = "outcomes") -> AppTest:
        return page_at("compare", language, **{f"compare_locality_{language}": locality}, compare_part=part).run()

    return open_page


def chosen(app: AppTest) -> list[str]:
    """What is ticked, read as markdown is: a backslash only says that the next sign stands for itself."""
    return [re.sub(r"\\(.)", r"\1", box.label) for box in app.checkbox if box.value]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_drawn(opened: Callable[..., AppTest], language: str) -> None:
    for part in PARTS:
        app = opened(language, part=part)
        assert not app.exception, part
        body = re.sub(r"<[^>]+>", " ", told(app))
        assert UNFILLED.search(body) is None, (part, UNFILLED.search(body))
        assert language == "en" or ENGLISH.search(body) is None, (part, ENGLISH.search(body))


def test_the_first_few_are_compared_until_somebody_chooses(opened: Callable[..., AppTest]) -> None:
    app = opened()
    assert len(chosen(app)) == 4
    assert len(app.checkbox) == 1 + len(SON_LA_ALTERNATIVES)
    app.checkbox[1].uncheck()
    app.checkbox[5].check()
    app.run()
    titles = [alternative(path.stem).title for path in SON_LA_ALTERNATIVES]
    assert chosen(app) == [text("page.baseline_name", "vi"), titles[1], titles[2], titles[4]]
    (button,) = app.get("popover")
    assert button.proto.popover.label == text("compare.choose", "vi", count=4, all=6)


def test_the_choice_stays_in_the_other_language(opened: Callable[..., AppTest]) -> None:
    app = opened()
    app.checkbox[0].uncheck()
    app.checkbox[3].uncheck()
    app.run()
    before = chosen(app)
    app.selectbox[1].select(app.session_state["compare"]["son-la"].chosen[1]).run()
    kept = app.session_state["compare"]["son-la"]
    app.query_params["lang"] = "en"
    app.run()
    assert not app.exception
    assert chosen(app) == before
    after = app.session_state["compare"]["son-la"]
    assert (after.chosen, after.reference) == (kept.chosen, kept.reference)
    assert after.reference == after.chosen[1]


def test_unsaved_changes_are_a_scenario_of_their_own(opened: Callable[..., AppTest], folder: Path) -> None:
    app = opened()
    path = str(folder / "son-la" / "son-la-nha-o-truoc.yaml")
    scenario = resources.full_scenario(Path(path), "son-la")
    moved = settings_of(scenario)
    draft = Draft(replace(moved, values={**moved.values, "housing.budget": 321.0}), scenario, Path(path))
    app.session_state["editing"].drafts[path] = draft
    app.run()
    label = text("compare.draft", "vi", title=scenario.title)
    assert [box.value for box in app.checkbox if "chưa lưu" in box.label] == [True]
    assert label in chosen(app)
    app.session_state["compare_part"] = "inputs"
    assert "321 tỷ đồng" in told(app.run())


def test_a_locality_with_one_scenario_is_told_what_to_do(opened: Callable[..., AppTest]) -> None:
    app = opened(locality="dien-bien")
    assert not app.exception
    assert text("compare.too_few_title", "vi") in told(app)
    assert "Lưu kịch bản" in told(app)


def test_too_few_chosen_is_told(opened: Callable[..., AppTest]) -> None:
    app = opened()
    for box in app.checkbox[1:]:
        box.uncheck()
    assert text("compare.too_few_chosen_title", "vi") in told(app.run())


def test_a_bad_file_is_named_and_the_others_are_compared(opened: Callable[..., AppTest], folder: Path) -> None:
    (folder / "son-la" / "hong.yaml").write_text("format: 1\ntitle: Hỏng\nlocality: son-la\n", encoding="utf-8")
    app = opened()
    body = told(app)
    assert "hong.yaml" in body
    assert text("compare.faulty", "vi", count=1) in body
    assert len(chosen(app)) == 4
    assert "Cuối 2030" in body


def test_no_more_than_eight_can_be_chosen(opened: Callable[..., AppTest], folder: Path) -> None:
    source = (folder / "son-la" / "son-la-nha-o-truoc.yaml").read_text(encoding="utf-8")
    for number in range(6):
        title = f"title: Bản {number}"
        content = re.sub(r"^title: .*$", title, source, flags=re.MULTILINE)
        (folder / "son-la" / f"ban-{number}.yaml").write_text(content, encoding="utf-8")
    app = opened()
    for box in app.checkbox[:MOST]:
        box.check()
    app.run()
    assert not app.exception
    assert len(chosen(app)) == MOST
    assert all(box.disabled for box in app.checkbox if not box.value)
    assert not any(box.disabled for box in app.checkbox if box.value)


def test_other_evidence_is_said(opened: Callable[..., AppTest], folder: Path) -> None:
    path = folder / "son-la" / "son-la-nha-o-truoc.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("effects: causal", "effects: reported"), encoding="utf-8")
    app = opened()
    title = alternative("son-la-nha-o-truoc").title
    assert f"khác với tệp của: “{title}”" in told(app)


def test_another_reference_year_or_part_runs_nothing(
    nothing_kept: None, opened: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened()
    runs = []
    kept = compare_runs.run
    monkeypatch.setattr(compare_runs, "run", lambda *given: runs.append(given) or kept(*given))
    for part in PARTS:
        app.session_state["compare_part"] = part
        app.run()
    keys = app.session_state["compare"]["son-la"].chosen
    app.selectbox[1].select(keys[2]).run()
    app.selectbox[2].select(2027).run()
    assert not app.exception
    assert runs == []
    app.checkbox[4].check().run()
    assert len(runs) == 1


def test_the_page_shows_what_the_command_line_computes() -> None:
    scenarios = [baseline(), *(alternative(path.stem) for path in SON_LA_ALTERNATIVES[:2])]
    chosen_here = [Candidate(str(place), Entry(s.title), s) for place, s in enumerate(scenarios)]
    on_page = compare_runs.compared(chosen_here, 1, 2030, "vi")
    alone = compared(scenarios, evidence(), drawn("son-la").parameters, reference=1, year=2030)
    for place in range(len(scenarios)):
        for name in FIGURES:
            np.testing.assert_array_equal(on_page.values(place, name), alone.values(place, name))
            assert on_page.difference(place, name) == alone.difference(place, name)
    assert tables(on_page, "vi") == tables(alone, "vi")


def test_a_title_is_not_part_of_what_was_run(monkeypatch: pytest.MonkeyPatch) -> None:
    first = compare_runs.outcome(baseline(), ())
    second = compare_runs.outcome(replace(baseline(), title="Khác", note="Khác"), ())
    assert second.values is first.values
    assert second.scenario.title == "Khác"
    with pytest.raises(ValueError, match="read-only"):
        first.values["poverty_rate"][0, 0] = 1.0


def test_what_the_table_is_told() -> None:
    there, named = hostile()
    for name in ("outcomes", "works", "programmes", "sources"):
        message: dict[str, Any] = json.loads(table_message(View(there, named, "vi", False), name))
        assert [row["number"] for row in message["rows"]] == list(range(1, len(HOSTILE) + 1))
        assert [row["reference"] for row in message["rows"]].count(True) == 1
        assert all(len(row["cells"]) == len(message["columns"]) for row in message["rows"])
        assert all(row["title"].isprintable() for row in message["rows"])
        assert len({row["color"] for row in message["rows"]}) == len({row["dash"] for row in message["rows"]}) == 8
        assert set(message["texts"]) >= {"sorted", "up", "down", "good", "bad", "reference"}


def test_a_locality_without_a_calibration_is_told(
    opened: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "posterior", uncalibrated)
    app = opened()
    assert not app.exception
    assert "son-la.causal.npz" in app.code[0].value
